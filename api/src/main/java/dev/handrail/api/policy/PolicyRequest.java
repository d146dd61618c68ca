package dev.handrail.api.policy;

/**
 * What {@code POST /api/policies} takes.
 *
 * @param yaml the whole policy
 * @param note why, for those who read the versions later
 */
record PolicyRequest(String yaml, String note) {}
