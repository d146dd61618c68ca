/** Who calls, and which role each address asks for. */
@NullMarked
package dev.handrail.api.security;

import org.jspecify.annotations.NullMarked;
