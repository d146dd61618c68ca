package dev.handrail.door;

import dev.handrail.connector.Change;
import dev.handrail.connector.Connector;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.office.OfficeConnector;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Office as if it were reached over a network that loses requests and answers. */
final class DistantOffice implements Connector {

    private final OfficeConnector office;
    private final AtomicInteger lostRequests = new AtomicInteger();
    private final AtomicInteger lostAnswers = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<Ref, String> asMade = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable KeptBack> keptBack = new AtomicReference<>();
    private volatile List<String> likeOthers = List.of();

    DistantOffice(OfficeConnector office) {
        this.office = office;
    }

    void loseRequests(int number) {
        lostRequests.set(number);
    }

    void loseAnswers(int number) {
        lostAnswers.set(number);
    }

    /** A write that was made, and whose answer comes when it is let go. */
    record KeptBack(CountDownLatch made, CountDownLatch letGo) {}

    KeptBack keepNextAnswerBack() {
        KeptBack kept = new KeptBack(new CountDownLatch(1), new CountDownLatch(1));
        keptBack.set(kept);
        return kept;
    }

    int requests() {
        return requests.get();
    }

    /** A duplicate rule: what is created from now on is taken for a duplicate of these, but for those who insist. */
    void takesCreationsForDuplicatesOf(List<String> ids) {
        likeOthers = ids;
    }

    @Override
    public String name() {
        return office.name();
    }

    @Override
    public boolean joinsOurTransaction() {
        return false;
    }

    @Override
    public Optional<CrmRecord> read(Scope scope, Ref ref) {
        return asked(() -> office.read(scope, ref));
    }

    @Override
    public Optional<CrmRecord> findByKey(Scope scope, RecordType type, String key) {
        return asked(() -> office.findByKey(scope, type, key));
    }

    @Override
    public boolean changedSinceCreation(Scope scope, Ref ref) {
        return office.read(scope, ref)
                .filter(now -> now.version().equals(asMade.get(ref)))
                .isEmpty();
    }

    @Override
    public List<CrmRecord> find(Scope scope, RecordType type, String field, String value, int limit) {
        return asked(() -> office.find(scope, type, field, value, limit));
    }

    @Override
    public List<CrmRecord> searchAccounts(Scope scope, String name, int limit) {
        return asked(() -> office.searchAccounts(scope, name, limit));
    }

    @Override
    public Change create(Scope scope, RecordType type, Map<String, Object> fields, String key) {
        if (!likeOthers.isEmpty() && !scope.insists()) {
            throw CrmFailure.resemblesOthers("A duplicate rule found records like this one", likeOthers);
        }
        return sent(() -> {
            Change change = office.create(scope, type, fields, key);
            asMade.putIfAbsent(change.after().ref(), change.after().version());
            return change;
        });
    }

    @Override
    public Change update(Scope scope, Ref ref, Map<String, @Nullable Object> fields, @Nullable String ifVersion) {
        CrmRecord current =
                office.read(scope, ref).orElseThrow(() -> new CrmFailure(Kind.NOT_FOUND, "There is no such record"));
        Map<String, Object> before = new LinkedHashMap<>();
        fields.forEach((field, value) -> {
            if (!current.holds(Collections.singletonMap(field, value))) {
                before.put(field, current.field(field));
            }
        });
        Map<String, Object> kept = scope.writeAhead().changing(ref, before);
        return sent(() -> new Change(
                false, kept, office.update(scope, ref, fields, ifVersion).after()));
    }

    @Override
    public void remove(Scope scope, Ref ref, @Nullable String ifVersion) {
        sent(() -> {
            office.remove(scope, ref, ifVersion);
            return true;
        });
    }

    @Override
    public Conversion convertLead(
            Scope scope, String leadId, @Nullable String accountId, @Nullable String opportunityName, String key) {
        return sent(() -> office.convertLead(scope, leadId, accountId, opportunityName, key));
    }

    @Override
    public Optional<String> link(Ref ref) {
        return Optional.empty();
    }

    @Override
    public void probe(Scope scope) {
        office.probe(scope);
    }

    private <T> T asked(Supplier<T> request) {
        requests.incrementAndGet();
        return request.get();
    }

    private <T> T sent(Supplier<T> request) {
        requests.incrementAndGet();
        if (isOne(lostRequests)) {
            throw new CrmFailure(Kind.OUTCOME_UNKNOWN, "The CRM did not answer");
        }
        T answer = request.get();
        await(keptBack.getAndSet(null));
        if (isOne(lostAnswers)) {
            throw new CrmFailure(Kind.OUTCOME_UNKNOWN, "The CRM did not answer");
        }
        return answer;
    }

    private static void await(@Nullable KeptBack kept) {
        try {
            if (kept != null) {
                kept.made().countDown();
                kept.letGo().await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isOne(AtomicInteger left) {
        return left.getAndUpdate(number -> Math.max(0, number - 1)) > 0;
    }
}
