package dev.handrail.approval;

import java.util.Optional;

/** Says who may decide. */
@FunctionalInterface
public interface Approvers {

    /** Why this person may not decide for this tenant; empty when it may. */
    Optional<String> objection(String tenant, String person);
}
