package dev.handrail.api.web;

import dev.handrail.api.problem.Problem;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * An edit that was not taken, so that nobody types it twice.
 *
 * @param id of the request
 * @param typed by the names of the form's fields
 * @param errors what is wrong with those
 */
record RejectedEdit(String id, Map<String, String> typed, Map<String, String> errors) implements Serializable {

    static RejectedEdit of(String id, Map<String, String> form, Problem problem) {
        Map<String, String> typed = new HashMap<>();
        form.forEach((name, value) -> {
            if (name.startsWith(ArgumentForm.PREFIX)) {
                typed.put(name, value);
            }
        });
        Map<String, String> errors = new HashMap<>();
        problem.errors().forEach(error -> {
            String path = PageWords.field(error);
            String argument = path.split("[.\\[]", 2)[0];
            String words = path.equals(argument) ? error.message() : path + " " + error.message();
            errors.merge(ArgumentForm.PREFIX + argument, words, "%s; %s"::formatted);
        });
        return new RejectedEdit(id, Map.copyOf(typed), Map.copyOf(errors));
    }
}
