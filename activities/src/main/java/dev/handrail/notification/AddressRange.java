package dev.handrail.notification;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Addresses that begin alike, written {@code 10.0.0.0/8}. */
record AddressRange(byte[] start, int bits) {

    /** What is not the public internet, by the registries of IANA; 6to4, Teredo and NAT64 hide a private one inside. */
    private static final List<AddressRange> SPECIAL = List.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3")
            .stream()
            .map(AddressRange::of)
            .toList();

    private static final AddressRange GLOBAL_SIX = of("2000::/3");
    private static final List<AddressRange> SPECIAL_SIX =
            List.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20").stream()
                    .map(AddressRange::of)
                    .toList();

    /** @throws IllegalArgumentException when it is no range */
    static AddressRange of(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length > 2 || !parts[0].matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw wrong();
        }
        try {
            byte[] start = InetAddress.getByName(parts[0]).getAddress();
            int bits = parts.length == 1 ? start.length * 8 : Integer.parseInt(parts[1]);
            if (bits < 0 || bits > start.length * 8) {
                throw wrong();
            }
            return new AddressRange(start, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw wrong();
        }
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "HANDRAIL_WEBHOOK_ALLOW is a list of networks such as 10.20.0.0/16, with commas between them");
    }

    static boolean isPublic(InetAddress address) {
        return address.getAddress().length == 4
                ? SPECIAL.stream().noneMatch(range -> range.contains(address))
                : GLOBAL_SIX.contains(address) && SPECIAL_SIX.stream().noneMatch(range -> range.contains(address));
    }

    boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != start.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((start[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
