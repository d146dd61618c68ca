package dev.handrail.api.problem;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** What an exception nobody handled means to the caller. */
public final class FailureProblems {

    private static final Logger log = LoggerFactory.getLogger(FailureProblems.class);

    private FailureProblems() {}

    public static Problem of(Throwable failure) {
        if (failure instanceof ProblemException expected) {
            return expected.problem();
        }
        if (failure instanceof InvalidParameterException) {
            return Problem.of(
                    400, "invalid_parameter", "A query parameter cannot be decoded; percent-encode it as UTF-8");
        }
        if (isDatabaseAway(failure)) {
            log.warn("The database does not answer: {}", failure.getClass().getSimpleName());
            return Problem.away(
                    "database_unavailable", "The database does not answer; nothing was lost, send it again shortly");
        }
        if (failure instanceof WorkflowException || failure instanceof StatusRuntimeException) {
            log.warn("Temporal did not do what was asked", failure);
            return Problem.away(
                    "temporal_unavailable",
                    "Temporal or its worker does not answer as it should; send it again shortly");
        }
        log.error("A request failed", failure);
        return Problem.of(
                500, "internal_error", "Something went wrong here; report it with the correlationId of this answer");
    }

    private static boolean isDatabaseAway(Throwable failure) {
        return failure instanceof DataAccessResourceFailureException
                || failure instanceof CannotCreateTransactionException
                || failure instanceof TransactionSystemException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof QueryTimeoutException
                || failure instanceof TransientDataAccessException
                || isBrokenConnection(failure);
    }

    /** SQLSTATE class 08 (connection), 57P (shutting down), and a schema that is not there yet (42P01). */
    private static boolean isBrokenConnection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.sql.SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                return state.startsWith("08") || state.startsWith("57P") || state.equals("42P01");
            }
        }
        return false;
    }
}
