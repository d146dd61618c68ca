package dev.handrail.setup;

import dev.handrail.tenant.TenantVariable;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Settings of one tenant: its own, such as {@code HUBSPOT_URL__ACME_EAST}, over the one for all, {@code HUBSPOT_URL}. */
record TenantSettings(String tenant, Function<String, @Nullable String> variables) {

    /** A variable that is set, and its text without the white space around it. */
    record Setting(String variable, String text) {

        InvalidConfigurationPropertyValueException wrong(String reason) {
            return new InvalidConfigurationPropertyValueException(variable, text, reason);
        }
    }

    Optional<Setting> find(String name) {
        return Stream.of(TenantVariable.name(name, tenant), name)
                .flatMap(variable -> value(variable).stream())
                .findFirst();
    }

    /** @param reason what it must be, when {@code reading} refuses it */
    <T> T get(String name, Function<String, T> reading, T otherwise, String reason) {
        return find(name).map(setting -> read(setting, reading, reason)).orElse(otherwise);
    }

    private static <T> T read(Setting setting, Function<String, T> reading, String reason) {
        try {
            return reading.apply(setting.text());
        } catch (RuntimeException e) {
            throw setting.wrong(reason);
        }
    }

    private Optional<Setting> value(String variable) {
        return Optional.ofNullable(variables.apply(variable))
                .filter(text -> !text.isBlank())
                .map(text -> new Setting(variable, text.strip()));
    }
}
