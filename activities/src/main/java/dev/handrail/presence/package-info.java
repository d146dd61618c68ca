/** Which workers take work now. */
@NullMarked
package dev.handrail.presence;

import org.jspecify.annotations.NullMarked;
