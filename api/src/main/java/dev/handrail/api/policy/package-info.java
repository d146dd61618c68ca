/** Shows, tries and applies the policies of a tenant. */
@NullMarked
package dev.handrail.api.policy;

import org.jspecify.annotations.NullMarked;
