package dev.handrail.cli.demo;

/** What is to become of a lead of the demo. */
enum Expected {
    COMPLETED("COMPLETED", "VALID"),
    /** A claim disagrees with the enrichment; the lead goes on without it. */
    DOWNGRADED("COMPLETED", "DOWNGRADED"),
    /** No claim rests on anything but the AI itself. */
    REJECTED("REJECTED_BY_GROUNDING", "REJECTED"),
    /** An attack in a field. */
    BLOCKED("BLOCKED", "");

    private final String result;
    private final String grounding;

    Expected(String result, String grounding) {
        this.result = result;
        this.grounding = grounding;
    }

    String result() {
        return result;
    }

    /**
     * Whether an outcome is the expected one.
     *
     * @param found status of the second grounding check; empty when there was none
     */
    boolean matches(String resultFound, String found) {
        return result.equals(resultFound) && (grounding.isEmpty() || found.isEmpty() || grounding.equals(found));
    }
}
