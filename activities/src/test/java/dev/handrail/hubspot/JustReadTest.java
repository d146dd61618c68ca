package dev.handrail.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JustReadTest {

    private static final Map<RecordType, Mapping> MAPPINGS = Mapping.all(HubSpotSettings.of(HubSpotSettings.HUBSPOT));
    private static final Mapping LEADS = Objects.requireNonNull(MAPPINGS.get(RecordType.LEAD));
    private static final Mapping CONTACTS = Objects.requireNonNull(MAPPINGS.get(RecordType.CONTACT));
    private static final CrmRecord LEAD = new CrmRecord(new Ref(RecordType.LEAD, "42"), "v1", Map.of());

    private final Scope scope = new Scope("acme", "agent:test", "call-1");
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");
    private final JustRead justRead = new JustRead(() -> now);

    @Test
    void givesARecordOnceToTheCallThatReadIt() {
        justRead.note(scope, LEADS, LEAD);

        assertThat(justRead.take(scope, LEADS, LEAD.ref())).contains(LEAD);
        assertThat(justRead.take(scope, LEADS, LEAD.ref())).isEmpty();
    }

    @Test
    void givesNothingToAnotherCall() {
        justRead.note(scope, LEADS, LEAD);

        assertThat(justRead.take(new Scope("acme", "agent:test", "call-2"), LEADS, LEAD.ref()))
                .isEmpty();
    }

    @Test
    void givesNothingThatIsFiveSecondsOld() {
        justRead.note(scope, LEADS, LEAD);
        now = now.plusSeconds(5);

        assertThat(justRead.take(scope, LEADS, LEAD.ref())).isEmpty();
    }

    @Test
    void forgetsALeadThatWasChangedAsAContact() {
        justRead.note(scope, LEADS, LEAD);
        justRead.forget(CONTACTS, "42");

        assertThat(justRead.take(scope, LEADS, LEAD.ref())).isEmpty();
    }

    @Test
    void givesNoLeadToWhoAsksForAContact() {
        justRead.note(scope, LEADS, LEAD);

        assertThat(justRead.take(scope, CONTACTS, new Ref(RecordType.CONTACT, "42")))
                .isEmpty();
    }

    @Test
    void keepsAThousandAtMost() {
        justRead.note(scope, LEADS, LEAD);
        for (int id = 1_000; id < 2_000; id++) {
            justRead.note(scope, LEADS, new CrmRecord(new Ref(RecordType.LEAD, String.valueOf(id)), "v1", Map.of()));
        }

        assertThat(justRead.take(scope, LEADS, LEAD.ref())).isEmpty();
        assertThat(justRead.take(scope, LEADS, new Ref(RecordType.LEAD, "1999")))
                .isPresent();
    }
}
