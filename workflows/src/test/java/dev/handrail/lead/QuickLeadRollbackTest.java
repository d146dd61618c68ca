package dev.handrail.lead;

/** The same of leads whose CRM is in our own database. */
class QuickLeadRollbackTest extends LeadRollbackTest {

    QuickLeadRollbackTest() {
        bench.leads.quick();
    }
}
