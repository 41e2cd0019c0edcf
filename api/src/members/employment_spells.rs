//! `/v1/members/{member_id}/employment-spells`: where a member has worked.
//!
//! The salary is shown in single records only, to the person, staff and finance.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, patch, post};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::Cents;
use guildhall_domain::ids::{EmploymentSpellId, MemberId, OrganizationId};
use guildhall_domain::members::visibility::Sight;
use guildhall_domain::members::{EmployerKind, EmploymentSpell, Extent};
use guildhall_persistence::PageRequest;
use guildhall_persistence::members::{self as store, SpellSort};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::employment::{self, SpellParticulars};
use super::visible;
use crate::app::App;
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::page::PageQuery;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::page_of;
use crate::wire::{ExtentCode, OrganizationKindCode, patched};

page_of!(EmploymentSpellPage, EmploymentSpellSummaryOut);

/// A spell of employment in a list: without the salary.
#[derive(Serialize, ToSchema)]
#[schema(as = EmploymentSpellSummary)]
pub struct EmploymentSpellSummaryOut {
    /// Id of the spell.
    id: Uuid,
    /// The employer's record; null when it has none.
    #[schema(required)]
    organization_id: Option<Uuid>,
    /// The employer's name.
    #[schema(max_length = 200, example = "City of Springfield")]
    employer_name: String,
    /// What kind of employer.
    #[schema(value_type = OrganizationKindCode)]
    employer_kind: EmployerKind,
    /// Title of the position.
    #[schema(max_length = 200, example = "City Manager")]
    position_title: String,
    /// Full time, part time or interim.
    #[schema(value_type = ExtentCode)]
    extent: Extent,
    /// First day.
    #[schema(example = "2020-03-01")]
    starts_on: NaiveDate,
    /// First day no longer employed; null while it lasts.
    #[schema(required, example = "2025-03-01")]
    ends_on: Option<NaiveDate>,
}

impl From<EmploymentSpell> for EmploymentSpellSummaryOut {
    fn from(spell: EmploymentSpell) -> Self {
        EmploymentSpellSummaryOut {
            id: spell.id.uuid(),
            organization_id: spell.organization_id.map(OrganizationId::uuid),
            employer_name: spell.employer_name,
            employer_kind: spell.employer_kind,
            position_title: spell.position_title,
            extent: spell.extent,
            starts_on: spell.starts_on,
            ends_on: spell.ends_on,
        }
    }
}

