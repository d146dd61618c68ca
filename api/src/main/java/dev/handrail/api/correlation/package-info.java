/** The id that ties a request, its log lines and its workflow together. */
@NullMarked
package dev.handrail.api.correlation;

import org.jspecify.annotations.NullMarked;
