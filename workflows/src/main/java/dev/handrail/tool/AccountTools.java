package dev.handrail.tool;

import static dev.handrail.tool.Category.ACCOUNT_CONTACT;
import static dev.handrail.tool.Parameter.email;
import static dev.handrail.tool.Parameter.flag;
import static dev.handrail.tool.Parameter.recordId;
import static dev.handrail.tool.Parameter.text;

import java.util.List;

final class AccountTools {

    static final List<Tool> ALL = List.of(
            new Tool(
                    "match_account",
                    "Match account",
                    "Finds the account of a company by domain, then by similar name. Answers the account when sure"
                            + " (confidence over 0.8), else the three best candidates; creates one only when asked.",
                    ACCOUNT_CONTACT,
                    Permission.UNRESTRICTED,
                    Undo.COMPENSATABLE,
                    Effect.APPEND,
                    List.of(
                            text("domain", 253, "Internet domain or website of the company")
                                    .optional(),
                            text("companyName", 255, "Name of the company").optional(),
                            flag("createIfNotFound", "Create the account when none matches and none is similar")
                                    .optional()),
                    2,
                    Tool.DEFAULT_TIMEOUT),
            LeadTools.tool(
                    "create_contact",
                    "Create contact",
                    "Creates a contact under an account that exists. Refused when one with this e-mail address exists.",
                    ACCOUNT_CONTACT,
                    Undo.COMPENSATABLE,
                    Effect.CREATE,
                    List.of(
                            recordId("accountId", "Account the contact belongs to"),
                            email("email", "The person's e-mail address"),
                            text("firstName", 40, "Given name").optional(),
                            text("lastName", 80, "Family name"),
                            text("title", 128, "Job title").optional(),
                            text("phone", 40, "Phone number").optional())),
            LeadTools.tool(
                    "link_contact_to_account",
                    "Link contact to account",
                    "Moves a contact to an account; does nothing when it is there already.",
                    ACCOUNT_CONTACT,
                    Undo.REVERSIBLE,
                    Effect.UPDATE,
                    List.of(recordId("contactId", "Contact to link"), recordId("accountId", "Account to link to"))));

    private AccountTools() {}
}
