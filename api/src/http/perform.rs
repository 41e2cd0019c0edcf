//! One way to change anything: begin, claim the idempotency key, act, store the
//! answer, commit. Key, change and answer stand or fall together.
//!
//! With `?mode=validate` the same is done and rolled back, key and all.

use std::future::{Future, Ready, ready};
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::{Method, StatusCode, header};
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use aws_lc_rs::{digest, hmac};
use chrono::Duration;
use guildhall_domain::accounts::Roles;
use guildhall_persistence::idempotency::{self, Claim, KeyOf, RequestOf, StoredAnswer};
use guildhall_persistence::{StoreError, Tx};
use serde::Deserialize;
use utoipa::openapi::path::ParameterIn;
use utoipa::{IntoParams, ToSchema};

use super::answers::Respond;
use super::auth;
use super::body::BodyFingerprint;
use super::etag;
use super::formats;
use super::problem::{
    IDEMPOTENCY_IN_PROGRESS, IDEMPOTENCY_KEY_REUSED, INTERNAL, INVALID_PARAMETER, MISSING_HEADER, Problem, Violation,
};
use super::query;
use super::relation::{By, Relation};
use super::reply::Reply;
use super::signature::{Describe, Signature};
use crate::app::App;
use crate::vault::sealed::SealingKey;

/// Header that carries the key.
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// How often a transaction that deadlocked is run again.
const ATTEMPTS: usize = 3;

/// A change asked for by this request; an `Idempotency-Key` is welcome. Reads
/// the whole query: a handler that takes it takes no `Params`.
pub struct Write {
    app: Data<App>,
    request: HttpRequest,
    mode: Option<WriteMode>,
    key: Option<String>,
    remembered_for: Duration,
}

/// A change that moves money or sends messages: the `Idempotency-Key` is required.
pub struct WriteOnce(pub Write);

/// The query of every operation that changes something.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WriteParams {
    /// `validate` asks for a rehearsal: the same code runs on the same data and is rolled back. The answer is what would have been answered, marked `Rehearsed: true` and without `ETag`, with 200 where something would have been created and with an example in place of every token, link or code that works by itself (`x-secret`). The Idempotency-Key is looked at and not used up: where it was used, the answer is the first one again, or the refusal of another body.
    #[param(inline, nullable = false)]
    mode: Option<WriteMode>,
}

/// How a change is meant: `validate` is a rehearsal, of which nothing is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WriteMode {
    /// Nothing is kept.
    Validate,
}

/// Documents the required header of [`WriteOnce`].
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "only its documentation is used")]
pub struct IdempotencyKeyHeader {
    /// A string of the client's making, required: the deed is done once per key, however often the request is sent.
    #[param(
        rename = "Idempotency-Key",
        min_length = 1,
        max_length = 255,
        pattern = "^[!-~]+$",
        example = "8e03978e-40d5-43dd-bc93-6894a57f9324"
    )]
    idempotency_key: String,
}

impl Describe for Write {
    fn describe(signature: &mut Signature) {
        signature.writes();
    }
}

impl Describe for WriteOnce {
    fn describe(signature: &mut Signature) {
        signature.parameters::<IdempotencyKeyHeader>(ParameterIn::Header);
        signature.writes();
    }
}

impl FromRequest for Write {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request))
    }
}

impl FromRequest for WriteOnce {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request).and_then(|write| {
            let missing = || {
                Violation::parameter(IDEMPOTENCY_KEY, "required", "this operation is done once per key; make one up")
            };
            if write.key.is_some() {
                Ok(WriteOnce(write))
            } else {
                Err(Problem::new(&MISSING_HEADER).errors(vec![missing()]))
            }
        }))
    }
}

fn read(request: &HttpRequest) -> Result<Write, Problem> {
    let app = request.app_data::<Data<App>>().ok_or_else(|| Problem::new(&INTERNAL))?.clone();
    let WriteParams { mode } = query::read(request.query_string())?;
    let mut given = request.headers().get_all(IDEMPOTENCY_KEY).filter(|_| request.method() == Method::POST);
    let key = given
        .next()
        .map(|value| value.to_str().ok().and_then(key_of))
        .map(|key| key.ok_or_else(unreadable))
        .transpose()?;
    if given.next().is_some() {
        return Err(unreadable());
    }
    Ok(Write { app, request: request.clone(), mode, key, remembered_for: Duration::hours(24) })
}

fn unreadable() -> Problem {
    let violation =
        Violation::parameter(IDEMPOTENCY_KEY, "wrong_format", "must be one string of 1 to 255 visible characters");
    Problem::new(&INVALID_PARAMETER).errors(vec![violation])
}

