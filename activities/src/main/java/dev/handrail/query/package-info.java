/** Questions about the Office's records: lists with filters, relations and cursors, and customers found by what is known about them. */
@NullMarked
package dev.handrail.query;

import org.jspecify.annotations.NullMarked;
