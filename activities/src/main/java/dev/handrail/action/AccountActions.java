package dev.handrail.action;

import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.CONTACT;

import java.util.List;
import java.util.Map;

final class AccountActions {

    private static final List<String> CONTACT_FIELDS =
            List.of("accountId", "email", "firstName", "lastName", "title", "phone");

    private AccountActions() {}

    static Map<String, Action> all() {
        return Map.of(
                "match_account", new MatchAccount(),
                "create_contact", AccountActions::createContact,
                "link_contact_to_account", AccountActions::linkContact);
    }

    private static Effected createContact(Arguments arguments, ActionScope scope) {
        scope.existing(ACCOUNT, arguments.text("accountId"), "accountId");
        return Effected.by(scope.create(CONTACT, arguments.only(CONTACT_FIELDS)));
    }

    private static Effected linkContact(Arguments arguments, ActionScope scope) {
        scope.existing(ACCOUNT, arguments.text("accountId"), "accountId");
        return Effected.by(
                scope.update(CONTACT, arguments.text("contactId"), Map.of("accountId", arguments.text("accountId"))));
    }
}
