package dev.handrail.approval;

import java.util.Optional;
import java.util.Set;

/** Says who may decide, as things stand at that moment. */
public interface Approvers {

    /**
     * Why this person may not decide for this tenant; empty when it may.
     *
     * @param groups of which the person must be in one; empty when every approver may decide
     */
    Optional<String> objection(String tenant, String person, Set<String> groups);

    /**
     * Whether what this person said some time ago still counts: the key was not revoked and the role was not taken away
     * since. That the last sign-in was long ago does not matter.
     */
    boolean stillCounts(String tenant, String person);

    /** Whether these are one person, who may have more than one key. */
    boolean isSamePerson(String tenant, String one, String other);
}
