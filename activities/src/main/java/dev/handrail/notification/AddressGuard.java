package dev.handrail.notification;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Keeps webhooks out of our own network: a name is looked up once, every address it has must be public or allowed, and the
 * connection is made to an address that was looked at.
 */
final class AddressGuard implements DnsResolver {

    private final List<AddressRange> allowed;
    private final DnsResolver names;

    /** @param names how a name is looked up */
    AddressGuard(List<AddressRange> allowed, DnsResolver names) {
        this.allowed = List.copyOf(allowed);
        this.names = names;
    }

    /** @throws IllegalArgumentException when nothing may be sent there, as far as can be told without a look-up */
    void require(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = address.getHost();
        boolean literal = isLiteral(host);
        if (literal || host.equalsIgnoreCase("localhost")) {
            try {
                InetAddress there = InetAddress.getByName(host);
                requireReachable(there);
                if (scheme.equals("http") && there.isLoopbackAddress()) {
                    return;
                }
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        if (!scheme.equals("https")) {
            throw new IllegalArgumentException(
                    "A webhook's address begins with https://; http is for an allowed address of this machine only");
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.resolve(host);
        for (InetAddress address : found) {
            requireReachable(address);
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    private void requireReachable(InetAddress address) throws UnknownHostException {
        if (!AddressRange.isPublic(address) && allowed.stream().noneMatch(range -> range.contains(address))) {
            throw new UnknownHostException(
                    "The webhook's address is in a private network; an administrator of the installation may allow it with"
                            + " HANDRAIL_WEBHOOK_ALLOW");
        }
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || Arrays.stream(host.split("\\.", -1)).allMatch(AddressGuard::isNumber);
    }

    private static boolean isNumber(String part) {
        return part.matches("[0-9]+|0[xX][0-9a-fA-F]+");
    }
}
