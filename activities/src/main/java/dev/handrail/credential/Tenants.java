package dev.handrail.credential;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tenants there are. */
public final class Tenants {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final JdbcClient jdbc;

    public Tenants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @return whether it is new
     * @throws IllegalArgumentException when it cannot be a tenant's name
     */
    public boolean create(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A tenant's name is 1 to 40 lower-case letters, digits and hyphens, and does not start with a hyphen");
        }
        return jdbc.sql("INSERT INTO tenant (name) VALUES (?) ON CONFLICT DO NOTHING")
                        .param(name)
                        .update()
                == 1;
    }

    public boolean exists(String name) {
        return NAME.matcher(name).matches()
                && jdbc.sql("SELECT EXISTS (SELECT FROM tenant WHERE name = ?)")
                        .param(name)
                        .query(Boolean.class)
                        .single();
    }

    /** By name. */
    public List<String> list() {
        return jdbc.sql("SELECT name FROM tenant ORDER BY name")
                .query(String.class)
                .list();
    }
}
