/** What a call would do, in words for the person who decides about it. */
@NullMarked
package dev.handrail.wording;

import org.jspecify.annotations.NullMarked;
