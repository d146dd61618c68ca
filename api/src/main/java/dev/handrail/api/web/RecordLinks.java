package dev.handrail.api.web;

import dev.handrail.connector.Connectors;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where a record can be opened in the CRM. */
@Component
class RecordLinks {

    private static final Map<String, RecordType> BY_ARGUMENT = new LinkedHashMap<>();

    static {
        BY_ARGUMENT.put("opportunityId", RecordType.OPPORTUNITY);
        BY_ARGUMENT.put("contactId", RecordType.CONTACT);
        BY_ARGUMENT.put("leadId", RecordType.LEAD);
        BY_ARGUMENT.put("accountId", RecordType.ACCOUNT);
    }

    private static final Map<String, RecordType> MADE_BY = Map.of(
            "match_account", RecordType.ACCOUNT,
            "create_contact", RecordType.CONTACT,
            "link_contact_to_account", RecordType.CONTACT,
            "create_task", RecordType.TASK,
            "log_activity", RecordType.TASK,
            "create_follow_up", RecordType.TASK,
            "add_note", RecordType.NOTE,
            "convert_lead", RecordType.CONTACT);

    private final Connectors connectors;

    RecordLinks(Connectors connectors) {
        this.connectors = connectors;
    }

    /** The record that a call's arguments name. */
    Optional<String> of(String tenant, Map<String, Object> arguments) {
        return BY_ARGUMENT.entrySet().stream()
                .filter(entry -> arguments.get(entry.getKey()) instanceof String)
                .findFirst()
                .flatMap(entry -> link(tenant, entry.getValue(), String.valueOf(arguments.get(entry.getKey()))));
    }

    /** The record that a step made or changed. */
    Optional<String> ofResult(String tenant, String tool, String id) {
        RecordType type = tool.contains("opportunity") || tool.equals("attach_campaign")
                ? RecordType.OPPORTUNITY
                : MADE_BY.getOrDefault(tool, RecordType.LEAD);
        return link(tenant, type, id);
    }

    private Optional<String> link(String tenant, RecordType type, String id) {
        return connectors
                .of(tenant)
                .link(new Ref(type, id))
                .filter(link -> link.startsWith("https://") || link.startsWith("http://"));
    }
}
