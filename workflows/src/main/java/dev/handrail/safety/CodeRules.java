package dev.handrail.safety;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Templates, lookups, prototypes, escapes and calls: text that a program would evaluate instead of showing. */
final class CodeRules {

    /** "Eval(UK) Ltd", "Function(al) Medicine" and "exec(s)" are names and words, not calls. */
    private static final String NO_WORD_IN_BRACKETS =
            "(?!(?:s|es|al|ies)\\)|[A-Z][A-Za-z]{1,30}(?:[ -][A-Z0-9][\\w.]{0,30}){0,5}\\))";

    private static final String CODE_IN_BRACKETS = "\\s{1,5}\\(\\s{0,5}(?:['\"`]|\\w{1,40}\\(|[\\w$]{1,40}\\.[a-z_$])";

    private static final String RUNNERS = "(?<![\\p{L}\\p{N}_])(?:(?i:eval)|Function|FUNCTION)";
    private static final String ENCODERS =
            "(?<![\\p{L}\\p{N}_])(?i:base64(?:[._](?:en|de)code|\\.\\w{1,20})?|b64(?:en|de)code|atob|btoa)";

    private static final Pattern WINDOWS_PATH =
            Pattern.compile("(?<![\\p{L}\\p{N}])[A-Za-z]:(?:\\\\[^\\\\/:*?\"<>|\\r\\n]{1,100}){1,40}");

    static final List<Rule> ALL = List.of(
            Rule.lower(Attack.TEMPLATE, "${", "\\$\\{"),
            Rule.lower(Attack.LOOKUP, "jndi", "\\bjndi\\s?:\\s?(?:ldaps?|rmi|dns|iiop|corba|nds|nis|https?|\\$)"),
            Rule.lower(
                    Attack.TEMPLATE, "#{ *{ %{ @{", "[#*][{][^{}]{0,200}[(*'\"\\[]|%\\{[^{}]{0,200}[#(@]|@\\{\\s?\\["),
            Rule.lower(
                    Attack.TEMPLATE,
                    "{{",
                    "\\{\\{(?:[^{}]{0,300}(?:[(*'\"\\[+]|__|\\d\\s?[-/]\\s?\\d)|-?\\s?(?:config|self|request)\\b)"),
            Rule.lower(
                    Attack.TEMPLATE,
                    "{%",
                    "\\{%-?\\s?(?:if|for|set|import|include|extends|macro|block|with|debug|print|raw)\\b"),
            Rule.lower(Attack.TEMPLATE, "<# #set", "<#(?:assign|if|list|include|import)\\b|#set\\s?\\(\\s?\\$"),
            Rule.lower(Attack.PROTOTYPE, "__", "__(?:proto__|(?:define|lookup)[gs]etter__)"),
            Rule.lower(
                    Attack.PROTOTYPE,
                    "constructor",
                    "constructor\\.(?:prototype|constructor|call|apply)\\b|constructor\\[\\s?['\"`]"
                            + "|\\.\\s?constructor\\s?\\("),
            Rule.lower(
                    Attack.PROTOTYPE,
                    "prototype",
                    "prototype\\s?\\[\\s?['\"`]|\\bobject\\.prototype\\b"
                            + "|\\bprototype\\.(?:constructor|tostring|valueof|hasownproperty|__)"
                            + "|\\.prototype\\.(?!js|io|com)\\w{1,40}\\s?=(?!=)"),
            Rule.lower(
                    Attack.PROTOTYPE,
                    "constructor prototype",
                    "[\\w\\]]\\[\\s?['\"`]?(?:constructor|prototype)['\"`]?\\s?\\]|['\"](?:constructor"
                            + "|prototype)['\"]\\s?:\\s?\\{"),
            Rule.cased(Attack.ENCODING_CALL, "64 atob btoa", ENCODERS + "\\(" + NO_WORD_IN_BRACKETS),
            Rule.cased(Attack.ENCODING_CALL, "64 atob btoa", ENCODERS + CODE_IN_BRACKETS),
            Rule.cased(Attack.CODE, "eval function", RUNNERS + "\\(" + NO_WORD_IN_BRACKETS),
            Rule.cased(Attack.CODE, "eval function", RUNNERS + CODE_IN_BRACKETS),
            Rule.lower(
                    Attack.CODE,
                    "function",
                    "\\bfunction\\s?\\w{0,40}\\s?\\([\\w\\s,$]{0,200}\\)\\s?\\{|\\bnew\\s{1,5}function\\s?\\("),
            Rule.lower(
                    Attack.CODE,
                    "(",
                    "(?<![\\p{L}\\p{N}_])(?:exec|execsync|spawn|system|popen|passthru|shell_exec|proc_open"
                            + "|settimeout|setinterval"
                            + "|require|import|assert|unserialize|include|execscript)\\(\\s?['\"`]"),
            Rule.lower(
                    Attack.CODE,
                    "java.lang. getruntime processbuilder __",
                    "\\bjava\\.lang\\.\\w|\\bgetruntime\\s?\\(|\\bprocessbuilder\\s?\\("
                            + "|__(?:class|subclasses|globals|import|builtins|mro|init)__"),
            Rule.cased(
                            Attack.ESCAPE,
                            "\\x \\u",
                            "\\\\(?:[xX](?<x>[0-9A-Fa-f]{2})|[uU](?:(?<u>[0-9A-Fa-f]{4})"
                                    + "|\\{(?<b>[0-9A-Fa-f]{1,6})\\}))")
                    .when(CodeRules::smuggles));

    private CodeRules() {}

    /**
     * Nobody needs to escape a character of ASCII or one that cannot be seen. A letter beyond ASCII, an ampersand or an
     * apostrophe is what a sender makes of a name that it encodes twice.
     */
    private static boolean smuggles(Reading reading, MatchResult match) {
        String digits = match.group("x") != null
                ? match.group("x")
                : match.group("u") != null ? match.group("u") : match.group("b");
        int character = Integer.parseInt(digits.toUpperCase(Locale.ROOT), 16);
        boolean plain = character < 0x7F && character != '&' && character != '\'';
        boolean unseen = character > 0x9F && Character.getType(character) == Character.FORMAT;
        return (plain || unseen) && !inPath(reading.text(), match.start());
    }

    /** As in {@code C:\tools\x64}. */
    private static boolean inPath(String text, int at) {
        int from = Math.max(0, at - 260);
        return WINDOWS_PATH
                .matcher(text)
                .region(from, text.length())
                .results()
                .takeWhile(path -> path.start() <= at)
                .anyMatch(path -> path.end() > at);
    }
}
