package dev.handrail.simulator.salesforce.schema;

import dev.handrail.simulator.salesforce.schema.Field.Trait;
import java.util.List;

/** Who works in the org, and the objects from which clients read statuses and stages. */
final class SetupObjects {

    private SetupObjects() {}

    static List<ObjectType> all() {
        return List.of(user(), organization(), leadStatus(), stage(), taskStatus());
    }

    private static ObjectType user() {
        var user = new ObjectType("User", "User", "Users", "005", false)
                .add(Field.id(), Field.text("Username", "Username", 80).with(Trait.LOOKED_UP))
                .add(PersonFields.name())
                .add(
                        Field.email("Email", "Email"),
                        Field.text("Alias", "Alias", 8),
                        Field.text("Title", "Title", 80),
                        Field.text("Department", "Department", 80),
                        Field.flag("IsActive", "Active").startingWith(true),
                        Field.reference("ManagerId", "Manager ID", "Manager", "User"),
                        Field.text("TimeZoneSidKey", "Time Zone", 40),
                        Field.text("LocaleSidKey", "Locale", 40),
                        Field.text("LanguageLocaleKey", "Language", 40));
        return SystemFields.addTo(user, false);
    }

    private static ObjectType organization() {
        var organization = new ObjectType("Organization", "Organization", "Organizations", "00D", false)
                .add(
                        Field.id(),
                        Field.text("Name", "Name", 80).with(Trait.NAME),
                        Field.text("OrganizationType", "Edition", 40),
                        Field.text("InstanceName", "Instance Name", 5),
                        Field.flag("IsSandbox", "Is Sandbox"));
        return SystemFields.addTo(organization, false);
    }

    private static ObjectType leadStatus() {
        return status("LeadStatus", "Lead Status Value", "01J")
                .add(Field.flag("IsConverted", "Is Converted").with(Trait.READ_ONLY));
    }

    private static ObjectType taskStatus() {
        return status("TaskStatus", "Task Status Value", "01L")
                .add(Field.flag("IsClosed", "Closed").with(Trait.READ_ONLY));
    }

    private static ObjectType stage() {
        return status("OpportunityStage", "Opportunity Stage", "01M")
                .add(
                        Field.flag("IsActive", "Is Active").startingWith(true),
                        Field.flag("IsClosed", "Is Closed").with(Trait.READ_ONLY),
                        Field.flag("IsWon", "Is Won").with(Trait.READ_ONLY),
                        Field.percent("DefaultProbability", "Probability").with(Trait.READ_ONLY));
    }

    private static ObjectType status(String name, String label, String prefix) {
        var status = new ObjectType(name, label, label, prefix, false)
                .add(
                        Field.id(),
                        Field.text("MasterLabel", "Master Label", 255).with(Trait.NAME),
                        Field.text("ApiName", "API Name", 255),
                        Field.integer("SortOrder", "Sort Order", 8),
                        Field.flag("IsDefault", "Is Default"));
        return SystemFields.addTo(status, false);
    }
}
