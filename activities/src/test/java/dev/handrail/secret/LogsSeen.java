package dev.handrail.secret;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged, by libraries too, down to TRACE, while it is open. */
final class LogsSeen extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LogsSeen() {}

    static LogsSeen open() {
        LogsSeen logs = new LogsSeen();
        logs.start();
        logs.root.addAppender(logs);
        logs.root.setLevel(Level.TRACE);
        return logs;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String failure =
                event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add("%s %s %s".formatted(event.getLoggerName(), event.getFormattedMessage(), failure));
    }

    @Override
    public void close() {
        root.detachAppender(this);
        root.setLevel(before);
    }
}
