package dev.handrail.cli.demo;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A lead for each company. Names, addresses, visits and figures are made up, the same ones each time; industry,
 * headquarters and founding year are real.
 */
final class DemoLeads {

    private static final List<String> FIRST_NAMES = List.of(
            "Dana",
            "Miguel",
            "Aisha",
            "Siobhán",
            "Wei",
            "Priya",
            "Lars",
            "Amara",
            "Noor",
            "Jürgen",
            "Chloé",
            "Tomasz",
            "Keiko",
            "Samuel",
            "Ingrid",
            "Mateo",
            "Fatima",
            "Oluwaseun",
            "Hannah",
            "Rafael",
            "Yuki",
            "Elena",
            "Kofi",
            "Grace",
            "Select",
            "Anders",
            "Leila",
            "Patrick",
            "Mei",
            "Viktor");

    private static final List<String> LAST_NAMES = List.of(
            "Reyes",
            "O'Brien",
            "Nakamura",
            "van der Berg",
            "Okafor",
            "Smith-Jones",
            "Müller",
            "García",
            "D'Angelo",
            "Kowalski",
            "Haddad",
            "Lindqvist",
            "Null",
            "Chen",
            "Dropov",
            "Mbeki",
            "Silva",
            "Nguyễn",
            "Johansson",
            "Andersson",
            "Petrova",
            "Union",
            "Rossi",
            "Fischer",
            "Sharma",
            "Dubois",
            "Tanaka",
            "Mensah",
            "Novak",
            "Ali");

    private static final List<String> TITLES = List.of(
            "Director of Procurement",
            "VP, Sales & Marketing",
            "Chief Information Officer",
            "Head of Operations",
            "Senior Manager, IT",
            "Director of Revenue Operations");

    /** Into which field, and what. None of them could be a name or a title. */
    private static final List<Attack> ATTACKS = List.of(
            new Attack("lastName", "Robert'); DROP TABLE leads;--"),
            new Attack("title", "<script>alert(document.cookie)</script>"),
            new Attack("company", "x' UNION SELECT password FROM users--"),
            new Attack("firstName", "__proto__"),
            new Attack("title", "eval(atob('cHJvY2Vzcw=='))"));

    private static final int OTHER_INDUSTRY = 100;

    private record Attack(String field, String value) {}

    private enum Kind {
        HOT("ROUTE_TO_SDR", "HIGH_FIT", 75, 99),
        WARM("NURTURE", "MEDIUM_FIT", 45, 70),
        COLD("IGNORE", "LOW_FIT", 5, 30);

        private final String decision;
        private final String intent;
        private final int lowest;
        private final int highest;

        Kind(String decision, String intent, int lowest, int highest) {
            this.decision = decision;
            this.intent = intent;
            this.lowest = lowest;
            this.highest = highest;
        }

        static Kind of(int index) {
            return switch (index % 10) {
                case 4 -> COLD;
                case 3, 8 -> WARM;
                default -> HOT;
            };
        }
    }

    private final List<Company> companies = Company.all();
    private final String idPrefix;
    private final String campaign;

    /** @param idPrefix of all lead ids, so that a run can be told from another */
    DemoLeads(String idPrefix) {
        this.idPrefix = idPrefix;
        this.campaign = "C-" + idPrefix.replaceAll("-$", "");
    }

    List<DemoLead> all() {
        List<DemoLead> leads = new ArrayList<>(companies.size());
        for (int index = 0; index < companies.size(); index++) {
            leads.add(lead(index));
        }
        return List.copyOf(leads);
    }

    private DemoLead lead(int index) {
        Company company = companies.get(index);
        Expected expected = expected(index);
        SplittableRandom random = new SplittableRandom(company.symbol().hashCode());
        String firstName = pick(FIRST_NAMES, random);
        String lastName = pick(LAST_NAMES, random);
        String leadId = idPrefix + company.symbol();
        ObjectNode lead = JsonNodeFactory.instance.objectNode();
        lead.put("leadId", leadId);
        lead.put("campaignId", campaign);
        lead.put("email", "%s@%s".formatted(mailbox(firstName, lastName), company.domain()));
        lead.put("firstName", firstName);
        lead.put("lastName", lastName);
        lead.put("title", pick(TITLES, random));
        lead.put("phone", "+1 %d 555 01%02d".formatted(201 + random.nextInt(700), random.nextInt(100)));
        lead.put("company", company.name());
        lead.put("website", "https://" + company.domain());
        lead.set("analysis", analysis(index, expected, random));
        lead.set("enrichment", enrichment(company, random));
        if (expected == Expected.BLOCKED) {
            Attack attack = ATTACKS.get(index / 50 % ATTACKS.size());
            lead.put(attack.field, attack.value);
        }
        return new DemoLead(leadId, lead, expected);
    }

