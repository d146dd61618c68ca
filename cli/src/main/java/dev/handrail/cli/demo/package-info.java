/** Leads of real companies with made-up people, sent through the product and watched. */
@NullMarked
package dev.handrail.cli.demo;

import org.jspecify.annotations.NullMarked;
