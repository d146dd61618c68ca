package dev.handrail.api;

import dev.handrail.api.audit.AuditTrail;
import dev.handrail.api.credential.AdminKeyFile;
import dev.handrail.api.credential.Credentials;
import dev.handrail.api.security.Authenticator;
import dev.handrail.api.security.Caller;
import dev.handrail.api.tool.ToolReader;
import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditLog;
import dev.handrail.call.Role;
import dev.handrail.connection.Migrations;
import dev.handrail.credential.ApiKeys;
import dev.handrail.door.ToolDoor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Credentials, receipts and reads as the rest of the product keeps them. */
@Configuration(proxyBeanMethods = false)
public class ProductAdapters {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    @Bean
    Authenticator authenticator(ApiKeys keys) {
        return presented -> keys.authenticate(presented)
                .map(principal ->
                        new Caller(principal.keyId(), principal.tenant(), principal.name(), principal.roles()));
    }

    @Bean
    @ConditionalOnProperty("handrail.admin-key-file")
    AdminKeyFile adminKeyFile(@Value("${handrail.admin-key-file}") Path file, ApiKeys keys, Migrations migrations) {
        return new AdminKeyFile(file, keys, migrations);
    }

    @Bean
    ToolReader toolReader(ToolDoor door) {
        return call -> door.pass(call, 1);
    }

    @Bean
    Credentials credentials(ApiKeys keys) {
        return new Credentials() {
            @Override
            public Issued issue(
                    String tenant, Set<Role> roles, String name, String issuedBy, @Nullable Duration validFor) {
                dev.handrail.credential.Issued issued = keys.issue(tenant, roles, name, issuedBy, validFor);
                return new Issued(issued.keyId(), issued.key());
            }

            @Override
            public boolean revoke(String tenant, String id, String revokedBy) {
                return keys.revoke(tenant, id, revokedBy);
            }

            @Override
            public List<Credential> list(String tenant) {
                return keys.list(tenant).stream()
                        .map(key -> new Credential(
                                key.id(),
                                key.name(),
                                key.roles(),
                                key.issuedBy(),
                                key.issuedAt(),
                                key.expiresAt(),
                                key.revokedAt()))
                        .toList();
            }
        };
    }

    @Bean
    AuditTrail auditTrail(AuditLog audit) {
        return new AuditTrail() {
            @Override
            public Page list(String tenant, Filter filter, @Nullable String cursor, int limit) {
                AuditLog.Page page = audit.list(
                        tenant,
                        new AuditFilter(
                                filter.actor(),
                                filter.action(),
                                filter.leadId(),
                                filter.callId(),
                                filter.from(),
                                filter.to()),
                        cursor,
                        limit);
                return new Page(
                        page.rows().stream()
                                .map(row -> JSON.convertValue(row, OBJECT))
                                .toList(),
                        page.next());
            }

            @Override
            public void export(String tenant, OutputStream lines) throws IOException {
                audit.export(tenant, lines);
            }
        };
    }
}
