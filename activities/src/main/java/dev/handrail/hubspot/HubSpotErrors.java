package dev.handrail.hubspot;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.hubspot.Bodies.Refusal;
import dev.handrail.hubspot.Bodies.Refusal.Detail;
import dev.handrail.hubspot.HubSpotErrors.About.Doing;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one table from HubSpot's refusals to ours. Of what HubSpot says only codes, names of properties and scopes, and
 * ids of records are taken; its texts quote what people typed.
 *
 * <table>
 * <caption>status, category or code and what becomes of it</caption>
 * <tr><td>400 PROPERTY_DOESNT_EXIST, unknown idProperty</td><td>NOT_PREPARED</td></tr>
 * <tr><td>400 CONFLICTING_UNIQUE_VALUE, 409 of a creation or with an existing id</td><td>DUPLICATE</td></tr>
 * <tr><td>other 400, 405, 413, 414, 415, 422</td><td>INVALID, names the fields</td></tr>
 * <tr><td>401</td><td>UNAUTHORIZED, after one refresh</td></tr>
 * <tr><td>403</td><td>UNAUTHORIZED, names the scopes</td></tr>
 * <tr><td>404</td><td>NOT_FOUND</td></tr>
 * <tr><td>other 409</td><td>UNAVAILABLE: another request is at the same record</td></tr>
 * <tr><td>423, 429, 477</td><td>RATE_LIMITED, for as long as HubSpot says</td></tr>
 * <tr><td>5xx and the rest, of a write</td><td>OUTCOME_UNKNOWN</td></tr>
 * <tr><td>5xx and the rest, of a read</td><td>UNAVAILABLE</td></tr>
 * </table>
 */
final class HubSpotErrors {

    /** What a call was about, for words: a mapping where it was a record. */
    record About(@Nullable Mapping mapping, Doing doing) {

        enum Doing {
            READING,
            CHANGING,
            CREATING
        }

        static About reading(@Nullable Mapping mapping) {
            return new About(mapping, Doing.READING);
        }

        static About changing(@Nullable Mapping mapping) {
            return new About(mapping, Doing.CHANGING);
        }

        static About creating(Mapping mapping) {
            return new About(mapping, Doing.CREATING);
        }

        boolean writes() {
            return doing != Doing.READING;
        }
    }

    private static final Pattern EXISTING = Pattern.compile(
            "(?i)existing\\s+(?:\\w+\\s+)?id\\W{0,3}(\\d{1,18})\\b|\\b(\\d{1,18}) already has that value");
    private static final Pattern TAKEN = Pattern.compile("(?i)already (?:exists|has that value)");
    private static final Pattern NAME_IN_TEXT = Pattern.compile("\"name\":\"([a-z][a-z0-9_]{0,99})\"");
    private static final Pattern CODE_IN_TEXT = Pattern.compile("\"error\":\"([A-Z_]{1,60})\"");
    private static final Pattern SCOPE = Pattern.compile("[a-z][a-z0-9._-]{0,80}");
    private static final Pattern OF_OURS =
            Pattern.compile("crm\\.(?:objects|schemas)\\.(?:contacts|companies|deals|owners)\\.(?:read|write)");
    private static final Pattern NOT_UNIQUE = Pattern.compile("idProperty|unique property");

    private static final Duration LOCKED = Duration.ofSeconds(2);
    private static final Duration MOVING = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private HubSpotErrors() {}

    /** @param retryAfter the header, as it came */
    static CrmFailure failure(int status, Refusal refusal, @Nullable String retryAfter, About about) {
        return switch (status) {
            case 401 ->
                new CrmFailure(
                        Kind.UNAUTHORIZED,
                        "HubSpot refuses the access token; put a valid one into the tenant's credentials");
            case 403 -> notAllowed(refusal);
            case 404 -> notFound(about.mapping);
            case 409 -> conflict(refusal, about);
            case 423 -> CrmFailure.rateLimited(wait(retryAfter).orElse(LOCKED));
            case 429 -> CrmFailure.rateLimited(wait(retryAfter).orElse(window(refusal)));
            case 477 -> CrmFailure.rateLimited(wait(retryAfter).orElse(MOVING));
            case 400, 405, 413, 414, 415, 422 -> invalid(refusal, about);
            default -> broken(about.writes());
        };
    }

    /** An answer that was no answer. */
    static CrmFailure broken(boolean writes) {
        return writes
                ? new CrmFailure(
                        Kind.OUTCOME_UNKNOWN, "HubSpot failed while it wrote; whether it did is to be looked up")
                : new CrmFailure(Kind.UNAVAILABLE, "HubSpot failed to answer; try again");
    }

    static CrmFailure notPrepared(String missing) {
        return new CrmFailure(
                Kind.NOT_PREPARED,
                "The HubSpot account is not prepared (%s); an admin runs ./handrail crm setup once, then this goes on"
                        .formatted(missing));
    }

    /** @param property HubSpot's name of what is taken, null when it is not known */
    static CrmFailure duplicate(@Nullable Mapping mapping, @Nullable String property, List<String> existing) {
        String field = property == null ? "value" : named(property, mapping);
        return CrmFailure.duplicate(
                "A %s with this %s exists; change that one, or send another %2$s".formatted(label(mapping), field),
                existing);
    }

