package dev.handrail.simulator.salesforce.query;

import dev.handrail.simulator.salesforce.query.Condition.Operator;
import dev.handrail.simulator.salesforce.query.Soql.Item;
import dev.handrail.simulator.salesforce.query.Token.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads SOQL. */
final class SoqlParser {

    private static final Set<String> AFTER_FROM =
            Set.of("WHERE", "ORDER", "LIMIT", "OFFSET", "FOR", "ALL", "WITH", "USING", "GROUP", "HAVING");

    private final String text;
    private final List<Token> tokens;
    private final LocalDate today;
    private int at;

    private SoqlParser(String text, LocalDate today) {
        this.text = text;
        this.today = today;
        tokens = Lexer.tokens(text);
    }

    static Soql parse(String text, LocalDate today) {
        var parser = new SoqlParser(text, today);
        Soql query = parser.query();
        parser.end();
        return query;
    }

    /** What would stand after WHERE. */
    static Condition condition(String text, LocalDate today) {
        var parser = new SoqlParser(text, today);
        Condition condition = parser.condition();
        parser.end();
        return condition;
    }

    private Soql query() {
        expect("SELECT");
        var items = new ArrayList<Item>();
        boolean counting = false;
        do {
            if (accept("(")) {
                items.add(new Soql.Children(query()));
                expect(")");
            } else if (next().is("COUNT") && ahead(1).is("(") && ahead(2).is(")")) {
                at += 3;
                counting = true;
            } else if (next().is("FIELDS") && ahead(1).is("(")) {
                at += 2;
                items.add(new Soql.Fields(word().text()));
                expect(")");
            } else {
                Token path = word();
                if (next().is("(")) throw unexpected("functions in SELECT are not simulated: " + path.text());
                items.add(new Soql.Path(path.text(), path.position()));
            }
        } while (accept(","));
        expect("FROM");
        Token from = word();
        String alias = "";
        if (next().kind() == Kind.WORD && !AFTER_FROM.contains(next().text().toUpperCase(Locale.ROOT))) {
            accept("AS");
            alias = word().text();
        }
        if (accept("USING")) {
            expect("SCOPE");
            word();
        }
        Condition where = accept("WHERE") ? condition() : null;
        if (accept("WITH")) word();
        if (next().is("GROUP") || next().is("HAVING")) throw unexpected("GROUP BY is not simulated");
        List<Soql.Order> orders = orders();
        int limit = accept("LIMIT") ? number() : -1;
        int offset = accept("OFFSET") ? number() : 0;
        while (accept("FOR")) word();
        boolean allRows = accept("ALL");
        if (allRows) expect("ROWS");
        return new Soql(
                text, items, counting, from.text(), from.position(), alias, where, orders, limit, offset, allRows);
    }

    private List<Soql.Order> orders() {
        var orders = new ArrayList<Soql.Order>();
        if (!accept("ORDER")) return orders;
        expect("BY");
        do {
            Token path = word();
            boolean descending = accept("DESC");
            if (!descending) accept("ASC");
            boolean nullsLast = false;
            if (accept("NULLS")) {
                nullsLast = accept("LAST");
                if (!nullsLast) expect("FIRST");
            }
            orders.add(new Soql.Order(path.text(), path.position(), descending, nullsLast));
        } while (accept(","));
        return orders;
    }

    /** AND and OR side by side need parentheses, as in Salesforce. */
    private Condition condition() {
        Condition first = negation();
        for (String connective : List.of("AND", "OR")) {
            if (!next().is(connective)) continue;
            var parts = new ArrayList<Condition>();
            parts.add(first);
            while (accept(connective)) parts.add(negation());
            if (next().is("AND") || next().is("OR")) throw unexpected();
            return connective.equals("AND") ? new Condition.All(parts) : new Condition.Any(parts);
        }
        return first;
    }

    private Condition negation() {
        if (accept("NOT")) return new Condition.Not(negation());
        if (!accept("(")) return comparison();
        Condition inner = condition();
        expect(")");
        return inner;
    }

    private Condition comparison() {
        Token path = word();
        if (next().is("(")) throw unexpected("functions in WHERE are not simulated: " + path.text());
        Operator operator = operator();
        if (operator != Operator.IN && operator != Operator.NOT_IN) {
            return new Condition.Comparison(path.text(), path.position(), operator, List.of(literal()));
        }
        expect("(");
        if (next().is("SELECT")) {
            Soql inner = query();
            expect(")");
            return new Condition.Semijoin(path.text(), path.position(), operator == Operator.IN, inner);
        }
        var values = new ArrayList<Literal>();
        do values.add(literal());
        while (accept(","));
        expect(")");
        return new Condition.Comparison(path.text(), path.position(), operator, values);
    }

    private Operator operator() {
        if (accept("=")) return Operator.EQUAL;
        if (accept("!=") || accept("<>")) return Operator.UNEQUAL;
        if (accept("<")) return Operator.LESS;
        if (accept("<=")) return Operator.AT_MOST;
        if (accept(">")) return Operator.GREATER;
        if (accept(">=")) return Operator.AT_LEAST;
        if (accept("LIKE")) return Operator.LIKE;
        if (accept("IN")) return Operator.IN;
        if (accept("NOT")) {
            expect("IN");
            return Operator.NOT_IN;
        }
        throw unexpected();
    }

    private Literal literal() {
        Token token = next();
        Literal literal = Literals.read(token, today);
        if (literal == null) throw unexpected();
        at++;
        return literal;
    }

    private int number() {
        Token token = next();
        try {
            int value = Integer.parseInt(token.text());
            if (value < 0 || token.kind() != Kind.NUMBER) throw unexpected();
            at++;
            return value;
        } catch (NumberFormatException e) {
            throw unexpected();
        }
    }

    private Token next() {
        return tokens.get(at);
    }

    private Token ahead(int count) {
        return tokens.get(Math.min(at + count, tokens.size() - 1));
    }

    private boolean accept(String keyword) {
        if (!next().is(keyword)) return false;
        at++;
        return true;
    }

    private void expect(String keyword) {
        if (!accept(keyword)) throw unexpected();
    }

    private Token word() {
        if (next().kind() != Kind.WORD) throw unexpected();
        return tokens.get(at++);
    }

    private void end() {
        if (next().kind() != Kind.END) throw unexpected();
    }

    private RuntimeException unexpected() {
        return unexpected("unexpected token: '" + next().text() + "'");
    }

    private RuntimeException unexpected(String message) {
        return Complaint.malformed(text, next().position(), message);
    }
}
