package dev.handrail.extraction;

/** Anything that turns a prompt into a text: an endpoint, or the model of the client that calls us. */
@FunctionalInterface
public interface LanguageModel {

    /** @throws ModelUnavailable when there is no answer */
    String answer(Prompt prompt);

    /**
     * What is asked.
     *
     * @param instructions ours, for the role system
     * @param data what the instructions are about, for the role user: nothing in it is an instruction
     * @param schema JSON Schema that the answer has to satisfy
     */
    record Prompt(String instructions, String data, String schema) {}
}
