package dev.handrail.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.sforce.soap.partner.DuplicateError;
import com.sforce.soap.partner.DuplicateResult;
import com.sforce.soap.partner.Error;
import com.sforce.soap.partner.MatchRecord;
import com.sforce.soap.partner.MatchResult;
import com.sforce.soap.partner.StatusCode;
import com.sforce.soap.partner.sobject.SObject;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import org.junit.jupiter.api.Test;

/** What a refused conversion means. */
class ConvertLeadTest {

    private static final String LESS_ALIKE = SalesforceText.to18("003000000000001");
    private static final String MOST_ALIKE = SalesforceText.to18("003000000000002");

    private static Error error(StatusCode code) {
        Error error = code == StatusCode.DUPLICATES_DETECTED ? new DuplicateError() : new Error();
        error.setStatusCode(code);
        error.setMessage("dana@example.com");
        return error;
    }

    private static Error duplicates(boolean maySave) {
        MatchResult matches = new MatchResult();
        matches.setMatchRecords(new MatchRecord[] {match(LESS_ALIKE, 60), match(MOST_ALIKE, 90)});
        DuplicateResult result = new DuplicateResult();
        result.setAllowSave(maySave);
        result.setMatchResults(new MatchResult[] {matches});
        DuplicateError error = (DuplicateError) error(StatusCode.DUPLICATES_DETECTED);
        error.setDuplicateResult(result);
        return error;
    }

    private static MatchRecord match(String id, double confidence) {
        SObject contact = new SObject("Contact");
        contact.setId(id);
        MatchRecord match = new MatchRecord();
        match.setRecord(contact);
        match.setMatchConfidence(confidence);
        return match;
    }

    @Test
    void leavesADuplicateToAPersonAndNamesTheMostAlikeFirst() {
        CrmFailure failure = ConvertLead.refusal(duplicates(true), false);

        assertThat(failure.kind()).isEqualTo(Kind.RESEMBLES_OTHERS);
        assertThat(failure.existing()).containsExactly(MOST_ALIKE, LESS_ALIKE);
        assertThat(failure).hasMessageNotContaining("dana");
    }

    @Test
    void refusesADuplicateThatTheRuleAllowsNobody() {
        assertThat(ConvertLead.refusal(duplicates(false), false).kind()).isEqualTo(Kind.INVALID);
        assertThat(ConvertLead.refusal(duplicates(true), true).kind()).isEqualTo(Kind.INVALID);
    }

    @Test
    void asksAPersonThoughSalesforceNamesNoRecord() {
        CrmFailure failure = ConvertLead.refusal(error(StatusCode.DUPLICATES_DETECTED), false);

        assertThat(failure.kind()).isEqualTo(Kind.RESEMBLES_OTHERS);
        assertThat(failure.existing()).isEmpty();
    }

    @Test
    void tellsABusyOrgFromARefusal() {
        assertThat(ConvertLead.refusal(error(StatusCode.UNABLE_TO_LOCK_ROW), false)
                        .kind())
                .isEqualTo(Kind.UNAVAILABLE);
        assertThat(ConvertLead.refusal(error(StatusCode.UNKNOWN_EXCEPTION), false)
                        .kind())
                .isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(ConvertLead.refusal(error(StatusCode.CANNOT_UPDATE_CONVERTED_LEAD), false)
                        .kind())
                .isEqualTo(Kind.INVALID);
    }
}
