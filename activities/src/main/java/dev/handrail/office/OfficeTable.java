package dev.handrail.office;

import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.ADDRESS;
import static dev.handrail.connector.RecordType.ATTRIBUTE;
import static dev.handrail.connector.RecordType.CAMPAIGN;
import static dev.handrail.connector.RecordType.CONTACT;
import static dev.handrail.connector.RecordType.INVOICE;
import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.MESSAGE;
import static dev.handrail.connector.RecordType.NOTE;
import static dev.handrail.connector.RecordType.OPPORTUNITY;
import static dev.handrail.connector.RecordType.SERVICE;
import static dev.handrail.connector.RecordType.TASK;
import static dev.handrail.connector.RecordType.TICKET;
import static dev.handrail.connector.RecordType.USER;

import dev.handrail.connector.RecordType;
import dev.handrail.office.ColumnType.Choice;
import dev.handrail.office.ColumnType.Day;
import dev.handrail.office.ColumnType.Flag;
import dev.handrail.office.ColumnType.Json;
import dev.handrail.office.ColumnType.Moment;
import dev.handrail.office.ColumnType.Number;
import dev.handrail.office.ColumnType.Reference;
import dev.handrail.office.ColumnType.Text;
import dev.handrail.office.ColumnType.Texts;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table of V2__office.sql and V39__office_of_a_business.sql: which columns it has for which fields, and what they take. */
final class OfficeTable {

    /** Set by a conversion only, and not a field of the lead. */
    static final Column CONVERSION_KEY = Column.of("conversionKey", new Text(64));

    private static final Map<RecordType, OfficeTable> TABLES = new EnumMap<>(RecordType.class);

    private final RecordType type;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    static {
        List<Column> firmographics = List.of(
                text("industry", 120),
                Column.of("founded", Number.whole(1000, 2100)),
                text("headquarters", 255),
                Column.of("employees", Number.whole(0, 100_000_000)),
                Column.of("annualRevenue", Number.amount(1_000_000_000_000_000L)));
        List<Column> person = List.of(
                text("firstName", 40), text("lastName", 80), text("title", 128), text("phone", 40), text("source", 40));
        Column email = text("email", 254).foundBy("email_key = office_key(:value)");

        table(
                LEAD,
                List.of(email),
                person,
                firmographics,
                List.of(
                        text("company", 255),
                        text("website", 255),
                        text("campaignId", 64),
                        choice("status", "New", "Working", "Nurture", "Qualified", "Disqualified")
                                .withDefault(),
                        reference("ownerId", USER),
                        Column.of("aiFitScore", Number.whole(0, 100)),
                        choice("aiIntent", "HIGH_FIT", "MEDIUM_FIT", "LOW_FIT", "MANUAL_REVIEW"),
                        Column.of("tags", new Texts(80, 100)),
                        text("address", 400),
                        text("property", 400),
                        text("notes", 32_000),
                        choice("urgency", "low", "medium", "high"),
                        Column.of("followUpOn", new Day()),
                        Column.of("archivedAt", new Moment()),
                        text("enrichmentSource", 80),
                        Column.of("enrichmentConfidence", Number.fraction()),
                        reference("convertedContactId", CONTACT),
                        reference("convertedAccountId", ACCOUNT),
                        reference("convertedOpportunityId", OPPORTUNITY)));
        table(
                ACCOUNT,
                List.of(
                        text("name", 255)
                                .foundBy(
                                        "name_key = office_company_key(:value) AND office_key(name) = office_key(:value)")
                                .asRequired(),
                        text("domain", 253).foundBy("domain_key = office_key(:value)"),
                        text("website", 255)),
                firmographics);
        table(
                CONTACT,
                List.of(reference("accountId", ACCOUNT), email),
                person,
                List.of(text("notes", 32_000), Column.of("deletedAt", new Moment())));
        table(
                OPPORTUNITY,
                List.of(
                        text("name", 120).asRequired(),
                        reference("accountId", ACCOUNT),
                        reference("leadId", LEAD),
                        reference("contactId", CONTACT),
                        choice(
                                        "stage",
                                        "Prospecting",
                                        "Qualification",
                                        "Needs Analysis",
                                        "Value Proposition",
                                        "Closed Won",
                                        "Closed Lost")
                                .withDefault(),
                        Column.of("amount", Number.amount(1_000_000_000_000L)),
                        Column.of("closeDate", new Day()),
                        text("campaignId", 64),
                        text("source", 40),
                        Column.of("aiConfidence", Number.fraction())));
        List<Column> subject =
                List.of(reference("leadId", LEAD), reference("relatedToId", ACCOUNT, CONTACT, OPPORTUNITY));
        table(
                TASK,
                List.of(
                        text("subject", 255).asRequired(),
                        text("description", 32_000),
                        choice(
                                        "status",
                                        "Not Started",
                                        "In Progress",
                                        "Completed",
                                        "Waiting on someone else",
                                        "Deferred")
                                .withDefault(),
                        choice("priority", "Low", "Normal", "High").withDefault(),
                        Column.of("dueDate", new Day()),
                        text("externalLeadId", 255)),
                subject);
        table(NOTE, List.of(text("text", 32_000).asRequired()), subject);
        Column customer = reference("contactId", CONTACT).asRequired();
        Column amount = Column.of("total", Number.whole(0, 1_000_000_000_000L));
        table(
                ADDRESS,
                List.of(
                        customer,
                        text("label", 40).withDefault(),
                        text("street", 200).asRequired(),
                        text("city", 100),
                        text("state", 60),
                        text("postalCode", 20),
                        text("country", 60)));
        table(
                ATTRIBUTE,
                List.of(
                        customer,
                        text("name", 60).asRequired(),
                        text("value", 1000).asRequired()));
        table(
                SERVICE,
                List.of(
                        text("name", 120)
                                .foundBy("name_key = office_key(:value)")
                                .asRequired(),
                        text("description", 2000),
                        Column.of("minutes", Number.whole(5, 1440)).asRequired(),
                        Column.of("price", Number.whole(0, 100_000_000_000L)).asRequired(),
                        Column.of("active", new Flag()).withDefault()));
        table(
                TICKET,
                List.of(
                        customer,
                        reference("addressId", ADDRESS),
                        reference("technicianId", USER),
                        choice("status", "scheduled", "confirmed", "in_progress", "completed", "cancelled")
                                .withDefault(),
                        Column.of("startsAt", new Moment()).asRequired(),
                        Column.of("endsAt", new Moment()).asRequired(),
                        Column.of("lines", new Json()),
                        amount.withDefault(),
                        text("notes", 32_000),
                        text("cancelReason", 1000)));
        table(
                INVOICE,
                List.of(
                        customer,
                        reference("ticketId", TICKET),
                        text("number", 20).asRequired(),
                        choice("status", "draft", "sent", "paid", "void").withDefault(),
                        Column.of("lines", new Json()),
                        text("currency", 3).asRequired(),
                        Column.of("subtotal", Number.whole(0, 1_000_000_000_000L))
                                .asRequired(),
                        Column.of("tax", Number.whole(0, 1_000_000_000_000L)).asRequired(),
                        amount.asRequired(),
                        Column.of("dueOn", new Day()).asRequired(),
                        text("notes", 4000),
                        text("paymentLink", 2000),
                        Column.of("sentAt", new Moment()),
                        Column.of("paidAt", new Moment()),
                        text("voidReason", 1000)));
        table(
                MESSAGE,
                List.of(
                        customer,
                        choice("channel", "email", "sms").asRequired(),
                        text("recipient", 254).asRequired(),
                        text("subject", 255),
                        text("body", 32_000).asRequired(),
                        choice("status", "queued", "sent", "failed").withDefault(),
                        Column.of("sentAt", new Moment())));
        table(CAMPAIGN, List.of(text("name", 120).asRequired()));
        table(USER, List.of(text("name", 121), text("email", 254), Column.of("active", new Flag())));
    }

