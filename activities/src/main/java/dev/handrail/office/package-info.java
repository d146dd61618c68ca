/** Office, the built-in CRM: real tables on Postgres, behind the same port as every other CRM. */
@NullMarked
package dev.handrail.office;

import org.jspecify.annotations.NullMarked;
