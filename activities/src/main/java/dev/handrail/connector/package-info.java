/** The port every CRM is reached through: records in, records out, one effect a key. */
@NullMarked
package dev.handrail.connector;

import org.jspecify.annotations.NullMarked;
