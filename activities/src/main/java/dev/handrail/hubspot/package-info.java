/** HubSpot behind the connector port: leads and contacts are contacts, accounts companies, opportunities deals. */
@NullMarked
package dev.handrail.hubspot;

import org.jspecify.annotations.NullMarked;
