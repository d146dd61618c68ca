package dev.handrail.simulator.salesforce.schema;

import dev.handrail.simulator.salesforce.schema.Field.Trait;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leads, accounts, contacts, opportunities and campaigns. */
final class SalesObjects {

    private static final String[] SOURCES = {"Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other"};
    private static final String[] INDUSTRIES = {
        "Agriculture",
        "Banking",
        "Biotechnology",
        "Chemicals",
        "Communications",
        "Construction",
        "Consulting",
        "Education",
        "Electronics",
        "Energy",
        "Engineering",
        "Entertainment",
        "Finance",
        "Government",
        "Healthcare",
        "Hospitality",
        "Insurance",
        "Machinery",
        "Manufacturing",
        "Media",
        "Not For Profit",
        "Retail",
        "Shipping",
        "Technology",
        "Telecommunications",
        "Transportation",
        "Utilities",
        "Other"
    };
    private static final String[] RATINGS = {"Hot", "Warm", "Cold"};

    static final Option[] LEAD_STATUSES = {
        Option.of("Open - Not Contacted").atFirst(),
        Option.of("Working - Contacted"),
        Option.of("Nurturing"),
        Option.of("Qualified").with(Map.of("IsConverted", true)),
        Option.of("Closed - Converted").with(Map.of("IsConverted", true)),
        Option.of("Closed - Not Converted")
    };

    static final Option[] STAGES = {
        stage("Prospecting", 10, false, false),
        stage("Qualification", 10, false, false),
        stage("Needs Analysis", 20, false, false),
        stage("Value Proposition", 50, false, false),
        stage("Id. Decision Makers", 60, false, false),
        stage("Perception Analysis", 70, false, false),
        stage("Proposal/Price Quote", 75, false, false),
        stage("Negotiation/Review", 90, false, false),
        stage("Closed Won", 100, true, true),
        stage("Closed Lost", 0, true, false)
    };

    private SalesObjects() {}

    static List<ObjectType> all() {
        return List.of(lead(), account(), contact(), opportunity(), contactRole(), campaign(), campaignMember());
    }

    private static Option stage(String name, int probability, boolean closed, boolean won) {
        return Option.of(name)
                .with(Map.of("DefaultProbability", BigDecimal.valueOf(probability), "IsClosed", closed, "IsWon", won));
    }

    private static ObjectType lead() {
        var lead = new ObjectType("Lead", "Lead", "Leads", "00Q", true)
                .add(Field.id())
                .add(PersonFields.name())
                .add(
                        Field.text("Title", "Title", 128),
                        Field.text("Company", "Company", 255).with(Trait.REQUIRED, Trait.LOOKED_UP))
                .add(PersonFields.address(""))
                .add(
                        Field.phone("Phone", "Phone"),
                        Field.phone("MobilePhone", "Mobile Phone"),
                        Field.phone("Fax", "Fax"),
                        Field.email("Email", "Email"),
                        Field.url("Website", "Website"),
                        Field.longText("Description", "Lead Description", 32000),
                        Field.picklist("LeadSource", "Lead Source", SOURCES),
                        Field.picklist("Status", "Lead Status", LEAD_STATUSES),
                        Field.picklist("Industry", "Industry", INDUSTRIES),
                        Field.picklist("Rating", "Rating", RATINGS),
                        Field.currency("AnnualRevenue", "Annual Revenue"),
                        Field.integer("NumberOfEmployees", "Employees", 8),
                        Field.flag("HasOptedOutOfEmail", "Email Opt Out"),
                        Field.flag("DoNotCall", "Do Not Call"),
                        Field.flag("IsConverted", "Converted").with(Trait.READ_ONLY),
                        Field.date("ConvertedDate", "Converted Date").with(Trait.READ_ONLY),
                        Field.reference("ConvertedAccountId", "Converted Account ID", "ConvertedAccount", "Account")
                                .with(Trait.READ_ONLY),
                        Field.reference("ConvertedContactId", "Converted Contact ID", "ConvertedContact", "Contact")
                                .with(Trait.READ_ONLY),
                        Field.reference(
                                        "ConvertedOpportunityId",
                                        "Converted Opportunity ID",
                                        "ConvertedOpportunity",
                                        "Opportunity")
                                .with(Trait.READ_ONLY),
                        Field.flag("IsUnreadByOwner", "Unread By Owner").startingWith(true))
                .add(SystemFields.analysis());
        return SystemFields.addTo(lead, true);
    }

    private static ObjectType account() {
        var account = new ObjectType("Account", "Account", "Accounts", "001", true)
                .add(
                        Field.id(),
                        Field.text("Name", "Account Name", 255).with(Trait.REQUIRED, Trait.NAME),
                        Field.picklist("Type", "Account Type", "Prospect", "Customer - Direct", "Partner", "Other"),
                        Field.reference("ParentId", "Parent Account ID", "Parent", "Account"))
                .add(PersonFields.address("Billing"))
                .add(PersonFields.address("Shipping"))
                .add(
                        Field.phone("Phone", "Account Phone"),
                        Field.phone("Fax", "Account Fax"),
                        Field.text("AccountNumber", "Account Number", 40),
                        Field.url("Website", "Website").with(Trait.LOOKED_UP),
                        Field.picklist("Industry", "Industry", INDUSTRIES),
                        Field.currency("AnnualRevenue", "Annual Revenue"),
                        Field.integer("NumberOfEmployees", "Employees", 8),
                        Field.longText("Description", "Account Description", 32000),
                        Field.picklist("Rating", "Account Rating", RATINGS),
                        Field.picklist("AccountSource", "Account Source", SOURCES))
                .add(SystemFields.analysis());
        return SystemFields.addTo(account, true);
    }

