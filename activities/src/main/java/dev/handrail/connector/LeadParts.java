package dev.handrail.connector;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What an account, a contact and an opportunity take over from the lead that they are made of. */
public record LeadParts(CrmRecord lead) {

    private static final List<String> COMPANY =
            List.of("website", "industry", "founded", "headquarters", "employees", "annualRevenue");
    private static final List<String> PERSON = List.of("email", "firstName", "lastName", "title", "phone", "source");

    public Map<String, Object> account() {
        Map<String, Object> fields = of(COMPANY);
        fields.put(
                "name",
                lead.text("company")
                        .or(this::websiteDomain)
                        .or(this::mailDomain)
                        .orElse("Unknown"));
        websiteDomain().ifPresent(domain -> fields.put("domain", domain));
        return fields;
    }

    public Map<String, Object> contact(String accountId) {
        Map<String, Object> fields = of(PERSON);
        fields.put("accountId", accountId);
        return fields;
    }

    public Map<String, Object> opportunity(String name, String accountId, String contactId) {
        Map<String, Object> fields = of(List.of("campaignId", "source"));
        fields.put("name", name);
        fields.put("accountId", accountId);
        fields.put("contactId", contactId);
        fields.put("leadId", lead.id());
        return fields;
    }

    public Optional<String> websiteDomain() {
        return lead.text("website").flatMap(website -> {
            try {
                URI address = URI.create(website.contains("://") ? website : "https://" + website);
                return Optional.ofNullable(address.getHost()).map(host -> host.replaceFirst("^(?i)www\\.", ""));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        });
    }

    public Optional<String> mailDomain() {
        return lead.text("email").map(email -> email.substring(email.lastIndexOf('@') + 1));
    }

    /** The domain of the website, then that of the address. */
    public List<String> domains() {
        return Stream.concat(websiteDomain().stream(), mailDomain().stream()).toList();
    }

    private Map<String, Object> of(List<String> fields) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String field : fields) {
            Object value = lead.field(field);
            if (value != null) {
                values.put(field, value);
            }
        }
        return values;
    }
}
