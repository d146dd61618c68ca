package dev.handrail.api.policy;

import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /api/policies/simulate} takes.
 *
 * @param yaml the whole policy
 * @param since how far back, such as {@code 30d}; 30 days when null
 */
record SimulationRequest(String yaml, @Nullable String since) {}
