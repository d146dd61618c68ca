package dev.handrail.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.handrail.testing.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantsIT {

    private static final Database DATABASE = Database.shared();

    private final Tenants tenants = new Tenants(DATABASE.jdbc());

    @Test
    void theDefaultTenantIsThereFromTheStart() {
        assertThat(tenants.exists("default")).isTrue();
        assertThat(tenants.list()).contains("default");
    }

    @Test
    void aTenantIsCreatedOnce() {
        assertThat(tenants.exists("acme-1")).isFalse();
        assertThat(tenants.create("acme-1")).isTrue();
        assertThat(tenants.create("acme-1")).isFalse();
        assertThat(tenants.exists("acme-1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-acme", "Acme", "a_b", "acme\n", "a'b", "ünder", "a2345678901234567890123456789012345678901"
            })
    void whatCannotBeATenantsNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tenants.create(name))
                .withMessageContaining("1 to 40 lower-case letters");
        assertThat(tenants.exists(name)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dev.handrail.credential.ApiKeysIT#naughtyStrings")
    void naughtyStringsAreNoTenants(String name) {
        assertThat(tenants.exists(name)).isFalse();
    }
}
