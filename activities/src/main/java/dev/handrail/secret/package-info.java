/** What a tenant signs in to its CRM with: from AWS Secrets Manager, the environment or a file. */
@NullMarked
package dev.handrail.secret;

import org.jspecify.annotations.NullMarked;
