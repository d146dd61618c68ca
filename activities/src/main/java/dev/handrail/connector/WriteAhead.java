package dev.handrail.connector;

import java.util.Map;

/**
 * Keeps what is about to be written, right before it goes over a network: an attempt that gets no answer can then be
 * looked up and undone.
 */
public interface WriteAhead {

    WriteAhead NONE = new WriteAhead() {
        @Override
        public void creating(RecordType type) {}

        @Override
        public Map<String, Object> changing(Ref record, Map<String, Object> before) {
            return before;
        }
    };

    /** A record of this type is about to be created under the call's key. */
    void creating(RecordType type);

    /**
     * A record is about to be changed; every connector that does not join our transaction says so.
     *
     * @throws CrmFailure CHANGED_MEANWHILE when somebody changed it after an attempt that got no answer
     * @param before the values the fields have, null where one is empty
     * @return those to answer as {@link Change#before}: from before an earlier attempt, when there was one
     */
    Map<String, Object> changing(Ref record, Map<String, Object> before);
}
