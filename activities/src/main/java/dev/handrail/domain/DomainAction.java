package dev.handrail.domain;

import dev.handrail.tool.Effect;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Undo;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An action of a {@link DomainHandler}: a method that takes a record, from whose components the JSON Schema of the
 * arguments follows, and the {@code ActionScope}, and answers an {@code Effected}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface DomainAction {

    /** What it does and when to use it, in a sentence or two, for models and people. */
    String value();

    String title();

    /** The method's name in snake_case when left out. */
    String name() default "";

    Effect effect();

    Undo undo();

    Permission permission() default Permission.UNRESTRICTED;
}
