package dev.handrail.api.health;

import dev.handrail.api.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Health")
class HealthController {

    private final Readiness readiness;

    HealthController(Readiness readiness) {
        this.readiness = readiness;
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
}
