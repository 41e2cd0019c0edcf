//! A small HTTP client that believes nothing: every answer is held against the document.

use guildhall_domain::AccountId;
use guildhall_domain::accounts::Role;
use reqwest::header::HeaderMap;
use serde_json::Value;

use super::contract::Exchange;
use super::people::Person;
use super::server::TestServer;

/// Who sends a request.
pub enum Credential {
    /// Whoever holds this account, with a good token.
    Account(AccountId),
    /// This very token.
    Token(String),
}

impl From<Role> for Credential {
    fn from(role: Role) -> Self {
        Credential::Account(Person::of(role).account_id)
    }
}

impl From<&Person> for Credential {
    fn from(person: &Person) -> Self {
        Credential::Account(person.account_id)
    }
}

impl From<AccountId> for Credential {
    fn from(account: AccountId) -> Self {
        Credential::Account(account)
    }
}

impl From<&str> for Credential {
    fn from(token: &str) -> Self {
        Credential::Token(token.into())
    }
}

impl From<&String> for Credential {
    fn from(token: &String) -> Self {
        Credential::Token(token.clone())
    }
}

/// A request in the making.
#[must_use = "nothing is sent before `send`"]
pub struct Request {
    server: TestServer,
    builder: reqwest::RequestBuilder,
    path: String,
    credential: Option<Credential>,
}

impl Request {
    pub(super) fn new(server: TestServer, builder: reqwest::RequestBuilder, path: &str) -> Request {
        Request { server, builder, path: path.into(), credential: None }
    }

    /// Sends it as somebody: a role, a person, an account or a token.
    pub fn as_(mut self, who: impl Into<Credential>) -> Request {
        self.credential = Some(who.into());
        self
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Request {
        let value = reqwest::header::HeaderValue::from_bytes(value.as_ref()).expect("a header value");
        self.builder = self.builder.header(name, value);
        self
    }

    /// Adds an `Idempotency-Key`.
    pub fn key(self, key: &str) -> Request {
        self.header("idempotency-key", key)
    }

    /// Adds `If-Match`.
    pub fn if_match(self, tag: &str) -> Request {
        self.header("if-match", tag)
    }

    /// Makes it a rehearsal, of which nothing is kept.
    pub fn rehearsed(mut self) -> Request {
        self.builder = self.builder.query(&[("mode", "validate")]);
        self
    }

    /// Gives it a JSON body.
    pub fn json(self, body: &Value) -> Request {
        let bytes = body.to_string().into_bytes();
        self.header("content-type", "application/json").body(bytes)
    }

    /// Gives it a body as it stands; the media type is a header of its own.
    pub fn body(mut self, bytes: impl Into<Vec<u8>>) -> Request {
        self.builder = self.builder.body(bytes.into());
        self
    }

    /// Sends it and checks the answer against the document.
    pub async fn send(self) -> Answer {
        let server = self.server.clone();
        let exchange = self.exchange().await;
        server.contract().check(&exchange);
        Answer::new(exchange)
    }

    async fn exchange(self) -> Exchange {
        let builder = match self.credential {
            None => self.builder,
            Some(Credential::Token(token)) => self.builder.bearer_auth(token),
            Some(Credential::Account(account)) => {
                let token = self.server.token(account).await;
                self.builder.bearer_auth(token)
            }
        };
        let request = builder.build().expect("a request");
        let method = request.method().to_string();
        let response = self.server.http().execute(request).await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await.expect("the whole body").to_vec();
        Exchange { method, path: self.path, status, headers, body }
    }
}

/// An answer that agrees with the document.
#[derive(Clone, Debug)]
pub struct Answer(Exchange);

impl Answer {
    pub(super) fn new(exchange: Exchange) -> Answer {
        Answer(exchange)
    }

    /// The status.
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// One header's value; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.0.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The `ETag`.
    pub fn tag(&self) -> String {
        assert_ne!(self.header("etag"), "", "no ETag: {self:?}");
        self.header("etag").to_owned()
    }

    /// The body's bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0.body
    }

    /// The body's bytes without their content coding.
    pub fn plain_bytes(&self) -> Vec<u8> {
        self.0.plain_body()
    }

    /// The body's text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.body).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.0.body).unwrap_or_else(|error| panic!("not JSON ({error}): {:?}", self.0))
    }

    /// The member of the JSON body at `pointer`; null when it is not there.
    pub fn at(&self, pointer: &str) -> Value {
        self.json().pointer(pointer).cloned().unwrap_or_default()
    }

    /// The text member of the JSON body at `pointer`.
    #[track_caller]
    pub fn text_at(&self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap_or_else(|| panic!("no text at {pointer}: {:?}", self.0)).to_owned()
    }

    /// The answer, if it has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Answer {
        assert_eq!(self.status(), status, "{:?}", self.0);
        self
    }

    /// The answer, if it is the problem with this slug.
    #[track_caller]
    pub fn expect_problem(self, status: u16, slug: &str) -> Answer {
        assert_eq!((self.status(), self.slug().as_str()), (status, slug), "{:?}", self.0);
        self
    }

    /// The last segment of the problem's type.
    pub fn slug(&self) -> String {
        let body: Value = serde_json::from_slice(&self.0.body).unwrap_or_default();
        body["type"].as_str().and_then(|kind| kind.rsplit('/').next()).unwrap_or_default().to_owned()
    }

    /// Where and what each violation of a 400 or 422 is, in order of place.
    pub fn violations(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let place =
            |one: &Value| if one["pointer"].is_string() { text(&one["pointer"]) } else { text(&one["parameter"]) };
        let errors = self.at("/errors");
        let all = errors.as_array().into_iter().flatten();
        let mut found: Vec<_> = all.map(|one| (place(one), text(&one["code"]))).collect();
        found.sort();
        found
    }
}