/// A spell of employment.
#[derive(Serialize, ToSchema)]
#[schema(as = EmploymentSpell)]
pub struct EmploymentSpellOut {
    /// Id of the spell.
    id: Uuid,
    /// The member whose spell it is.
    member_id: Uuid,
    /// The employer's record; null when it has none.
    #[schema(required)]
    organization_id: Option<Uuid>,
    /// The employer's name.
    #[schema(max_length = 200, example = "City of Springfield")]
    employer_name: String,
    /// What kind of employer.
    #[schema(value_type = OrganizationKindCode)]
    employer_kind: EmployerKind,
    /// Title of the position.
    #[schema(max_length = 200, example = "City Manager")]
    position_title: String,
    /// Full time, part time or interim.
    #[schema(value_type = ExtentCode)]
    extent: Extent,
    /// Annual salary in cents; null when not given or not yours to see. Kept secret: in no list, log or token.
    #[schema(required, minimum = 1, maximum = 100_000_000_000_i64, example = 15_000_000)]
    annual_salary_cents: Option<i64>,
    /// First day.
    #[schema(example = "2020-03-01")]
    starts_on: NaiveDate,
    /// First day no longer employed; null while it lasts.
    #[schema(required, example = "2025-03-01")]
    ends_on: Option<NaiveDate>,
    /// When the record was made.
    created_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

impl EmploymentSpellOut {
    fn seen(spell: EmploymentSpell, sight: Sight) -> Self {
        EmploymentSpellOut {
            id: spell.id.uuid(),
            member_id: spell.member_id.uuid(),
            organization_id: spell.organization_id.map(OrganizationId::uuid),
            employer_name: spell.employer_name,
            employer_kind: spell.employer_kind,
            position_title: spell.position_title,
            extent: spell.extent,
            annual_salary_cents: spell.annual_salary.filter(|_| sight == Sight::Whole).map(Cents::cents),
            starts_on: spell.starts_on,
            ends_on: spell.ends_on,
            created_at: spell.created_at,
            updated_at: spell.updated_at,
        }
    }
}

/// A new spell of employment.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewEmploymentSpell)]
pub struct EmploymentSpellIn {
    /// The employer's record; its name and kind then take the place of those given here.
    #[schema(nullable = false)]
    organization_id: Option<Uuid>,
    /// The employer's name.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", example = "City of Springfield")]
    employer_name: String,
    /// What kind of employer.
    #[schema(value_type = OrganizationKindCode)]
    employer_kind: EmployerKind,
    /// Title of the position.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", example = "City Manager")]
    position_title: String,
    /// Full time, part time or interim.
    #[schema(value_type = ExtentCode)]
    extent: Extent,
    /// Annual salary in cents; dues of Full members follow it.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 15_000_000, nullable = false)]
    annual_salary_cents: Option<i64>,
    /// First day.
    #[schema(example = "2020-03-01")]
    starts_on: NaiveDate,
    /// First day no longer employed; absent while it lasts.
    #[schema(nullable = false, example = "2025-03-01")]
    ends_on: Option<NaiveDate>,
}

impl From<EmploymentSpellIn> for SpellParticulars {
    fn from(body: EmploymentSpellIn) -> Self {
        SpellParticulars {
            organization_id: body.organization_id.map(OrganizationId::new),
            employer_name: body.employer_name,
            employer_kind: body.employer_kind,
            position_title: body.position_title,
            extent: body.extent,
            annual_salary: body.annual_salary_cents.map(Cents::new),
            starts_on: body.starts_on,
            ends_on: body.ends_on,
        }
    }
}

/// A correction to a spell of employment: absent members stay, null clears.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EmploymentSpellPatch)]
pub struct EmploymentSpellPatch {
    /// Title of the position.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", nullable = false, example = "City Manager")]
    position_title: Option<String>,
    /// Full time, part time or interim.
    #[schema(value_type = Option<ExtentCode>, nullable = false)]
    extent: Option<Extent>,
    /// Annual salary in cents; null when not given.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 100_000_000_000_i64, example = 15_500_000)]
    annual_salary_cents: Option<Option<i64>>,
    /// First day.
    #[schema(nullable = false, example = "2020-03-01")]
    starts_on: Option<NaiveDate>,
    /// First day no longer employed; null while it lasts.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<NaiveDate>, example = "2025-03-01")]
    ends_on: Option<Option<NaiveDate>>,
}

impl EmploymentSpellPatch {
    fn apply(self, spell: &mut EmploymentSpell) {
        if let Some(title) = self.position_title {
            spell.position_title = title;
        }
        if let Some(extent) = self.extent {
            spell.extent = extent;
        }
        if let Some(salary) = self.annual_salary_cents {
            spell.annual_salary = salary.map(Cents::new);
        }
        if let Some(starts_on) = self.starts_on {
            spell.starts_on = starts_on;
        }
        if let Some(ends_on) = self.ends_on {
            spell.ends_on = ends_on;
        }
    }
}

/// A spell within a member's record, as the address names it.
#[derive(Deserialize)]
pub struct SpellAddress {
    member_id: MemberId,
    spell_id: EmploymentSpellId,
}

/// List a member's spells of employment
///
/// The latest first, without salaries.
#[utoipa::path(tag = "Members", operation_id = "listEmploymentSpells", security(("bearer" = [])), params(PageQuery),
    responses((status = 200, description = "One page.", body = EmploymentSpellPage)))]
