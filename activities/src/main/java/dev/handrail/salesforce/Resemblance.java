package dev.handrail.salesforce;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import java.util.List;

/**
 * What a duplicate rule of the org found.
 *
 * @param maySave whether the rule lets a record pass that somebody insists on
 * @param ids of records of any type, most alike first; empty when Salesforce names none
 */
record Resemblance(boolean maySave, List<String> ids) {

    /** @param insisted whether the record was refused although somebody insisted on it */
    CrmFailure failure(boolean insisted) {
        if (maySave && !insisted) {
            return CrmFailure.resemblesOthers(
                    "A duplicate rule of the org found records like this one; use one of them, or let a person decide",
                    ids);
        }
        return new CrmFailure(
                Kind.INVALID,
                "A duplicate rule of the org does not allow another record like %s; use that, or have an administrator"
                                .formatted(ids.isEmpty() ? "one that exists" : String.join(", ", ids))
                        + " change the rule");
    }
}
