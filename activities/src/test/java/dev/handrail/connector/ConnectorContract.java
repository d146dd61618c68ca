package dev.handrail.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every connector keeps, whichever CRM it talks to. A connector's test extends this class and says in the methods
 * of {@link ConnectorUnderTest} how its CRM is reached.
 */
public abstract class ConnectorContract
        implements CreatingContract,
                FieldsContract,
                ChangingContract,
                RemovingContract,
                FindingContract,
                ConvertingContract,
                TenantsContract {

    private Scope scope;

    @BeforeEach
    void startWithAnEmptyCrm() {
        scope = newScope();
    }

    @Override
    public final Scope scope() {
        return scope;
    }

    @Test
    void answersTheProbe() {
        assertThatNoException().isThrownBy(() -> crm().probe(scope));
    }

    @Test
    void isNamedInLowerCase() {
        assertThat(crm().name()).isNotEmpty().isEqualTo(crm().name().toLowerCase(Locale.ROOT));
    }
}
