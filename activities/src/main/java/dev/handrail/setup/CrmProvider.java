package dev.handrail.setup;

/** The CRM a tenant works with: the values of {@code CRM_PROVIDER}. */
public enum CrmProvider {
    /** The built-in one. */
    OFFICE,
    SALESFORCE,
    HUBSPOT
}
