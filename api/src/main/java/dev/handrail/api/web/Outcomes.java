package dev.handrail.api.web;

import dev.handrail.approval.Authorization;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.wording.Visible;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What became of calls after they were decided about, as their last receipts say. */
@Component
class Outcomes {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST = 300;

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    Outcomes(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** In words, by the ids of the requests; those whose call has not ended are missing. */
    Map<String, String> of(String tenant, List<Authorization> authorizations) {
        String[] decided = authorizations.stream()
                .filter(authorization -> authorization.status() != Authorization.Status.PENDING)
                .map(Authorization::id)
                .toArray(String[]::new);
        Map<String, String> words = new HashMap<>();
        if (decided.length > 0) {
            transactions.in(tenant, () -> {
                jdbc.sql("""
                                SELECT DISTINCT ON (asked.id) asked.id, receipt.action, receipt.status, receipt.result
                                FROM authorization_request asked JOIN crm_sync_logs receipt
                                  ON receipt.tenant = asked.tenant AND receipt.call_id = asked.call_id
                                 AND receipt.action IN (asked.tool, 'undo_' || asked.tool)
                                WHERE asked.tenant = ? AND asked.id = ANY (?)
                                  AND receipt.status <> 'authorization_required'
                                ORDER BY asked.id, receipt.seq DESC""").params(tenant, decided).query(row -> {
                    words.put(
                            row.getString("id"),
                            words(
                                    row.getString("action").startsWith("undo_"),
                                    row.getString("status"),
                                    row.getString("result")));
                });
                return words;
            });
        }
        return words;
    }

    private static String words(boolean undo, String status, @Nullable String result) {
        String word = (undo ? "Undo " : "Call ") + status.replace('_', ' ');
        String message = status.equals("succeeded") ? "" : message(result);
        return message.isBlank() ? word : "%s: %s".formatted(word, Visible.line(message, LONGEST));
    }

    private static String message(@Nullable String result) {
        try {
            return result == null ? "" : JSON.readTree(result).path("message").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }
}
