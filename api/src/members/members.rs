//! `/v1/members`: the record of a member.

use actix_web::web::Path;
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::Category;
use guildhall_domain::ids::MemberId;
use guildhall_domain::members::{Member, Standing, standing};
use guildhall_persistence::members::{self as store, MemberFilter, MemberSort, StandingOn};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::records::{self, MemberChange};
use super::problems::{BIRTH_DATE_AFTER_EMPLOYMENT, BIRTH_DATE_IN_THE_FUTURE};
use super::relations::{ChangeableMember, VisibleMember};
use crate::accounts::problems::{ADDRESS_PROVED_FIRST, NAME_REFUSED};
use crate::app::App;
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, StaffOrFinance};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::{By, Sees};
use crate::wire::{CategoryCode, StandingCode, patched};

/// A member's record.
#[derive(Serialize, ToSchema)]
#[schema(as = Member)]
pub struct MemberOut {
    /// Id of the record.
    id: Uuid,
    /// Member number, as printed on the membership card; never reused.
    #[schema(minimum = 1, maximum = 9_999_999_999_i64, example = 1042)]
    number: i64,
    /// Account of the member.
    account_id: Uuid,
    /// Given name; empty for somebody who has a family name only.
    #[schema(max_length = 100, example = "Alex")]
    given_name: String,
    /// Family name; empty for somebody who has a given name only.
    #[schema(max_length = 100, example = "Rivera")]
    family_name: String,
    /// Email address of the account, to which letters go.
    #[schema(format = Email, max_length = 254, example = "alex.rivera@springfield.example")]
    email: String,
    /// Current category; before the first term, the category applied for.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// The association's name for that category today.
    #[schema(max_length = 100, example = "Full member")]
    category_label: String,
    /// Standing today.
    #[schema(value_type = StandingCode)]
    standing: Standing,
    /// Birth date; null when not on record.
    #[schema(required, example = "1975-04-12")]
    born_on: Option<NaiveDate>,
    /// Start of the membership, from which rules that require five years of membership count; null before the first term.
    #[schema(required, example = "2020-03-01")]
    joined_on: Option<NaiveDate>,
    /// First day of the current run of paid terms without a gap; null before the first term.
    #[schema(required, example = "2020-03-01")]
    term_starts_on: Option<NaiveDate>,
    /// First day that is not paid for; null before the first term, and for Life members, whose membership never ends.
    #[schema(required, example = "2026-03-01")]
    good_until_on: Option<NaiveDate>,
    /// Day of staff's acceptance, or of their look afterward; null while there was none.
    #[schema(required, example = "2025-03-04")]
    confirmed_on: Option<NaiveDate>,
    /// True while member prices and what only members see wait for that look. Memberships from before staff looked wait for
    /// nothing.
    #[schema(example = false)]
    confirmation_awaited: bool,
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
    /// Member number, as printed on the membership card.
    #[schema(minimum = 1, maximum = 9_999_999_999_i64, example = 1042)]
    number: i64,
    /// Given name; empty for somebody who has a family name only.
    #[schema(max_length = 100, example = "Alex")]
    given_name: String,
    /// Family name; empty for somebody who has a given name only.
    #[schema(max_length = 100, example = "Rivera")]
    family_name: String,
    /// Email address of the account, to which letters go.
    #[schema(format = Email, max_length = 254, example = "alex.rivera@springfield.example")]
    email: String,
    /// Current category; before the first term, the category applied for.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// Standing today.
    #[schema(value_type = StandingCode)]
    standing: Standing,
    /// Start of the membership; null before the first term.
    #[schema(required, example = "2020-03-01")]
    joined_on: Option<NaiveDate>,
    /// First day that is not paid for; null before the first term, and for Life members, whose membership never ends.
    #[schema(required, example = "2026-03-01")]
    good_until_on: Option<NaiveDate>,
    /// Day of staff's acceptance, or of their look afterward; null while there was none.
    #[schema(required, example = "2025-03-04")]
    confirmed_on: Option<NaiveDate>,
}

pub(super) fn record(app: &App, member: Member) -> Record<MemberOut> {
    let today = app.clock.today();
    let policy = &app.policies.members;
    let out = MemberOut {
        id: member.id.uuid(),
        number: member.number.0,
        account_id: member.account_id.uuid(),
        given_name: member.name.given().to_owned(),
        family_name: member.name.family().to_owned(),
        email: member.email,
        category: member.category,
        category_label: policy.category(member.category).labels.on(today).label.clone(),
        standing: standing::standing_on(member.span.as_ref(), today, policy),
        born_on: member.born_on,
        joined_on: member.joined_on,
        term_starts_on: member.span.map(|span| span.starts_on),
        good_until_on: member.span.and_then(|span| span.ends_on()),
        confirmed_on: member.confirmed_on,
        confirmation_awaited: member.confirmation_awaited,
        created_at: member.created_at,
        updated_at: member.updated_at,
    };
    Record::new(out, member.version)
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
        confirmed_on: member.confirmed_on,
    }
}