#[get("/{member_id}/employment-spells")]
pub async fn list_employment_spells(
    caller: Caller,
    app: Data<App>,
    request: HttpRequest,
    id: Path<MemberId>,
    query: Params<PageQuery>,
) -> Result<Reply, Problem> {
    visible::member(&app.db, &caller, *id).await?;
    let list = "members/employment-spells";
    let after = app.cursors.read(list, query.0.after.as_deref())?;
    let page = PageRequest { limit: query.0.limit, sort: SpellSort::Newest, after };
    let slice = store::list_spells(&app.db, *id, page).await?;
    app.cursors.reply::<EmploymentSpellPage, _>(&request, list, query.0.limit, slice, EmploymentSpellSummaryOut::from)
}

/// Add a spell of employment
///
/// The person or staff add it. Overlapping spells are allowed; rules that count service count each day once.
#[utoipa::path(tag = "Members", operation_id = "createEmploymentSpell", security(("bearer" = [])), request_body = EmploymentSpellIn,
    responses((status = 201, description = "The new spell.", body = EmploymentSpellOut),
        (status = 409, description = "`unknown-organization` `spell-ends-before-it-starts` `salary-not-positive`")))]
#[post("/{member_id}/employment-spells")]
pub async fn create_employment_spell(
    caller: Caller,
    id: Path<MemberId>,
    write: Write,
    body: Body<EmploymentSpellIn>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            visible::changeable(tx, &caller, *id).await?;
            let spell = employment::add(write.app(), tx, caller.account_id, *id, body.0.clone().into()).await?;
            let (location, version) = (format!("/v1/members/{id}/employment-spells/{}", spell.id), spell.version);
            Reply::created(location, &EmploymentSpellOut::seen(spell, Sight::Whole), version)
        })
        .await
}

/// Read a spell of employment
///
/// With the salary for the person, staff and finance.
#[utoipa::path(tag = "Members", operation_id = "getEmploymentSpell", security(("bearer" = [])),
    responses((status = 200, description = "The spell.", body = EmploymentSpellOut), (status = 304, description = "Not changed.")))]
#[get("/{member_id}/employment-spells/{spell_id}")]
pub async fn get_employment_spell(
    caller: Caller,
    app: Data<App>,
    at: Path<SpellAddress>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let (_, sight) = visible::member(&app.db, &caller, at.member_id).await?;
    let spell = store::load_spell(&app.db, at.member_id, at.spell_id).await?;
    let version = spell.version;
    Reply::record(&EmploymentSpellOut::seen(spell, sight), version)
}

/// Correct a spell of employment
///
/// Ending a position is setting `ends_on`, the first day no longer employed.
#[utoipa::path(tag = "Members", operation_id = "updateEmploymentSpell", security(("bearer" = [])), params(IfMatchHeader), request_body = EmploymentSpellPatch,
    responses((status = 200, description = "The corrected spell.", body = EmploymentSpellOut),
        (status = 409, description = "`spell-ends-before-it-starts` `salary-not-positive`")))]
#[patch("/{member_id}/employment-spells/{spell_id}")]
pub async fn update_employment_spell(
    caller: Caller,
    at: Path<SpellAddress>,
    seen: IfMatch,
    write: Write,
    body: Body<EmploymentSpellPatch>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            visible::changeable(tx, &caller, at.member_id).await?;
            let change = |spell: &mut EmploymentSpell| body.0.clone().apply(spell);
            let spell =
                employment::correct(write.app(), tx, caller.account_id, (at.member_id, at.spell_id), &seen, change)
                    .await?;
            let version = spell.version;
            Reply::record(&EmploymentSpellOut::seen(spell, Sight::Whole), version)
        })
        .await
}

/// Remove a spell of employment
///
/// For spells that should not be on record at all; a position that ended is corrected instead.
#[utoipa::path(tag = "Members", operation_id = "deleteEmploymentSpell", security(("bearer" = [])), params(IfMatchHeader),
    responses((status = 204, description = "It is gone.")))]
#[delete("/{member_id}/employment-spells/{spell_id}")]
pub async fn delete_employment_spell(
    caller: Caller,
    at: Path<SpellAddress>,
    seen: IfMatch,
    write: Write,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            visible::changeable(tx, &caller, at.member_id).await?;
            employment::remove(write.app(), tx, caller.account_id, (at.member_id, at.spell_id), &seen).await?;
            Ok(Reply::no_content())
        })
        .await
}
