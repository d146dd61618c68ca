package dev.handrail.domain;

import java.time.Instant;

/** When a technician is free. */
record Slot(String technicianId, String technician, Instant startsAt, Instant endsAt) {}
