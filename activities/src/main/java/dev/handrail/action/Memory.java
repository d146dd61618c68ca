package dev.handrail.action;

import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Search;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Records and answers that steps of a lead got from its CRM, so that the next step need not ask again. */
public final class Memory {

    private final Map<Ref, CrmRecord> records = new ConcurrentHashMap<>();
    private final Map<Search, List<CrmRecord>> answers = new ConcurrentHashMap<>();

    void note(CrmRecord record) {
        records.put(record.ref(), record);
    }

    void note(Search search, List<CrmRecord> answer) {
        answers.put(search, answer);
    }

    Optional<CrmRecord> record(Ref ref) {
        return Optional.ofNullable(records.get(ref));
    }

    Optional<List<CrmRecord>> answer(Search search) {
        return Optional.ofNullable(answers.get(search));
    }

    public void add(Memory later) {
        records.putAll(later.records);
        answers.putAll(later.answers);
    }
}
