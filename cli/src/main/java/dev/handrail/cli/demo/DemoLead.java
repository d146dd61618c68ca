package dev.handrail.cli.demo;

import tools.jackson.databind.node.ObjectNode;

/** @param json the grounded lead, as {@code POST /api/leads} takes it */
record DemoLead(String leadId, ObjectNode json, Expected expected) {}
