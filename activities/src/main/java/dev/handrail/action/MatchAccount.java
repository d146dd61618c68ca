package dev.handrail.action;

import static dev.handrail.connector.RecordType.ACCOUNT;

import dev.handrail.call.Refusal;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.Search;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the account of a company by its domain, else by its name, and creates one where that is wanted. */
final class MatchAccount implements Action {

    private static final int CANDIDATES = 20;
    private static final int SHOWN = 3;
    private static final double ALL_BUT_THE_SAME = 0.999;

    @Override
    public Effected perform(Arguments arguments, ActionScope scope) {
        Wanted wanted = Wanted.of(arguments);
        if (wanted.searches().isEmpty()) {
            throw new ActionRefused(
                    Refusal.RULE_VIOLATED, "Nothing to match by: send companyName, or a domain of the company's own");
        }
        Answers answers = new Answers(wanted, scope);
        Optional<CrmRecord> byDomain = answers.byDomain();
        if (byDomain.isPresent()) {
            return matched(byDomain.get(), 1.0, scope);
        }
        List<Candidate> candidates = answers.byName();
        Optional<Candidate> sure = candidates.stream()
                .filter(candidate -> candidate.isSure(wanted.domain()))
                .findFirst();
        if (sure.isPresent()) {
            return matched(sure.get().account(), sure.get().confidence(), scope);
        }
        if (arguments.flag("createIfNotFound") && wanted.name() != null) {
            return create(wanted.name(), wanted.domain(), scope);
        }
        return Effected.found(
                null,
                Map.of(
                        "matched",
                        false,
                        "candidates",
                        candidates.stream().limit(SHOWN).map(Candidate::asData).toList()));
    }

    @Override
    public Ahead ahead(Arguments arguments) {
        return new Ahead(Map.of(), Wanted.of(arguments).searches());
    }

    private record Wanted(@Nullable String domain, @Nullable String name) {

        static Wanted of(Arguments arguments) {
            return new Wanted(
                    arguments.optionalText("domain").flatMap(Domain::of).orElse(null),
                    arguments.optionalText("companyName").orElse(null));
        }

        Optional<Search> byDomain() {
            return Optional.ofNullable(domain).map(value -> new Search.ByField(ACCOUNT, "domain", value, 1));
        }

        Optional<Search> byName() {
            return Optional.ofNullable(name).map(value -> new Search.AccountsLike(value, CANDIDATES));
        }

        List<Search> searches() {
            return Stream.of(byDomain(), byName()).flatMap(Optional::stream).toList();
        }
    }

    /** Over a network both are asked for at once; in our own database the name only when the domain finds nothing. */
    private static final class Answers {

        private final Wanted wanted;
        private final ActionScope scope;
        private final List<List<CrmRecord>> atOnce;

        Answers(Wanted wanted, ActionScope scope) {
            this.wanted = wanted;
            this.scope = scope;
            this.atOnce = scope.crm().joinsOurTransaction() ? List.of() : scope.recallOrSearch(wanted.searches());
        }

        Optional<CrmRecord> byDomain() {
            return wanted.byDomain().flatMap(search -> answer(search).stream().findFirst());
        }

        List<Candidate> byName() {
            return wanted.byName()
                    .map(search -> answer(search).stream()
                            .map(account -> Candidate.of(String.valueOf(wanted.name()), account))
                            .sorted(Comparator.comparingDouble(Candidate::confidence)
                                    .reversed())
                            .toList())
                    .orElse(List.of());
        }

        private List<CrmRecord> answer(Search search) {
            return atOnce.isEmpty()
                    ? scope.search(search)
                    : atOnce.get(wanted.searches().indexOf(search));
        }
    }

    private record Candidate(CrmRecord account, double confidence) {

        static Candidate of(String name, CrmRecord account) {
            return new Candidate(
                    account, CompanyName.similarity(name, account.text("name").orElse("")));
        }

        /** Of two companies with domains of their own only the very same name is one company: Visa is not Vistra. */
        boolean isSure(@Nullable String domain) {
            boolean elsewhere = account.text("domain")
                    .filter(own -> domain != null && !own.equalsIgnoreCase(domain))
                    .isPresent();
            return confidence > (elsewhere ? ALL_BUT_THE_SAME : CompanyName.SURE);
        }

        Map<String, Object> asData() {
            return Map.of(
                    "accountId", account.id(),
                    "name", account.text("name").orElse(""),
                    "confidence", rounded(confidence));
        }
    }

    /** Two leads of one company may come at once: whoever comes second gets the account of the first. */
    private static Effected create(String name, @Nullable String domain, ActionScope scope) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        if (domain != null) {
            fields.put("domain", domain);
        }
        try {
            return Effected.by(scope.create(ACCOUNT, fields), Map.of("matched", false, "created", true), List.of());
        } catch (CrmFailure failure) {
            if (failure.kind() != CrmFailure.Kind.DUPLICATE
                    || failure.existing().isEmpty()) {
                throw failure;
            }
            return matched(scope.existing(ACCOUNT, failure.existing().getFirst(), "domain"), 1.0, scope);
        }
    }

    private static Effected matched(CrmRecord account, double confidence, ActionScope scope) {
        scope.seen().note(account);
        return Effected.found(
                account.ref(),
                Map.of(
                        "matched", true,
                        "name", account.text("name").orElse(""),
                        "confidence", rounded(confidence)));
    }

    private static double rounded(double confidence) {
        return Math.round(confidence * 100) / 100.0;
    }
}
