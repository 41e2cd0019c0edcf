//! Somebody who asks a sandbox one thing after another and writes the answers
//! down. Every answer is held against the document.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::rehearsals;
use crate::cli::program::{Program, Running, client};
use crate::support::contract::{Contract, Exchange};

/// One answer: what was asked, the status, the headers that belong to the answer, the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Method and address.
    pub asked: String,
    /// The status.
    pub status: u16,
    headers: Vec<(&'static str, String)>,
    /// The body as it came.
    pub body: String,
}

impl Line {
    /// A header that belongs to the answer.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// Answers in the order they came.
#[derive(Debug, Default, PartialEq)]
pub struct Transcript(pub Vec<Line>);

impl Transcript {
    /// Fails at the first line that differs.
    #[track_caller]
    pub fn assert_same(&self, other: &Transcript) {
        for (left, right) in self.0.iter().zip(&other.0) {
            assert_eq!(left, right);
        }
        assert_eq!(self.0.len(), other.0.len());
    }
}

/// What is compared besides the body. `Date` and what is left of a quota follow the machine's clock.
const HEADERS: [&str; 9] = [
    "content-type",
    "etag",
    "location",
    "link",
    "retry-after",
    "x-request-id",
    "cache-control",
    "idempotency-replayed",
    "rehearsed",
];

/// How long a second of `Retry-After` is here. The sandbox's faults depend on the order of requests and not on
/// time, so nothing is gained by waiting longer.
const A_SECOND: Duration = Duration::from_millis(20);

/// Starts a sandbox whose answers do not show on which port it listens.
pub fn sandbox(program: &Program, seed: &str, more: &[&str]) -> Running {
    let at = ["--at", "2025-03-01T12:00:00Z", "--seed", seed, "--public-url", "http://sandbox.guildhall.test"];
    program.start(&[&["sandbox", "--bind", "127.0.0.1:0"][..], &at, more].concat())
}

/// A request as it is written down in a script or a scenario.
#[derive(Clone, Default)]
pub struct Asked {
    /// Who asks; nobody in particular when absent.
    pub by: Option<String>,
    /// The `Idempotency-Key`.
    pub key: Option<String>,
    /// The `If-Match`.
    pub tag: Option<String>,
    /// The body.
    pub body: Option<Value>,
}

/// Somebody who asks.
pub struct Reader {
    url: String,
    http: reqwest::Client,
    tokens: HashMap<String, String>,
    /// What was answered so far.
    pub transcript: Transcript,
    /// Operations that succeeded in a rehearsal, for who rehearses each change before it is made.
    pub rehearsed: Option<BTreeSet<String>>,
}

impl Reader {
    /// Asks a server at an address.
    pub fn new(url: &str) -> Reader {
        // It takes seconds to make, in which a server would give up on a connection that says nothing.
        Contract::of(true);
        let (tokens, transcript) = (HashMap::new(), Transcript::default());
        Reader { url: url.to_owned(), http: client(), tokens, transcript, rehearsed: None }
    }

    /// Sends a request as a well-behaved client does: what is not available now is asked for again, under the
    /// same key, after the time that the server names.
    pub async fn send(&mut self, method: &str, path: &str, asked: &Asked) -> Line {
        if self.rehearsed.is_some() {
            return rehearsals::send(self, method, path, asked).await;
        }
        for again in 0..20 {
            let line = self.send_once(method, path, asked).await;
            match line.header("retry-after") {
                Some(wait) if line.status == 503 => {
                    tokio::time::sleep(A_SECOND * wait.parse::<u32>().expect("seconds")).await;
                }
                // Of a change without a key the answer may be lost, never the change.
                _ if again > 0 && method == "PATCH" && line.status == 412 => {
                    return Box::pin(self.send("GET", path, &Asked { by: asked.by.clone(), ..Asked::default() })).await;
                }
                _ => return line,
            }
        }
        panic!("{method} {path} was never available");
    }

    /// Sends a request, whatever the answer.
    pub async fn send_once(&mut self, method: &str, path: &str, asked: &Asked) -> Line {
        let verb: Method = method.parse().expect("a method");
        let mut request = self.http.request(verb, format!("{}{path}", self.url));
        if let Some(by) = &asked.by {
            request = request.bearer_auth(self.tokens.get(by).unwrap_or_else(|| panic!("{by} is not signed in")));
        }
        for (name, value) in [("idempotency-key", &asked.key), ("if-match", &asked.tag)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        if let Some(body) = &asked.body {
            request = request.json(body);
        }
        let answer = request.send().await.expect("an answer");
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let body = answer.bytes().await.expect("the whole body").to_vec();
        let exchange = Exchange { method: method.to_owned(), path: path.to_owned(), status, headers, body };
        Contract::of(true).check(&exchange);
        let header = |name: &&'static str| Some((*name, exchange.header(name)?.to_owned()));
        let line = Line {
            asked: format!("{method} {path}"),
            status,
            headers: HEADERS.iter().filter_map(header).collect(),
            body: String::from_utf8_lossy(&exchange.body).into_owned(),
        };
        self.transcript.0.push(line.clone());
        line
    }

    /// Signs somebody in; whatever is asked `by` them carries their token from now on.
    pub async fn sign_in(&mut self, who: &str, email: &str, password: &str) -> Value {
        let body = Some(json!({ "email": email, "password": password }));
        let key = Some(format!("sign-in-{}", self.transcript.0.len()));
        let session = self.send("POST", "/v1/accounts/sessions", &Asked { key, body, ..Asked::default() }).await.json();
        self.carry_on(who, &session);
        session
    }

    /// Takes the token of a session: whatever is asked `by` its owner carries it from now on.
    pub fn carry_on(&mut self, who: &str, session: &Value) {
        let token = session["tokens"]["access_token"].as_str().unwrap_or_else(|| panic!("{who} cannot sign in"));
        self.tokens.insert(who.to_owned(), token.to_owned());
    }

    /// Whether somebody is signed in.
    pub fn knows(&self, who: &str) -> bool {
        self.tokens.contains_key(who)
    }

    /// Forgets who is signed in: tokens end ten minutes after a clock that was moved.
    pub fn forget_tokens(&mut self) {
        self.tokens.clear();
    }
}
