package dev.handrail.connection;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Postgres is. The user owns the schema; the programs work as {@code handrail_app}.
 *
 * @param url JDBC address, {@code HANDRAIL_DATABASE_URL}
 * @param poolSize most connections at once
 */
@ConfigurationProperties("handrail.database")
public record DatabaseSettings(
        @DefaultValue("jdbc:postgresql://127.0.0.1:5432/handrail")
        String url,

        @DefaultValue("handrail") String user,
        @DefaultValue("") String password,
        @DefaultValue("20") int poolSize) {

    @Override
    public String toString() {
        return "DatabaseSettings[user=%s, poolSize=%d]".formatted(user, poolSize);
    }
}
