//! SIGTERM drains: whatever was asked is answered, and the process ends in time.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Barrier;

use super::program::{Program, Running};
use crate::support::Engine;
use crate::support::database::TestDatabase;

const CLIENTS: usize = 16;
/// Answers after which a client counts as busy; SIGTERM comes when all are.
const ENOUGH: usize = 5;

/// What a client saw until it was refused.
#[derive(Debug, Default)]
struct Seen {
    answered: usize,
    /// Requests without a whole answer on a connection that the server had not said it would close.
    cut: usize,
    /// New connections that ended before the first answer: they arrived while the door was being shut.
    turned_away: usize,
}

/// Sends one request after another until the server takes no more connections.
async fn ask_until_refused(address: String, busy: Arc<Barrier>) -> Seen {
    let mut seen = Seen::default();
    while let Ok(connection) = TcpStream::connect(&address).await {
        let answered = ask_until_closed(connection, &address, &mut seen, &busy).await;
        if answered == 0 {
            seen.turned_away += 1;
        }
    }
    seen
}

/// The same on one connection, until the server ends it; answers how many were answered.
async fn ask_until_closed(mut connection: TcpStream, address: &str, seen: &mut Seen, busy: &Barrier) -> usize {
    let request = format!("GET /health/ready HTTP/1.1\r\nHost: {address}\r\n\r\n");
    let mut answered = 0;
    loop {
        let sent = connection.write_all(request.as_bytes()).await.is_ok();
        let head = if sent { read_answer(&mut connection).await } else { None };
        let Some(head) = head else {
            seen.cut += usize::from(answered > 0);
            return answered;
        };
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        (answered, seen.answered) = (answered + 1, seen.answered + 1);
        if head.to_ascii_lowercase().contains("\r\nconnection: close") {
            return answered;
        }
        if seen.answered == ENOUGH {
            busy.wait().await;
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
    let busy = Arc::new(Barrier::new(CLIENTS + 1));
    let clients: Vec<_> =
        (0..CLIENTS).map(|_| tokio::spawn(ask_until_refused(address.clone(), busy.clone()))).collect();
    busy.wait().await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    running.signal("TERM");
    let mut seen = Vec::new();
    for client in clients {
        seen.push(client.await.unwrap());
    }
    seen
}

/// PROMISES A3, on both engines: every request here asks the database.
#[test]
fn under_load_no_answer_is_cut_and_it_ends_with_status_zero() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = TestDatabase::of_template(engine);
        let program = Program::new().with("GUILDHALL_LOG", "warn").with("GUILDHALL_DATABASE_URL", &database.url);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for _ in 0..3 {
            runtime.block_on(end_under_load(&program));
        }
    }
}

async fn end_under_load(program: &Program) {
    let mut running = program.start(&["serve", "--bind", "127.0.0.1:0"]);
    let seen = terminate_under_load(&mut running).await;
    let (status, took) = running.wait(Duration::from_secs(12));
    assert!(seen.iter().all(|client| client.answered > 0 && client.cut == 0), "{seen:?}");
    // The kernel had taken these while the door was being shut; at most one for each client.
    assert!(seen.iter().all(|client| client.turned_away <= 1), "{seen:?}");
    assert!(status.success(), "{status}");
    assert!(took <= Duration::from_secs(10), "{took:?}");
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
