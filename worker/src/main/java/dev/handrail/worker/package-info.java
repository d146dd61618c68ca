/** The program that runs workflows and activities. */
@NullMarked
package dev.handrail.worker;

import org.jspecify.annotations.NullMarked;
