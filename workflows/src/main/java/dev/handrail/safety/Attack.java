package dev.handrail.safety;

/** The kinds of attack the guard knows, in the words of a refusal. */
enum Attack {
    SCRIPT("a script tag or other active HTML (XSS)", "send it as plain text"),
    EVENT_HANDLER("an HTML event handler (XSS)", "send it as plain text"),
    SCRIPT_URL("a script URL such as javascript: (XSS)", "send an http or https address, or plain text"),
    DOM_CODE("JavaScript code (XSS)", "send it as plain text"),
    TEMPLATE("a template expression (template injection)", "send the finished text, with nothing left to fill in"),
    LOOKUP("a JNDI lookup (Log4Shell)", "send the finished text, with nothing left to look up"),
    PROTOTYPE("a reference to an object's prototype (prototype pollution)", "leave it out"),
    ESCAPE("a hex or Unicode escape sequence (smuggling)", "send the character itself"),
    ENCODING_CALL("a call that encodes or decodes, such as base64() or atob()", "send the text itself"),
    CODE("a call that runs code, such as eval() or Function()", "send it as plain text"),
    STATEMENT("a raw SQL or SOQL statement (SQL injection)", "say in words what it is about"),
    BREAKOUT("a quote that breaks out of a query (SQL or SOQL injection)", "remove what follows the quote"),
    SEARCH_CLAUSE("a SOSL search clause (SOSL injection)", "send only the words to search for");

    private final String what;
    private final String remedy;

    Attack(String what, String remedy) {
        this.what = what;
        this.remedy = remedy;
    }

    String violation(String path) {
        return "%s contains %s; %s".formatted(path, what, remedy);
    }
}
