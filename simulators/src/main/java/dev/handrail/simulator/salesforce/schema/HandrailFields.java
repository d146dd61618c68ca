package dev.handrail.simulator.salesforce.schema;

import dev.handrail.simulator.salesforce.schema.Field.Trait;

/** The custom fields beyond the analysis that docs/salesforce.md asks an administrator for. */
final class HandrailFields {

    private HandrailFields() {}

    static void addTo(Schema schema) {
        schema.known("Lead")
                .add(
                        unique("Handrail_Unique__c", "Handrail Unique"),
                        Field.text("Handrail_Conversion_Key__c", "Handrail Conversion Key", 64),
                        Field.text("Campaign_ID__c", "Campaign ID", 64),
                        Field.longText("Tags__c", "Tags", 32_768),
                        Field.text("Enrichment_Source__c", "Enrichment Source", 80),
                        Field.number("Enrichment_Confidence__c", "Enrichment Confidence", 5, 4),
                        founded(),
                        headquarters());
        schema.known("Account").add(unique("Domain__c", "Domain"), founded(), headquarters());
        schema.known("Contact").add(unique("Handrail_Unique__c", "Handrail Unique"));
        schema.known("Opportunity").add(lead(), Field.text("Campaign_ID__c", "Campaign ID", 64));
        schema.known("Task")
                .add(
                        lead(),
                        Field.text("External_Lead_ID__c", "External Lead ID", 255),
                        Field.flag("Handrail_Note__c", "Handrail Note"));
    }

    private static Field unique(String name, String label) {
        return Field.text(name, label, 255).with(Trait.EXTERNAL_ID, Trait.UNIQUE, Trait.LOOKED_UP);
    }

    private static Field founded() {
        return Field.number("Founded__c", "Founded", 4, 0);
    }

    private static Field headquarters() {
        return Field.text("Headquarters__c", "Headquarters", 255);
    }

    private static Field lead() {
        return Field.reference("Lead__c", "Lead", "Lead__r", "Lead");
    }
}
