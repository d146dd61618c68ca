package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.http.Router.Call;
import dev.handrail.simulator.hubspot.Objects.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Up to 100 records at once, below {@code /crm/v3/objects/{type}/batch}. An input that is not valid makes the whole
 * batch fail, unless every input has an {@code objectWriteTraceId}: then the others go through.
 */
final class ObjectBatchApi {

    private static final String TRACE = "objectWriteTraceId";

    private final Portal portal;
    private final ObjectView view;

    ObjectBatchApi(Portal portal, ObjectView view) {
        this.portal = portal;
        this.view = view;
    }

    void addTo(Router router) {
        router.on("POST", "/crm/v3/objects/{type}/batch/read", this::read)
                .on("POST", "/crm/v3/objects/{type}/batch/create", this::create)
                .on("POST", "/crm/v3/objects/{type}/batch/update", this::update)
                .on("POST", "/crm/v3/objects/{type}/batch/upsert", this::upsert)
                .on("POST", "/crm/v3/objects/{type}/batch/archive", this::archive);
    }

    private Answer read(Call call) {
        ObjectType type = type(call);
        Body body = Body.of(call.request());
        String idProperty = body.text("idProperty").orElse(null);
        boolean archived =
                call.request().query("archived").map(Boolean::parseBoolean).orElse(false);
        var missing = new ArrayList<String>();
        var answer = new BatchAnswer();
        for (Body input : body.distinctInputs(each -> each.required("id"))) {
            String id = input.required("id");
            var found = archived
                    ? portal.store.find(type, id).filter(CrmObject::archived)
                    : portal.objects.find(type, id, idProperty);
            found.ifPresentOrElse(
                    object -> answer.result(view.withHistory(
                            object, view.read(object, body.list("properties")), body.list("propertiesWithHistory"))),
                    () -> missing.add(id));
        }
        return answer.notFound(type, missing).answer(200, portal.now());
    }

    private Answer create(Call call) {
        ObjectType type = type(call);
        List<Body> inputs = Body.of(call.request()).inputs();
        var answer = new BatchAnswer();
        each(inputs, answer, input -> {
            Written written =
                    portal.objects.create(type, input.json().path("properties"), input.objects("associations"));
            answer.result(traced(input, view.created(written.object())));
        });
        return answer.answer(201, portal.now());
    }

    private Answer update(Call call) {
        ObjectType type = type(call);
        List<Body> inputs = Body.of(call.request()).distinctInputs(input -> input.required("id"));
        var answer = new BatchAnswer();
        var missing = new ArrayList<String>();
        each(inputs, answer, input -> {
            String id = input.required("id");
            var current = portal.objects.find(type, id, input.text("idProperty").orElse(null));
            if (current.isEmpty()) {
                missing.add(id);
                return;
            }
            Written written = portal.objects.update(current.get(), input.json().path("properties"));
            answer.result(traced(input, view.updated(written)));
        });
        return answer.notFound(type, missing).answer(200, portal.now());
    }

    private Answer upsert(Call call) {
        ObjectType type = type(call);
        List<Body> inputs = Body.of(call.request())
                .distinctInputs(input -> input.required("idProperty") + "=" + input.required("id"));
        var answer = new BatchAnswer();
        each(inputs, answer, input -> {
            String idProperty = input.required("idProperty");
            portal.properties.unique(type, idProperty);
            var current = portal.objects.find(type, input.required("id"), idProperty);
            ObjectNode values = input.object("properties").json().deepCopy();
            if (current.isEmpty() && !values.has(idProperty)) values.put(idProperty, input.required("id"));
            ObjectNode result = current.isEmpty()
                    ? view.created(
                            portal.objects.create(type, values, List.of()).object())
                    : view.updated(portal.objects.update(current.get(), values));
            answer.result(traced(input, result.put("new", current.isEmpty())));
        });
        return answer.answer(200, portal.now());
    }

    private Answer archive(Call call) {
        ObjectType type = type(call);
        for (Body input : Body.of(call.request()).inputs()) {
            portal.objects.find(type, input.required("id"), null).ifPresent(portal.objects::archive);
        }
        return Answer.empty(204);
    }

    /** Each input by itself when all are traced, else all or none. */
    private void each(List<Body> inputs, BatchAnswer answer, Consumer<Body> work) {
        boolean traced = inputs.stream().allMatch(input -> input.text(TRACE).isPresent());
        if (!traced) {
            portal.journal.atomically(() -> {
                inputs.forEach(work);
                return true;
            });
            return;
        }
        for (Body input : inputs) {
            try {
                portal.journal.atomically(() -> {
                    work.accept(input);
                    return true;
                });
            } catch (HubSpotError e) {
                answer.error(e.context(TRACE, input.required(TRACE)));
            }
        }
    }

    private static ObjectNode traced(Body input, ObjectNode result) {
        input.text(TRACE).ifPresent(trace -> result.put(TRACE, trace));
        return result;
    }

    private ObjectType type(Call call) {
        return portal.types.get(call.variable("type"));
    }
}
