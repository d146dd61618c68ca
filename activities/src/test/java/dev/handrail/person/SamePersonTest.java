package dev.handrail.person;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamePersonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"Bob@X.com", " bob@x.com", "bob@x.com ", "bob@x.com\u200b", "b\u200dob@x.com", "\uff42ob@x.com"})
    void isOneHoweverTheNameWasTyped(String typed) {
        assertThat(SamePerson.named(typed)).isEqualTo("bob@x.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann b", "ann  b", "Ann\u00a0B", "ann\tb "})
    void anySpaceIsOneSpace(String typed) {
        assertThat(SamePerson.named(typed)).isEqualTo("ann b");
    }
}
