package dev.handrail.simulator.salesforce.schema;

import dev.handrail.simulator.salesforce.schema.Field.Trait;

/** The fields that the platform keeps itself. */
final class SystemFields {

    private SystemFields() {}

    static ObjectType addTo(ObjectType type, boolean owned) {
        if (owned) type.add(Field.reference("OwnerId", "Owner ID", "Owner", "User"));
        return type.add(
                Field.flag("IsDeleted", "Deleted").with(Trait.READ_ONLY),
                Field.moment("CreatedDate", "Created Date").with(Trait.READ_ONLY),
                Field.reference("CreatedById", "Created By ID", "CreatedBy", "User")
                        .with(Trait.READ_ONLY),
                Field.moment("LastModifiedDate", "Last Modified Date").with(Trait.READ_ONLY),
                Field.reference("LastModifiedById", "Last Modified By ID", "LastModifiedBy", "User")
                        .with(Trait.READ_ONLY),
                Field.moment("SystemModstamp", "System Modstamp").with(Trait.READ_ONLY));
    }

    /** The external id under which Handrail finds again what it made. */
    static Field externalId() {
        return Field.text("External_ID__c", "External ID", 255).with(Trait.EXTERNAL_ID, Trait.UNIQUE, Trait.LOOKED_UP);
    }

    static Field[] analysis() {
        return new Field[] {
            Field.number("AI_Fit_Score__c", "AI Fit Score", 5, 2),
            Field.picklist("AI_Intent__c", "AI Intent", "High Fit", "Medium Fit", "Low Fit", "Manual Review")
                    .with(Trait.RESTRICTED),
            Field.text("AI_Analysis_ID__c", "AI Analysis ID", 100),
            Field.flag("AI_Qualified__c", "AI Qualified"),
            Field.number("AI_Confidence_Score__c", "AI Confidence Score", 5, 2),
            externalId()
        };
    }
}
