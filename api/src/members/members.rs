//! `/v1/members`: the record of a member.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, patch};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::Category;
use guildhall_domain::ids::MemberId;
use guildhall_domain::members::{Member, Standing, standing};
use guildhall_persistence::PageRequest;
use guildhall_persistence::members::{self as store, MemberFilter, MemberSort, StandingOn};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::records::{self, MemberChange};
use super::visible;
use crate::app::App;
use crate::http::auth::{Caller, StaffOrFinance};
use crate::http::body::Body;
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::page::default_limit;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::page_of;
use crate::wire::{CategoryCode, StandingCode, patched};

page_of!(MemberPage, MemberSummaryOut);

/// A member's record.
#[derive(Serialize, ToSchema)]
#[schema(as = Member)]
pub struct MemberOut<'a> {
    /// Id of the record.
    id: Uuid,
    /// Number printed on the membership card; never given twice.
    #[schema(minimum = 1, maximum = 9_999_999_999_i64, example = 1042)]
    number: i64,
    /// The person's account.
    account_id: Uuid,
    /// Given name.
    #[schema(value_type = String, max_length = 100, example = "Alex")]
    given_name: &'a str,
    /// Family name.
    #[schema(value_type = String, max_length = 100, example = "Rivera")]
    family_name: &'a str,
    /// Address for mail.
    #[schema(value_type = String, format = Email, max_length = 254, example = "alex.rivera@springfield.example")]
    email: &'a str,
    /// Category now held; before the first term, the one applied for.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// What the association calls that category today.
    #[schema(value_type = String, max_length = 100, example = "Full member")]
    category_label: &'a str,
    /// How the member stands today.
    #[schema(value_type = StandingCode)]
    standing: Standing,
    /// Birth date; null when not given.
    #[schema(required, example = "1975-04-12")]
    born_on: Option<NaiveDate>,
    /// Start of the membership that the five-year tests count from; null before the first term.
    #[schema(required, example = "2020-03-01")]
    joined_on: Option<NaiveDate>,
    /// First day of the unbroken run of paid terms; null before the first.
    #[schema(required, example = "2020-03-01")]
    term_starts_on: Option<NaiveDate>,
    /// First day that is not paid for; null before the first term, and for Life members, whose membership does not end.
    #[schema(required, example = "2026-03-01")]
    good_until_on: Option<NaiveDate>,
    /// When the record was made.
    created_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

/// A member in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = MemberSummary)]
pub struct MemberSummaryOut {
    /// Id of the record.
    id: Uuid,
    /// Number printed on the membership card.
    #[schema(minimum = 1, maximum = 9_999_999_999_i64, example = 1042)]
    number: i64,
    /// Given name.
    #[schema(max_length = 100, example = "Alex")]
    given_name: String,
    /// Family name.
    #[schema(max_length = 100, example = "Rivera")]
    family_name: String,
    /// Address for mail.
    #[schema(format = Email, max_length = 254, example = "alex.rivera@springfield.example")]
    email: String,
    /// Category now held; before the first term, the one applied for.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// How the member stands today.
    #[schema(value_type = StandingCode)]
    standing: Standing,
    /// Start of the membership; null before the first term.
    #[schema(required, example = "2020-03-01")]
    joined_on: Option<NaiveDate>,
    /// First day that is not paid for; null before the first term, and for Life members, whose membership does not end.
    #[schema(required, example = "2026-03-01")]
    good_until_on: Option<NaiveDate>,
}

fn reply(app: &App, member: &Member) -> Result<Reply, Problem> {
    let today = app.clock.today();
    let policy = &app.policies.members;
    let out = MemberOut {
        id: member.id.uuid(),
        number: member.number.0,
        account_id: member.account_id.uuid(),
        given_name: member.name.given(),
        family_name: member.name.family(),
        email: &member.email,
        category: member.category,
        category_label: &policy.category(member.category).labels.on(today).label,
        standing: standing::standing_on(member.span.as_ref(), today, policy),
        born_on: member.born_on,
        joined_on: member.joined_on,
        term_starts_on: member.span.map(|span| span.starts_on),
        good_until_on: member.span.and_then(|span| span.ends_on()),
        created_at: member.created_at,
        updated_at: member.updated_at,
    };
    Reply::record(&out, member.version)
}

fn summary(app: &App, today: NaiveDate, member: Member) -> MemberSummaryOut {
    MemberSummaryOut {
        id: member.id.uuid(),
        number: member.number.0,
        given_name: member.name.given().to_owned(),
        family_name: member.name.family().to_owned(),
        standing: standing::standing_on(member.span.as_ref(), today, &app.policies.members),
        email: member.email,
        category: member.category,
        joined_on: member.joined_on,
        good_until_on: member.span.and_then(|span| span.ends_on()),
    }
}

