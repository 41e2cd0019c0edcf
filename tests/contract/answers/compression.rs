//! Compression of large answers, as the client wishes.

use serde_json::Value;

use crate::support::{Answer, Role, TestServer, both_engines, one_engine};

/// A large answer.
const LARGE: &str = "/openapi.json";

fn varies_by_encoding(answer: &Answer) -> bool {
    let all = answer.headers().get_all("vary");
    all.iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.to_ascii_lowercase().contains("accept-encoding"))
}

one_engine! {
    async fn a_large_answer_is_compressed_as_the_client_prefers(server: TestServer) {
        let plain = server.get(LARGE).send().await.expect(200);
        for (wish, coding) in [
            ("br", "br"), ("gzip", "gzip"), ("gzip, br", "br"), ("gzip;q=1.0, br;q=0.5", "gzip"), ("br;q=0, gzip", "gzip"),
            ("gzip;q=0", ""), ("gzip;q=0, br;q=0", ""), ("identity", ""), ("zstd, deflate", ""), ("gzip;q=0.000, identity", ""), ("GZIP", "gzip"), ("", ""),
        ] {
            let answer = server.get(LARGE).header("accept-encoding", wish).send().await.expect(200);
            assert_eq!(answer.header("content-encoding"), coding, "{wish}");
            assert!(varies_by_encoding(&answer), "{wish}");
            assert_eq!(answer.tag(), plain.tag(), "{wish}");
            assert_eq!(answer.plain_bytes(), plain.bytes(), "{wish}");
            assert_eq!(coding.is_empty(), answer.bytes().len() == plain.bytes().len(), "{wish}");
        }
        assert!(varies_by_encoding(&plain));
    }

    async fn a_small_answer_is_sent_as_it_is(server: TestServer) {
        let answer = server.get("/health/live").header("accept-encoding", "gzip, br").send().await.expect(200);
        assert_eq!(answer.header("content-encoding"), "");
        let error = server.get("/v1/no/such").header("accept-encoding", "gzip, br").send().await.expect(404);
        assert_eq!(error.header("content-encoding"), "");
    }

    async fn compression_is_a_setting(server: TestServer) {
        let never = server.replica(|config| config.compress_from_bytes = 0).await;
        let answer = never.get(LARGE).header("accept-encoding", "gzip").send().await.expect(200);
        assert_eq!(answer.header("content-encoding"), "");
        let always = server.replica(|config| config.compress_from_bytes = 1).await;
        let answer = always.get("/health/live").header("accept-encoding", "gzip").send().await.expect(200);
        assert_eq!(answer.header("content-encoding"), "gzip");
    }

    async fn head_tells_of_the_compressed_answer(server: TestServer) {
        let get = server.get(LARGE).header("accept-encoding", "gzip").send().await.expect(200);
        let head = server.request("HEAD", LARGE).header("accept-encoding", "gzip").send().await.expect(200);
        assert_eq!(head.header("content-encoding"), "gzip");
        assert_eq!(head.header("content-length"), get.bytes().len().to_string());
    }
}

both_engines! {
    async fn a_compressed_page_is_the_page(server: TestServer) {
        for index in 0..60 {
            let body = serde_json::json!({ "name": format!("City {index}"), "kind": "other", "state": "IL" });
            server.post("/v1/organizations").as_(Role::Staff).json(&body).send().await.expect(201);
        }
        let path = "/v1/organizations?limit=60";
        let plain = server.get(path).as_(Role::Staff).send().await.expect(200);
        let answer = server.get(path).as_(Role::Staff).header("accept-encoding", "br").send().await.expect(200);
        assert_eq!(answer.header("content-encoding"), "br");
        let page: Value = serde_json::from_slice(&answer.plain_bytes()).expect("JSON");
        assert_eq!(page, plain.json());
    }
}
