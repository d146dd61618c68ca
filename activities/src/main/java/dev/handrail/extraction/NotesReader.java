package dev.handrail.extraction;

import java.util.List;

/** Finds fields by rules and word lists: the same notes give the same findings, and nothing leaves the process. */
public final class NotesReader implements Extractor {

    /** What is certain comes first; what could be many things takes what is left. */
    private static final List<Rule> RULES = List.of(
            new Emails(),
            new Phones(),
            new Addresses(),
            new Companies(),
            new Services(),
            new Dates(),
            new Budgets(),
            new Names(),
            new Properties());

    private final Values values;

    /** @param region where a phone number without a country code is, as in ISO 3166: {@code US} */
    public NotesReader(String region) {
        this.values = new Values(region);
    }

    @Override
    public Extraction extract(String text) {
        Notes notes = new Notes(text);
        Reading reading = new Reading(notes, values);
        RULES.forEach(rule -> rule.read(reading));
        return new Extraction(notes, reading.findings(), 0, List.of());
    }
}
