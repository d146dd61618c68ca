package dev.handrail.domain;

import dev.handrail.tool.Category;

/** The actions of one domain: its methods with a {@link DomainAction}. */
public interface DomainHandler {

    Category domain();
}
