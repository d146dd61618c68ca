package dev.handrail.safety;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Raw statements of SQL, SOQL and SOSL; structure tells them from names such as "Select Comfort" and "Drop Table Coffee". */
final class QueryRules {

    /** Records and tables an attacker asks for, in the singular and the plural. */
    private static final String KNOWN =
            "(?:leads?|accounts?|contacts?|opportunit(?:y|ies)|users?|students?|admins?|credentials|passwords|dual)";

    private static final Pattern KNOWN_TABLE = Pattern.compile(KNOWN + "|\\w+__c|\\w+\\.\\w+|\\w*_\\w*");
    private static final Pattern SYSTEM_TABLE = Pattern.compile(
            "dual|sysobjects|syscolumns|sqlite_master|(?:information_schema|sys|mysql|pg_catalog)\\..+|pg_\\w+");
    private static final Pattern COLUMN_OF_A_DATABASE =
            Pattern.compile("(?:^|[ ,.])(?:id|name|email|password|passwd|pwd|pass"
                    + "|username|user_?name|login|ssn|secret|hash|null|\\d+|\\w*_\\w*|\\w+\\.\\w+)(?=$|[ ,])");

    private static final String NAME = "[\\[`\"]?[\\w.$]{1,80}[\\]`\"]?";
    private static final String OPERATOR =
            " ?(?:=|!=|<>|<=?|>=?|like |in ?\\(|is (?:not )?null|between |regexp |rlike )";
    private static final String WHERE = "where (?:not )?\\({0,5}[\\w.]{1,80}" + OPERATOR;
    private static final String VALUE =
            " ?(?:['\":@?(]|0x|\\d{1,18}(?= ?(?:$|[;)#]|--|and |or |limit |order ))|null\\b|true\\b|false\\b)";
    private static final String END = " ?(?:$|;|--|#|\\)|['\"])";
    private static final String SQL_FUNCTION =
            "(?:count|max|min|sum|avg|concat|concat_ws|group_concat|fields|version|user"
                    + "|database|current_user|char|chr|ascii|substring|substr|length|load_file|cast|convert"
                    + "|coalesce|sleep|format|tolabel)";
    private static final String OBJECTS = "(?:table|database|schema)";

    /** Not in the middle of prose, such as "they want to insert into contacts". */
    private static final String ALONE = "(?:^|[;:'\")\\d] ?)";

    private static final Pattern ENDS = Pattern.compile(END + "| (?:where|limit|order|group|having|union|with|for) ");
    private static final Pattern CLAUSE = Pattern.compile(" ?(?:" + WHERE + "(?<=null|\\()|" + WHERE + VALUE
            + "|limit \\d|order by [\\w.]{1,80}(?: asc| desc|,|$)|group by [\\w.]{1,80}(?: having|,"
            + "|$)|union (?:all )?select |; ?(?:$|--|#|drop |delete )|--)");

