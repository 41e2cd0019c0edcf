//! Quotas: told on every answer, counted per account or address, refused with `Retry-After`.

use serde_json::json;

use crate::support::{Answer, Role, TestServer, both_engines, one_engine, people};

/// What is left, from `RateLimit: "default";r=99;t=60`.
fn remaining(answer: &Answer) -> u32 {
    let left = answer.header("ratelimit").split(';').find_map(|part| part.strip_prefix("r="));
    left.and_then(|left| left.parse().ok()).unwrap_or_else(|| panic!("no r= in {}", answer.header("ratelimit")))
}

both_engines! {
    async fn each_answer_says_what_is_left_until_nothing_is(server: TestServer) {
        let small = server.replica(|config| config.rate_limit = 4).await;
        let mut left = Vec::new();
        for path in ["/v1/organizations", "/v1/no/such/thing", "/v1/members", "/v1/organizations"] {
            let answer = small.get(path).as_(Role::Account).send().await;
            assert_eq!(answer.header("ratelimit-policy"), "\"default\";q=4;w=60");
            left.push(remaining(&answer));
        }
        assert_eq!(left, [3, 2, 1, 0]);
        let refused = small.get("/v1/organizations").as_(Role::Account).send().await.expect_problem(429, "rate-limited");
        let wait: u64 = refused.header("retry-after").parse().expect("seconds");
        assert!((1..=16).contains(&wait), "{wait}");
        assert_eq!(remaining(&refused), 0);
    }
}

both_engines! {
    async fn what_is_refused_before_any_handler_counts_like_everything_else(server: TestServer) {
        let small = server.replica(|config| config.rate_limit = 4).await;
        let (tags, long) = (["\"0-0\""; 300].join(", "), format!("/v1/organizations?name_prefix={}", "x".repeat(9_000)));
        let csv = |role| small.get("/v1/organizations").header("accept", "text/csv").as_(role);
        let refused = [
            csv(Role::Account).send().await.expect_problem(406, "not-acceptable"),
            small.get("/v1/dues/rate-tables").header("if-none-match", &tags).as_(Role::Account).send().await.expect_problem(431, "headers-too-large"),
            small.get(&long).as_(Role::Account).send().await.expect_problem(414, "uri-too-long"),
            small.get("/v1/organizations").as_(Role::Account).send().await.expect(200),
        ];
        assert_eq!(refused.each_ref().map(remaining), [3, 2, 1, 0]);
        assert!(refused.iter().all(|answer| answer.header("ratelimit-policy") == "\"default\";q=4;w=60"));
        csv(Role::Account).send().await.expect_problem(429, "rate-limited");
        assert_eq!(remaining(&csv(Role::Staff).send().await.expect(406)), 3);
    }
}

one_engine! {
    async fn accounts_are_counted_one_by_one_and_strangers_by_address(server: TestServer) {
        let small = server.replica(|config| config.rate_limit = 1).await;
        for role in [Role::Account, Role::Staff] {
            small.get("/v1/organizations").as_(role).send().await.expect(200);
            small.get("/v1/organizations").as_(role).send().await.expect(429);
        }
        small.get("/v1/dues/rate-tables").send().await.expect(200);
        small.get("/v1/organizations/regions").send().await.expect(429);
        let elsewhere = small.get("/v1/dues/rate-tables").header("x-forwarded-for", "203.0.113.9").header("forwarded", "for=203.0.113.9");
        elsewhere.send().await.expect(429);
    }

    async fn behind_a_trusted_proxy_the_address_is_what_the_proxy_saw(server: TestServer) {
        let small = server.replica(|config| (config.rate_limit, config.trusted_proxy_hops) = (1, 1)).await;
        let from = |hops: &str| small.get("/v1/dues/rate-tables").header("x-forwarded-for", hops);
        from("203.0.113.9").send().await.expect(200);
        from("198.51.100.1, 203.0.113.9").send().await.expect(429);
        from("203.0.113.10").send().await.expect(200);
    }

    async fn guessing_has_a_tighter_quota_of_its_own(server: TestServer) {
        let small = server.replica(|config| config.sign_in_rate_limit = 2).await;
        let reset = || small.post("/v1/accounts/password-reset-requests").key("reset").json(&json!({ "email": "nobody@people.example" }));
        let sign_in = || small.post("/v1/accounts/sessions").json(&json!({ "email": "nobody@people.example", "password": people::PASSWORD }));
        assert_eq!(reset().send().await.expect(202).header("ratelimit-policy"), "\"sign-in\";q=2;w=60");
        sign_in().send().await.expect(401);
        sign_in().send().await.expect_problem(429, "rate-limited");
        reset().as_(Role::Staff).send().await.expect_problem(429, "rate-limited");
        assert_eq!(small.get("/v1/dues/rate-tables").send().await.expect(200).header("ratelimit-policy"), "\"default\";q=10000000;w=60");
    }

    async fn health_is_free_of_quotas_and_of_tokens(server: TestServer) {
        let small = server.replica(|config| config.rate_limit = 1).await;
        for _ in 0..5 {
            let answer = small.get("/health/live").as_("no.such.token").send().await.expect(200);
            assert_eq!(answer.header("ratelimit"), "");
        }
    }

    async fn a_bad_token_is_counted_by_address(server: TestServer) {
        let small = server.replica(|config| config.rate_limit = 2).await;
        for status in [401, 401, 429] {
            small.get("/v1/organizations").as_("no.such.token").send().await.expect(status);
        }
        small.get("/v1/organizations").as_(Role::Account).send().await.expect(200);
    }
}