    private static Expected expected(int index) {
        if (index % 50 == 17) {
            return Expected.BLOCKED;
        }
        if (index % 40 == 22) {
            return Expected.REJECTED;
        }
        return index % 20 == 11 ? Expected.DOWNGRADED : Expected.COMPLETED;
    }

    private ObjectNode analysis(int index, Expected expected, SplittableRandom random) {
        Kind kind = Kind.of(index);
        int score = random.nextInt(kind.lowest, kind.highest + 1);
        int visits = random.nextInt(2, 9);
        ObjectNode analysis = JsonNodeFactory.instance.objectNode();
        analysis.put("decision", kind.decision);
        analysis.put("intent", kind.intent);
        analysis.put("fitScore", score);
        analysis.put("confidence", random.nextInt(60, 99) / 100.0);
        analysis.put("reasoning", reasoning(kind, companies.get(index), visits));
        analysis.put("groundingStatus", "VALID");
        analysis.putArray("groundingErrors");
        evidence(analysis.putArray("evidence"), index, expected, score, visits);
        return analysis;
    }

    private void evidence(ArrayNode evidence, int index, Expected expected, int score, int visits) {
        boolean rejected = expected == Expected.REJECTED;
        Company industryOf = companies.get(expected == Expected.DOWNGRADED ? otherIndustry(index) : index);
        BiConsumer<ObjectNode, String> from = (claim, source) -> claim.put("source", rejected ? "AI" : source);
        ObjectNode industry =
                claim(evidence, "Operates in " + industryOf.industry().toLowerCase(Locale.ROOT), "FIRMOGRAPHIC");
        from.accept(industry, "ENRICHMENT");
        industry.put("fieldPath", "enrichment.industry").put("value", industryOf.industry());
        ObjectNode behavior = claim(evidence, "Visited pricing %d times".formatted(visits), "BEHAVIOR");
        from.accept(behavior, index % 2 == 0 ? "MARKETO" : "PRODUCT");
        behavior.put("fieldPath", "behavior.pricingVisits").put("value", visits);
        ObjectNode fit = claim(evidence, "Fit score " + score, "SCORE");
        from.accept(fit, "ENRICHMENT");
        fit.put("fieldPath", "analysis.fitScore").put("value", score);
    }

    private static ObjectNode claim(ArrayNode evidence, String text, String type) {
        return evidence.addObject().put("claim", text).put("claimType", type);
    }

    private int otherIndustry(int index) {
        String own = companies.get(index).industry();
        int other = (index + OTHER_INDUSTRY) % companies.size();
        while (companies.get(other).industry().equals(own)) {
            other = (other + 1) % companies.size();
        }
        return other;
    }

    private static ObjectNode enrichment(Company company, SplittableRandom random) {
        long employees = random.nextLong(20, 900) * 100;
        ObjectNode enrichment = JsonNodeFactory.instance.objectNode();
        enrichment.put("company", company.name());
        enrichment.put("industry", company.industry());
        enrichment.put("founded", company.founded());
        enrichment.put("headquarters", company.headquarters());
        enrichment.put("employees", employees);
        enrichment.put("annualRevenue", employees * random.nextLong(200, 600) * 1_000);
        enrichment.put("confidence", random.nextInt(85, 100) / 100.0);
        return enrichment;
    }

    private static String reasoning(Kind kind, Company company, int visits) {
        String industry = company.industry().toLowerCase(Locale.ROOT);
        return switch (kind) {
            case HOT -> "Large company in %s; opened the pricing page %d times this week.".formatted(industry, visits);
            case WARM -> "Fits by industry (%s), no budget seen yet.".formatted(industry);
            case COLD -> "Looks for a job, not for a product.";
        };
    }

    private static String mailbox(String firstName, String lastName) {
        String plain = Normalizer.normalize(firstName + "." + lastName, Normalizer.Form.NFD);
        return plain.replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z.]+", "");
    }

    private static String pick(List<String> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
