package dev.handrail.replay;

import dev.handrail.authorization.Decision.Verdict;
import dev.handrail.call.Refusal;
import dev.handrail.call.RetryLater;
import dev.handrail.call.UndoResult;
import dev.handrail.codec.HandrailDataConverter;
import dev.handrail.codec.Keysets;
import dev.handrail.fakes.AgentRun;
import dev.handrail.fakes.Bench;
import dev.handrail.fakes.FakeLeads;
import dev.handrail.fakes.FakeTools;
import dev.handrail.fakes.SampleLead;
import dev.handrail.lead.LeadRun;
import dev.handrail.lead.LeadUndoRequest;
import dev.handrail.lead.LeadUndoWorkflow;
import io.temporal.common.converter.DataConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** A run of each branch, whose history is kept under {@code src/test/resources/histories}. */
enum RecordedRun {
    LEAD_COMPLETED {
        @Override
        void on(Bench bench) {
            LeadRun.of(bench, new SampleLead()).end();
        }
    },
    LEAD_DOWNGRADED {
        @Override
        void on(Bench bench) {
            LeadRun.of(bench, new SampleLead().whoseIndustryIsMadeUp().whoseScoreIsMadeUp())
                    .end();
        }
    },
    LEAD_REJECTED {
        @Override
        void on(Bench bench) {
            LeadRun.of(bench, new SampleLead().with("/analysis/groundingStatus", "REJECTED"))
                    .end();
        }
    },
    LEAD_BLOCKED {
        @Override
        void on(Bench bench) {
            LeadRun.of(bench, new SampleLead().without("/email")).end();
        }
    },
    LEAD_RATE_LIMITED {
        @Override
        void on(Bench bench) {
            bench.tools.on("upsert_lead", (call, attempt) -> {
                if (attempt < 3) {
                    throw FakeTools.later(RetryLater.RATE_LIMITED, Duration.ofMinutes(7));
                }
                return bench.tools.succeed(call, attempt);
            });
            LeadRun.of(bench, new SampleLead()).end();
        }
    },
    LEAD_ROLLED_BACK {
        @Override
        void on(Bench bench) {
            bench.tools.on("upsert_lead", (call, attempt) -> FakeTools.refuse(Refusal.CRM_REFUSED, attempt));
            LeadRun.of(bench, new SampleLead()).end();
        }
    },
    LEAD_LEFT_FOR_A_PERSON {
        @Override
        void on(Bench bench) {
            bench.tools
                    .on("upsert_lead", (call, attempt) -> FakeTools.refuse(Refusal.CRM_REFUSED, attempt))
                    .onUndo(
                            "log_activity",
                            new UndoResult(UndoResult.Status.LEFT_FOR_A_PERSON, null, "Changed since", "00T9"));
            LeadRun.of(bench, new SampleLead()).end();
        }
    },
    LEAD_AUTHORIZED {
        @Override
        void on(Bench bench) {
            LeadRun run = waitingLead(bench);
            run.decide(AUTHORIZATION, Verdict.AUTHORIZED);
            run.end();
        }
    },
    LEAD_AUTHORIZED_BY_SIGNAL {
        @Override
        void on(Bench bench) {
            LeadRun run = waitingLead(bench);
            run.signalSameDecision(AUTHORIZATION);
            run.end();
        }
    },
    LEAD_DENIED {
        @Override
        void on(Bench bench) {
            LeadRun run = waitingLead(bench);
            run.decide(AUTHORIZATION, Verdict.DENIED);
            run.end();
        }
    },
    LEAD_EXPIRED {
        @Override
        void on(Bench bench) {
            waitingLead(bench).end();
        }
    },
    LEAD_CANCELLED {
        @Override
        void on(Bench bench) {
            bench.tools.on("create_task", (call, attempt) -> {
                bench.cancelFromWithin("lead-default:L-1001");
                return bench.tools.succeed(call, attempt);
            });
            LeadRun.of(bench, new SampleLead()).cancelledEnd();
        }
    },
    LEAD_CANCELLED_WHILE_WAITING {
        @Override
        void on(Bench bench) {
            LeadRun run = waitingLead(bench);
            run.cancel();
            run.cancelledEnd();
        }
    },
    QUICK_LEAD_COMPLETED {
        @Override
        void on(Bench bench) {
            bench.leads.quick();
            LeadRun.of(bench, new SampleLead()).end();
        }
    },
    QUICK_LEAD_THAT_WAITED {
        @Override
        void on(Bench bench) {
            bench.leads.quick();
            LEAD_RATE_LIMITED.on(bench);
        }
    },
    QUICK_LEAD_ROLLED_BACK {
        @Override
        void on(Bench bench) {
            bench.leads.quick();
            LEAD_ROLLED_BACK.on(bench);
        }
    },
    QUICK_LEAD_AUTHORIZED {
        @Override
        void on(Bench bench) {
            bench.leads.quick();
            LEAD_AUTHORIZED.on(bench);
        }
    },
    QUICK_LEAD_CANCELLED_WHILE_WAITING {
        @Override
        void on(Bench bench) {
            bench.leads.quick();
            LEAD_CANCELLED_WHILE_WAITING.on(bench);
        }
    },
    LEAD_PLAN_APPROVED {
        @Override
        void on(Bench bench) {
            LeadRun run = leadWithAPlan(bench);
            run.decide(FakeLeads.PLAN, Verdict.AUTHORIZED);
            run.end();
        }
    },
    LEAD_PLAN_DENIED {
        @Override
        void on(Bench bench) {
            LeadRun run = leadWithAPlan(bench);
            run.decide(FakeLeads.PLAN, Verdict.DENIED);
            run.end();
        }
    },
    LEAD_PLAN_EXPIRED {
        @Override
        void on(Bench bench) {
            leadWithAPlan(bench).end();
        }
    },
    LEAD_UNDONE {
        @Override
        void on(Bench bench) {
            bench.leads.quick();
            LeadRun.of(bench, new SampleLead()).end();
            bench.newWorkflow(LeadUndoWorkflow.class, LeadUndoRequest.workflowId("default", "L-1001"))
                    .run(new LeadUndoRequest("default", "op-1", "L-1001", "Dana Reyes asked for it"));
        }
    },
    CALL_COMPLETED {
        @Override
        void on(Bench bench) {
            AgentRun run = AgentRun.of(bench);
            run.answer();
            run.end();
        }
    },
    CALL_AUTHORIZED {
        @Override
        void on(Bench bench) {
            askAPerson(bench);
            AgentRun run = AgentRun.of(bench);
            run.answer();
            run.decide(AUTHORIZATION, Verdict.AUTHORIZED);
            run.end();
        }
    },
    CALL_CANCELLED {
        @Override
        void on(Bench bench) {
            bench.tools.on("create_task", (call, attempt) -> {
                bench.cancelFromWithin(AgentRun.ID);
                return bench.tools.succeed(call, attempt);
            });
            AgentRun.of(bench).assertCancelled();
        }
    };

