package dev.handrail.lead;

/** The same of leads whose CRM is in our own database. */
class QuickLeadCompletionTest extends LeadCompletionTest {

    QuickLeadCompletionTest() {
        bench.leads.quick();
    }
}
