package dev.handrail.api.request;

/** Names that strangers chose, made fit to be shown. */
final class Names {

    private static final int LONGEST = 120;

    private Names() {}

    static String shown(String name) {
        String printable = name.replaceAll("[^\\p{Graph} ]", "?");
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "…";
    }
}
