/** Rules, as data, that say which tool calls run, need reasoning, need a person, or never run. */
@NullMarked
package dev.handrail.policy;

import org.jspecify.annotations.NullMarked;
