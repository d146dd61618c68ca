/** Puts the rooms' pieces together for a program: stores, guards, the door and the connectors. */
@NullMarked
package dev.handrail.setup;

import org.jspecify.annotations.NullMarked;
