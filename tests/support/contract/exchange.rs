//! A request and its answer, as they went over the wire.

use std::io::Read;

use reqwest::header::HeaderMap;

/// A request and its answer.
#[derive(Clone)]
pub struct Exchange {
    /// Method of the request.
    pub method: String,
    /// Path and query of the request.
    pub path: String,
    /// Status of the answer.
    pub status: u16,
    /// Headers of the answer.
    pub headers: HeaderMap,
    /// Body of the answer, as it came.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Exchange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let body = String::from_utf8_lossy(&self.body);
        let shown: String = body.chars().take(2000).collect();
        write!(f, "{} {} answered {}: {shown}", self.method, self.path, self.status)
    }
}

impl Exchange {
    /// One header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Whether it is the problem document of this cause.
    pub fn names_cause(&self, slug: &str) -> bool {
        let body: serde_json::Value = serde_json::from_slice(&self.plain_body()).unwrap_or_default();
        body["type"].as_str().is_some_and(|kind| kind.ends_with(&format!("/problems/{slug}")))
    }

    /// The body without its content coding.
    pub fn plain_body(&self) -> Vec<u8> {
        let mut plain = Vec::new();
        match self.header("content-encoding") {
            None => plain.clone_from(&self.body),
            Some("gzip") => {
                flate2::read::GzDecoder::new(self.body.as_slice()).read_to_end(&mut plain).expect("a gzip body");
            }
            Some("br") => {
                brotli::Decompressor::new(self.body.as_slice(), 4096).read_to_end(&mut plain).expect("a brotli body");
            }
            Some(other) => panic!("content coding {other} was never asked for"),
        }
        plain
    }
}