/// The key inside the structured-field string (`"…"`), or as it stands.
fn key_of(value: &str) -> Option<String> {
    let value = value.trim();
    let quoted = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let key = quoted.filter(|inner| !inner.is_empty()).unwrap_or(value);
    let fits = (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then(|| key.to_owned())
}

/// What is done in the transaction, boxed once, so that all that surrounds it is compiled once and not per handler.
trait Act {
    fn act<'t>(&'t self, tx: &'t Tx) -> Pin<Box<dyn Future<Output = Result<Reply, Problem>> + 't>>;
}

/// An act whose answer has a type.
struct Typed<F>(F);

impl<R: Respond, F: AsyncFn(&Tx) -> Result<R, Problem>> Act for Typed<F> {
    fn act<'t>(&'t self, tx: &'t Tx) -> Pin<Box<dyn Future<Output = Result<Reply, Problem>> + 't>> {
        Box::pin(async move { (self.0)(tx).await?.reply() })
    }
}

/// Runs `act` again, at most three times in all, while its transaction deadlocks.
///
/// # Errors
/// Whatever `act` refuses in the end.
pub async fn rerun<T>(act: impl AsyncFn() -> Result<T, Problem>) -> Result<T, Problem> {
    let mut attempt = 1;
    loop {
        match act().await {
            Err(problem) if problem.run_again && attempt < ATTEMPTS => attempt += 1,
            outcome => return outcome,
        }
    }
}

impl Write {
    /// The application, its clock and its policies.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Remembers the answer for `time` instead of a day; the handler says so with the extension `x-remembered-for`.
    pub fn remembered_for(mut self, time: Duration) -> Write {
        self.remembered_for = time;
        self
    }

    /// Runs `act` in a transaction and commits, or gives the answer that the
    /// same key got before. A refusal rolls everything back and does not use
    /// the key up. A deadlocked transaction is run again, at most three times.
    /// Under `?mode=validate` everything is rolled back, and the answer says so.
    ///
    /// # Errors
    /// Whatever `act` refuses; `idempotency-key-reused`, `idempotency-in-progress`,
    /// `unavailable`.
    pub async fn perform<R: Respond>(
        &self,
        act: impl AsyncFn(&Tx) -> Result<R, Problem>,
    ) -> Result<R::Answered, Problem> {
        self.run(&Typed(act)).await.map(R::answered)
    }

    /// Runs `act` as [`Write::perform`] does, on the record that the caller stands in the relation `S` to: it is
    /// loaded, and locked where the relation says so, in the same transaction.
    ///
    /// # Errors
    /// As [`Write::perform`]; `not-found` where the record is foreign to the caller, `forbidden` where it is not.
    pub async fn on<S: Relation, R: Respond>(
        &self,
        by: &By<S>,
        id: S::Id,
        act: impl AsyncFn(&Tx, S) -> Result<R, Problem>,
    ) -> Result<R::Answered, Problem> {
        self.perform(async |tx| act(tx, by.lock(tx, &id).await?).await).await
    }

    async fn run(&self, act: &dyn Act) -> Result<Reply, Problem> {
        match self.mode {
            None => rerun(async || self.attempt(act).await).await,
            Some(WriteMode::Validate) => rerun(async || self.rehearse(act).await).await,
        }
    }

    async fn rehearse(&self, act: &dyn Act) -> Result<Reply, Problem> {
        let tx = self.app.db.begin().await?;
        let replayed = self.claim_if_any(&tx).await?;
        let reply = match replayed {
            Some(reply) => reply,
            None => act.act(&tx).await?,
        };
        tx.rollback().await?;
        let mut reply = reply.rehearsed();
        let address = self.request.match_pattern().unwrap_or_default();
        let withheld = |body| self.app.document.secrets.withheld(self.request.method().as_str(), &address, body);
        reply.body = reply.body.map(withheld);
        Ok(reply)
    }

    async fn attempt(&self, act: &dyn Act) -> Result<Reply, Problem> {
        let tx = self.app.db.begin().await?;
        if let Some(reply) = self.claim_if_any(&tx).await? {
            tx.rollback().await?;
            return Ok(reply);
        }
        let reply = act.act(&tx).await?;
        if let Some(key) = &self.key {
            self.remember(&tx, key, &reply).await?;
        }
        tx.commit().await?;
        Ok(reply)
    }

    async fn claim_if_any(&self, tx: &Tx) -> Result<Option<Reply>, Problem> {
        match &self.key {
            Some(key) => self.claim(tx, key).await,
            None => Ok(None),
        }
    }

    /// Takes the key for this request; gives the stored answer when it is taken.
    async fn claim(&self, tx: &Tx, key: &str) -> Result<Option<Reply>, Problem> {
        let now = self.app.clock.now();
        let (caller, key_hash, method_path, body_hash) =
            (self.caller(), hash(key), self.method_path(), self.body_hash());
        let of_key = KeyOf { caller: &caller, key_hash: &key_hash };
        let of_request = RequestOf { method_path: &method_path, body_hash: &body_hash };
        match idempotency::claim(tx, of_key, of_request, now, now + self.remembered_for).await {
            Ok(Claim::New) => Ok(None),
            Ok(Claim::Replay(answer)) => self.replay(key, answer).map(Some),
            Ok(Claim::OtherRequest) => Err(Problem::new(&IDEMPOTENCY_KEY_REUSED)),
            Err(StoreError::Locked) => Err(Problem::new(&IDEMPOTENCY_IN_PROGRESS)
                .detail("The first request with this key is still in progress; wait a second and send it again.")
                .header(header::RETRY_AFTER, "1")),
            Err(error) => Err(error.into()),
        }
    }

    fn replay(&self, key: &str, answer: StoredAnswer) -> Result<Reply, Problem> {
        let broken = || Problem::new(&INTERNAL);
        let body = match answer.body.as_slice() {
            [] => None,
            sealed => Some(Bytes::from(self.sealing_key(key)?.open(b"", sealed).ok_or_else(broken)?)),
        };
        let status = StatusCode::from_u16(answer.status).map_err(|_| broken())?;
        let plain = body.as_deref().unwrap_or_default();
        let whole = |name: &header::HeaderName, value: String| match *name {
            header::ETAG => etag::restored(&value, plain),
            _ => Some(value),
        };
        let named = |(name, value): (String, String)| {
            let name = name.parse().ok()?;
            let value = whole(&name, value)?;
            Some((name, value))
        };
        let headers = answer.headers.into_iter().filter_map(named).collect();
        let replayed = header::HeaderName::from_static("idempotency-replayed");
        Ok(Reply::stored(status, body, headers).header(replayed, "true"))
    }

    async fn remember(&self, tx: &Tx, key: &str, reply: &Reply) -> Result<(), Problem> {
        let body = match &reply.body {
            Some(plain) => self.sealing_key(key)?.seal(b"", plain).ok_or_else(|| Problem::new(&INTERNAL))?,
            None => Vec::new(),
        };
        let kept = |(name, value): &(header::HeaderName, String)| {
            let value = if *name == header::ETAG { etag::kept(value) } else { value.clone() };
            (name.to_string(), value)
        };
        let headers = reply.headers.iter().map(kept).collect();
        let answer = StoredAnswer { status: reply.status.as_u16(), headers, body };
        let of_key = KeyOf { caller: &self.caller(), key_hash: &hash(key) };
        Ok(idempotency::store_answer(tx, of_key, &answer).await?)
    }

    /// Answers are sealed under the client's own key: the database holds a hash of it and bytes that only its
    /// owner can open, so neither tokens nor salaries lie there in clear.
    fn sealing_key(&self, key: &str) -> Result<SealingKey, Problem> {
        SealingKey::derived(b"guildhall idempotency", &[&self.app.secret, key.as_bytes()], b"answer")
            .ok_or_else(|| Problem::new(&INTERNAL))
    }

    fn caller(&self) -> String {
        auth::signed_in(&self.request).map_or_else(|| self.stranger(), |identity| identity.account_id.to_string())
    }

    /// Whose keys these are when nobody is signed in: of whoever holds the token in the body, else of everybody behind one
    /// network address. So a key that a stranger guesses spoils nobody's request elsewhere.
    fn stranger(&self) -> String {
        let token = self.request.extensions().get::<BodyFingerprint>().and_then(|fingerprint| fingerprint.token);
        match token {
            Some(hash) => format!("token {}", hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>()),
            None => format!("network {}", auth::network_of(&self.request, &self.app)),
        }
    }

    fn method_path(&self) -> String {
        format!("{} {}", self.request.method(), formats::with_small_ids(self.request.path()))
    }

    /// Keyed, because a body may hold a password and the hash is stored. The
    /// granted roles are part of it: whoever lost one is not answered again as if
    /// it were still held.
    fn body_hash(&self) -> [u8; 32] {
        let fingerprint =
            self.request.extensions().get::<BodyFingerprint>().map_or([0; 32], |fingerprint| fingerprint.whole);
        let key = hmac::Key::new(hmac::HMAC_SHA256, &[b"body:", self.app.secret.as_slice()].concat());
        let mut out = [0; 32];
        let granted = auth::signed_in(&self.request).map_or(Roles::NONE, |identity| identity.roles.granted());
        let held: String = granted.iter().map(|role| role.as_str()).collect();
        out.copy_from_slice(hmac::sign(&key, &[&fingerprint, held.as_bytes()].concat()).as_ref());
        out
    }
}

fn hash(text: &str) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(digest::digest(&digest::SHA256, text.as_bytes()).as_ref());
    out
}

#[cfg(test)]
mod tests {
    use super::key_of;

    #[test]
    fn keys_are_read_quoted_or_bare_and_bounded() {
        assert_eq!(key_of("\"abc\"").as_deref(), Some("abc"));
        assert_eq!(key_of("abc").as_deref(), Some("abc"));
        assert_eq!(key_of(&"k".repeat(255)).map(|key| key.len()), Some(255));
        assert_eq!(key_of("\"\"").as_deref(), Some("\"\""), "two visible characters, as the document allows");
        for wrong in ["", &"k".repeat(256), "a b", "schlüssel"] {
            assert_eq!(key_of(wrong), None, "{wrong}");
        }
    }
}
