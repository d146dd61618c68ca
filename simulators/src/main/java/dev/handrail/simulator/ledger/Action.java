package dev.handrail.simulator.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happened to a record. */
public enum Action {
    @JsonProperty("created")
    CREATED,
    @JsonProperty("updated")
    UPDATED,
    @JsonProperty("deleted")
    DELETED,
    @JsonProperty("undeleted")
    UNDELETED,
    @JsonProperty("converted")
    CONVERTED,
    @JsonProperty("merged")
    MERGED,
    @JsonProperty("associated")
    ASSOCIATED,
    @JsonProperty("dissociated")
    DISSOCIATED
}
