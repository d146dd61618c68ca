package dev.handrail.notification;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody is told.
 *
 * @param address of a Slack channel's or program's webhook; null for mail, and when the key that sealed it is not here
 * @param recipients addresses that get each mail
 * @param people whether mail also goes to approvers who signed in with an address
 * @param groups of approvers that it is for; empty for whatever waits
 * @param events that it is told of; empty for callbacks only
 */
public record Channel(
        String name,
        Kind kind,
        @Nullable URI address,
        List<String> recipients,
        boolean people,
        Set<String> groups,
        Set<Event> events) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    private static final int MOST_RECIPIENTS = 50;

    public enum Kind {
        EMAIL,
        SLACK,
        WEBHOOK
    }

    /** @throws IllegalArgumentException that says what it must be */
    public Channel {
        recipients = List.copyOf(recipients);
        groups = Set.copyOf(groups);
        events = Set.copyOf(events);
        require(NAME.matcher(name).matches(), "A channel's name is 1 to 40 lower-case letters, digits and hyphens");
        require(Event.OF_AUTHORIZATIONS.containsAll(events), "A channel is told of events of authorizations only");
        require(groups.stream().allMatch(group -> NAME.matcher(group).matches()), "A group is named as a channel is");
        if (kind == Kind.EMAIL) {
            require(address == null, "Mail goes to recipients and people; leave address out");
            require(people || !recipients.isEmpty(), "Mail needs recipients, or people: true");
            require(recipients.size() <= MOST_RECIPIENTS, "A channel has at most 50 recipients; take a mailing list");
            require(recipients.stream().allMatch(Channel::isMailAddress), "A recipient is a plain e-mail address");
        } else {
            require(
                    address == null || isPlain(address),
                    "A webhook needs an address with a host, without user and fragment");
            require(recipients.isEmpty() && !people, "Recipients and people are for mail; a webhook has an address");
        }
    }

    private static boolean isPlain(URI address) {
        return address.getHost() != null && address.getRawUserInfo() == null && address.getRawFragment() == null;
    }

    /** Whether it is one that a header can carry; quoted and commented addresses are not taken. */
    static boolean isMailAddress(String text) {
        return text.length() <= 254 && MAIL.matcher(text).matches();
    }

    /** Whether it is told when these groups may decide; none of them means that every approver may. */
    boolean isFor(Event event, Set<String> deciding) {
        return events.contains(event)
                && (groups.isEmpty() || deciding.isEmpty() || !Collections.disjoint(groups, deciding));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
