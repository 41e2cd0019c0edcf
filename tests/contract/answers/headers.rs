//! Headers of every answer: a request id, and those that protect browsers.

use serde_json::json;

use crate::support::{Role, TestServer, one_engine};

one_engine! {
    async fn a_plain_request_id_of_the_client_is_kept(server: TestServer) {
        let longest = "a".repeat(64);
        for id in ["a", "Trace_01.retry-2", longest.as_str()] {
            for path in ["/v1/dues/rate-tables", "/v1/organizations", "/v1/no/such", "/health/live", "/docs/"] {
                let answer = server.get(path).header("x-request-id", id).send().await;
                assert_eq!(answer.header("x-request-id"), id, "{path}");
                if answer.status() >= 400 {
                    assert_eq!((answer.at("/request_id"), answer.at("/instance")), (json!(id), json!(format!("/requests/{id}"))));
                }
            }
        }
    }

    async fn any_other_request_id_is_replaced(server: TestServer) {
        let long = "a".repeat(65);
        for id in ["", " ", "a b", "a/b", "<script>", "é", "a%0d%0ab", long.as_str()] {
            let answer = server.get("/v1/dues/rate-tables").header("x-request-id", id).send().await.expect(200);
            assert_eq!(answer.header("x-request-id").len(), 36, "{id}");
        }
    }

    async fn every_request_has_an_id_of_its_own(server: TestServer) {
        let one = server.get("/v1/dues/rate-tables").send().await;
        let two = server.get("/v1/dues/rate-tables").send().await;
        assert_ne!(one.header("x-request-id"), two.header("x-request-id"));
    }

    async fn a_traceparent_is_tolerated_whatever_it_holds(server: TestServer) {
        for value in ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "garbage", ""] {
            server.get("/v1/dues/rate-tables").header("traceparent", value).send().await.expect(200);
        }
    }

    async fn answers_protect_browsers_errors_as_well(server: TestServer) {
        for (path, status) in [("/v1/dues/rate-tables", 200), ("/v1/organizations", 401), ("/v1/no/such", 404), ("/health/live", 200), ("/openapi.json", 200)] {
            let answer = server.get(path).send().await.expect(status);
            assert_eq!(answer.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'", "{path}");
            assert!(answer.header("strict-transport-security").starts_with("max-age=31536000"), "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
            assert_eq!((answer.header("server"), answer.header("x-powered-by")), ("", ""), "{path}");
        }
    }

    async fn who_may_keep_a_copy_follows_from_what_it_is(server: TestServer) {
        for (path, role, directive) in [
            ("/v1/dues/rate-tables", None, "public, max-age=300"),
            ("/v1/organizations/regions", None, "public, max-age=300"),
            ("/v1/members/categories", None, "public, max-age=300"),
            ("/.well-known/jwks.json", None, "public, max-age=300"),
            ("/openapi.json", None, "public, max-age=300"),
            ("/v1/organizations", Some(Role::Account), "no-store"),
            ("/v1/accounts/me", Some(Role::Account), "no-store"),
            ("/v1/organizations", None, "no-store"),
            ("/v1/no/such", None, "no-store"),
            ("/health/live", None, "no-store"),
        ] {
            let request = server.get(path);
            let request = match role {
                Some(role) => request.as_(role),
                None => request,
            };
            assert_eq!(request.send().await.header("cache-control"), directive, "{path}");
        }
    }
}
