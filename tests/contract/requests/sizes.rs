//! Bodies larger than the limit are refused, declared or not.

use crate::support::{TestServer, one_engine, wire};

const LIMIT: usize = 256 * 1024;

/// A good request that is `size` bytes long.
fn padded(size: usize) -> Vec<u8> {
    let body = b"{\"category\":\"other\"}";
    let mut padded = vec![b' '; size - body.len()];
    padded.extend_from_slice(body);
    padded
}

fn chunked(body: &[u8]) -> Vec<u8> {
    let mut bytes =
        wire::request("POST /v1/dues/quotes", "content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n");
    for chunk in body.chunks(64 * 1024) {
        bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    bytes
}

one_engine! {
    async fn a_body_at_the_limit_is_read_and_one_byte_more_is_not(server: TestServer) {
        for (size, status) in [(LIMIT, 200), (LIMIT + 1, 413)] {
            let request = server.post("/v1/dues/quotes").header("content-type", "application/json");
            request.body(padded(size)).send().await.expect(status);
        }
    }

    async fn a_chunked_body_is_measured_as_it_comes(server: TestServer) {
        wire::send(&server, &chunked(&padded(LIMIT))).await.expect(200);
        wire::send(&server, &chunked(&padded(LIMIT + 1))).await.expect_problem(413, "body-too-large");
    }

    async fn a_body_declared_too_large_is_refused_before_it_is_sent(server: TestServer) {
        for declared in [LIMIT + 1, 10 * 1024 * 1024 * 1024] {
            let headers = format!("content-type: application/json\r\ncontent-length: {declared}\r\n\r\n{{");
            let bytes = wire::request("POST /v1/dues/quotes", &headers);
            let answer = wire::send(&server, &bytes).await.expect_problem(413, "body-too-large");
            assert_eq!(answer.at("/detail"), "The limit is 262144 bytes.");
        }
    }

    async fn a_body_that_does_not_come_is_not_waited_for(server: TestServer) {
        let hurried = server.replica(|config| config.body_deadline_seconds = 1).await;
        for length in [1, 100, LIMIT - 1] {
            let headers = format!("content-type: application/json\r\ncontent-length: {}\r\n\r\n{{", length + 1);
            let bytes = wire::request("POST /v1/dues/quotes", &headers);
            wire::send(&hurried, &bytes).await.expect_problem(408, "request-timeout");
        }
    }
}
