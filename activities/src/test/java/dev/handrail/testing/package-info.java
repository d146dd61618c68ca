/** What tests of several packages share. */
package dev.handrail.testing;
