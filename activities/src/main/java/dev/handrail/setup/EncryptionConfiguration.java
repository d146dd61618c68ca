package dev.handrail.setup;

import org.springframework.context.annotation.Configuration;

/** Encrypts what Temporal and the audit keep, when a keyset is configured. */
@Configuration(proxyBeanMethods = false)
class EncryptionConfiguration {}
