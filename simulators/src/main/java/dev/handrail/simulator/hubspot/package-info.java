/** HubSpot's CRM, kept in memory, at its v3, v4 and 2026-03 paths. */
@NullMarked
package dev.handrail.simulator.hubspot;

import org.jspecify.annotations.NullMarked;
