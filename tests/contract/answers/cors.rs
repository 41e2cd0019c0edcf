//! Browsers: exactly the configured origins, also on errors, and nobody who looks like one.

use crate::support::client::Request;
use crate::support::{Answer, TestServer, one_engine};

const ORIGIN: &str = "https://app.guildhall.test";

const LOOK_ALIKES: [&str; 14] = [
    "null",
    "http://app.guildhall.test",
    "https://app.guildhall.test:8443",
    "https://guildhall.test",
    "https://evil.app.guildhall.test",
    "https://app.guildhall.test.evil.example",
    "https://appXguildhall.test",
    "https://app.guildhall.testing",
    "https://evil.example",
    "https://app.guildhall.test/",
    "https://APP.GUILDHALL.TEST.",
    "https://user@app.guildhall.test",
    "*",
    "",
];

fn words(answer: &Answer, name: &str) -> Vec<String> {
    let mut words: Vec<String> = answer.header(name).split(',').map(|word| word.trim().to_ascii_lowercase()).collect();
    words.sort();
    words
}

fn varies_by_origin(answer: &Answer) -> bool {
    let all = answer.headers().get_all("vary");
    all.iter().filter_map(|value| value.to_str().ok()).any(|value| value.to_ascii_lowercase().contains("origin"))
}

fn preflight(server: &TestServer, origin: &str, method: &str, headers: &str) -> Request {
    let request = server.request("OPTIONS", "/v1/organizations").header("origin", origin);
    let request = request.header("access-control-request-method", method);
    if headers.is_empty() { request } else { request.header("access-control-request-headers", headers) }
}

one_engine! {
    async fn a_configured_origin_is_told_what_it_may_send(server: TestServer) {
        let asked = "authorization, content-type, idempotency-key, if-match, if-none-match, traceparent, x-request-id";
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] {
            let answer = preflight(&server, ORIGIN, method, asked).send().await;
            assert!([200, 204].contains(&answer.status()), "{answer:?}");
            assert_eq!(answer.header("access-control-allow-origin"), ORIGIN);
            assert_eq!(words(&answer, "access-control-allow-methods"), ["delete", "get", "head", "patch", "post", "put"]);
            let allowed = words(&answer, "access-control-allow-headers");
            assert_eq!(allowed, ["authorization", "content-type", "idempotency-key", "if-match", "if-none-match", "traceparent", "x-request-id"]);
            assert_eq!(answer.header("access-control-max-age"), "600");
            assert!(varies_by_origin(&answer));
            assert_eq!(answer.header("access-control-allow-credentials"), "");
        }
    }

    async fn look_alikes_of_an_origin_are_told_nothing(server: TestServer) {
        for origin in LOOK_ALIKES {
            let answer = preflight(&server, origin, "POST", "authorization").send().await;
            assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
            let answer = server.get("/v1/dues/rate-tables").header("origin", origin).send().await;
            assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
            assert!(varies_by_origin(&answer), "{origin}");
        }
    }

    async fn a_browser_can_read_every_answer_errors_too(server: TestServer) {
        let expected = [
            "deprecation", "etag", "idempotency-replayed", "link", "location", "ratelimit", "ratelimit-policy", "rehearsed", "retry-after", "sunset", "www-authenticate", "x-request-id",
        ];
        let small = server.replica(|config| config.rate_limit = 6).await;
        for (method, path, status) in [
            ("GET", "/v1/dues/rate-tables", 200), ("GET", "/v1/organizations", 401), ("GET", "/v1/no/such", 404), ("PUT", "/v1/dues/quotes", 405),
            ("POST", "/v1/dues/quotes", 415), ("GET", "/v1/dues/rate-tables?x=1", 400), ("GET", "/v1/dues/rate-tables", 429), ("GET", "/health/live", 200),
        ] {
            let answer = small.request(method, path).header("origin", ORIGIN).send().await.expect(status);
            assert_eq!(answer.header("access-control-allow-origin"), ORIGIN, "{method} {path}");
            assert_eq!(words(&answer, "access-control-expose-headers"), expected, "{method} {path}");
            assert!(varies_by_origin(&answer), "{method} {path}");
        }
    }

    async fn a_browser_can_read_what_is_refused_before_any_handler_as_it_reads_a_404(server: TestServer) {
        let (tags, long) = (["\"0-0\""; 300].join(", "), format!("/v1/dues/rate-tables?x={}", "x".repeat(9_000)));
        let names = ["access-control-allow-origin", "access-control-expose-headers", "access-control-allow-credentials", "vary"];
        let missing = server.get("/v1/no/such").header("origin", ORIGIN).send().await.expect(404);
        for (path, name, value, status) in [
            ("/v1/dues/rate-tables", "accept", "text/csv", 406), ("/v1/dues/rate-tables", "if-none-match", &tags, 431), (&long, "accept", "*/*", 414),
        ] {
            for method in ["GET", "HEAD"] {
                let answer = server.request(method, path).header("origin", ORIGIN).header(name, value).send().await.expect(status);
                for told in names {
                    assert_eq!(answer.header(told), missing.header(told), "{method} {status}: {told}");
                }
            }
            let answer = server.get(path).header("origin", "https://evil.example").header(name, value).send().await.expect(status);
            assert_eq!(answer.header("access-control-allow-origin"), "", "{status}");
            assert!(varies_by_origin(&answer), "{status}");
        }
    }

    async fn a_request_without_an_origin_is_no_browsers_and_fine(server: TestServer) {
        let answer = server.get("/v1/dues/rate-tables").send().await.expect(200);
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }

    async fn without_configured_origins_nobody_is_allowed(server: TestServer) {
        let closed = server.replica(|config| config.cors_origins = String::new()).await;
        for origin in [ORIGIN, "https://evil.example"] {
            let answer = closed.get("/v1/dues/rate-tables").header("origin", origin).send().await;
            assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
        }
    }
}
