package dev.handrail.hubspot;

import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.CONTACT;
import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.NOTE;
import static dev.handrail.connector.RecordType.OPPORTUNITY;
import static dev.handrail.connector.RecordType.TASK;
import static dev.handrail.hubspot.Field.custom;
import static dev.handrail.hubspot.Field.of;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.RecordType;
import dev.handrail.hubspot.Kind.Choice;
import dev.handrail.hubspot.Kind.Day;
import dev.handrail.hubspot.Kind.Email;
import dev.handrail.hubspot.Kind.Formatted;
import dev.handrail.hubspot.Kind.Lines;
import dev.handrail.hubspot.Kind.Numeric;
import dev.handrail.hubspot.Kind.Reference;
import dev.handrail.hubspot.Kind.Text;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which type of HubSpot's objects a record is, and which property each of its fields. */
final class Mapping {

    /** The step that made a record; unique, so that HubSpot itself refuses a second one. */
    static final String KEY = Field.CUSTOM + "external_id";

    /** A company's domain, unique: HubSpot lets many companies have the same {@code domain}. */
    static final String DOMAIN_KEY = Field.CUSTOM + "domain";

    static final Field CONVERSION_KEY = custom("conversionKey", new Text(64));

    private static final Map<String, String> LEAD_STATUS = Map.of(
            "New", "NEW",
            "Working", "IN_PROGRESS",
            "Nurture", "BAD_TIMING",
            "Qualified", "OPEN_DEAL",
            "Disqualified", "UNQUALIFIED");

    /** HubSpot's own numbers, of the primary company where there is such a thing. */
    private static final Map<String, Integer> ASSOCIATIONS = Map.of(
            "contacts companies", 1,
            "deals companies", 5,
            "deals contacts", 3,
            "tasks contacts", 204,
            "tasks companies", 192,
            "tasks deals", 216,
            "notes contacts", 202,
            "notes companies", 190,
            "notes deals", 214);

    private static final Map<String, String> TASK_STATUS = Map.of(
            "Not Started", "NOT_STARTED",
            "In Progress", "IN_PROGRESS",
            "Completed", "COMPLETED",
            "Waiting on someone else", "WAITING",
            "Deferred", "DEFERRED");

    private final RecordType type;
    private final String object;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    private Mapping(RecordType type, String object, List<Field> fields) {
        this.type = type;
        this.object = object;
        fields.forEach(field -> this.fields.put(field.name(), field));
    }

    /** The mappings of one account, whose stages and time zone are its own. */
    static Map<RecordType, Mapping> all(HubSpotSettings settings) {
        Day day = new Day(settings.zone());
        List<Field> person = List.of(
                of("email", "email", new Email()).asRequired(),
                of("firstName", "firstname", new Text(40)),
                of("lastName", "lastname", new Text(80)),
                of("title", "jobtitle", new Text(128)),
                of("phone", "phone", new Text(40)),
                custom("source", new Text(40)));
        Field founded = custom("founded", Numeric.whole(1000, 2100));
        Field headquarters = custom("headquarters", new Text(255));
        Numeric employees = Numeric.whole(0, 100_000_000);
        Field revenue = of("annualRevenue", "annualrevenue", Numeric.amount(1_000_000_000_000_000L));
        Field leadId = custom("leadId", new Reference()).linkedTo(LEAD);
        List<Field> subject =
                List.of(leadId, custom("relatedToId", new Reference()).linkedTo(ACCOUNT, OPPORTUNITY, CONTACT));

        Map<RecordType, Mapping> all = new EnumMap<>(RecordType.class);
        put(
                all,
                LEAD,
                "contacts",
                person,
                List.of(
                        of("company", "company", new Text(255)),
                        of("website", "website", new Text(255)),
                        custom("campaignId", new Text(64)),
                        of(
                                        "status",
                                        "hs_lead_status",
                                        new Choice(LEAD_STATUS, Set.of("OPEN", "ATTEMPTED_TO_CONTACT", "CONNECTED")))
                                .initially("New"),
                        of("ownerId", "hubspot_owner_id", new Reference()),
                        custom("aiFitScore", Numeric.whole(0, 100)),
                        custom("aiIntent", Choice.of("HIGH_FIT", "MEDIUM_FIT", "LOW_FIT", "MANUAL_REVIEW")),
                        custom("tags", new Lines(80, 100)),
                        of("industry", "industry", new Text(120)),
                        founded,
                        headquarters,
                        custom("employees", employees),
                        revenue,
                        custom("enrichmentSource", new Text(80)),
                        custom("enrichmentConfidence", Numeric.fraction()),
                        custom("convertedContactId", new Reference()),
                        custom("convertedAccountId", new Reference()),
                        custom("convertedOpportunityId", new Reference())));
        put(
                all,
                ACCOUNT,
                "companies",
                List.of(
                        of("name", "name", new Text(255)).asRequired(),
                        of("domain", "domain", new Text(253)),
                        of("website", "website", new Text(255)),
                        custom("industry", new Text(120)),
                        of("founded", "founded_year", Numeric.whole(1000, 2100)),
                        headquarters,
                        of("employees", "numberofemployees", employees),
                        revenue));
        put(all, CONTACT, "contacts", List.of(Field.primaryCompany("accountId")), person);
        put(
                all,
                OPPORTUNITY,
                "deals",
                List.of(
                        of("name", "dealname", new Text(120)).asRequired(),
                        Field.primaryCompany("accountId"),
                        leadId,
                        custom("contactId", new Reference()).linkedTo(CONTACT),
                        of("stage", "dealstage", new Choice(settings.stages(), Set.of("contractsent")))
                                .initially("Prospecting"),
                        of("amount", "amount", Numeric.amount(1_000_000_000_000L)),
                        of("closeDate", "closedate", day),
                        custom("campaignId", new Text(64)),
                        custom("source", new Text(40)),
                        custom("aiConfidence", Numeric.fraction())));
        put(
                all,
                TASK,
                "tasks",
                List.of(
                        of("subject", "hs_task_subject", new Text(255)).asRequired(),
                        of("description", "hs_task_body", new Formatted(32_000)),
                        of("status", "hs_task_status", new Choice(TASK_STATUS, Set.of()))
                                .initially("Not Started"),
                        of(
                                        "priority",
                                        "hs_task_priority",
                                        new Choice(
                                                Map.of("Low", "LOW", "Normal", "MEDIUM", "High", "HIGH"),
                                                Set.of("NONE")))
                                .initially("Normal"),
                        of("dueDate", "hs_timestamp", day),
                        custom("externalLeadId", new Text(255))),
                subject);
        put(
                all,
                NOTE,
                "notes",
                List.of(of("text", "hs_note_body", new Formatted(32_000)).asRequired()),
                subject);
        return all;
    }