    private static CrmFailure invalid(Refusal refusal, About about) {
        Set<String> missing = properties(refusal, "PROPERTY_DOESNT_EXIST");
        if (!missing.isEmpty()) {
            return notPrepared("missing: " + String.join(", ", missing));
        }
        boolean byProperty =
                NOT_UNIQUE.matcher(refusal.text()).find() && !refusal.text().contains("{");
        if (byProperty) {
            return notPrepared("a property of Handrail's is missing or not unique");
        }
        Set<String> taken = properties(refusal, "CONFLICTING_UNIQUE_VALUE");
        if (!taken.isEmpty() || codes(refusal).contains("CONFLICTING_UNIQUE_VALUE")) {
            return duplicate(about.mapping, taken.stream().findFirst().orElse(null), existing(refusal));
        }
        Set<String> fields = new LinkedHashSet<>();
        properties(refusal, null).forEach(property -> fields.add(named(property, about.mapping)));
        if (fields.isEmpty()) {
            return new CrmFailure(
                    Kind.INVALID, "HubSpot does not accept this %s; check its values".formatted(label(about.mapping)));
        }
        return new CrmFailure(
                Kind.INVALID,
                "HubSpot does not accept the value of %s%s; send another"
                        .formatted(
                                String.join(", ", fields),
                                codes(refusal).isEmpty() ? "" : " (" + String.join(", ", codes(refusal)) + ")"));
    }

    /** HubSpot refuses a creation in this way only when the record is there, whether or not it says which one. */
    private static CrmFailure conflict(Refusal refusal, About about) {
        List<String> existing = existing(refusal);
        boolean taken = about.doing == Doing.CREATING
                || !existing.isEmpty()
                || TAKEN.matcher(refusal.text()).find();
        if (!taken) {
            return new CrmFailure(Kind.UNAVAILABLE, "HubSpot is changing the same record for somebody else; try again");
        }
        return duplicate(
                about.mapping,
                about.mapping == null ? null : about.mapping.unique().orElse(null),
                existing);
    }

    /** Of several scopes that HubSpot offers for a call, those of docs/hubspot.md. */
    private static CrmFailure notAllowed(Refusal refusal) {
        List<String> scopes = refusal.details().stream()
                .flatMap(detail -> Stream.concat(
                        detail.context("requiredGranularScopes").stream(), detail.context("requiredScopes").stream()))
                .filter(scope -> SCOPE.matcher(scope).matches())
                .distinct()
                .toList();
        if (!scopes.isEmpty()) {
            List<String> ofOurs = scopes.stream()
                    .filter(scope -> OF_OURS.matcher(scope).matches())
                    .toList();
            return missingScopes(ofOurs.isEmpty() ? scopes : ofOurs);
        }
        return new CrmFailure(
                Kind.UNAUTHORIZED,
                refusal.category().equals("USER_DOES_NOT_HAVE_PERMISSIONS")
                        ? "Whoever made the access token may not do this in HubSpot; let a super admin make a new one"
                        : "The access token may not do this in HubSpot; grant it the scopes in docs/hubspot.md");
    }

    static CrmFailure missingScopes(List<String> scopes) {
        return new CrmFailure(
                Kind.UNAUTHORIZED,
                "The access token lacks scopes in HubSpot; grant it %s".formatted(String.join(", ", scopes)),
                new MissingScopes(scopes));
    }

    static CrmFailure notFound(@Nullable Mapping mapping) {
        return new CrmFailure(
                Kind.NOT_FOUND,
                "There is no %s with this id; it may have been removed, look it up again".formatted(label(mapping)));
    }

    /** The properties that are named, of one code or of any. */
    private static Set<String> properties(Refusal refusal, @Nullable String code) {
        Set<String> names = new LinkedHashSet<>();
        for (Detail detail : refusal.details()) {
            if (code == null || code.equals(detail.code())) {
                names.addAll(detail.context("propertyName"));
            }
        }
        if (refusal.details().isEmpty() && (code == null || codes(refusal).contains(code))) {
            names.addAll(matches(NAME_IN_TEXT, refusal.text()));
        }
        names.removeIf(name -> !name.matches("[a-z][a-z0-9_]{0,99}"));
        return names;
    }

    private static Set<String> codes(Refusal refusal) {
        Set<String> codes = new LinkedHashSet<>(matches(CODE_IN_TEXT, refusal.text()));
        refusal.details().stream()
                .map(Detail::code)
                .filter(code -> code.matches("[A-Z_]{1,60}"))
                .forEach(codes::add);
        return codes;
    }

    /** The last one: before it the text quotes what somebody typed. */
    private static List<String> existing(Refusal refusal) {
        List<String> ids = matches(EXISTING, refusal.text());
        return ids.isEmpty() ? List.of() : List.of(ids.getLast());
    }

    private static List<String> matches(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .toList();
    }

    private static String named(String property, @Nullable Mapping mapping) {
        return mapping == null ? property : mapping.nameOf(property).orElse(property);
    }

    private static String label(@Nullable Mapping mapping) {
        return mapping == null ? "record" : mapping.label();
    }

    private static Duration window(Refusal refusal) {
        return switch (refusal.policyName()) {
            case "SECONDLY" -> Duration.ofSeconds(1);
            case "DAILY" -> Duration.ofHours(1);
            default -> Duration.ofSeconds(10);
        };
    }

    private static Optional<Duration> wait(@Nullable String retryAfter) {
        if (retryAfter == null || !retryAfter.matches("\\d{1,9}")) {
            return Optional.empty();
        }
        Duration wait = Duration.ofSeconds(Long.parseLong(retryAfter));
        return Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }
}
