package dev.handrail.breaker;

import dev.handrail.connector.CrmFailure;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The {@code error_type} of {@code mcp_circuit_breaker_failures_total} (seed 001). */
enum ErrorType {
    CONNECTION_REFUSED,
    TIMEOUT,
    DNS_FAILURE,
    UNAUTHORIZED,
    RATE_LIMITED,
    SERVER_ERROR,
    UNKNOWN;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ErrorType of(CrmFailure failure) {
        return switch (failure.kind()) {
            case UNAUTHORIZED -> UNAUTHORIZED;
            case RATE_LIMITED -> RATE_LIMITED;
            case UNAVAILABLE -> byCause(failure, SERVER_ERROR);
            case OUTCOME_UNKNOWN -> byCause(failure, UNKNOWN);
            case NOT_FOUND,
                    DUPLICATE,
                    RESEMBLES_OTHERS,
                    CHANGED_MEANWHILE,
                    IN_USE,
                    INVALID,
                    NOT_SUPPORTED,
                    NOT_PREPARED -> UNKNOWN;
        };
    }

    private static ErrorType byCause(Throwable failure, ErrorType otherwise) {
        if (causedBy(failure, HttpTimeoutException.class, SocketTimeoutException.class, TimeoutException.class)) {
            return TIMEOUT;
        }
        if (causedBy(failure, UnknownHostException.class, UnresolvedAddressException.class)) {
            return DNS_FAILURE;
        }
        return causedBy(failure, ConnectException.class) ? CONNECTION_REFUSED : otherwise;
    }

    private static boolean causedBy(Throwable failure, Class<?>... types) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            Throwable found = cause;
            if (Stream.of(types).anyMatch(type -> type.isInstance(found))) {
                return true;
            }
        }
        return false;
    }
}
