/** Channels by which people and programs are told, and what became of each message. */
@NullMarked
package dev.handrail.api.notification;

import org.jspecify.annotations.NullMarked;