    static final List<Rule> ALL = List.of(
            statement(
                    "select",
                    "\\bselect ?(?:distinct |all "
                            + "|top \\d{1,6} )?(?:[\\w.]{1,80}\\.)?\\*(?: ?,[^;]{0,200})? ?from ?[\\w\\[`\"(]"),
            statement(
                    "select",
                    "\\bselect [^;]{0,200}?\\b" + SQL_FUNCTION + " ?\\([^()]{0,100}\\)[^;]{0,200}? from [\\w\\[`\"(]"),
            statement("@@", "\\bselect @@\\w|@@(?:version|servername|hostname|datadir|basedir)\\b"),
            statement(
                            "select",
                            "\\bselect (?:distinct |all "
                                    + "|top \\d{1,6} )?([\\w.]{1,80}(?: ?, ?[\\w.]{1,80}){0,40}+) from ("
                                    + NAME + ")(?=(?: [a-z]\\w{0,2}(?= ))?(.{0,200}))")
                    .when(QueryRules::reads),
            statement(
                    "union",
                    "\\bunion (?:all |distinct )?\\(? ?select ?(?:\\(|null\\b|['\"@*]|\\d{1,9} ?(?:,|--|#|from )|"
                            + SQL_FUNCTION + "\\()"),
            statement("union", "['\")\\d]\\)? ?union (?:all |distinct )?\\(? ?select\\b"),
            statement(
                    "insert",
                    "\\binsert into " + NAME
                            + " ?(?:\\([^()]{0,500}\\) ?)?(?:values ?\\(|select |default values|set \\w{1,80} ?=)"),
            statement(
                    "insert delete drop truncate",
                    ALONE + "(?:insert into|delete from|(?:drop|truncate) table) " + KNOWN + END),
            statement("update", "\\bupdate " + NAME + " set " + NAME + " ?="),
            statement("delete", "\\bdelete from " + NAME + "(?: [a-z])? ?(?:" + WHERE + "|; ?(?:$|--|#)|--)"),
            statement(
                    "drop truncate alter create",
                    "\\b(?:drop|truncate|alter|create) (?:temp |temporary )?" + OBJECTS
                            + " (?:if (?:not )?exists |" + NAME
                            + "(?: ?(?:;|--|#) ?(?:$|--|#|select |insert |update |delete |drop )| cascade\\b| as select"
                            + "| ?\\( ?\\w{1,80} (?:int|integer|bigint|varchar|char|text|serial|uuid|number|date)\\b))"),
            statement(
                    "alter",
                    "\\balter table " + NAME + " (?:add|drop|alter|rename|modify) (?:column |constraint |to )?\\w"),
            statement("identified", "\\b(?:create|alter) user " + NAME + " identified by"),
            statement("drop truncate", "(?:['\")]|\\d ?;) ?;? ?(?:drop|truncate) " + OBJECTS + " \\w"),
            shouted("select", "\\bSELECT\\s+[^;]{1,200}?\\s+FROM\\s+"),
            shouted("union", "\\bUNION\\s+(?:ALL\\s+)?SELECT\\s+"),
            shouted("insert", "\\bINSERT\\s+INTO\\s+"),
            shouted("delete", "\\bDELETE\\s+FROM\\s+"),
            shouted("drop truncate", "\\b(?:DROP|TRUNCATE)\\s+TABLE\\s+"),
            Rule.cased(Attack.STATEMENT, "drop truncate", ";\\s{0,5}(?:drop|truncate)\\s{1,5}table\\s{1,5}[a-z_]"),
            statement(
                    "exec xp_ sp_",
                    "\\bexec(?:ute)? (?:immediate ['\":(]|master\\b|xp_|sp_|@)"
                            + "|\\bxp_cmdshell\\b|\\bsp_(?:executesql|msforeachtable|oacreate)\\b"),
            statement(
                    "declare exec",
                    "\\bdeclare @\\w{1,80} (?:n?varchar|n?char|int|bigint|table"
                            + "|sysname)\\b|\\bexec(?:ute)? ?\\( ?(?:@|'|0x)"),
            statement(
                    "select",
                    "\\bselect (?:current_(?:user|database|setting|schema)|session_user|system_user|version"
                            + "|database)\\b ?(?:\\(|;|--)|\\d ?; ?select ?(?:\\*|@)"),
            statement("waitfor outfile dumpfile", "\\bwaitfor delay ['\"]|\\binto (?:out|dump)file ['\"]"),
            statement(
                    "( information_schema sysobjects sqlite_master",
                    "\\b(?:pg_sleep|load_file|extractvalue|updatexml|group_concat|dbms_\\w{1,30}\\.\\w{1,30}"
                            + "|utl_\\w{1,30}\\.\\w{1,30}) ?\\("
                            + "|\\b(?:benchmark|char|chr"
                            + "|randomblob)\\(\\d|\\binformation_schema\\.|\\bsysobjects\\b|\\bsqlite_master\\b"),
            Rule.query(
                    Attack.SEARCH_CLAUSE,
                    "find",
                    "\\bfind ?\\{[^{}]{0,500}\\} ?(?:in (?:all|name|email|phone|sidebar) fields\\b|returning (?:"
                            + KNOWN + "\\b|\\w{1,80} ?\\())"),
            Rule.query(
                            Attack.SEARCH_CLAUSE,
                            "}",
                            "\\}[ )]{0,10}(?:(?:or|and)(?: not)?[ (]{0,10}\\{|returning\\b|in (?:all|name"
                                    + "|email|phone|sidebar) fields\\b|limit \\d|with (?:division|network|security))")
                    .when((reading, match) -> reading.closesUnopened(match.start())));

    private QueryRules() {}

    private static Rule statement(String triggers, String pattern) {
        return Rule.query(Attack.STATEMENT, triggers, pattern);
    }

    /** Keywords in capitals around a name that is not: people who write SQL do so, companies do not. */
    private static Rule shouted(String triggers, String pattern) {
        return Rule.cased(Attack.STATEMENT, triggers, pattern + "[\\[`\"]?[\\w.]{0,80}[a-z]");
    }

    /** A list of columns from a table; English has "select wines from Italy". */
    private static boolean reads(Reading reading, MatchResult match) {
        String columns = match.group(1);
        String table = match.group(2);
        String rest = match.group(3);
        boolean databaseColumn = COLUMN_OF_A_DATABASE.matcher(columns).find();
        return SYSTEM_TABLE.matcher(table).matches()
                || databaseColumn
                        && (columns.contains(",") || KNOWN_TABLE.matcher(table).matches())
                        && ENDS.matcher(rest).lookingAt()
                || CLAUSE.matcher(rest).lookingAt();
    }
}
