package dev.handrail.domain;

import dev.handrail.tool.Category;

/**
 * The actions of one domain: its methods with a {@link DomainAction}. The tool of {@code cancel} in the domain of tickets
 * is {@code ticket_cancel}; a method of the OFFICE, which is no domain, is the tool of its own name.
 */
public interface DomainHandler {

    Category domain();
}
