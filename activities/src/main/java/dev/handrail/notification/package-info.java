/** Telling people and programs what waits for a decision and what became of it: by mail, chat and webhook. */
@NullMarked
package dev.handrail.notification;

import org.jspecify.annotations.NullMarked;
