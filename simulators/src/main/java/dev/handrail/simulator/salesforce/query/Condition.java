package dev.handrail.simulator.salesforce.query;

import java.util.List;

/** A WHERE clause. */
sealed interface Condition {

    enum Operator {
        EQUAL,
        UNEQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST,
        LIKE,
        IN,
        NOT_IN
    }

    record All(List<Condition> parts) implements Condition {}

    record Any(List<Condition> parts) implements Condition {}

    record Not(Condition part) implements Condition {}

    /** @param position of the field, for complaints */
    record Comparison(String path, int position, Operator operator, List<Literal> values) implements Condition {}

    /** {@code Id IN (SELECT AccountId FROM Contact …)} */
    record Semijoin(String path, int position, boolean in, Soql query) implements Condition {}
}
