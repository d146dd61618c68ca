package dev.handrail.api.mcp;

import dev.handrail.api.ApiProperties;
import dev.handrail.api.problem.ProblemException;
import dev.handrail.api.security.Caller;
import dev.handrail.api.tool.ToolNames;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.json.JsonMapper;

/** MCP over streamable HTTP at {@code /mcp}, stateless: any instance answers any request. */
@Configuration(proxyBeanMethods = false)
class McpConfiguration {

    static final String ENDPOINT = "/mcp";

    private static final List<String> LOOPBACK =
            List.of("localhost", "localhost:*", "127.0.0.1", "127.0.0.1:*", "[::1]", "[::1]:*");

    private static final String INSTRUCTIONS = """
            Tools change records of a CRM. crm_capabilities says what the office can do besides. Each call is durable and answered within seconds: succeeded, refused (the \
            message says what to do instead), running or authorization_required. For the last two keep the id and ask \
            get_call_status; a person decides at /api/authorizations. Calling a tool twice with the same arguments has the \
            effect of calling it once.""";

    @Bean
    HttpServletStatelessServerTransport mcpTransport(ApiProperties properties) {
        return HttpServletStatelessServerTransport.builder()
                .jsonMapper(new JacksonMcpJsonMapper(JsonMapper.shared()))
                .messageEndpoint(ENDPOINT)
                .maxRequestSize(properties.maxBodyBytes())
                .httpHeaderValidator(validator(properties))
                .contextExtractor(request -> McpTransportContext.create(caller()))
                .build();
    }

    @Bean(destroyMethod = "close")
    McpStatelessSyncServer mcpServer(
            HttpServletStatelessServerTransport mcpTransport, McpTools tools, OfficeTools office, ToolNames names) {
        return McpServer.sync(new UnknownTools(mcpTransport, name -> unknown(names, name)))
                .serverInfo("handrail", "1.0")
                .instructions(INSTRUCTIONS)
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .validateToolInputs(false)
                .immediateExecution(true)
                .tools(Stream.concat(office.specifications().stream(), tools.specifications().stream())
                        .toList())
                .build();
    }

    @Bean
    ServletRegistrationBean<HttpServletStatelessServerTransport> mcpServlet(
            HttpServletStatelessServerTransport mcpTransport) {
        ServletRegistrationBean<HttpServletStatelessServerTransport> servlet =
                new ServletRegistrationBean<>(mcpTransport, ENDPOINT);
        servlet.setAsyncSupported(true);
        return servlet;
    }

    @Bean
    FilterRegistrationBean<McpShield> mcpShield(ApiProperties properties) {
        FilterRegistrationBean<McpShield> shield =
                new FilterRegistrationBean<>(new McpShield(properties.maxBodyBytes()));
        shield.addUrlPatterns(ENDPOINT);
        return shield;
    }

    private static Optional<ProblemException> unknown(ToolNames names, String name) {
        return name.equals(McpTools.STATUS_TOOL) || OfficeTools.NAMES.contains(name)
                ? Optional.empty()
                : names.objection(name);
    }

    private static DefaultServerTransportSecurityValidator validator(ApiProperties properties) {
        List<String> hosts = new ArrayList<>(LOOPBACK);
        hosts.addAll(properties.mcpHosts());
        List<String> origins = new ArrayList<>(properties.mcpOrigins());
        LOOPBACK.forEach(host -> origins.add("http://" + host));
        return DefaultServerTransportSecurityValidator.builder()
                .allowedHosts(hosts.contains("*") ? List.of() : hosts)
                .allowedOrigins(origins)
                .build();
    }

    private static Map<String, Object> caller() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? Map.of(McpTools.CALLER, caller)
                : Map.of();
    }
}
