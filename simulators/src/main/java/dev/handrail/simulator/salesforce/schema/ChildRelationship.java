package dev.handrail.simulator.salesforce.schema;

/**
 * How records of another object hang on this one.
 *
 * @param name what subqueries call them, such as {@code Contacts}
 * @param cascade whether they are deleted with their parent
 */
public record ChildRelationship(String name, ObjectType child, Field field, boolean cascade) {}