    @SafeVarargs
    private OfficeTable(RecordType type, List<Column>... groups) {
        this.type = type;
        Stream.of(groups).flatMap(List::stream).forEach(column -> columns.put(column.field(), column));
    }

    static OfficeTable of(RecordType type) {
        return Objects.requireNonNull(TABLES.get(type));
    }

    RecordType type() {
        return type;
    }

    String name() {
        return "office_" + type.name().toLowerCase(Locale.ROOT);
    }

    List<Column> columns() {
        return List.copyOf(columns.values());
    }

    Column column(String field) {
        Column column = columns.get(field);
        if (column == null) {
            throw new IllegalArgumentException("A %s has no field %s".formatted(type, field));
        }
        return column;
    }

    /** The field no two live records share, with the condition under which a record holds its value. */
    Optional<Column> unique() {
        return switch (type) {
            case LEAD, CONTACT -> Optional.of(column("email"));
            case ACCOUNT -> Optional.of(column("domain"));
            case SERVICE -> Optional.of(column("name"));
            default -> Optional.empty();
        };
    }

    /** Which records hold a unique value. */
    String holdsUnique() {
        return type == LEAD ? "removed_at IS NULL AND converted_id IS NULL" : "removed_at IS NULL";
    }

    /** The columns of other tables that can point at a record of this one. */
    static Map<OfficeTable, List<Column>> pointingAt(RecordType type) {
        return TABLES.values().stream()
                .collect(Collectors.toMap(
                        table -> table,
                        table -> table.columns.values().stream()
                                .filter(column -> column.type() instanceof Reference reference
                                        && reference.to().contains(type))
                                .toList()));
    }

    @SafeVarargs
    private static void table(RecordType type, List<Column>... groups) {
        TABLES.put(type, new OfficeTable(type, groups));
    }

    private static Column text(String field, int longest) {
        return Column.of(field, new Text(longest));
    }

    private static Column choice(String field, String... values) {
        return Column.of(field, new Choice(List.of(values)));
    }

    private static Column reference(String field, RecordType... to) {
        return Column.of(field, new Reference(Arrays.stream(to).collect(Collectors.toUnmodifiableSet())));
    }
}