    private static final Path FOLDER = Path.of("src/test/resources/histories");
    private static final String AUTHORIZATION = "auth-1";

    /** Runs to the end. */
    abstract void on(Bench bench);

    private static LeadRun leadWithAPlan(Bench bench) {
        bench.leads.quick();
        bench.leads.planExpiresAt(bench.now().plus(Duration.ofHours(72)));
        LeadRun run = LeadRun.of(bench, new SampleLead().with("/approval", "plan"));
        run.awaitWaiting();
        return run;
    }

    private static LeadRun waitingLead(Bench bench) {
        askAPerson(bench);
        LeadRun run = LeadRun.of(bench, new SampleLead());
        run.awaitWaiting();
        return run;
    }

    private static void askAPerson(Bench bench) {
        bench.tools.on(
                "create_task",
                (call, attempt) -> call.authorizationId() == null
                        ? FakeTools.askAPerson(AUTHORIZATION, bench.now().plus(Duration.ofHours(1)), attempt)
                        : bench.tools.succeed(call, attempt));
    }

    String workflowId() {
        if (this == LEAD_UNDONE) {
            return LeadUndoRequest.workflowId("default", "L-1001");
        }
        return name().contains("LEAD") ? "lead-default:L-1001" : AgentRun.ID;
    }

    /** What its run was when it was recorded, as Temporal's JSON. */
    String history() throws IOException {
        return Files.readString(file());
    }

    void record(DataConverter converter) throws IOException {
        try (Bench bench = Bench.working(converter)) {
            on(bench);
            Files.writeString(file(), bench.history(workflowId()));
        }
    }

    /** As production encodes what Temporal keeps, with keys that protect nobody: the people are made up. */
    static DataConverter converter() {
        try {
            return HandrailDataConverter.create(Keysets.parse(Files.readString(FOLDER.resolve("keyset.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return FOLDER.resolve(name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json");
    }
}