    private static ObjectType contact() {
        var contact = new ObjectType("Contact", "Contact", "Contacts", "003", true)
                .add(
                        Field.id(),
                        Field.reference("AccountId", "Account ID", "Account", "Account")
                                .with(Trait.CASCADE))
                .add(PersonFields.name())
                .add(PersonFields.address("Mailing"))
                .add(
                        Field.phone("Phone", "Business Phone"),
                        Field.phone("MobilePhone", "Mobile Phone"),
                        Field.phone("Fax", "Business Fax"),
                        Field.email("Email", "Email"),
                        Field.text("Title", "Title", 128),
                        Field.text("Department", "Department", 80),
                        Field.reference("ReportsToId", "Reports To ID", "ReportsTo", "Contact"),
                        Field.picklist("LeadSource", "Lead Source", SOURCES),
                        Field.date("Birthdate", "Birthdate"),
                        Field.longText("Description", "Contact Description", 32000),
                        Field.flag("HasOptedOutOfEmail", "Email Opt Out"),
                        Field.flag("DoNotCall", "Do Not Call"))
                .add(SystemFields.analysis());
        return SystemFields.addTo(contact, true);
    }

    private static ObjectType opportunity() {
        var opportunity = new ObjectType("Opportunity", "Opportunity", "Opportunities", "006", true)
                .add(
                        Field.id(),
                        Field.reference("AccountId", "Account ID", "Account", "Account")
                                .with(Trait.CASCADE),
                        Field.text("Name", "Name", 120).with(Trait.REQUIRED, Trait.NAME),
                        Field.longText("Description", "Description", 32000),
                        Field.picklist("StageName", "Stage", STAGES).with(Trait.REQUIRED),
                        Field.currency("Amount", "Amount"),
                        Field.percent("Probability", "Probability (%)"),
                        Field.date("CloseDate", "Close Date").with(Trait.REQUIRED),
                        Field.picklist("Type", "Opportunity Type", "Existing Business", "New Business"),
                        Field.text("NextStep", "Next Step", 255),
                        Field.picklist("LeadSource", "Lead Source", SOURCES),
                        Field.flag("IsClosed", "Closed").derived(values -> ofStage(values, "IsClosed")),
                        Field.flag("IsWon", "Won").derived(values -> ofStage(values, "IsWon")),
                        Field.reference("CampaignId", "Campaign ID", "Campaign", "Campaign"),
                        Field.reference("ContactId", "Contact ID", "Contact", "Contact")
                                .with(Trait.CREATE_ONLY))
                .add(SystemFields.analysis());
        return SystemFields.addTo(opportunity, true);
    }

    private static @Nullable Object ofStage(Map<String, Object> values, String trait) {
        for (Option stage : STAGES) {
            if (stage.value().equals(values.get("StageName"))) return stage.is(trait);
        }
        return false;
    }

    private static ObjectType contactRole() {
        var role = new ObjectType(
                        "OpportunityContactRole", "Opportunity Contact Role", "Opportunity Contact Roles", "00K", true)
                .add(
                        Field.id(),
                        Field.reference("OpportunityId", "Opportunity ID", "Opportunity", "Opportunity")
                                .with(Trait.REQUIRED, Trait.CREATE_ONLY, Trait.CASCADE),
                        Field.reference("ContactId", "Contact ID", "Contact", "Contact")
                                .with(Trait.REQUIRED, Trait.CASCADE),
                        Field.picklist("Role", "Role", "Decision Maker", "Evaluator", "Influencer", "Other"),
                        Field.flag("IsPrimary", "Primary"));
        return SystemFields.addTo(role, false);
    }

    private static ObjectType campaign() {
        var campaign = new ObjectType("Campaign", "Campaign", "Campaigns", "701", true)
                .add(
                        Field.id(),
                        Field.text("Name", "Name", 80).with(Trait.REQUIRED, Trait.NAME),
                        Field.reference("ParentId", "Parent Campaign ID", "Parent", "Campaign"),
                        Field.picklist("Type", "Type", "Conference", "Webinar", "Email", "Advertisement", "Other"),
                        Field.picklist(
                                "Status",
                                "Status",
                                Option.of("Planned").atFirst(),
                                Option.of("In Progress"),
                                Option.of("Completed"),
                                Option.of("Aborted")),
                        Field.date("StartDate", "Start Date"),
                        Field.date("EndDate", "End Date"),
                        Field.currency("BudgetedCost", "Budgeted Cost"),
                        Field.flag("IsActive", "Active"),
                        Field.longText("Description", "Description", 32000))
                .add(SystemFields.analysis());
        return SystemFields.addTo(campaign, true);
    }

    private static ObjectType campaignMember() {
        var member = new ObjectType("CampaignMember", "Campaign Member", "Campaign Members", "00v", true)
                .add(
                        Field.id(),
                        Field.reference("CampaignId", "Campaign ID", "Campaign", "Campaign")
                                .with(Trait.REQUIRED, Trait.CREATE_ONLY, Trait.CASCADE),
                        Field.reference("LeadId", "Lead ID", "Lead", "Lead").with(Trait.CREATE_ONLY, Trait.CASCADE),
                        Field.reference("ContactId", "Contact ID", "Contact", "Contact")
                                .with(Trait.CREATE_ONLY, Trait.CASCADE),
                        Field.picklist(
                                "Status",
                                "Status",
                                Option.of("Sent").atFirst(),
                                Option.of("Responded").with(Map.of("HasResponded", true))),
                        Field.flag("HasResponded", "Responded")
                                .derived(values -> "Responded".equals(values.get("Status"))),
                        SystemFields.externalId());
        return SystemFields.addTo(member, false);
    }
}
