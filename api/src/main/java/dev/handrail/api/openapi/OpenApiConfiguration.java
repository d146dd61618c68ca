package dev.handrail.api.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.handrail.api.request.IdempotencyHeader;
import dev.handrail.api.request.RequestBodies;
import dev.handrail.tool.Catalog;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/** Says in the OpenAPI document what every operation shares: keys, problems, and the schemas that bodies must satisfy. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String PROBLEM = "Problem";

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Handrail")
                        .version("1.0")
                        .description("Lets AI agents and lead pipelines change a CRM without fear."))
                .addSecurityItem(new SecurityRequirement().addList("apiKey"))
                .components(new Components()
                        .addSecuritySchemes(
                                "apiKey",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("An API key, hr_…")));
    }

    @Bean
    OpenApiCustomizer sharedByAll(Catalog catalog) {
        return document -> {
            Map<String, Schema> schemas = new TreeMap<>(
                    Optional.ofNullable(document.getComponents().getSchemas()).orElseGet(Map::of));
            schemas.keySet().removeIf(name -> name.startsWith("Grounded") || name.equals("Caller"));
            RequestBodies.schemas().forEach((name, schema) -> schemas.put(name, openApiSchema(schema)));
            schemas.put(PROBLEM, problem());
            document.getComponents().setSchemas(schemas);
            Optional.ofNullable(document.getPaths().get("/api/leads")).ifPresent(leads -> addLines(leads.getPost()));
            document.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(operation -> {
                        addProblems(operation);
                        Optional.ofNullable(operation.getParameters()).orElseGet(List::of).stream()
                                .filter(parameter -> parameter.getName() != null)
                                .forEach(parameter -> narrow(parameter, catalog));
                    });
        };
    }

    private static Schema<?> openApiSchema(JsonNode schema) {
        try {
            return Json31.mapper().readValue(schema.toString(), Schema.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request's schema is no OpenAPI schema", e);
        }
    }

    /** The second way to send leads, which shares its address with the first. */
    private static void addLines(Operation submit) {
        MediaType lines = new MediaType().schema(typed("string"));
        submit.getRequestBody().getContent().addMediaType("application/jsonl", lines);
        submit.getResponses()
                .addApiResponse(
                        "200",
                        new ApiResponse()
                                .description("For application/jsonl: a line for each lead, then the counts")
                                .content(new Content().addMediaType("application/jsonl", lines)));
    }

    /** What the parameters of these names allow, wherever they stand. */
    private static void narrow(Parameter parameter, Catalog catalog) {
        switch (parameter.getName()) {
            case "limit" ->
                parameter.setSchema(typed("integer").minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(200)));
            case "wait" -> parameter.setSchema(typed("string").pattern("^([0-9]|[12][0-9]|30)s$"));
            case "from", "to" -> parameter.setSchema(typed("string").format("date-time"));
            case IdempotencyHeader.NAME -> parameter.setSchema(typed("string").pattern("^[!-~]{1,255}$"));
            case "channel" -> parameter.setSchema(typed("string").pattern("^[a-z0-9][a-z0-9-]{0,39}$"));
            case "id" -> parameter.setSchema(typed("string").pattern("^[A-Za-z0-9._-]{1,64}$"));
            case "name" -> {
                Schema<Object> names = typed("string");
                catalog.all().forEach(tool -> names.addEnumItemObject(tool.name()));
                parameter.setSchema(names);
            }
            default -> {
                return;
            }
        }
    }

    private static Schema<Object> typed(String type) {
        Schema<Object> schema = new Schema<>();
        schema.setTypes(Set.of(type));
        schema.setType(type);
        return schema;
    }

    private static Schema<?> problem() {
        Schema<?> problem = new ObjectSchema().description("RFC 9457");
        List.of("type", "title", "code", "detail", "field", "instance", "correlationId")
                .forEach(name -> problem.addProperty(name, new StringSchema()));
        return problem.required(List.of("type", "title", "code", "detail"));
    }

    private static void addProblems(Operation operation) {
        ApiResponse answer = new ApiResponse()
                .description("A problem; its code says which")
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
        operation.getResponses().addApiResponse("4XX", answer);
        operation.getResponses().addApiResponse("503", answer);
    }
}
