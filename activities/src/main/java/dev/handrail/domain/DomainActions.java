package dev.handrail.domain;

import dev.handrail.action.Action;
import dev.handrail.action.ActionScope;
import dev.handrail.action.Effected;
import dev.handrail.tool.Tool;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** What the handlers can do, as tools and as what those tools do. */
public final class DomainActions {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<Tool> tools = new ArrayList<>();
    private final Map<String, Action> actions = new LinkedHashMap<>();

    public DomainActions(List<? extends DomainHandler> handlers) {
        handlers.stream()
                .sorted(Comparator.comparing(DomainHandler::domain))
                .forEach(handler -> Stream.of(handler.getClass().getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(DomainAction.class))
                        .sorted(Comparator.comparing(DomainActions::name))
                        .forEach(method -> add(handler, method)));
    }

    public List<Tool> tools() {
        return List.copyOf(tools);
    }

    /** By the names of the tools. */
    public Map<String, Action> actions() {
        return Map.copyOf(actions);
    }

    private void add(DomainHandler handler, Method method) {
        Class<?>[] takes = method.getParameterTypes();
        if (takes.length != 2
                || !takes[0].isRecord()
                || takes[1] != ActionScope.class
                || method.getReturnType() != Effected.class) {
            throw new IllegalArgumentException(
                    "%s takes a record and an ActionScope and answers an Effected".formatted(method));
        }
        method.setAccessible(true);
        DomainAction declared = method.getAnnotation(DomainAction.class);
        Tool tool = new Tool(
                handler.domain().isDomain() ? handler.domain().label() + "_" + name(method) : name(method),
                declared.title(),
                declared.value(),
                handler.domain(),
                declared.permission(),
                declared.undo(),
                declared.effect(),
                RecordSchema.parameters(takes[0]),
                1,
                Tool.DEFAULT_TIMEOUT);
        tools.add(tool);
        actions.put(
                tool.name(),
                (arguments, scope) -> call(handler, method, JSON.convertValue(arguments.values(), takes[0]), scope));
    }

    private static String name(Method method) {
        String given = method.getAnnotation(DomainAction.class).name();
        return given.isEmpty() ? method.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT) : given;
    }

    private static Effected call(DomainHandler handler, Method method, Object arguments, ActionScope scope) {
        try {
            return (Effected) method.invoke(handler, arguments, scope);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
