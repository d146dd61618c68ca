package dev.handrail.extraction;

/** An amount of money near a word that makes it a budget: what somebody else charged is none. */
final class Budgets implements Rule {

    private static final int REACH = 7;

    private final Vocabulary words = Vocabulary.get();

    @Override
    public void read(Reading reading) {
        for (int at = 0; at < reading.size(); at++) {
            if (!reading.token(at).isNumber() || !reading.isFree(at)) {
                continue;
            }
            boolean symbol = reading.token(at - 1).isOneOf("$€£");
            boolean currency = words.has("currencies", reading.token(at + 1))
                    || reading.token(at + 1).isOneOf("$€£");
            boolean thousands = reading.token(at).lower().matches("\\d{1,3}(\\.\\d)?k");
            if ((symbol || currency || thousands) && isBudget(reading, at)) {
                reading.found(Field.BUDGET, symbol ? at - 1 : at, currency ? at + 2 : at + 1, 0.85);
            } else if (reading.token(at).lower().matches("\\d{3,6}|\\d{1,3}(,\\d{3})+|\\d{1,6}-\\d{1,6}")
                    && (reading.follows(at, "budget") || reading.follows(at - 1, "budget"))) {
                reading.found(Field.BUDGET, at, at + 1, 0.6);
            }
        }
    }

    private boolean isBudget(Reading reading, int amount) {
        for (int at = amount - 1; at >= amount - REACH && !reading.token(at).isBreak(); at--) {
            boolean upTo = reading.token(at).is("to") && reading.token(at - 1).is("up");
            boolean due = reading.token(at).is("pay") && reading.follows(at, "have to");
            if (!due && (upTo || words.has("budget-cues", reading.token(at)))) {
                return true;
            }
        }
        for (int at = amount + 1; at <= amount + REACH / 2 && !reading.token(at).isBreak(); at++) {
            if (words.has("budget-cues", reading.token(at))) {
                return true;
            }
        }
        return false;
    }
}
