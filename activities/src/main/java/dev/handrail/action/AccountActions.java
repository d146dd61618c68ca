package dev.handrail.action;

import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.CONTACT;

import dev.handrail.call.Refusal;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmRecord;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class AccountActions {

    private static final List<String> CONTACT_FIELDS =
            List.of("accountId", "email", "firstName", "lastName", "title", "phone");
    private static final int CANDIDATES = 3;
    private static final double ALL_BUT_THE_SAME = 0.999;

    private AccountActions() {}

    static Map<String, Action> all() {
        return Map.of(
                "match_account", AccountActions::match,
                "create_contact", AccountActions::createContact,
                "link_contact_to_account", AccountActions::linkContact);
    }

    private static Effected match(Arguments arguments, ActionScope scope) {
        Optional<String> domain = arguments.optionalText("domain").flatMap(Domain::of);
        Optional<String> name = arguments.optionalText("companyName");
        if (domain.isEmpty() && name.isEmpty()) {
            throw new ActionRefused(
                    Refusal.RULE_VIOLATED, "Nothing to match by: send companyName, or a domain of the company's own");
        }
        Optional<CrmRecord> byDomain = domain.flatMap(value -> byDomain(value, scope));
        if (byDomain.isPresent()) {
            return matched(byDomain.get(), 1.0);
        }
        List<Candidate> candidates = name.map(value -> byName(value, scope)).orElse(List.of());
        Optional<Candidate> best = candidates.stream()
                .filter(candidate -> candidate.isSure(domain))
                .findFirst();
        if (best.isPresent()) {
            return matched(best.get().account(), best.get().confidence());
        }
        if (arguments.flag("createIfNotFound") && name.isPresent()) {
            return create(name.get(), domain, scope);
        }
        return Effected.found(
                null,
                Map.of(
                        "matched",
                        false,
                        "candidates",
                        candidates.stream()
                                .limit(CANDIDATES)
                                .map(Candidate::asData)
                                .toList()));
    }

    private record Candidate(CrmRecord account, double confidence) {

        /** Of two companies with domains of their own only the very same name is one company: Visa is not Vistra. */
        boolean isSure(Optional<String> domain) {
            boolean elsewhere = account.text("domain")
                    .filter(own -> domain.isPresent() && !own.equalsIgnoreCase(domain.get()))
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

    private static Optional<CrmRecord> byDomain(String domain, ActionScope scope) {
        return scope.crm().find(scope.scope(), ACCOUNT, "domain", domain, 1).stream()
                .findFirst();
    }

    private static List<Candidate> byName(String name, ActionScope scope) {
        return scope.crm().searchAccounts(scope.scope(), name, 20).stream()
                .map(account -> new Candidate(
                        account,
                        CompanyName.similarity(name, account.text("name").orElse(""))))
                .sorted(Comparator.comparingDouble(Candidate::confidence).reversed())
                .toList();
    }

    /** Two leads of one company may come at once: whoever comes second gets the account of the first. */
    private static Effected create(String name, Optional<String> domain, ActionScope scope) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        domain.ifPresent(value -> fields.put("domain", value));
        try {
            return Effected.by(scope.create(ACCOUNT, fields), Map.of("matched", false, "created", true), List.of());
        } catch (CrmFailure failure) {
            if (failure.kind() != CrmFailure.Kind.DUPLICATE
                    || failure.existing().isEmpty()) {
                throw failure;
            }
            return matched(scope.existing(ACCOUNT, failure.existing().getFirst(), "domain"), 1.0);
        }
    }

    private static Effected matched(CrmRecord account, double confidence) {
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

    private static Effected createContact(Arguments arguments, ActionScope scope) {
        scope.existing(ACCOUNT, arguments.text("accountId"), "accountId");
        return Effected.by(scope.create(CONTACT, arguments.only(CONTACT_FIELDS)));
    }

    private static Effected linkContact(Arguments arguments, ActionScope scope) {
        scope.existing(ACCOUNT, arguments.text("accountId"), "accountId");
        return Effected.by(
                scope.update(CONTACT, arguments.text("contactId"), Map.of("accountId", arguments.text("accountId"))));
    }
}
