package dev.handrail.door;

import dev.handrail.policy.Policy;
import dev.handrail.policy.Ruling;
import dev.handrail.policy.Ruling.Terms;
import dev.handrail.tool.Permission;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * By which terms people decide about a plan: the strictest of its steps'. One group decides, that of the step which needs
 * the most people; a step that needs another group asks it by itself.
 */
final class PlanTerms {

    private PlanTerms() {}

    /** @param asking rulings of the steps that need a person; none when only the lead itself wants approval */
    static Ruling strictest(List<Ruling> asking, Policy policy) {
        String reason = asking.isEmpty()
                ? "The lead's plan is to be approved before anything is written"
                : "The lead's plan is to be approved before anything is written; policy asks about %d of its steps"
                        .formatted(asking.size());
        return new Ruling(
                Permission.REQUIRES_AUTHORIZATION,
                reason,
                null,
                null,
                terms(asking.stream().map(Ruling::terms).toList()),
                policy.hash(),
                policy.version());
    }

    private static Terms terms(List<Terms> all) {
        if (all.isEmpty()) {
            return Terms.DEFAULT;
        }
        Terms most = all.stream()
                .max(Comparator.comparingInt(Terms::approvals).thenComparing(terms -> terms.group() != null))
                .orElseThrow();
        String group = most.group() != null
                ? most.group()
                : all.stream()
                        .map(Terms::group)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        boolean escalates = same(all, Terms::escalateAfter) && same(all, Terms::escalateTo);
        return new Terms(
                most.approvals(),
                group,
                all.stream()
                        .map(Terms::expiresAfter)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                shortest(all, Terms::remindAfter),
                escalates ? most.escalateAfter() : null,
                escalates ? most.escalateTo() : null,
                all.stream().allMatch(Terms::mayDelegate));
    }

    /** Whether whoever decided by these terms may also decide about a step with those. */
    static boolean cover(Terms plan, Terms step) {
        boolean group = step.group() == null || step.group().equals(plan.group());
        boolean escalation = plan.escalateTo() == null
                || step.group() == null
                || plan.escalateTo().equals(step.escalateTo());
        return step.approvals() <= plan.approvals()
                && group
                && escalation
                && (step.mayDelegate() || !plan.mayDelegate());
    }

    private static boolean same(List<Terms> all, Function<Terms, @Nullable Object> part) {
        return all.stream().map(part).distinct().count() == 1;
    }

    private static @Nullable Duration shortest(List<Terms> all, Function<Terms, @Nullable Duration> part) {
        return all.stream()
                .map(part)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
