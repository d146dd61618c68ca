package dev.handrail.safety;

import java.util.List;

/** Quotes that end a literal of a query and continue it; told from apostrophes, possessives and quotations. */
final class BreakoutRules {

    private static final String JUNCTION = "['\"][ )]{0,10}(?:or|and|xor|\\|\\||&&)[ (]{0,10}(?:not )?";
    private static final String LITERAL =
            "(?:n?['\"][^'\"]{0,60}['\"]?|\\d{1,10}(?:\\.\\d{1,5})?|true\\b|false\\b|null\\b)";
    private static final String COMPARISON = " ?(?:=|!=|<>|<=?|>=?|like |is |in ?\\(|between )";
    private static final String PROBE = "(?:exists|sleep|pg_sleep|benchmark|ascii|substring|substr|mid|ord|length|len"
            + "|extractvalue|updatexml|load_file|if|iif|row|cast|convert|count|char|chr|hex|version|database"
            + "|user|elt|make_set) ?\\(";
    private static final String STACKABLE = "(?:(?:drop|alter|create) (?:table|database|schema|view|user|login)"
            + "|truncate table|delete from|insert into|update [\\w.]{1,80} set|select [^;]{1,200} from"
            + "|select (?:pg_)?sleep"
            + "|exec(?:ute)?[ (]|shutdown\\b|declare @|waitfor |grant \\w{1,20} )";

    static final List<Rule> ALL = List.of(
            breakout("['\"][ )]{0,10}; ?" + STACKABLE),
            breakout(JUNCTION + "(\\d{1,10})[ )]{0,5}(?:=|<>|!=|<=?|>=?|like)[ (]{0,5}\\d"),
            breakout(JUNCTION + "[\\w.]{1,80} ?(?:is (?:not )?null|(?:=|!=|<>) ?null)\\b"),
            opening(JUNCTION + LITERAL + "[ )]{0,5}" + COMPARISON + "[ (]{0,5}" + LITERAL),
            opening(JUNCTION + "\\(?(?:true|1|not false)[ )]{0,5}(?:--|#|/\\*|;|$)"),
            opening("['\"] ?(?:or|\\|\\|) ?['\"]\\d{1,3}$"),
            opening(JUNCTION + "[\\w.]{1,80} ?(?:=|!=|<>|<=?|>=?|like|in ?\\(|between|includes ?\\(|excludes ?\\() ?"
                    + "(?:'[^']{0,200}$|'[^']{0,200}'[ )]{0,10}(?:--|#|$|or |and )|[^'\"]{0,40}(?:--"
                    + "|#|/\\*)[^'\"]{0,10}$)"),
            opening(JUNCTION + "[\\w.]{1,80}" + COMPARISON + "[^'\"]{0,80}(?:=|like|in ?\\() ?'[^']{0,60}$"),
            opening(JUNCTION + "(?:\\(?select\\b|" + PROBE + ")"),
            breakout(JUNCTION + "\\( ?select\\b"),
            opening("['\"][ )]{0,10}(?:--|/\\*|#(?= ?$))[ -]{0,5}\\w{0,3} ?$"),
            opening("\\w'\\)?--(?: |$)"),
            opening("['\"][ )]{0,10}(?:order|group) by (?:\\d{1,3} ?(?:--|#|,|$)|[\\w.]{1,80} ?(?:--|#))"),
            opening("['\"][ )]{0,10}having \\d{1,9} ?="),
            breakout("'[ )]{0,10}\\|\\|[ (]{0,10}(?:'|select\\b|chr\\(|char\\(|utl_)"),
            opening("' ?(?:=|<>|!=|like) ?'"),
            opening("'=0 ?(?:--|#)"),
            bare(
                    "or and where having",
                    "\\b(?:or|and|xor|where|having|when)[ (]{1,10}(?:not )?\\(?(['\"]?)(\\w{1,20})\\1 ?(?:="
                            + "|like|<=>) ?\\(?\\1\\2\\b"),
            bare("or and", "\\b(?:or|and) \\d{1,9} ?(?:<|>|!=|<>) ?\\d{1,9} ?(?:--|#)"),
            bare(
                    "or and",
                    "\\d[ )]{0,10}(?:and|or) \\(? ?(?:\\( ?select |(?:sleep|benchmark|pg_sleep|extractvalue"
                            + "|updatexml|ascii|substring)\\()"),
            bare(
                    "sleep",
                    "(?:\\bif\\(|[;,(]|select|\\b(?:or|and|by)|&&"
                            + "|\\|\\|) ?sleep\\(\\d|\\bsleep\\(\\d{1,9}\\) ?(?:--|#|=)"),
            bare("order", "\\border by \\d{1,6} ?(?:--|#)"),
            bare(
                    "or and having",
                    "\\b(?:or|and|having) \\(?\\d{1,9}(?:=\\d| = \\d{1,9} ?(?:--|#|/\\*))|\\dor\\d{1,9}="),
            bare(
                    "or and",
                    "\\b(?:or|and) (?:true|1)(?:--|#|/\\*)[ -]{0,5}$|\\b(?:or|and) (?:''|\"\") ?=|\\b(?:or"
                            + "|and) \\w{2,40}\\(\\) ?(?:=|<|>|like )"),
            bare("case", "\\( ?select \\(? ?case when\\b"),
            opening("['\"][ )]{0,10}; ?(?:--|#|/\\*)"),
            opening("['\"][ )]{0,10}\\( ?select\\b"),
            opening("['\"] ?(?:or|\\|\\|) ?['\"](?:$|['\"])"),
            breakout("^['\"] ?[-*&^+=] ?['\"]$"));

    private BreakoutRules() {}

    /** For what nobody writes after a quote. */
    private static Rule breakout(String pattern) {
        return Rule.query(Attack.BREAKOUT, "' \" \u2018 \u2019 \u02bc \u2032 \u201c \u201d \u2033", pattern);
    }

    /** For what somebody may write after a quotation, but not after a quote that opens one. */
    private static Rule opening(String pattern) {
        return breakout(pattern).when((reading, match) -> reading.opensQuote(quoteIn(reading.query(), match.start())));
    }

    private static Rule bare(String triggers, String pattern) {
        return Rule.query(Attack.BREAKOUT, triggers, pattern);
    }

    private static int quoteIn(String query, int from) {
        int at = from;
        while (query.charAt(at) != '\'' && query.charAt(at) != '"') {
            at++;
        }
        return at;
    }
}
