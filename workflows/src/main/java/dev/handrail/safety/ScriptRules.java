package dev.handrail.safety;

import java.util.List;

/** Cross-site scripting: markup and script that would run in a browser that shows the record. */
final class ScriptRules {

    /** Tags that do something by being there. */
    private static final String ACTIVE_TAGS =
            "iframe|frameset|applet|embed|svg|math|style|plaintext|xmp|noscript|xss|bgsound|ilayer|isindex";

    /** Tags that do something through an attribute; without one they are as likely a placeholder, such as "<link>". */
    private static final String TAGS_WITH_ATTRIBUTES =
            "object|meta|link|base|frame|layer|xml|template|marquee|body|html"
                    + "|form|button|input|video|audio|source|details|animate|set|img|image|portal|keygen"
                    + "|textarea|title";

    /** Events of HTML and SVG, and of browsers that are gone; "online" is left out, it is a word. */
    private static final String EVENTS =
            "on(?:abort|activate|after\\w+|animation\\w+|auxclick|before\\w+|begin|blur|bounce"
                    + "|canplay\\w*|cellchange|change|click|close|contextmenu|controlselect|copy|cuechange"
                    + "|cut|data\\w+|dblclick"
                    + "|deactivate|drag\\w*|drop|durationchange|emptied|end|ended|error\\w*|filterchange"
                    + "|finish|focus\\w*|formdata"
                    + "|fullscreen\\w*|gotpointercapture|hashchange|help|input|invalid|key\\w+|layoutcomplete|load\\w*"
                    + "|lo(?:se|st)\\w*capture|message\\w*|mouse\\w+|move\\w*|open|page\\w+|paste|pause|play"
                    + "|playing|pointer\\w+"
                    + "|popstate|progress|property\\w+|ratechange|readystatechange|repeat|reset|resize\\w*"
                    + "|row\\w+|scroll\\w*|search"
                    + "|securitypolicyviolation|seek\\w+|select\\w*|show|slotchange|stalled|start|storage"
                    + "|submit|suspend|timeupdate"
                    + "|toggle|touch\\w+|transition\\w+|unhandledrejection|unload|volumechange|waiting"
                    + "|webkit\\w+|wheel)";

    private static final String KNOWN_CALLS =
            "(?:alert|confirm|prompt|eval|fetch|atob|settimeout|setinterval|import|open"
                    + "|function|require|void|string\\.fromcharcode)\\s?[(`\\[]|void\\s+\\d|(?:document"
                    + "|window|location|self|top)\\s?[.\\[=]";

    static final List<Rule> ALL = List.of(
            Rule.lower(Attack.SCRIPT, "script", "</?script(?!\\p{L})|<[\\s/]{1,20}script\\s{0,20}[>/]"),
            Rule.lower(Attack.SCRIPT, "<", "</?(?:" + ACTIVE_TAGS + ")(?=[\\s/>\"'`]|$)"),
            Rule.lower(Attack.SCRIPT, "<", "<(?:" + TAGS_WITH_ATTRIBUTES + ")[\\s/\"'`][^<>]{0,300}="),
            Rule.lower(Attack.SCRIPT, "<!", "<!(?:doctype|entity|element|attlist|\\[cdata\\[)"),
            Rule.lower(
                    Attack.SCRIPT, "<!-- <? <%", "<!--\\s?#\\s?(?:exec|include|echo)|<\\?(?:php|xml|import|=)|<%[=@!]"),
            Rule.lower(Attack.SCRIPT, "expression( expression\\", "style\\s?=[^<>]{0,200}expression\\\\?\\("),
            Rule.lower(
                    Attack.SCRIPT,
                    "-moz-binding behavio @import",
                    "-moz-binding\\s?:|behaviou?r\\s?:\\s?url\\(|@import\\s?['\"]?(?:javascript|url\\()"),
            Rule.lower(
                    Attack.SCRIPT,
                    "srcdoc formaction xlink",
                    "<[a-z][^<>]{0,300}[\\s/\"'](?:srcdoc|formaction|xlink:href)\\s?="),
            Rule.lower(Attack.EVENT_HANDLER, "<", "<[a-z][^<>]{0,500}?[\\s/\"'`\\]]on[a-z]{2,30}\\s{0,5}="),
            Rule.lower(
                    Attack.EVENT_HANDLER,
                    "=",
                    "(?<![\\p{L}\\p{N}_-])" + EVENTS + "\\s{0,5}=(?!=)\\s{0,5}"
                            + "(?:['\"`]|&|javascript|[\\w$.]{1,60}\\s?[(`\\[]|[a-z_$]\\w{0,40}\\.[a-z_$])"),
            Rule.lower(Attack.SCRIPT_URL, "script:", "^\\s{0,20}(?:java|vb)script:\\s{0,20}$"),
            Rule.lower(Attack.SCRIPT_URL, ":", scriptUrl()),
            Rule.lower(
                    Attack.SCRIPT_URL,
                    "data:",
                    "(?<![\\p{L}\\p{N}])data:\\s?(?:text/(?:html|xml|javascript)|image/svg"
                            + "|application/(?:xhtml|xml|javascript|ecmascript))[^,\\s]{0,100},"),
            Rule.lower(
                    Attack.DOM_CODE, "document", "\\bdocument\\s?\\.\\s?(?:cookie|write|writeln|domain|location)\\b"),
            Rule.lower(
                    Attack.DOM_CODE,
                    "location",
                    "\\b(?:window|self|top|parent)\\s?\\.\\s?location\\s?(?:=|\\.(?:href|replace|assign))"
                            + "|\\blocation\\.href\\s?="),
            Rule.lower(Attack.DOM_CODE, "fromcharcode .innerhtml", "string\\.fromcharcode\\s?\\(|\\.innerhtml\\s?="),
            Rule.lower(
                    Attack.DOM_CODE,
                    "alert confirm prompt",
                    "(?<![\\w.])(?:alert|confirm|prompt)(?:\\(\\s?(?:['\"`/]|document|window|location|origin"
                            + "|string\\.|x?ss\\))|`)"),
            Rule.lower(
                    Attack.DOM_CODE,
                    "alert confirm prompt",
                    "(?:^|[;'\"`=:>/(,{}+-]\\s?)(?:alert|confirm|prompt)\\(\\d{0,9}\\)"),
            Rule.lower(Attack.DOM_CODE, "[", "\\b(?:window|self|top|parent|globalthis|frames)\\[['\"`/(]"));

    private ScriptRules() {}

    /** Right after the colon nearly all code tells; after a space, as in "JavaScript: The Good Parts", only known calls do. */
    private static String scriptUrl() {
        return "(?<![\\p{L}\\p{N}])" + "(?:" + spread("java") + "|" + spread("live") + "|vb|j)[\\t\\n\\r]{0,3}"
                + spread("script") + "[\\t\\n\\r]{0,3}:(?:"
                + "(?:java|vb)script:|//|/\\*|%|\\\\|\\(\\(|\\(\\)|\\(function|\\[|\\{|[!~]"
                + "|'[^']{0,100}'[;.)]|\\w{1,40}[(\\[`=]"
                + "|[a-z_$]\\w{0,40}\\.\\w{1,40}[(\\[=`.]|\\s{0,20}(?:" + KNOWN_CALLS + "))";
    }

    /** Browsers skip tabs and line ends inside a scheme. */
    private static String spread(String scheme) {
        return scheme.replaceAll("([a-z])(?=[a-z])", "$1[\\\\t\\\\n\\\\r]{0,3}");
    }
}
