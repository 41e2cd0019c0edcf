//! SIGTERM drains: whatever was asked is answered, and the process ends in time.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::program::{Program, Running};

/// What a client saw until its connection was closed.
#[derive(Debug, Default)]
struct Seen {
    answered: usize,
    /// A request without a whole answer, although the answer before did not say `close`.
    cut: usize,
}

/// Sends one request after another on one connection until the server ends it.
async fn ask_until_closed(address: String) -> Seen {
    let mut seen = Seen::default();
    let Ok(mut connection) = TcpStream::connect(&address).await else { return seen };
    let request = format!("GET /v1/organizations/regions HTTP/1.1\r\nHost: {address}\r\n\r\n");
    loop {
        if connection.write_all(request.as_bytes()).await.is_err() {
            seen.cut += 1;
            return seen;
        }
        match read_answer(&mut connection).await {
            Some(head) => {
                assert!(head.starts_with("HTTP/1.1 200"), "{head}");
                seen.answered += 1;
                if head.to_ascii_lowercase().contains("\r\nconnection: close") {
                    return seen;
                }
            }
            None => {
                seen.cut += 1;
                return seen;
            }
        }
    }
}

/// The head of a whole answer, or nothing when the connection ended before.
async fn read_answer(connection: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
            let length = head.to_ascii_lowercase().lines().find_map(|line| {
                line.strip_prefix("content-length: ").and_then(|length| length.parse::<usize>().ok())
            })?;
            if bytes.len() >= end + 4 + length {
                return Some(head);
            }
        }
        let mut more = [0; 16 * 1024];
        match connection.read(&mut more).await {
            Ok(0) | Err(_) => return None,
            Ok(count) => bytes.extend_from_slice(&more[..count]),
        }
    }
}

async fn terminate_under_load(running: &mut Running) -> Vec<Seen> {
    let address = running.url.trim_start_matches("http://").to_owned();
    let clients: Vec<_> = (0..16).map(|_| tokio::spawn(ask_until_closed(address.clone()))).collect();
    tokio::time::sleep(Duration::from_millis(400)).await;
    running.signal("TERM");
    let mut seen = Vec::new();
    for client in clients {
        seen.push(client.await.unwrap());
    }
    seen
}

/// PROMISES A3.
#[tokio::test]
async fn under_load_no_answer_is_cut_and_it_ends_with_status_zero() {
    let program = Program::new().with("GUILDHALL_RATE_LIMIT", "10000000").with("GUILDHALL_LOG", "warn");
    for round in 0..3 {
        let mut running = program.start(&["serve", "--bind", "127.0.0.1:0"]);
        let seen = terminate_under_load(&mut running).await;
        let (status, took) = running.wait(Duration::from_secs(12));
        assert_eq!(seen.iter().map(|client| client.cut).sum::<usize>(), 0, "round {round}: {seen:?}");
        assert!(seen.iter().all(|client| client.answered > 0), "round {round}: {seen:?}");
        assert!(status.success(), "{status}");
        assert!(took <= Duration::from_secs(10), "{took:?}");
    }
}

#[tokio::test]
async fn an_idle_connection_does_not_keep_it_beyond_ten_seconds() {
    let program = Program::new().with("GUILDHALL_SHUTDOWN_SECONDS", "2");
    let mut running = program.start(&["serve", "--bind", "127.0.0.1:0"]);
    let mut idle = TcpStream::connect(running.url.trim_start_matches("http://")).await.unwrap();
    idle.write_all(b"GET /health/live HTTP/1.1\r\nHost: here\r\n\r\n").await.unwrap();
    assert!(read_answer(&mut idle).await.is_some());
    running.signal("TERM");
    let (status, took) = running.wait(Duration::from_secs(10));
    assert!(status.success() && took < Duration::from_secs(4), "{status}, {took:?}");
}

#[test]
fn a_worker_of_its_own_ends_when_told_to() {
    let program = Program::new();
    // It prints no address, so its log tells when it has begun.
    let mut worker = program.start_quietly(&["worker"]);
    for _ in 0..200 {
        if program.log().contains("the worker has begun") {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    worker.signal("TERM");
    assert!(worker.wait(Duration::from_secs(5)).0.success());
    assert!(program.log().contains("the worker has ended"));
}
