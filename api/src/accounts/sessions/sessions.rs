//! `/v1/accounts/sessions`: signing in, the places where one is signed in, signing out.

use actix_web::HttpRequest;
use actix_web::http::header;
use actix_web::web::Path;
use guildhall_domain::ids::SessionId;
use guildhall_persistence::Slice;
use guildhall_persistence::accounts::{self as store, SessionSort};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::session_record::SessionOut;
use crate::accounts::actions::{sign_in, sign_out};
use crate::accounts::problems::{
    ACCOUNT_CLOSED, ACCOUNT_NOT_CONFIRMED, ACCOUNT_SUSPENDED, SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG,
    TOO_MANY_FAILURES, WRONG_CREDENTIALS,
};
use crate::accounts::relations::OwnSession;
use crate::http::answers::{Answered, Created, NoContent, Record};
use crate::http::auth::{self, Caller};
use crate::http::body::Body;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::{By, Sees};

const LONGEST_USER_AGENT: usize = 200;

/// Address and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SignIn)]
pub struct SignInIn {
    /// Email address of the account.
    #[schema(format = Email, min_length = 3, max_length = 254, example = "alex.rivera@springfield.example")]
    email: String,
    /// Password.
    #[schema(value_type = String, format = Password, min_length = 1, max_length = 1024, example = "mossy lantern drifts upstream")]
    password: SecretString,
    /// Code of the app, or a recovery code; needed where a second factor guards the account.
    #[schema(value_type = Option<String>, min_length = 1, max_length = 64, nullable = false, example = "287082")]
    second_factor: Option<SecretString>,
}

/// Sign in
///
/// Gives a short access token and a refresh token, both shown in this answer only. The answer and its time are the
/// same for an unknown address and a wrong password; after ten failures in a row whoever tries from the same place has to wait. Send no
/// `Authorization` with it. Where a second factor guards the account, the answer without its code is
/// `second-factor-required`: send the same request with the code. Repeated under the same Idempotency-Key it gives the same answer for half a minute.
#[utoipa::path(post, path = "/sessions", tag = "Accounts", extensions(
    ("x-remembered-for" = json!("half a minute")),
    ("x-refuses" = json!([WRONG_CREDENTIALS, TOO_MANY_FAILURES, ACCOUNT_NOT_CONFIRMED, ACCOUNT_SUSPENDED, ACCOUNT_CLOSED, SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG]))))]
pub async fn create_session(
    write: Write,
    request: HttpRequest,
    body: Body<SignInIn>,
) -> Result<Answered<Created<SessionOut>>, Problem> {
    let replayed_for = write.app().policies.accounts.lifetimes().refresh_replay;
    let write = write.remembered_for(replayed_for);
    let app = write.app();
    let code = body.0.second_factor.as_ref().map(ExposeSecret::expose_secret);
    let verified =
        sign_in::verify(app, (&body.0.email, auth::network_of(&request, app)), &body.0.password, code).await?;
    let user_agent = user_agent_of(&request);
    write
        .perform(async |tx| {
            let (session, pair) = sign_in::begin(app, tx, &verified, user_agent.clone()).await?;
            let location = format!("/v1/accounts/sessions/{}", session.id);
            let shown = SessionOut::with_tokens(app, session, pair);
            Ok(Created::at(location, shown, 1))
        })
        .await
}

fn user_agent_of(request: &HttpRequest) -> Option<String> {
    let given = request.headers().get(header::USER_AGENT)?.to_str().ok()?;
    Some(given.chars().take(LONGEST_USER_AGENT).collect())
}

/// A list of one's own sessions has one order and no filter.
#[derive(Deserialize, IntoParams)]
pub struct SessionQuery {}

impl ListQuery for SessionQuery {
    type Sort = SessionSort;

    fn order(&self) -> (&'static str, SessionSort) {
        ("sessions/newest", SessionSort::Newest)
    }
}

/// List my sessions
///
/// Where the caller is signed in, the latest first. Ended and expired sessions are not shown.
#[utoipa::path(get, path = "/sessions", tag = "Accounts")]
pub async fn list_sessions(caller: Caller, list: Listing<SessionQuery>) -> Result<Page<SessionOut>, Problem> {
    let (app, now) = (list.app(), list.app().clock.now());
    let Slice { items, next } = store::list_sessions(&app.db, caller.account_id, Some(now), list.page()).await?;
    let live = items.into_iter().filter(|one| one.is_live_for(caller.account_id, now, &app.policies.accounts));
    let slice = Slice { items: live.collect(), next };
    Ok(list.answer(slice, |session| {
        let current = session.id == caller.session_id;
        SessionOut::of(app, session, current)
    }))
}

/// Read one of my sessions
///
/// Without its tokens. A session that has ended is not found.
#[utoipa::path(get, path = "/sessions/{session_id}", tag = "Accounts")]
pub async fn get_session(seen: Sees<OwnSession>) -> Result<Record<SessionOut>, Problem> {
    let OwnSession(session) = seen.record;
    let current = session.id == seen.by.session_id;
    Ok(Record::new(SessionOut::of(seen.by.app(), session, current), 1))
}

/// Sign out
///
/// Ends one of the caller's sessions. Its refresh token is worthless at once, its access token within a second.
#[utoipa::path(delete, path = "/sessions/{session_id}", tag = "Accounts")]
pub async fn delete_session(
    caller: By<OwnSession>,
    id: Path<SessionId>,
    write: Write,
) -> Result<Answered<NoContent>, Problem> {
    let app = write.app();
    let done = write
        .on(&caller, *id, async |tx, OwnSession(session)| {
            sign_out::sign_out(app, tx, caller.account_id, session.id).await?;
            Ok(NoContent)
        })
        .await?;
    app.tokens.forget_all();
    Ok(done)
}