/// A change to a member's record: absent members stay, null clears.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MemberPatch)]
pub struct MemberPatch {
    /// Given name.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S", nullable = false, example = "Alex")]
    given_name: Option<String>,
    /// Family name.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S", nullable = false, example = "Rivera")]
    family_name: Option<String>,
    /// Address for mail.
    #[schema(format = Email, min_length = 3, max_length = 254, nullable = false, example = "alex.rivera@springfield.example")]
    email: Option<String>,
    /// Birth date; null when not given.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<NaiveDate>, example = "1975-04-12")]
    born_on: Option<Option<NaiveDate>>,
}

impl From<MemberPatch> for MemberChange {
    fn from(patch: MemberPatch) -> Self {
        MemberChange {
            given_name: patch.given_name,
            family_name: patch.family_name,
            email: patch.email,
            born_on: patch.born_on,
        }
    }
}

/// How a list of members is sorted.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemberOrder {
    /// By number.
    #[default]
    Number,
    /// By family name, case ignored.
    FamilyName,
    /// By the first day not paid for, those who have paid nothing yet first.
    GoodUntil,
}

/// Which members are wanted, and how.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MemberQuery {
    /// Most items on the page.
    #[serde(default = "default_limit")]
    #[param(value_type = i32, minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: u16,
    /// Cursor: `page.next` of the page before.
    #[param(min_length = 1, max_length = 2048, nullable = false)]
    after: Option<String>,
    /// Order of the list.
    #[serde(default)]
    #[param(inline, value_type = MemberOrder, default = "number")]
    sort: MemberOrder,
    /// Only in this category.
    #[param(inline, value_type = Option<CategoryCode>, nullable = false)]
    category: Option<Category>,
    /// Only who stands so today.
    #[param(inline, value_type = Option<StandingCode>, nullable = false)]
    standing: Option<Standing>,
    /// Only whose family name begins so, case ignored.
    #[param(min_length = 1, max_length = 100, nullable = false, example = "Riv")]
    family_name_prefix: Option<String>,
}

impl MemberQuery {
    fn list(&self) -> (MemberSort, &'static str) {
        match self.sort {
            MemberOrder::Number => (MemberSort::Number, "members/number"),
            MemberOrder::FamilyName => (MemberSort::FamilyName, "members/family_name"),
            MemberOrder::GoodUntil => (MemberSort::GoodUntil, "members/good_until"),
        }
    }

    fn filter(self, app: &App, on: NaiveDate) -> MemberFilter {
        let grace_days = app.policies.members.rules.on(on).grace_days.value;
        MemberFilter {
            category: self.category,
            standing: self.standing.map(|standing| StandingOn { standing, on, grace_days }),
            family_name_prefix: self.family_name_prefix,
        }
    }
}

/// List members
///
/// For staff and finance. Birth dates and salaries are not in lists.
#[utoipa::path(tag = "Members", operation_id = "listMembers", security(("bearer" = ["staff", "finance"])), params(MemberQuery),
    responses((status = 200, description = "One page.", body = MemberPage)))]
#[get("")]
pub async fn list_members(
    _: Caller<StaffOrFinance>,
    app: Data<App>,
    request: HttpRequest,
    query: Params<MemberQuery>,
) -> Result<Reply, Problem> {
    let (sort, list) = query.0.list();
    let after = app.cursors.read(list, query.0.after.as_deref())?;
    let page = PageRequest { limit: query.0.limit, sort, after };
    let (limit, today) = (page.limit, app.clock.today());
    let slice = store::list_members(&app.db, &query.0.filter(&app, today), page).await?;
    app.cursors.reply::<MemberPage, _>(&request, list, limit, slice, |member| summary(&app, today, member))
}

/// Read a member's record
///
/// A person reads their own; staff, finance and admins read all. For everybody else it does not exist.
/// The standing is that of today, computed from what is paid for.
#[utoipa::path(tag = "Members", operation_id = "getMember", security(("bearer" = [])),
    responses((status = 200, description = "The record.", body = MemberOut), (status = 304, description = "Not changed.")))]
#[get("/{member_id}")]
pub async fn get_member(
    caller: Caller,
    app: Data<App>,
    id: Path<MemberId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let (member, _) = visible::member(&app.db, &caller, *id).await?;
    reply(&app, &member)
}

/// Change a member's record
///
/// The person or staff correct name, address for mail and birth date. Category and terms change through applications.
#[utoipa::path(tag = "Members", operation_id = "updateMember", security(("bearer" = [])), params(IfMatchHeader), request_body = MemberPatch,
    responses((status = 200, description = "The changed record.", body = MemberOut), (status = 409, description = "`name-refused` `birth-date-in-the-future`")))]
#[patch("/{member_id}")]
pub async fn update_member(
    caller: Caller,
    id: Path<MemberId>,
    seen: IfMatch,
    write: Write,
    body: Body<MemberPatch>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            visible::changeable(tx, &caller, *id).await?;
            let member = records::change(write.app(), tx, caller.account_id, *id, &seen, body.0.clone().into()).await?;
            reply(write.app(), &member)
        })
        .await
}
