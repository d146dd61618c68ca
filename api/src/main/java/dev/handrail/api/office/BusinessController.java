package dev.handrail.api.office;

import dev.handrail.api.problem.Problem;
import dev.handrail.api.security.Caller;
import dev.handrail.audit.AuditLog;
import dev.handrail.domain.Business;
import dev.handrail.domain.Businesses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/business")
@Tag(name = "Office", description = "The business whose office the built-in CRM is")
class BusinessController {

    private final Businesses businesses;
    private final AuditLog audit;

    BusinessController(Businesses businesses, AuditLog audit) {
        this.businesses = businesses;
        this.audit = audit;
    }

    record View(
            String name,
            String timeZone,
            String currency,
            BigDecimal taxPercent,
            String opens,
            String closes,
            List<String> openDays) {

        static View of(Business business) {
            return new View(
                    business.name(),
                    business.zone().getId(),
                    business.currency().getCurrencyCode(),
                    business.taxPercent(),
                    business.opens().toString(),
                    business.closes().toString(),
                    business.openDays().stream()
                            .sorted()
                            .map(day -> day.name().toLowerCase(Locale.ROOT))
                            .toList());
        }
    }

    @GetMapping
    @Operation(summary = "Name, time zone, currency, tax and opening hours")
    View business(@AuthenticationPrincipal Caller caller) {
        return View.of(businesses.of(caller.tenant()));
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Describe the business",
            description =
                    "What is left out stays. Appointments and invoices that are there keep their times and amounts.")
    View put(@AuthenticationPrincipal Caller caller, @RequestBody BusinessRequest request) {
        Business business;
        try {
            business = request.on(businesses.of(caller.tenant()));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw Problem.of(422, "business_refused", "This is no business that can be: " + e.getMessage())
                    .toException();
        }
        businesses.put(caller.tenant(), business, audit, caller.keyId());
        return View.of(business);
    }
}
