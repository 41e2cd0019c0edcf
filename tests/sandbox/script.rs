//! A script of requests and the transcript of its answers.

use serde_json::{Value, json};

use crate::cli::program::{Program, Running, client};

/// One answer: what was asked, the status, the headers that belong to the answer, the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    asked: String,
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

/// Answers in the order they came.
#[derive(Debug, Default, PartialEq)]
pub struct Transcript(pub Vec<Line>);

/// What is compared besides the body. `Date` and what is left of a quota follow the machine's clock.
const HEADERS: [&str; 7] = ["content-type", "etag", "location", "link", "retry-after", "x-request-id", "cache-control"];

/// Starts a sandbox whose answers do not show on which port it listens.
pub fn sandbox(program: &Program, seed: &str) -> Running {
    let at = ["--at", "2025-03-01T12:00:00Z", "--seed", seed, "--public-url", "http://sandbox.guildhall.test"];
    program.start(&[&["sandbox", "--bind", "127.0.0.1:0"][..], &at].concat())
}

/// Somebody who asks.
pub struct Reader<'a> {
    running: &'a Running,
    token: Option<String>,
    transcript: Transcript,
}

impl<'a> Reader<'a> {
    fn new(running: &'a Running) -> Reader<'a> {
        Reader { running, token: None, transcript: Transcript::default() }
    }

    async fn ask(&mut self, method: &str, path: &str, body: Option<Value>) -> Value {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = client().request(method.clone(), format!("{}{path}", self.running.url));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if method == reqwest::Method::POST {
            request = request.header("idempotency-key", format!("line-{}", self.transcript.0.len()));
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        let text = |name: &&'static str| Some((*name, answer.headers().get(*name)?.to_str().ok()?.to_owned()));
        let (status, headers) = (answer.status().as_u16(), HEADERS.iter().filter_map(text).collect());
        let body = answer.text().await.unwrap();
        let value = serde_json::from_str(&body).unwrap_or_default();
        self.transcript.0.push(Line { asked: format!("{method} {path}"), status, headers, body });
        value
    }

    async fn get(&mut self, path: &str) -> Value {
        self.ask("GET", path, None).await
    }

    async fn sign_in(&mut self, email: &str, password: &str) {
        self.token = None;
        let session =
            self.ask("POST", "/v1/accounts/sessions", Some(json!({ "email": email, "password": password }))).await;
        self.token = Some(session["tokens"]["access_token"].as_str().expect("signed in").to_owned());
    }
}

/// Plays the script on a sandbox as it is after its start.
pub async fn play(running: &Running) -> Transcript {
    let mut reader = Reader::new(running);
    let personas = reader.get("/v1/sandbox/personas").await;
    reader.get("/.well-known/jwks.json").await;
    register(&mut reader).await;
    for persona in personas["data"].as_array().expect("personas").clone() {
        let text = |member: &str| persona[member].as_str().unwrap_or_default().to_owned();
        reader.sign_in(&text("email"), &text("password")).await;
        reader.get("/v1/accounts/me").await;
        reader.get("/v1/organizations?limit=3&sort=population").await;
        if persona["member_id"].is_string() {
            reader.get(&format!("/v1/members/{}", text("member_id"))).await;
        }
    }
    reader.ask("POST", "/v1/dues/quotes", Some(json!({ "category": "full", "annual_salary_cents": 10_000_000 }))).await;
    reader.ask("POST", "/v1/dues/quotes", Some(json!({ "category": "king" }))).await;
    reader.get("/v1/nowhere").await;
    for now in ["2025-05-01T12:00:00Z", "2025-09-01T12:00:00Z"] {
        reader.ask("PUT", "/v1/sandbox/clock", Some(json!({ "now": now }))).await;
        reader.ask("POST", "/v1/sandbox/job-runs", None).await;
        reader.get("/v1/sandbox/outbox?limit=100").await;
    }
    reader.transcript
}

/// Somebody new registers, confirms with the token of the letter, and signs in.
async fn register(reader: &mut Reader<'_>) {
    let (email, password) = ("alex.rivera@springfield.example", "mossy lantern drifts upstream");
    let person = json!({ "email": email, "password": password, "given_name": "Alex", "family_name": "Rivera" });
    reader.ask("POST", "/v1/accounts/registrations", Some(person)).await;
    let outbox = reader.get("/v1/sandbox/outbox").await;
    let letter = outbox["data"][0]["payload"]["text"].as_str().expect("a letter").to_owned();
    let token = letter.split_once("token: ").and_then(|(_, rest)| rest.split_whitespace().next()).expect("a token");
    reader.ask("POST", "/v1/accounts/confirmations", Some(json!({ "token": token }))).await;
    reader.sign_in(email, password).await;
}
