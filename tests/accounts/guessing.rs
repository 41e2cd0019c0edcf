//! Slowing down whoever guesses passwords. PROMISES C6, C7.

use std::time::Instant;

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::json;

use super::{BETTER, GOOD, key, pass, registration, request_reset, reset, sign_in, token_for};
use crate::support::people::PASSWORD;
use crate::support::{Answer, Role, TestServer, both_engines, one_engine};

const WRONG: &str = "not the password at all";

both_engines! {
    async fn after_ten_failures_an_address_waits_whether_it_is_known_or_not(server: TestServer) {
        let person = server.new_account().await;
        for email in [person.email.as_str(), "nobody@example.org"] {
            for _ in 0..10 {
                sign_in(&server, email, WRONG).await.expect_problem(401, "wrong-credentials");
            }
            let slowed = sign_in(&server, email, WRONG).await.expect_problem(429, "too-many-failures");
            assert_eq!(slowed.header("retry-after"), "30");
        }
        sign_in(&server, &person.email, PASSWORD).await.expect_problem(429, "too-many-failures");
        sign_in(&server, &server.new_account().await.email, PASSWORD).await.expect(201);
    }

    async fn the_wait_doubles_with_each_failure_and_a_success_forgets_them_all(server: TestServer) {
        let person = server.new_account().await;
        for _ in 0..10 {
            sign_in(&server, &person.email, WRONG).await.expect(401);
        }
        for wait in [30, 60, 120] {
            pass(&server, TimeDelta::seconds(wait - 1));
            let slowed = sign_in(&server, &person.email, PASSWORD).await.expect_problem(429, "too-many-failures");
            assert_eq!(slowed.header("retry-after"), "1");
            pass(&server, TimeDelta::seconds(1));
            sign_in(&server, &person.email, WRONG).await.expect_problem(401, "wrong-credentials");
        }
        pass(&server, TimeDelta::seconds(240));
        sign_in(&server, &person.email, PASSWORD).await.expect(201);
        for _ in 0..10 {
            sign_in(&server, &person.email, WRONG).await.expect_problem(401, "wrong-credentials");
        }
    }

    async fn of_many_guesses_at_once_no_more_than_ten_are_judged(server: TestServer) {
        let person = server.new_account().await;
        let answers = join_all((0..24).map(|_| sign_in(&server, &person.email, WRONG))).await;
        let judged = answers.iter().filter(|answer| answer.status() == 401).count();
        let slowed = answers.iter().filter(|answer| answer.status() == 429).count();
        assert_eq!((judged, slowed), (10, 14));
    }

    async fn wrong_passwords_from_one_place_do_not_stop_the_owner_at_another(server: TestServer) {
        let (person, server) = (server.new_account().await, server.replica(|config| config.trusted_proxy_hops = 1).await);
        let from = async |place: &str, password: &str| {
            let body = json!({ "email": person.email, "password": password });
            server.post("/v1/accounts/sessions").header("x-forwarded-for", place).json(&body).send().await
        };
        for _ in 0..10 {
            from("203.0.113.9", WRONG).await.expect_problem(401, "wrong-credentials");
        }
        from("203.0.113.9", PASSWORD).await.expect_problem(429, "too-many-failures");
        from("198.51.100.7", WRONG).await.expect_problem(401, "wrong-credentials");
        from("198.51.100.7", PASSWORD).await.expect(201);
        from("203.0.113.9", PASSWORD).await.expect_problem(429, "too-many-failures");
    }

    async fn guesses_from_everywhere_are_counted_together_and_a_letter_lifts_the_wait(server: TestServer) {
        let (person, server) = (server.new_account().await, server.replica(|config| config.trusted_proxy_hops = 1).await);
        let from = async |place: u32, password: &str| {
            let body = json!({ "email": person.email, "password": password });
            let place = format!("203.0.113.{place}");
            server.post("/v1/accounts/sessions").header("x-forwarded-for", place).json(&body).send().await
        };
        for place in 0..100 {
            from(place / 10, WRONG).await.expect_problem(401, "wrong-credentials");
        }
        from(11, PASSWORD).await.expect_problem(429, "too-many-failures");
        request_reset(&server, &person.email).await.expect(202);
        reset(&server, &token_for(&server, &person.email).await, BETTER).await.expect(204);
        from(11, BETTER).await.expect(201);
    }

    async fn strangers_shut_nobody_out_because_a_letter_lifts_the_wait(server: TestServer) {
        let person = server.new_account().await;
        for _ in 0..10 {
            sign_in(&server, &person.email, WRONG).await.expect(401);
        }
        request_reset(&server, &person.email).await.expect(202);
        reset(&server, &token_for(&server, &person.email).await, BETTER).await.expect(204);
        sign_in(&server, &person.email, BETTER).await.expect(201);
    }
}

one_engine! {
    async fn whoever_guesses_many_addresses_from_one_place_meets_a_quota(server: TestServer) {
        let guarded = server.replica(|config| config.sign_in_rate_limit = 3).await;
        for index in 0..3 {
            sign_in(&guarded, &format!("nobody{index}@example.org"), WRONG).await.expect(401);
        }
        let refused = sign_in(&guarded, "nobody@example.org", WRONG).await.expect_problem(429, "rate-limited");
        assert!((1..=60).contains(&refused.header("retry-after").parse::<u32>().unwrap()));
        guarded.get("/v1/accounts/me").as_(Role::Account).send().await.expect(200);
    }

    async fn known_and_unknown_addresses_take_the_same_time(server: TestServer) {
        let known = server.person(Role::Account).email;
        let sign_in_as = async |email: String| sign_in(&server, &email, WRONG).await;
        compare("sign-in", &server, &known, sign_in_as).await;
        let register_as = async |email: String| {
            server.post("/v1/accounts/registrations").key(&key()).json(&registration(&email, GOOD)).send().await
        };
        compare("registration", &server, &known, register_as).await;
        let reset_as = async |email: String| {
            server.post("/v1/accounts/password-reset-requests").key(&key()).json(&json!({ "email": email })).send().await
        };
        compare("reset request", &server, &known, reset_as).await;
    }
}

/// Asks about a known and an unknown address in turn, up to 200 times each, until the median difference is a small one:
/// below 5 ms, or a tenth of what an answer takes where the machine is busy with other things.
async fn compare(what: &str, server: &TestServer, known: &str, ask: impl AsyncFn(String) -> Answer) {
    let (mut apart, mut taken): (Vec<i128>, Vec<i128>) = Default::default();
    while apart.len() < 200 {
        let index = apart.len();
        // The known address's failures are forgotten after a day, so that it is never slowed down.
        pass(server, TimeDelta::days(2));
        let unknown = format!("{}{index}@example.org", what.replace(' ', "-"));
        let pair = [(known.to_owned(), 1), (unknown, -1)];
        let mut difference = 0;
        for (email, sign) in if index.is_multiple_of(2) {
            pair
        } else {
            let [a, b] = pair;
            [b, a]
        } {
            let since = Instant::now();
            ask(email).await;
            let took = i128::try_from(since.elapsed().as_micros()).unwrap();
            difference += sign * took;
            taken.push(took);
        }
        apart.push(difference);
        if apart.len().is_multiple_of(40) && median(&apart).abs() < (median(&taken) / 10).max(5_000) {
            return;
        }
    }
    panic!("{what}: a known address takes {} microseconds more than an unknown one", median(&apart));
}

fn median(values: &[i128]) -> i128 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted[sorted.len() / 2]
}
