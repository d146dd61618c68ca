/** Shows what waits for a person and takes decisions. */
@NullMarked
package dev.handrail.api.authorization;

import org.jspecify.annotations.NullMarked;
