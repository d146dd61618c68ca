package dev.handrail.connector;

/** What is looked for in a CRM. */
public sealed interface Search {

    /** Records whose field equals the value, case-insensitively for text; oldest first, at most {@code limit}. */
    record ByField(RecordType type, String field, String value, int limit) implements Search {}

    /** Accounts whose name resembles this one, most alike first; the caller scores them. */
    record AccountsLike(String name, int limit) implements Search {}
}
