/** Shows and exports the receipts. */
@NullMarked
package dev.handrail.api.audit;

import org.jspecify.annotations.NullMarked;
