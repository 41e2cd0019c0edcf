//! `/v1/life-membership/applications`: announcing a retirement and reading what became of it.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use chrono::NaiveDate;
use guildhall_domain::accounts::Role;
use guildhall_domain::ids::{LifeApplicationId, MemberId};
use guildhall_domain::life_membership::{Actor, LifeApplication, LifeState};
use guildhall_domain::members::visibility;
use guildhall_persistence::life_membership::{self as store, LifeApplicationFilter, LifeApplicationSort};
use guildhall_persistence::{PageRequest, Read, members};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::announce::{self, Announcement};
use super::actions::steps::By;
use super::application_out::{LifeApplicationOut, LifeApplicationSummaryOut, application_out};
use crate::app::App;
use crate::http::auth::{Caller, Identity};
use crate::http::body::Body;
use crate::http::page::default_limit;
use crate::http::perform::Write;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::life_membership::codes::LifeStateCode;
use crate::life_membership::problems::UNKNOWN_MEMBER;
use crate::page_of;

page_of!(LifeApplicationPage, LifeApplicationSummaryOut);

/// A retirement announced.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewLifeApplication)]
pub struct LifeApplicationIn {
    /// Who retires; you when absent. Staff announce for others.
    #[schema(nullable = false)]
    member_id: Option<Uuid>,
    /// The day of retirement from full-time, active local-government service: the first day that is no longer service. It may lie ahead.
    #[schema(example = "2025-02-01")]
    retired_on: NaiveDate,
    /// Anything that staff should know.
    #[schema(
        min_length = 1,
        max_length = 1000,
        pattern = r"\S",
        nullable = false,
        example = "I have retired after 26 years with the city."
    )]
    reason: Option<String>,
}

/// Which applications are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LifeApplicationQuery {
    /// Most items on the page.
    #[serde(default = "default_limit")]
    #[param(value_type = i32, minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: u16,
    /// Cursor: `page.next` of the page before.
    #[param(min_length = 1, max_length = 2048, nullable = false)]
    after: Option<String>,
    /// Only in this state.
    #[param(inline, value_type = Option<LifeStateCode>, nullable = false)]
    state: Option<LifeState>,
    /// Only of this member.
    #[param(value_type = Option<Uuid>, nullable = false)]
    member_id: Option<Uuid>,
}

/// The application, if the caller may see it. Foreign and absent look the same.
///
/// # Errors
/// `not-found`.
pub(in crate::life_membership) async fn visible(
    db: &dyn Read,
    caller: &Identity,
    id: LifeApplicationId,
) -> Result<LifeApplication, Problem> {
    let found = store::find_life_application(db, id).await?;
    let seen = |application: &LifeApplication| visibility::may_see_life(&caller.caller(), application.account_id);
    found.filter(seen).ok_or_else(|| Problem::new(&NOT_FOUND))
}

/// The application with its history.
///
/// # Errors
/// Those of any read.
pub(super) async fn shown(
    app: &App,
    db: &dyn Read,
    application: LifeApplication,
) -> Result<(LifeApplicationOut, i64), Problem> {
    let transitions = store::transitions_of(db, application.id).await?;
    let member = members::load_member(db, application.member_id).await?;
    let version = application.version;
    Ok((application_out(application, transitions, (&member.name).into(), app.clock.today()), version))
}

/// In which capacity somebody acts on what is `owner`'s: on one's own always as the member.
pub(in crate::life_membership) fn acting(caller: &Identity, is_owner: bool) -> Option<By> {
    let account_id = caller.account_id;
    match (is_owner, caller.roles.has(Role::Staff)) {
        (true, _) => Some(By { account_id, actor: Actor::Member }),
        (false, true) => Some(By { account_id, actor: Actor::Staff }),
        (false, false) => None,
    }
}

/// List applications for Life membership
///
/// Your own; staff, the board and admins see everybody's. The latest first.
#[utoipa::path(tag = "Life membership", operation_id = "listLifeApplications", security(("bearer" = [])), params(LifeApplicationQuery),
    responses((status = 200, description = "One page.", body = LifeApplicationPage)))]
#[get("/applications")]
pub async fn list_life_applications(
    caller: Caller,
    app: Data<App>,
    request: HttpRequest,
    query: Params<LifeApplicationQuery>,
) -> Result<Reply, Problem> {
    let list = "life-membership/applications";
    let sees_all = visibility::may_list_life(&caller.caller());
    let filter = LifeApplicationFilter {
        state: query.0.state,
        member: query.0.member_id.map(MemberId::new),
        account: (!sees_all).then_some(caller.account_id),
    };
    let after = app.cursors.read(list, query.0.after.as_deref())?;
    let page = PageRequest { limit: query.0.limit, sort: LifeApplicationSort::Newest, after };
    let slice = store::list_life_applications(&app.db, &filter, page).await?;
    app.cursors.reply::<LifeApplicationPage, _>(&request, list, query.0.limit, slice, LifeApplicationSummaryOut::from)
}

/// Announce a retirement
///
/// The member or staff begin an application for Life membership. Staff then verify it; whoever meets a path is granted
/// Life membership by right, nobody else without a vote of the Executive Board.
#[utoipa::path(tag = "Life membership", operation_id = "createLifeApplication", security(("bearer" = [])), request_body = LifeApplicationIn,
    responses((status = 201, description = "The new application.", body = LifeApplicationOut),
        (status = 409, description = "`unknown-member` `life-application-open` `already-life-member`")))]
#[post("/applications")]
pub async fn create_life_application(
    caller: Caller,
    write: Write,
    body: Body<LifeApplicationIn>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let (member_id, by) = retiree(tx, &caller, body.0.member_id.map(MemberId::new)).await?;
            let reasons = body.0.reason.clone().into_iter().collect();
            let announcement = Announcement { member_id, retired_on: body.0.retired_on, reasons };
            let application = announce::announce(write.app(), tx, by, announcement).await?;
            let location = format!("/v1/life-membership/applications/{}", application.id);
            let (out, version) = shown(write.app(), tx, application).await?;
            Reply::created(location, &out, version)
        })
        .await
}

/// Read an application for Life membership
///
/// Your own; staff, the board and admins read all. It shows what was verified, every step with who took it, when, why
/// and on which ground, and the steps that are open. It stays after the grant and follows the Life membership.
#[utoipa::path(tag = "Life membership", operation_id = "getLifeApplication", security(("bearer" = [])),
    responses((status = 200, description = "The application.", body = LifeApplicationOut), (status = 304, description = "Not changed.")))]
#[get("/applications/{life_application_id}")]
pub async fn get_life_application(
    caller: Caller,
    app: Data<App>,
    id: Path<LifeApplicationId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let application = visible(&app.db, &caller, *id).await?;
    let (out, version) = shown(&app, &app.db, application).await?;
    Reply::record(&out, version)
}

/// Whose retirement it is, and in which capacity the caller announces it.
async fn retiree(db: &dyn Read, caller: &Identity, asked: Option<MemberId>) -> Result<(MemberId, By), Problem> {
    let member = match asked {
        Some(id) => members::find_member(db, id).await?,
        None => members::find_member_by_account(db, caller.account_id).await?,
    };
    let known = member.and_then(|member| Some((member.id, acting(caller, member.account_id == caller.account_id)?)));
    let unknown = Problem::new(&UNKNOWN_MEMBER);
    known.ok_or_else(|| match asked {
        Some(_) => unknown.detail("No member for whom you may act has this id.").at("/member_id"),
        None => unknown.detail("Your account has no member record; apply for membership first."),
    })
}