/// Changes to a member's record. Members left out stay unchanged; null clears a value.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MemberPatch)]
pub struct MemberPatch {
    /// Given name; null or empty for none, where there is a family name.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, max_length = 100, example = "Alex")]
    given_name: Option<Option<String>>,
    /// Family name; null or empty for none, where there is a given name.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, max_length = 100, example = "Rivera")]
    family_name: Option<Option<String>>,
    /// Email address on record; another one is proved first, at `/v1/accounts/address-changes`.
    #[schema(format = Email, min_length = 3, max_length = 254, nullable = false, example = "alex.rivera@springfield.example")]
    email: Option<String>,
    /// Birth date; null when not on record.
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

/// Sort order of the list of members.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemberOrder {
    /// By member number.
    #[default]
    Number,
    /// By family name, or the only name of somebody who has one, ignoring case.
    FamilyName,
    /// By the first day not paid for, earliest first; members who have not paid yet come first.
    GoodUntil,
}

/// Filters and sort order of the list of members.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MemberQuery {
    /// Sort order.
    #[serde(default)]
    #[param(inline, value_type = MemberOrder, default = "number")]
    sort: MemberOrder,
    /// Only members in this category.
    #[param(inline, value_type = Option<CategoryCode>, nullable = false)]
    category: Option<Category>,
    /// Only members with this standing today.
    #[param(inline, value_type = Option<StandingCode>, nullable = false)]
    standing: Option<Standing>,
    /// Only members whose family name, or only name, starts with this text, ignoring case and which apostrophe or hyphen was
    /// typed.
    #[param(min_length = 1, max_length = 100, nullable = false, example = "Riv")]
    family_name_prefix: Option<String>,
    /// Whether staff accepted or confirmed the membership; `false` lists those that began without, whom staff have yet to
    /// look at.
    #[param(nullable = false)]
    confirmed: Option<bool>,
}

impl ListQuery for MemberQuery {
    type Sort = MemberSort;

    fn order(&self) -> (&'static str, MemberSort) {
        match self.sort {
            MemberOrder::Number => ("members/number", MemberSort::Number),
            MemberOrder::FamilyName => ("members/family_name", MemberSort::FamilyName),
            MemberOrder::GoodUntil => ("members/good_until", MemberSort::GoodUntil),
        }
    }
}

impl MemberQuery {
    fn filter(&self, app: &App, on: NaiveDate) -> MemberFilter {
        let grace_days = app.policies.members.rules.on(on).grace_days.value;
        MemberFilter {
            category: self.category,
            standing: self.standing.map(|standing| StandingOn { standing, on, grace_days }),
            family_name_prefix: self.family_name_prefix.clone(),
            confirmed: self.confirmed,
        }
    }
}

/// List members
///
/// For staff and finance. Lists contain no birth dates and no salaries.
#[utoipa::path(get, path = "", tag = "Members")]
pub async fn list_members(
    _: Caller<StaffOrFinance>,
    list: Listing<MemberQuery>,
) -> Result<Page<MemberSummaryOut>, Problem> {
    let (app, today) = (list.app(), list.app().clock.today());
    let slice = store::list_members(&app.db, &list.query.filter(app, today), list.page()).await?;
    Ok(list.answer(slice, |member| summary(app, today, member)))
}

/// Get a member's record
///
/// For the member, staff, finance and admins; everybody else gets 404. `standing` is computed for today from the terms
/// paid for.
#[utoipa::path(get, path = "/{member_id}", tag = "Members")]
pub async fn get_member(seen: Sees<VisibleMember>) -> Result<Record<MemberOut>, Problem> {
    let app = seen.by.app();
    let VisibleMember(member, _) = seen.record;
    Ok(record(app, member))
}

/// Update a member's record
///
/// For the member and staff. Changes name and birth date; category and terms change through applications, and the email
/// address once the new mailbox has proved itself, at `/v1/accounts/address-changes`.
#[utoipa::path(patch, path = "/{member_id}", tag = "Members", extensions(("x-refuses" = json!([
    NAME_REFUSED, BIRTH_DATE_IN_THE_FUTURE, BIRTH_DATE_AFTER_EMPLOYMENT, ADDRESS_PROVED_FIRST
]))))]
pub async fn update_member(
    caller: By<ChangeableMember>,
    id: Path<MemberId>,
    seen: IfMatch,
    write: Write,
    body: Body<MemberPatch>,
) -> Result<Answered<Record<MemberOut>>, Problem> {
    let app = write.app();
    write
        .on(&caller, *id, async |tx, ChangeableMember(member)| {
            let change = body.0.clone().into();
            Ok(record(app, records::change(app, tx, caller.account_id, member.id, &seen, change).await?))
        })
        .await
}
