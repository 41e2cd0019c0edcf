//! Who is asking: bearer tokens to identities, and identities to permissions.
//!
//! A verified token is remembered with the identity that it stood for, and the
//! identity is asked of the store again after a second at most, so that sign-out
//! and changes of role reach every replica within that second, and this one at once.

use std::collections::HashMap;
use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest};
use guildhall_domain::accounts::role::{self, Role, Roles};
use guildhall_domain::ids::{AccountId, SessionId};

use super::fallback;
use super::middleware::limits::{Counted, Verdict, narrowed};
use super::problem::{FORBIDDEN, INVALID_TOKEN, Problem, RATE_LIMITED, UNAUTHENTICATED};
use super::signature::{Describe, Signature};
use crate::app::App;
use crate::assembly;

const RECHECK: Duration = Duration::from_secs(1);
const MOST_REMEMBERED: usize = 20_000;

/// A signed-in person, as the store knows them.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The account.
    pub account_id: AccountId,
    /// The session the token belongs to.
    pub session_id: SessionId,
    /// Every role held now, `account` and, in good standing, `member` included.
    pub roles: Roles,
}

impl Identity {
    /// Whether one of `roles` is held. An admin holds every one.
    pub fn holds(&self, roles: &[Role]) -> bool {
        self.roles.has(Role::Admin) || roles.iter().any(|role| self.roles.has(*role))
    }

    /// The caller as the domain's visibility rules know one.
    pub fn caller(&self) -> role::Caller {
        role::Caller::Person { account_id: self.account_id, roles: self.roles }
    }
}

/// Tokens verified of late.
///
/// Invariant: what was read from the store before something was forgotten is not remembered after it.
#[derive(Default)]
pub struct TokenCache {
    entries: Mutex<HashMap<Box<str>, Remembered>>,
    forgotten: AtomicU64,
}

#[derive(Clone)]
struct Remembered {
    identity: Arc<Identity>,
    expires_at: i64,
    asked: Instant,
}

impl TokenCache {
    fn get(&self, token: &str, now: i64) -> Option<Arc<Identity>> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let found = entries.get(token)?;
        (now < found.expires_at && found.asked.elapsed() < RECHECK).then(|| found.identity.clone())
    }

    /// How often everything was forgotten: taken before the store is asked, shown when the answer is put.
    fn generation(&self) -> u64 {
        self.forgotten.load(Ordering::Acquire)
    }

    fn put(&self, token: &str, entry: Remembered, generation: u64) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if self.generation() != generation {
            return;
        }
        if entries.len() >= MOST_REMEMBERED {
            entries.retain(|_, entry| entry.asked.elapsed() < RECHECK);
            if entries.len() >= MOST_REMEMBERED {
                entries.clear();
            }
        }
        entries.insert(token.into(), entry);
    }

    /// Forgets every token: something about sessions, roles or standing changed.
    pub fn forget_all(&self) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        self.forgotten.fetch_add(1, Ordering::AcqRel);
        entries.clear();
    }
}

/// The middleware: finds out who asks, counts the request, and refuses a bad
/// token or a caller over quota before anything else looks at the request.
///
/// # Errors
/// Those of the inner service; refusals are answers.
pub async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(app) = request.app_data::<Data<App>>().cloned() else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    if request.path().starts_with("/health/") {
        // Whether the process lives must depend on no token, no quota and no database.
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    }
    let identity = match bearer(request.headers()) {
        None => Ok(None),
        Some(Ok(token)) => identify(&app, token).await.map(Some),
        Some(Err(problem)) => Err(problem),
    };
    let verdict = count(&app, &request, identity.as_ref().ok().and_then(Option::as_ref));
    let mut response = if let Some(wait) = verdict.and_then(|verdict| verdict.wait_seconds) {
        request.error_response(Problem::new(&RATE_LIMITED).header(header::RETRY_AFTER, wait.to_string()))
    } else {
        match identity {
            Err(problem) => request.error_response(problem),
            Ok(identity) => {
                if let Some(identity) = identity {
                    request.extensions_mut().insert(identity);
                }
                next.call(request).await?.map_into_boxed_body()
            }
        }
    };
    if let Some(verdict) = verdict {
        tell(response.headers_mut(), &verdict);
    }
    Ok(response)
}

