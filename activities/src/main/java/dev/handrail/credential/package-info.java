/** Who may come in: tenants and the API keys that prove which of them is asking, and as what. */
@NullMarked
package dev.handrail.credential;

import org.jspecify.annotations.NullMarked;
