package dev.handrail.lead;

/** The same of leads whose CRM is in our own database. */
class QuickLeadAuthorizationTest extends LeadAuthorizationTest {

    QuickLeadAuthorizationTest() {
        bench.leads.quick();
    }
}
