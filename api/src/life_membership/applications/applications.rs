//! `/v1/life-membership/applications`: announcing a retirement and reading what became of it.

use chrono::NaiveDate;
use guildhall_domain::ids::MemberId;
use guildhall_domain::life_membership::{LifeApplication, LifeState};
use guildhall_domain::members::visibility;
use guildhall_persistence::life_membership::{self as store, LifeApplicationFilter, LifeApplicationSort};
use guildhall_persistence::{Read, accounts, members};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::announce::{self, Announcement};
use super::actions::steps::By;
use super::application_out::{LifeApplicationOut, LifeApplicationSummaryOut, application_out};
use crate::app::App;
use crate::http::answers::{Answered, Created, Record};
use crate::http::auth::{Caller, Identity};
use crate::http::body::Body;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::Sees;
use crate::life_membership::codes::LifeStateCode;
use crate::life_membership::problems::{
    ALREADY_LIFE_MEMBER, LIFE_APPLICATION_OPEN, LIFE_RETIREMENT_TOO_FAR_AHEAD, RETIRED_BEFORE_BIRTH,
};
use crate::life_membership::relations::{VisibleLifeApplication, acting};
use crate::members::problems::UNKNOWN_MEMBER;

/// An announcement of retirement.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewLifeApplication)]
pub struct LifeApplicationIn {
    /// Member who retires; the caller's own record when absent. Only staff announce for others.
    #[schema(nullable = false)]
    member_id: Option<Uuid>,
    /// Day of retirement from full-time, active local-government service: the first day that is no longer service. It may be in the future.
    #[schema(example = "2025-02-01")]
    retired_on: NaiveDate,
    /// Note to staff.
    #[schema(
        min_length = 1,
        max_length = 1000,
        pattern = r"\S",
        nullable = false,
        example = "I have retired after 26 years with the city.", extensions(("x-text" = json!("lines"))))]
    reason: Option<String>,
}

/// Filters of the list of applications for Life membership.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LifeApplicationQuery {
    /// Only applications in this state.
    #[param(inline, value_type = Option<LifeStateCode>, nullable = false)]
    state: Option<LifeState>,
    /// Only applications of this member.
    #[param(value_type = Option<Uuid>, nullable = false)]
    member_id: Option<Uuid>,
}

impl ListQuery for LifeApplicationQuery {
    type Sort = LifeApplicationSort;

    fn order(&self) -> (&'static str, LifeApplicationSort) {
        ("life-membership/applications", LifeApplicationSort::Newest)
    }
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
    let account = accounts::load_account(db, member.account_id).await?;
    let version = application.version;
    Ok((application_out(application, transitions, (&account).into(), app.clock.today()), version))
}

/// List applications for Life membership
///
/// Returns the caller's own applications; staff, the board and admins see all. Sorted by submission, latest first.
#[utoipa::path(get, path = "/applications", tag = "Life membership")]
pub async fn list_life_applications(
    caller: Caller,
    list: Listing<LifeApplicationQuery>,
) -> Result<Page<LifeApplicationSummaryOut>, Problem> {
    let sees_all = visibility::may_list_life(&caller.caller());
    let filter = LifeApplicationFilter {
        state: list.query.state,
        member: list.query.member_id.map(MemberId::new),
        account: (!sees_all).then_some(caller.account_id),
    };
    let slice = store::list_life_applications(&list.app().db, &filter, list.page()).await?;
    Ok(list.answer(slice, LifeApplicationSummaryOut::from))
}

/// Announce a retirement
///
/// For the member and staff. Creates an application for Life membership, which staff then verify. A member who meets one of
/// the paths is granted Life membership by right; for anybody else a vote of the Executive Board is required.
#[utoipa::path(post, path = "/applications", tag = "Life membership", extensions(("x-refuses" = json!([
    UNKNOWN_MEMBER, LIFE_APPLICATION_OPEN, ALREADY_LIFE_MEMBER, RETIRED_BEFORE_BIRTH, LIFE_RETIREMENT_TOO_FAR_AHEAD
]))))]
pub async fn create_life_application(
    caller: Caller,
    write: Write,
    body: Body<LifeApplicationIn>,
) -> Result<Answered<Created<LifeApplicationOut>>, Problem> {
    write
        .perform(async |tx| {
            let (member_id, by) = retiree(tx, &caller, body.0.member_id.map(MemberId::new)).await?;
            let reasons = body.0.reason.clone().into_iter().collect();
            let announcement = Announcement { member_id, retired_on: body.0.retired_on, reasons };
            let application = announce::announce(write.app(), tx, by, announcement).await?;
            let location = format!("/v1/life-membership/applications/{}", application.id);
            let (out, version) = shown(write.app(), tx, application).await?;
            Ok(Created::at(location, out, version))
        })
        .await
}

/// Get an application for Life membership
///
/// For the member, staff, the board and admins. Contains the verified facts, each step taken (by whom, when, why and under
/// which clause) and the steps that are open now. After the grant it shows the state of the Life membership.
#[utoipa::path(get, path = "/applications/{life_application_id}", tag = "Life membership")]
pub async fn get_life_application(seen: Sees<VisibleLifeApplication>) -> Result<Record<LifeApplicationOut>, Problem> {
    let app = seen.by.app();
    let VisibleLifeApplication(application) = seen.record;
    let (out, version) = shown(app, &app.db, application).await?;
    Ok(Record::new(out, version))
}

/// Whose retirement it is, and in which capacity the caller announces it.
async fn retiree(db: &dyn Read, caller: &Identity, asked: Option<MemberId>) -> Result<(MemberId, By), Problem> {
    let member = match asked {
        Some(id) => members::find_member(db, id).await?,
        None => members::find_member_by_account(db, caller.account_id).await?,
    };
    let known = member.and_then(|member| Some((member.id, acting(caller, member.account_id)?)));
    let unknown = Problem::new(&UNKNOWN_MEMBER);
    known.ok_or_else(|| match asked {
        Some(_) => unknown.detail("No member for whom you may act has this id.").at("/member_id"),
        None => unknown.detail("Your account has no member record; apply for membership first."),
    })
}
