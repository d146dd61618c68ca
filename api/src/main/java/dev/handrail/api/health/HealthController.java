package dev.handrail.api.health;

import dev.handrail.api.problem.Problem;
import dev.handrail.api.security.Caller;
import dev.handrail.connector.Connector;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Health")
class HealthController {

    private final Readiness readiness;
    private final List<Connector> connectors;

    HealthController(Readiness readiness, ObjectProvider<Connector> connectors) {
        this.readiness = readiness;
        this.connectors = connectors.orderedStream().toList();
    }

    record Health(String status, Map<String, String> parts) {}

    @GetMapping("/health")
    @SecurityRequirements
    @Operation(summary = "200 when a lead would be taken and worked on, else 503 with what is away")
    Health health() {
        Readiness.State state = readiness.state();
        if (!state.isReady()) {
            String away = state.parts().entrySet().stream()
                    .filter(part -> !part.getValue().equals("up"))
                    .map(part -> part.getKey() + " " + part.getValue())
                    .collect(Collectors.joining("; "));
            throw Problem.away("not_ready", "Leads would not be worked on now: " + away)
                    .with("parts", state.parts())
                    .toException();
        }
        return new Health("up", state.parts());
    }

    record CrmHealth(String status, List<ConnectorHealth> connectors) {}

    record ConnectorHealth(String name, String status) {}

    @GetMapping("/health/crm")
    @Operation(summary = "Whether each CRM of the tenant answers; 503 when one does not")
    ResponseEntity<CrmHealth> crm(@AuthenticationPrincipal Caller caller) {
        Scope scope = new Scope(caller.tenant(), caller.keyId(), "health");
        List<ConnectorHealth> found =
                connectors.stream().map(connector -> probe(connector, scope)).toList();
        boolean up = found.stream().allMatch(connector -> connector.status().equals("up"));
        return ResponseEntity.status(up ? 200 : 503).body(new CrmHealth(up ? "up" : "down", found));
    }

    private static ConnectorHealth probe(Connector connector, Scope scope) {
        try {
            connector.probe(scope);
            return new ConnectorHealth(connector.name(), "up");
        } catch (CrmFailure e) {
            return new ConnectorHealth(connector.name(), e.kind().name().toLowerCase(java.util.Locale.ROOT));
        }
    }
}