    @SafeVarargs
    private static void put(Map<RecordType, Mapping> all, RecordType type, String object, List<Field>... groups) {
        all.put(
                type,
                new Mapping(
                        type, object, Stream.of(groups).flatMap(List::stream).toList()));
    }

    RecordType type() {
        return type;
    }

    /** As it stands in paths. */
    String object() {
        return object;
    }

    /** Of a person: {@code lead}. */
    String label() {
        return type.name().toLowerCase(Locale.ROOT);
    }

    Collection<Field> fields() {
        return fields.values();
    }

    Field field(String name) {
        Field field = fields.get(name);
        if (field == null) {
            throw new IllegalArgumentException("A %s has no field %s".formatted(type, name));
        }
        return field;
    }

    /** Handrail's name of a property, for messages. */
    Optional<String> nameOf(String property) {
        if (property.equals(DOMAIN_KEY)) {
            return Optional.of("domain");
        }
        return fields.values().stream()
                .filter(field -> property.equals(field.property()))
                .map(Field::name)
                .findFirst();
    }

    /** All that a read asks for. */
    List<String> properties() {
        Stream<String> mapped = fields.values().stream().map(Field::property).flatMap(Stream::ofNullable);
        Stream<String> own = switch (type) {
            case LEAD -> Stream.of(CONVERSION_KEY.property()).flatMap(Stream::ofNullable);
            case ACCOUNT -> Stream.of(DOMAIN_KEY);
            default -> Stream.empty();
        };
        return Stream.of(mapped, own, Stream.of(KEY)).flatMap(each -> each).toList();
    }

    /** The property besides the key of which HubSpot allows each value once. */
    Optional<String> unique() {
        return switch (type) {
            case LEAD, CONTACT -> Optional.of("email");
            case ACCOUNT -> Optional.of(DOMAIN_KEY);
            default -> Optional.empty();
        };
    }

    boolean hasPrimaryCompany() {
        return type == CONTACT || type == OPPORTUNITY;
    }

    /** The property that says when a record was made. */
    String created() {
        return type == TASK || type == NOTE ? "hs_createdate" : "createdate";
    }

    /** Objects that make a record one which is in use. */
    List<String> dependents() {
        return switch (type) {
            case LEAD, CONTACT -> List.of("deals", "tasks", "notes");
            case ACCOUNT -> List.of("contacts", "deals", "tasks", "notes");
            case OPPORTUNITY -> List.of("tasks", "notes");
            default -> List.of();
        };
    }

    static CrmFailure onlyRead(RecordType type) {
        return new CrmFailure(
                CrmFailure.Kind.NOT_SUPPORTED,
                type == RecordType.CAMPAIGN
                        ? "HubSpot's campaigns are not available here; keep the campaign's id on the record itself"
                        : "A user is only read; people are added in HubSpot's own settings");
    }

    /** HubSpot's number of the association between two types, primary where there is such a thing. */
    static int association(String from, String to) {
        Integer number = ASSOCIATIONS.get(from + " " + to);
        if (number == null) {
            throw new IllegalArgumentException("No association from %s to %s".formatted(from, to));
        }
        return number;
    }

    /** The primary company as reads name it, among all ways in which a company can belong to a record. */
    static boolean isPrimary(@Nullable String association) {
        return "contact_to_company".equals(association) || "deal_to_company".equals(association);
    }
}
