package dev.handrail.connection;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.List;
import java.util.Set;

/** Makes the search attributes known to a Temporal namespace that does not know them. */
public final class SearchAttributeRegistration {

    private SearchAttributeRegistration() {}

    /**
     * Adds what is missing; safe to repeat.
     *
     * @throws IllegalStateException when this credential may not add them; says what to run instead
     */
    public static void ensure(WorkflowServiceStubs stubs, String namespace, List<SearchAttributeKey<?>> attributes) {
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                .setChannel(stubs.getRawChannel())
                .validateAndBuildWithDefaults());
        Set<String> known = known(operator, namespace);
        List<SearchAttributeKey<?>> missing = attributes.stream()
                .filter(key -> !known.contains(key.getName()))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        AddSearchAttributesRequest.Builder request =
                AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
        missing.forEach(key -> request.putSearchAttributes(key.getName(), key.getValueType()));
        try {
            operator.blockingStub().addSearchAttributes(request.build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.ALREADY_EXISTS) {
                return;
            }
            if (e.getStatus().getCode() == Status.Code.PERMISSION_DENIED) {
                throw new IllegalStateException(
                        "This credential may not add search attributes to namespace %s; an operator runs: temporal operator search-attribute create %s"
                                .formatted(namespace, commandLine(missing)),
                        e);
            }
            throw e;
        }
    }

    private static Set<String> known(OperatorServiceStubs operator, String namespace) {
        try {
            return operator.blockingStub()
                    .listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                            .setNamespace(namespace)
                            .build())
                    .getCustomAttributesMap()
                    .keySet();
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                return Set.of(); // Temporal's test server can add, but not list
            }
            throw e;
        }
    }

    private static String commandLine(List<SearchAttributeKey<?>> missing) {
        return String.join(
                " ",
                missing.stream()
                        .map(key -> "--name %s --type %s"
                                .formatted(key.getName(), key.getValueClass() == Boolean.class ? "Bool" : "Keyword"))
                        .toList());
    }
}
