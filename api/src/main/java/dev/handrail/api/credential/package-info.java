/** Issues, lists and revokes API keys. */
@NullMarked
package dev.handrail.api.credential;

import org.jspecify.annotations.NullMarked;
