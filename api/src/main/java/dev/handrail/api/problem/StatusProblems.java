package dev.handrail.api.problem;

/** What a bare HTTP status means, when that is all there is. */
final class StatusProblems {

    private StatusProblems() {}

    static Problem of(int status) {
        return switch (status) {
            case 400 -> Problem.of(400, "bad_request", "The request is malformed; check its path, headers and body");
            case 401 -> Problem.of(401, "unauthenticated", "Send an API key as 'Authorization: Bearer hr_…'");
            case 403 -> Problem.of(403, "forbidden", "This credential may not do that");
            case 404 -> Problem.of(404, "not_found", "There is nothing at this address; see /openapi.json");
            case 405 -> Problem.of(405, "method_not_allowed", "This address does not take that method; see Allow");
            case 406 -> Problem.of(406, "not_acceptable", "Ask for application/json in Accept");
            case 413 -> Problem.of(413, "too_large", "The body is too large; send less at once");
            case 414 -> Problem.of(414, "path_too_long", "The address is too long; shorten it");
            case 415 -> Problem.of(415, "unsupported_media_type", "Send application/json in UTF-8");
            case 431 -> Problem.of(431, "headers_too_large", "The headers are too large; send fewer or shorter ones");
            case 503 -> Problem.away("unavailable", "Handrail is starting or stopping; send it again shortly");
            default ->
                status >= 400 && status < 500
                        ? Problem.of(status, "bad_request", "The request cannot be answered; check it and try again")
                        : Problem.of(
                                500,
                                "internal_error",
                                "Something went wrong here; report it with the correlationId of this answer");
        };
    }
}
