package dev.handrail.action;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A company's own internet domain, from a website or an e-mail's right side. */
final class Domain {

    /** Mail providers whose domain says nothing about the company. */
    private static final Set<String> SHARED = Set.of(
            "gmail.com",
            "googlemail.com",
            "yahoo.com",
            "hotmail.com",
            "outlook.com",
            "live.com",
            "msn.com",
            "icloud.com",
            "me.com",
            "aol.com",
            "gmx.de",
            "gmx.net",
            "web.de",
            "mail.com",
            "proton.me",
            "protonmail.com",
            "yandex.ru",
            "qq.com",
            "163.com");

    private Domain() {}

    static Optional<String> of(String text) {
        String host = text.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^[a-z][a-z0-9+.-]*://", "")
                .replaceFirst("^[^/@]*@", "")
                .replaceFirst("[/?#:].*$", "")
                .replaceFirst("^www\\.", "")
                .replaceFirst("\\.$", "");
        String ascii;
        try {
            ascii = IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        boolean usable = ascii.length() <= 253 && ascii.contains(".") && !SHARED.contains(ascii);
        return usable ? Optional.of(ascii) : Optional.empty();
    }
}
