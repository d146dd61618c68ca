package dev.handrail.temporal;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/** What the Temporal Web UI can filter and sort by. They are not encrypted: ids and states only, nothing of a person. */
public final class SearchAttributes {

    public static final SearchAttributeKey<String> TENANT = SearchAttributeKey.forKeyword("HandrailTenant");

    public static final SearchAttributeKey<String> LEAD = SearchAttributeKey.forKeyword("HandrailLead");

    public static final SearchAttributeKey<String> OUTCOME = SearchAttributeKey.forKeyword("HandrailOutcome");

    /** Whether it waits for a person. */
    public static final SearchAttributeKey<Boolean> WAITING = SearchAttributeKey.forBoolean("HandrailWaiting");

    public static final List<SearchAttributeKey<?>> ALL = List.of(TENANT, LEAD, OUTCOME, WAITING);

    private SearchAttributes() {}
}
