package dev.handrail.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Requests.Answer;
import dev.handrail.api.web.Browser;
import io.temporal.client.WorkflowClient;
import org.junit.jupiter.api.Test;

class SignInThrottleIT {

    @Test
    void slowsDownWhoeverGuesses() {
        ApiUnderTest shared = ApiUnderTest.shared();
        try (ApiUnderTest strict = ApiUnderTest.start(
                ApiUnderTest.postgres(),
                shared.bean(WorkflowClient.class),
                "--handrail.sign-in.per-address=3",
                "--handrail.sign-in.in-all=100")) {
            Answer last = null;
            for (int guess = 0; guess < 4; guess++) {
                Browser browser = new Browser(strict.address());
                last = browser.submit("/sign-in?code=guess", "/sign-in", "code", "guess" + guess);
            }

            assertThat(last.status()).isEqualTo(429);
            assertThat(last.header("Retry-After")).matches("\\d+");
            assertThat(new Browser(strict.address()).get("/sign-in").status()).isEqualTo(200);
        }
    }
}
