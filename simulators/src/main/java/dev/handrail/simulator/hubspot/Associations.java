package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.ledger.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which records belong together, and how. */
final class Associations {

    /**
     * A record as seen from another one.
     *
     * @param types how the other one belongs to it
     */
    record Associated(String id, List<AssociationType> types) {}

    private record End(ObjectType type, String id) {}

    /** From one end to the ends of one type, by their number. */
    private record Direction(End from, ObjectType to) {}

    private final AssociationTypes types;
    private final Journal journal;
    private final Map<Direction, TreeMap<Long, Set<Integer>>> links = new HashMap<>();

    Associations(AssociationTypes types, Journal journal) {
        this.types = types;
        this.journal = journal;
    }

    /** Those of one type, by id. */
    List<Associated> of(CrmObject from, ObjectType to) {
        var found = new ArrayList<Associated>();
        at(new End(from.type(), from.id()), to).forEach((id, how) -> {
            List<AssociationType> sorted = how.stream()
                    .flatMap(each -> types.find(from.type(), to, each).stream())
                    .sorted(Comparator.comparing((AssociationType type) -> !type.primary())
                            .thenComparing(AssociationType::id))
                    .toList();
            found.add(new Associated(String.valueOf(id), sorted));
        });
        return found;
    }

    List<AssociationType> between(CrmObject from, CrmObject to) {
        TreeMap<Long, Set<Integer>> ends = links.get(new Direction(new End(from.type(), from.id()), to.type()));
        if (ends == null) return List.of();
        return ends.getOrDefault(to.number(), Set.of()).stream()
                .flatMap(each -> types.find(from.type(), to.type(), each).stream())
                .toList();
    }

    /** Adds the way, and what comes with it: the plain one with a primary, a primary with the first plain one. */
    void add(CrmObject from, CrmObject to, AssociationType type) {
        boolean known = between(from, to).contains(type);
        connect(from, to, type);
        connect(from, to, types.plain(from.type(), to.type()));
        AssociationType inverse = types.inverse(type);
        if (type.primary() || inverse.primary()) makePrimary(from, to);
        else if (needsPrimary(from, to)) makePrimary(from, to);
        if (!known) note(Action.ASSOCIATED, from, to);
    }

    /** Takes one way back; with the plain one all go. */
    void remove(CrmObject from, CrmObject to, AssociationType type) {
        if (type.label() == null) removeAll(from, to);
        else disconnect(from, to, type);
    }

    void removeAll(CrmObject from, CrmObject to) {
        List<AssociationType> existing = between(from, to);
        for (AssociationType type : existing) disconnect(from, to, type);
        if (!existing.isEmpty()) note(Action.DISSOCIATED, from, to);
    }

    private boolean needsPrimary(CrmObject from, CrmObject to) {
        CrmObject owner = holder(from, to);
        CrmObject company = owner == from ? to : from;
        return types.primary(owner.type(), company.type()).isPresent()
                && of(owner, company.type()).stream()
                        .flatMap(each -> each.types().stream())
                        .noneMatch(AssociationType::primary);
    }

    /** Of the two, the record that can have one primary company. */
    private static CrmObject holder(CrmObject from, CrmObject to) {
        return from.type().is("companies") ? to : from;
    }

    private void makePrimary(CrmObject from, CrmObject to) {
        CrmObject owner = holder(from, to);
        CrmObject company = owner == from ? to : from;
        AssociationType primary = types.primary(owner.type(), company.type()).orElseThrow(IllegalStateException::new);
        AssociationType inverse = types.inverse(primary);
        at(new End(owner.type(), owner.id()), company.type()).forEach((id, how) -> {
            if (how.contains(primary.id())) {
                take(new End(owner.type(), owner.id()), company.type(), id, primary);
                take(new End(company.type(), String.valueOf(id)), owner.type(), owner.number(), inverse);
            }
        });
        connect(owner, company, primary);
    }

    private void connect(CrmObject from, CrmObject to, AssociationType type) {
        give(new End(from.type(), from.id()), to.type(), to.number(), type);
        give(new End(to.type(), to.id()), from.type(), from.number(), types.inverse(type));
    }

    private void disconnect(CrmObject from, CrmObject to, AssociationType type) {
        take(new End(from.type(), from.id()), to.type(), to.number(), type);
        take(new End(to.type(), to.id()), from.type(), from.number(), types.inverse(type));
    }

    private void give(End from, ObjectType to, long id, AssociationType type) {
        Set<Integer> how = links.computeIfAbsent(new Direction(from, to), each -> new TreeMap<>())
                .computeIfAbsent(id, each -> new LinkedHashSet<>());
        if (how.add(type.id())) journal.changed(() -> drop(from, to, id, type));
    }

    private void take(End from, ObjectType to, long id, AssociationType type) {
        if (drop(from, to, id, type)) journal.changed(() -> give(from, to, id, type));
    }

    private boolean drop(End from, ObjectType to, long id, AssociationType type) {
        TreeMap<Long, Set<Integer>> ends = links.get(new Direction(from, to));
        if (ends == null) return false;
        Set<Integer> how = ends.get(id);
        if (how == null || !how.remove(type.id())) return false;
        if (how.isEmpty()) ends.remove(id);
        return true;
    }

    private Map<Long, Set<Integer>> at(End from, ObjectType to) {
        var ends = new TreeMap<Long, Set<Integer>>();
        links.getOrDefault(new Direction(from, to), new TreeMap<>())
                .forEach((id, how) -> ends.put(id, Set.copyOf(how)));
        return ends;
    }

    private void note(Action action, CrmObject from, CrmObject to) {
        journal.effect(effects ->
                effects.add(action, from.type().name() + "_to_" + to.type().name(), from.id() + ":" + to.id(), null));
    }
}
