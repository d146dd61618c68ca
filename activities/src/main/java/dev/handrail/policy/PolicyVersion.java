package dev.handrail.policy;

import java.time.Instant;

/**
 * A policy that a tenant has, or had.
 *
 * @param version from 1
 * @param hash SHA-256 of the text, as on every receipt
 * @param by the actor who applied it
 */
public record PolicyVersion(long version, String hash, String yaml, String by, Instant at, String note) {}
