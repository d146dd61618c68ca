package dev.handrail.simulator.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.handrail.simulator.fault.FaultKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of the ledger. As JSON it has a {@code kind}: {@code request} or {@code effect}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Asked.class, name = "request"),
    @JsonSubTypes.Type(value = Entry.Effect.class, name = "effect")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Entry {

    /** Place in the ledger, from 1, without gaps. */
    long sequence();

    /** By the simulator's clock. */
    Instant time();

    /**
     * A request, whatever became of it. It stands before its effects.
     *
     * @param target path and decoded query
     * @param status what the CRM answered, also when the client never saw it; 0 when it was never asked
     * @param fault what the request met, null for nothing
     */
    record Asked(
            long sequence,
            Instant time,
            String method,
            String target,
            int status,
            @Nullable FaultKind fault) implements Entry {}

    /**
     * Something that a request did to a record.
     *
     * @param request sequence of that request
     * @param type the CRM's own name of the record's type
     * @param externalId null when the record has none
     */
    record Effect(
            long sequence,
            Instant time,
            long request,
            String method,
            String path,
            Action action,
            String type,
            String id,
            @Nullable String externalId)
            implements Entry {}
}