/// The token of the `Authorization` header; `None` without the header.
fn bearer(headers: &HeaderMap) -> Option<Result<&str, Problem>> {
    let mut given = headers.get_all(header::AUTHORIZATION);
    let value = given.next()?.to_str().ok();
    let token =
        value.and_then(|value| value.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    Some(match (token, given.next()) {
        (Some((_, token)), None) => Ok(token.trim()),
        _ => Err(invalid_token()),
    })
}

fn invalid_token() -> Problem {
    Problem::new(&INVALID_TOKEN).header(header::WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")
}

async fn identify(app: &App, token: &str) -> Result<Arc<Identity>, Problem> {
    let now = app.clock.now();
    if let Some(identity) = app.tokens.get(token, now.timestamp()) {
        return Ok(identity);
    }
    let claims = app.keys().verify(token, now).map_err(|_| invalid_token())?;
    let (asked, generation) = (Instant::now(), app.tokens.generation());
    let identity =
        (assembly::identification()?.of_session)(app, claims.sub, claims.sid).await?.ok_or_else(invalid_token)?;
    let identity = Arc::new(identity);
    app.tokens.put(token, Remembered { identity: identity.clone(), expires_at: claims.exp, asked }, generation);
    Ok(identity)
}

/// Counts the request; pages for people are free.
fn count(app: &App, request: &ServiceRequest, identity: Option<&Arc<Identity>>) -> Option<Verdict> {
    let path = request.path();
    if !["/v1/", "/openapi.", "/.well-known/"].iter().any(|counted| path.starts_with(counted)) {
        return None;
    }
    let address = Counted::Address(network_of(request.request(), app));
    if assembly::is_guessable(request.method(), path) {
        return Some(app.sign_in_limiter.count(address));
    }
    Some(app.limiter.count(identity.map_or(address, |identity| Counted::Account(identity.account_id))))
}

/// Where a request comes from: one address, of IPv6 the network.
pub fn network_of(request: &HttpRequest, app: &App) -> IpAddr {
    narrowed(client_address(request, app.config.trusted_proxy_hops))
}

/// The peer, or what the outermost trusted proxy saw.
fn client_address(request: &HttpRequest, trusted_hops: u8) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.ip());
    let Some(back) = usize::from(trusted_hops).checked_sub(1) else { return peer };
    let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = forwarded.flat_map(|list| list.split(',')).map(str::trim).collect();
    hops.iter().rev().nth(back).and_then(|hop| hop.parse().ok()).unwrap_or(peer)
}

fn tell(headers: &mut HeaderMap, verdict: &Verdict) {
    for (name, value) in [("ratelimit-policy", verdict.policy_header()), ("ratelimit", verdict.state_header())] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}

/// Who is signed in, if anybody.
pub fn signed_in(request: &HttpRequest) -> Option<Arc<Identity>> {
    request.extensions().get::<Arc<Identity>>().cloned()
}

/// What a caller must be; a permission is a type.
pub trait Permission {
    /// Any one of these roles suffices; none means that being signed in does.
    const ROLES: &'static [Role];
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = [$($role:ident),*];)*) => {$(
        $(#[$doc])*
        pub enum $name {}
        impl Permission for $name {
            const ROLES: &'static [Role] = &[$(Role::$role),*];
        }
    )*};
}

permissions! {
    /// Anybody signed in.
    AnyAccount = [];
    /// The association's staff.
    Staff = [Staff];
    /// Those who keep the books.
    Finance = [Finance];
    /// Staff or those who keep the books.
    StaffOrFinance = [Staff, Finance];
    /// The Executive Board.
    Board = [Board];
    /// The Executive Board or the association's staff.
    BoardOrStaff = [Board, Staff];
    /// Those who run the installation.
    Admin = [Admin];
}

/// A signed-in caller with the permission `P`. The first argument of a handler,
/// so that it is judged before the rest of the request.
pub struct Caller<P = AnyAccount> {
    identity: Arc<Identity>,
    permission: PhantomData<P>,
}

impl<P> std::ops::Deref for Caller<P> {
    type Target = Identity;

    fn deref(&self) -> &Identity {
        &self.identity
    }
}

impl<P: Permission> Describe for Caller<P> {
    fn describe(signature: &mut Signature) {
        signature.secured(P::ROLES.iter().map(|role| role.as_str()));
    }
}

impl<P: Permission> FromRequest for Caller<P> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match signed_in(request) {
            None => {
                let refusal = Problem::new(&UNAUTHENTICATED).header(header::WWW_AUTHENTICATE, "Bearer");
                Err(fallback::unless_fixed(request, refusal))
            }
            Some(identity) if P::ROLES.is_empty() || identity.holds(P::ROLES) => {
                Ok(Caller { identity, permission: PhantomData })
            }
            Some(_) => Err(fallback::unless_fixed(request, Problem::new(&FORBIDDEN))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn the_scheme_is_bearer_in_any_case_and_given_once() {
        let read = |values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(header::AUTHORIZATION, HeaderValue::from_str(value).unwrap());
            }
            bearer(&headers).map(|result| result.map(str::to_owned).map_err(|problem| problem.kind.status))
        };
        assert_eq!(read(&[]), None);
        assert_eq!(read(&["bEaReR abc"]), Some(Ok("abc".into())));
        for wrong in [&["Basic abc"][..], &["abc"], &["Bearer a", "Bearer b"]] {
            assert_eq!(read(wrong), Some(Err(401)), "{wrong:?}");
        }
    }

    #[test]
    fn a_forwarded_address_counts_only_behind_trusted_proxies() {
        let request = || {
            TestRequest::default()
                .peer_addr("10.0.0.9:1".parse().unwrap())
                .insert_header(("x-forwarded-for", "6.6.6.6, 1.2.3.4"))
                .to_http_request()
        };
        assert_eq!(client_address(&request(), 0), IpAddr::from([10, 0, 0, 9]));
        assert_eq!(client_address(&request(), 1), IpAddr::from([1, 2, 3, 4]));
        assert_eq!(client_address(&request(), 5), IpAddr::from([10, 0, 0, 9]));
    }
}
