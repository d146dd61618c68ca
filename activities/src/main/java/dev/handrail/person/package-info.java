/** People who sign in to the web pages, and the one-time links that let them in without an identity provider. */
@NullMarked
package dev.handrail.person;

import org.jspecify.annotations.NullMarked;
