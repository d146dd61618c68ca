package dev.handrail.salesforce;

import dev.handrail.connector.FieldValue;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Unacceptable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a field takes, and how its values look in a {@code CrmRecord} and in Salesforce's JSON. */
sealed interface FieldRule {

    /**
     * The value as the record will show it; null when it is empty.
     *
     * @throws Unacceptable with what is asked for
     */
    @Nullable
    Object accept(Object value);

    /** For JSON and for {@link Soql}. */
    default Object toCrm(Object accepted) {
        return accepted;
    }

    default @Nullable Object fromCrm(Object value) {
        return value;
    }

    /** Whether SOQL can compare it. */
    default boolean filterable() {
        return true;
    }

    /**
     * White space at the ends is cut off, as Salesforce does.
     *
     * @param longest in UTF-16 units, as Salesforce counts
     */
    record Text(int longest) implements FieldRule {

        private static final int LONGEST_FILTERABLE = 255;

        @Override
        public @Nullable String accept(Object value) {
            String kept = FieldValue.text(value).strip();
            if (kept.length() > longest) {
                throw FieldValue.tooLong(longest);
            }
            return kept.isEmpty() ? null : kept;
        }

        /** Salesforce ends the lines of long texts with CR and LF. */
        @Override
        public Object fromCrm(Object value) {
            return value.toString().replace("\r\n", "\n");
        }

        @Override
        public boolean filterable() {
            return longest <= LONGEST_FILTERABLE;
        }
    }

    /** @param names Handrail's names, each with the values that an org may have for it, the likeliest first */
    record Choice(Map<String, List<String>> names) implements FieldRule {
        @Override
        public @Nullable Object accept(Object value) {
            if (!(value instanceof String text) || !(text.isEmpty() || names.containsKey(text))) {
                throw new Unacceptable("must be one of " + String.join(", ", names.keySet()));
            }
            return text.isEmpty() ? null : text;
        }

        /** The org's own values that Handrail has no name for are shown as they are. */
        @Override
        public Object fromCrm(Object value) {
            return names.entrySet().stream()
                    .filter(each -> each.getValue().contains(value.toString()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(value.toString());
        }
    }

    /** @param decimals that Salesforce keeps; more are rounded half up */
    record Number(long least, long most, int decimals) implements FieldRule {
        @Override
        public Object accept(Object value) {
            return FieldValue.number(value, least, most, decimals);
        }

        @Override
        public Object toCrm(Object accepted) {
            return new BigDecimal(accepted.toString());
        }

        @Override
        public @Nullable Object fromCrm(Object value) {
            return FieldValue.decimal(value.toString())
                    .map(number -> FieldValue.plain(number.setScale(decimals, RoundingMode.HALF_UP)))
                    .orElse(null);
        }
    }

    record Day() implements FieldRule {
        @Override
        public @Nullable Object accept(Object value) {
            return FieldValue.day(value);
        }
    }

    /** A list without repetitions, kept as JSON in a long text that people can read and edit. */
    record Texts(int longest, int most) implements FieldRule {

        private static final int LONGEST_FIELD = 32_000;
        private static final Pattern SEPARATORS = Pattern.compile("[;,\\n]");

        @Override
        public @Nullable Object accept(Object value) {
            List<String> accepted = FieldValue.texts(value, most, new Text(longest)::accept);
            if (accepted != null && toCrm(accepted).toString().length() > LONGEST_FIELD) {
                throw new Unacceptable("is longer than the field in Salesforce");
            }
            return accepted;
        }

        @Override
        public Object toCrm(Object accepted) {
            return JsonMapper.shared().writeValueAsString(accepted);
        }

        @Override
        public @Nullable Object fromCrm(Object value) {
            List<String> texts = read(value.toString());
            return texts.isEmpty() ? null : texts;
        }

        private static List<String> read(String text) {
            try {
                List<String> texts = new ArrayList<>();
                JsonMapper.shared().readTree(text).forEach(each -> texts.add(each.asString()));
                return List.copyOf(texts);
            } catch (JacksonException _) {
                return SEPARATORS
                        .splitAsStream(text)
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList();
            }
        }

        @Override
        public boolean filterable() {
            return false;
        }
    }

    record Reference(Set<RecordType> to) implements FieldRule {
        @Override
        public @Nullable Object accept(Object value) {
            if ("".equals(value)) {
                return null;
            }
            Optional<String> id = value instanceof String text ? RecordIds.full(text) : Optional.empty();
            return id.filter(full -> RecordIds.type(full).filter(to::contains).isPresent())
                    .orElseThrow(() -> new Unacceptable("must be the id of a record of type "
                            + to.stream()
                                    .sorted()
                                    .map(type -> type.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(" or "))));
        }
    }

    record Flag() implements FieldRule {
        @Override
        public Object accept(Object value) {
            return FieldValue.flag(value);
        }
    }
}
