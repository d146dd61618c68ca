/** How Postgres and Temporal are reached, and waited for when they are away. */
@NullMarked
package dev.handrail.connection;

import org.jspecify.annotations.NullMarked;
