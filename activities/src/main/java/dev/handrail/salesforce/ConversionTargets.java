package dev.handrail.salesforce;

import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.CONTACT;
import static dev.handrail.salesforce.Records.part;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.LeadParts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks in one request for what a lead could be converted into. */
final class ConversionTargets {

    private static final int SAME_NAME = 10;

    /**
     * @param contact the oldest with the lead's address
     * @param account null for a new one
     * @param status that the org gives converted leads
     */
    record Found(@Nullable CrmRecord contact, @Nullable String account, String status) {}

    private final SalesforceApi api;

    ConversionTargets(SalesforceApi api) {
        this.api = api;
    }

    Found find(CrmRecord lead, @Nullable String given) {
        SalesforceObject accounts = SalesforceObject.of(ACCOUNT);
        SalesforceObject contacts = SalesforceObject.of(CONTACT);
        Composite composite = api.composite()
                .query("contact", Finder.oldest(contacts, Soql.equal("Email", email(lead)), 1))
                .query("status", statuses());
        List<String> domains = new LeadParts(lead).domains();
        String givenId =
                given == null ? null : RecordIds.full(ACCOUNT, given).orElseThrow(ConversionTargets::noAccount);
        if (givenId != null) {
            composite.read("given", accounts, givenId);
        } else {
            for (int i = 0; i < domains.size(); i++) {
                composite.query("domain" + i, Finder.oldest(accounts, Finder.domain(domains.get(i)), 1));
            }
            lead.text("company")
                    .ifPresent(company ->
                            composite.query("name", Finder.oldest(accounts, Soql.equal("Name", company), SAME_NAME)));
        }
        Map<String, Answer> answers = api.send(composite);
        if (givenId != null && !part(answers, "given").ok()) {
            throw noAccount();
        }
        CrmRecord contact = Finder.result(contacts, part(answers, "contact")).stream()
                .findFirst()
                .orElse(null);
        Optional<String> present = Optional.ofNullable(contact).flatMap(known -> known.text("accountId"));
        if (givenId != null && present.filter(other -> !other.equals(givenId)).isPresent()) {
            throw new CrmFailure(
                    Kind.INVALID,
                    "A contact with the lead's e-mail address belongs to another account; link the contact to this"
                            + " account first, or leave accountId out");
        }
        String account = givenId != null
                ? givenId
                : present.or(() -> matching(lead, answers, domains.size())).orElse(null);
        return new Found(contact, account, status(part(answers, "status")));
    }

    private static CrmFailure noAccount() {
        return new CrmFailure(Kind.INVALID, "accountId names a record that does not exist or was removed");
    }

    private static Optional<String> matching(CrmRecord lead, Map<String, Answer> answers, int domains) {
        SalesforceObject accounts = SalesforceObject.of(ACCOUNT);
        for (int i = 0; i < domains; i++) {
            Optional<CrmRecord> match = Finder.result(accounts, part(answers, "domain" + i)).stream()
                    .findFirst();
            if (match.isPresent()) {
                return match.map(CrmRecord::id);
            }
        }
        if (!answers.containsKey("name")) {
            return Optional.empty();
        }
        boolean hasWebsite = new LeadParts(lead).websiteDomain().isPresent();
        return Finder.result(accounts, part(answers, "name")).stream()
                .filter(account -> !hasWebsite || account.field("domain") == null)
                .map(CrmRecord::id)
                .findFirst();
    }

    private static Soql statuses() {
        return Soql.select("LeadStatus", List.of("Id", "ApiName"))
                .where(Soql.equal("IsConverted", true))
                .ascending("SortOrder");
    }

    private static String status(Answer answer) {
        List<String> present = answer.records().stream()
                .flatMap(row -> row.text("ApiName").stream())
                .toList();
        return Vocabulary.LEAD_STATUS.getOrDefault("Qualified", List.of()).stream()
                .filter(present::contains)
                .findFirst()
                .or(() -> present.stream().findFirst())
                .orElseThrow(() -> new CrmFailure(
                        Kind.INVALID, "The org has no lead status for converted leads; add one in Salesforce's setup"));
    }

    private static String email(CrmRecord lead) {
        return lead.text("email")
                .orElseThrow(() -> new CrmFailure(Kind.INVALID, "The lead has no email; give it one first"));
    }
}
