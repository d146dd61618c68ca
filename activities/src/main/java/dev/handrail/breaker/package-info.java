/** Circuit breakers: a CRM that does not answer is left alone for a while, for each tenant by itself. */
@NullMarked
package dev.handrail.breaker;

import org.jspecify.annotations.NullMarked;
