package dev.handrail.api.web;

import dev.handrail.api.security.Caller;
import dev.handrail.call.Role;
import java.util.ArrayList;
import java.util.List;

/** Whoever looks at the page, and where that person may go. */
record Me(String name, List<Page> pages) {

    record Page(String path, String name) {}

    static Me of(Caller caller) {
        List<Page> pages = new ArrayList<>(List.of(new Page("/", "Home")));
        boolean all = caller.has(Role.ADMIN) || caller.has(Role.OPERATOR);
        if (all || caller.has(Role.APPROVER)) {
            pages.add(new Page("/authorizations", "Authorizations"));
        }
        pages.add(new Page("/leads", "Leads"));
        if (all) {
            pages.add(new Page("/audit", "Audit"));
        }
        return new Me(caller.name(), List.copyOf(pages));
    }

    public boolean mayOpen(String path) {
        return pages.stream().anyMatch(page -> page.path().equals(path));
    }
}
