//! HTTP as bytes, for what no well-behaved client would send.

use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::TestServer;
use super::client::Answer;
use super::contract::Exchange;

/// Sends `bytes` as they stand and reads until the server closes; the request must ask it to.
///
/// # Panics
/// When the server does not answer within ten seconds or the answer is not as documented.
pub async fn send(server: &TestServer, bytes: &[u8]) -> Answer {
    let raw = tokio::time::timeout(Duration::from_secs(10), exchange(server, bytes)).await.expect("an answer in time");
    let exchange = parse(bytes, &raw);
    server.contract().check(&exchange);
    Answer::new(exchange)
}

/// A request line, the usual headers and `more`, which begins each line anew and ends with the body.
pub fn request(line: &str, more: &str) -> Vec<u8> {
    format!("{line} HTTP/1.1\r\nhost: guildhall.test\r\nconnection: close\r\n{more}").into_bytes()
}

async fn exchange(server: &TestServer, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(server.address()).await.expect("the server accepts");
    let mut raw = Vec::new();
    // The server may answer and close before it has read everything.
    let _ = stream.write_all(bytes).await;
    let _ = stream.read_to_end(&mut raw).await;
    raw
}

fn parse(request: &[u8], raw: &[u8]) -> Exchange {
    let line = String::from_utf8_lossy(request.split(|byte| *byte == b'\r').next().unwrap_or_default()).into_owned();
    let mut words = line.split(' ');
    let (method, path) = (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or_default().to_owned());
    let end = raw.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or_else(|| panic!("no answer to {line}"));
    let head = String::from_utf8_lossy(&raw[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status line");
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        let name: HeaderName = name.parse().expect("a header name");
        headers.append(name, HeaderValue::from_str(value).expect("a header value"));
    }
    Exchange { method, path, status, headers, body: raw[end + 4..].to_vec() }
}
