package dev.handrail.api.web;

import dev.handrail.api.problem.Problem;
import dev.handrail.api.request.Parameters;
import dev.handrail.api.security.Caller;
import dev.handrail.api.web.Desk.Line;
import dev.handrail.authorization.Decision.Verdict;
import dev.handrail.tool.Catalog;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@Hidden
@RequestMapping("/authorizations")
class AuthorizationPages {

    static final String ID = "[A-Za-z0-9._:-]{1,200}";

    private static final int LONGEST_NOTE = 4_000;
    private static final int LONGEST_SEARCH = 200;
    private static final String OURS = "/authorizations";
    private static final Pattern BACK = Pattern.compile("/authorizations(/[A-Za-z0-9._:-]+)?(\\?[!-~]*)?");

    private final Queue queue;
    private final Cards cards;
    private final Outcomes outcomes;
    private final Desk desk;
    private final ActorNames actors;
    private final Catalog catalog;

    AuthorizationPages(Queue queue, Cards cards, Outcomes outcomes, Desk desk, ActorNames actors, Catalog catalog) {
        this.queue = queue;
        this.cards = cards;
        this.outcomes = outcomes;
        this.desk = desk;
        this.actors = actors;
        this.catalog = catalog;
    }

    @GetMapping
    String list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String tool,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        boolean history = "history".equals(status);
        String wanted = Given.text("tool", tool, 64);
        String search = Given.text("q", q, LONGEST_SEARCH);
        Queue.Filter filter = new Queue.Filter(!history, wanted, search);
        Queue.Page page =
                Parameters.page(cursor, () -> queue.page(caller.tenant(), filter, Given.text("cursor", cursor, 200)));
        model.addAttribute("pulse", queue.pulse(caller.tenant()));
        List<Card> shown = cards.of(caller, page.authorizations());
        model.addAttribute("cards", shown);
        model.addAttribute("outcomes", outcomes.of(caller.tenant(), page.authorizations()));
        putFailuresAtTheirCards(model, shown);
        model.addAttribute("next", page.next());
        model.addAttribute("cursor", cursor);
        model.addAttribute("history", history);
        model.addAttribute("tool", wanted);
        model.addAttribute("q", search);
        model.addAttribute("filtered", wanted != null || search != null);
        model.addAttribute("tools", catalog.all());
        return "authorizations";
    }

    @GetMapping("/{id:" + ID + "}")
    String one(@AuthenticationPrincipal Caller caller, @PathVariable String id, Model model) {
        model.addAttribute("pulse", queue.pulse(caller.tenant()));
        Card.WithReceipts one = cards.withReceipts(caller, desk.find(caller, id));
        model.addAttribute("one", one);
        putFailuresAtTheirCards(model, List.of(one.card()));
        return "authorization";
    }

    @PostMapping("/{id:" + ID + "}")
    String decide(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam String verdict,
            @RequestParam(required = false) @Nullable String note,
            @RequestParam(required = false) @Nullable String back,
            RedirectAttributes said) {
        Line line = desk.decide(caller, id, verdict(verdict), note(note));
        said.addFlashAttribute("lines", new ArrayList<>(List.of(line)));
        return "redirect:" + back(back);
    }

    @PostMapping("/{id:" + ID + "}/always")
    String allowAlways(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable List<String> same,
            @RequestParam(required = false) @Nullable String days,
            @RequestParam(required = false) @Nullable String uses,
            @RequestParam(required = false) @Nullable String note,
            @RequestParam(required = false) @Nullable String back,
            RedirectAttributes said) {
        Line line = desk.allowAlways(caller, id, note(note), new GrantForm(same, days, uses));
        said.addFlashAttribute("lines", new ArrayList<>(List.of(line)));
        return "redirect:" + back(back);
    }

    @PostMapping("/{id:" + ID + "}/edit")
    String edit(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam Map<String, String> form,
            RedirectAttributes said) {
        Desk.Edited edited = desk.edit(caller, id, note(form.get("note")), form);
        said.addFlashAttribute("lines", new ArrayList<>(List.of(edited.line())));
        if (edited.rejected() != null) {
            said.addFlashAttribute("rejected", edited.rejected());
        }
        return "redirect:" + back(form.get("back"));
    }

    @PostMapping("/{id:" + ID + "}/delegate")
    String delegate(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam String to,
            @RequestParam(required = false) @Nullable String back,
            RedirectAttributes said) {
        Line line = desk.delegate(caller, id, to, actors.of(caller.tenant()).of(to));
        said.addFlashAttribute("lines", new ArrayList<>(List.of(line)));
        return "redirect:" + back(back);
    }

    /** Exactly the requests that were shown and ticked, each with a word about what became of it. */
    @PostMapping("/batch")
    String decideMany(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(name = "id", required = false) @Nullable List<String> ids,
            @RequestParam String verdict,
            @RequestParam(required = false) @Nullable String note,
            @RequestParam(required = false) @Nullable String back,
            RedirectAttributes said) {
        Verdict wanted = verdict(verdict);
        List<String> ticked = ids == null ? List.of() : ids.stream().distinct().toList();
        if (ticked.size() > Queue.PAGE || ticked.stream().anyMatch(id -> !id.matches(ID))) {
            throw Problem.badField("invalid_parameter", "id", "must be requests of one page")
                    .toException();
        }
        String words = note(note);
        List<Line> lines = new ArrayList<>();
        ticked.forEach(id -> lines.add(desk.decide(caller, id, wanted, words)));
        if (lines.isEmpty()) {
            lines.add(new Line(false, "Nothing was ticked, so nothing was decided.", null));
        }
        said.addFlashAttribute("lines", lines);
        return "redirect:" + back(back);
    }

    /** Why one was not decided stands at its card; of many that were decided at once there is also a list. */
    private static void putFailuresAtTheirCards(Model model, List<Card> shown) {
        List<Line> lines = model.getAttribute("lines") instanceof List<?> said
                ? said.stream().map(Line.class::cast).toList()
                : List.of();
        Map<String, String> failed = new HashMap<>();
        for (Line line : lines) {
            if (!line.good() && shown.stream().anyMatch(card -> card.id().equals(line.id()))) {
                failed.put(line.id(), line.text());
            }
        }
        List<Line> onTop = lines.size() == 1 && !failed.isEmpty() ? List.of() : lines;
        model.addAttribute("failed", failed);
        model.addAttribute("done", texts(onTop, true));
        model.addAttribute("undone", texts(onTop, false));
    }

    private static List<String> texts(List<Line> lines, boolean good) {
        return lines.stream()
                .filter(line -> line.good() == good)
                .map(Line::text)
                .toList();
    }

    private static Verdict verdict(String word) {
        return switch (word) {
            case "authorized" -> Verdict.AUTHORIZED;
            case "denied" -> Verdict.DENIED;
            default ->
                throw Problem.badField("invalid_parameter", "verdict", "must be authorized or denied")
                        .toException();
        };
    }

    private static @Nullable String note(@Nullable String note) {
        if (note != null && note.length() > LONGEST_NOTE) {
            throw Problem.badField("invalid_parameter", "note", "must be at most %d characters".formatted(LONGEST_NOTE))
                    .toException();
        }
        return note == null || note.isBlank() ? null : note.strip();
    }

    /** The page that the form was on; never another site's. */
    private static String back(@Nullable String page) {
        return page != null && BACK.matcher(page).matches() ? page : OURS;
    }
}
