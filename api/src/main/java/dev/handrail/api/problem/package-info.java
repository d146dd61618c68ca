/** Every refusal and failure as one RFC 9457 problem, whoever noticed it. */
@NullMarked
package dev.handrail.api.problem;

import org.jspecify.annotations.NullMarked;
