//! `/v1/accounts/sessions`: signing in, the places where one is signed in, signing out.

use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, post};
use guildhall_domain::accounts::{Session, SessionState};
use guildhall_domain::ids::SessionId;
use guildhall_persistence::accounts::{self as store, SessionSort};
use guildhall_persistence::{PageRequest, Slice};
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;

use super::session_record::SessionOut;
use crate::accounts::actions::{sign_in, sign_out};
use crate::app::App;
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::page::PageQuery;
use crate::http::perform::Write;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::{Cache, Reply};
use crate::page_of;

page_of!(SessionPage, SessionOut);

const LIST: &str = "sessions/newest";
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
}

/// Sign in
///
/// Gives a short access token and a refresh token, both shown in this answer only. The answer and its time are the
/// same for an unknown address and a wrong password; after ten failures in a row an address has to wait. Send no
/// `Authorization` with it. Repeated under the same Idempotency-Key it gives the same answer for half a minute.
#[utoipa::path(tag = "Accounts", operation_id = "createSession", security(()), request_body = SignInIn,
    extensions(("x-remembered-for" = json!("half a minute"))),
    responses((status = 201, description = "The session with its tokens.", body = SessionOut),
        (status = 401, description = "`wrong-credentials`"), (status = 429, description = "`too-many-failures`"),
        (status = 403, description = "`account-not-confirmed` `account-suspended`")))]
#[post("/sessions")]
pub async fn create_session(write: Write, request: HttpRequest, body: Body<SignInIn>) -> Result<Reply, Problem> {
    let replayed_for = write.app().policies.accounts.lifetimes().refresh_replay;
    let write = write.remembered_for(replayed_for);
    let app = write.app();
    let verified = sign_in::verify(app, &body.0.email, &body.0.password).await?;
    let user_agent = user_agent_of(&request);
    write
        .perform(async |tx| {
            let (session, pair) = sign_in::begin(app, tx, &verified, user_agent.clone()).await?;
            let location = format!("/v1/accounts/sessions/{}", session.id);
            let created = Reply::created(location, &SessionOut::with_tokens(app, session, pair), 1)?;
            Ok(created.cached(Cache::Never))
        })
        .await
}

fn user_agent_of(request: &HttpRequest) -> Option<String> {
    let given = request.headers().get(header::USER_AGENT)?.to_str().ok()?;
    Some(given.chars().take(LONGEST_USER_AGENT).collect())
}

/// List my sessions
///
/// Where the caller is signed in, the latest first. Ended and expired sessions are not shown.
#[utoipa::path(tag = "Accounts", operation_id = "listSessions", security(("bearer" = [])), params(PageQuery),
    responses((status = 200, description = "One page.", body = SessionPage)))]
#[get("/sessions")]
pub async fn list_sessions(
    caller: Caller,
    app: Data<App>,
    request: HttpRequest,
    query: Params<PageQuery>,
) -> Result<Reply, Problem> {
    let (limit, now) = (query.0.limit, app.clock.now());
    let after = app.cursors.read(LIST, query.0.after.as_deref())?;
    let page = PageRequest { limit, sort: SessionSort::Newest, after };
    let Slice { items, next } = store::list_sessions(&app.db, caller.account_id, Some(now), page).await?;
    let live = items.into_iter().filter(|session| is_live(&app, session));
    let slice = Slice { items: live.collect(), next };
    app.cursors.reply::<SessionPage, Session>(&request, LIST, limit, slice, |session| {
        let current = session.id == caller.session_id;
        SessionOut::of(&app, session, current)
    })
}

/// Read one of my sessions
///
/// Without its tokens. A session that has ended is not found.
#[utoipa::path(tag = "Accounts", operation_id = "getSession", security(("bearer" = [])),
    responses((status = 200, description = "The session.", body = SessionOut), (status = 304, description = "Not changed.")))]
#[get("/sessions/{session_id}")]
pub async fn get_session(
    caller: Caller,
    app: Data<App>,
    id: Path<SessionId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let session = store::find_session(&app.db, *id).await?;
    let mine = session.filter(|session| session.account_id == caller.account_id && is_live(&app, session));
    let session = mine.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let current = session.id == caller.session_id;
    Reply::record(&SessionOut::of(&app, session, current), 1)
}

/// Sign out
///
/// Ends one of the caller's sessions. Its refresh token is worthless at once, its access token within a second.
#[utoipa::path(tag = "Accounts", operation_id = "deleteSession", security(("bearer" = [])),
    responses((status = 204, description = "Signed out.")))]
#[delete("/sessions/{session_id}")]
pub async fn delete_session(caller: Caller, id: Path<SessionId>, write: Write) -> Result<Reply, Problem> {
    let app = write.app();
    let done = write
        .perform(async |tx| {
            sign_out::sign_out(app, tx, caller.account_id, *id).await?;
            Ok(Reply::no_content())
        })
        .await?;
    app.tokens.forget_all();
    Ok(done)
}

fn is_live(app: &App, session: &Session) -> bool {
    session.state_at(app.clock.now(), &app.policies.accounts) == SessionState::Live
}
