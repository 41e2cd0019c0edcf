//! `/v1/members/{member_id}/employment-spells`: where a member has worked.
//!
//! The salary is shown in single records only, to the person, staff and finance.

use actix_web::web::Path;
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::Cents;
use guildhall_domain::ids::{EmploymentSpellId, MemberId, OrganizationId};
use guildhall_domain::members::visibility::Sight;
use guildhall_domain::members::{EmployerKind, EmploymentSpell, Extent};
use guildhall_persistence::members::{self as store, SpellSort};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::employment::{self, SpellParticulars};
use super::problems::{
    EMPLOYMENT_BEFORE_BIRTH, EMPLOYMENT_ENDS_TOO_LATE, EMPLOYMENT_ON_RECORD, EMPLOYMENT_STARTS_TOO_LATE,
    SPELL_ENDS_BEFORE_IT_STARTS,
};
use super::relations::{ChangeableMember, VisibleEmploymentSpell, VisibleMember};
use crate::dues::problems::SALARY_NOT_POSITIVE;
use crate::http::answers::{Answered, Created, NoContent, Record};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::{By, Sees};
use crate::organizations::problems::UNKNOWN_ORGANIZATION;
use crate::wire::{ExtentCode, OrganizationKindCode, patched};

/// A spell of employment in a list, without the salary.
#[derive(Serialize, ToSchema)]
#[schema(as = EmploymentSpellSummary)]
pub struct EmploymentSpellSummaryOut {
    /// Id of the spell.
    id: Uuid,
    /// Organization record of the employer; null when there is none.
    #[schema(required)]
    organization_id: Option<Uuid>,
    /// Name of the employer.
    #[schema(max_length = 200, example = "City of Springfield")]
    employer_name: String,
    /// Kind of employer.
    #[schema(value_type = OrganizationKindCode)]
    employer_kind: EmployerKind,
    /// Title of the position.
    #[schema(max_length = 200, example = "City Manager")]
    position_title: String,
    /// Extent of the position: full time, part time or interim.
    #[schema(value_type = ExtentCode)]
    extent: Extent,
    /// First day of employment.
    #[schema(example = "2020-03-01")]
    starts_on: NaiveDate,
    /// First day after the employment ended; null while it continues.
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
    /// Member whose employment it is.
    member_id: Uuid,
    /// Organization record of the employer; null when there is none.
    #[schema(required)]
    organization_id: Option<Uuid>,
    /// Name of the employer.
    #[schema(max_length = 200, example = "City of Springfield")]
    employer_name: String,
    /// Kind of employer.
    #[schema(value_type = OrganizationKindCode)]
    employer_kind: EmployerKind,
    /// Title of the position.
    #[schema(max_length = 200, example = "City Manager")]
    position_title: String,
    /// Extent of the position: full time, part time or interim.
    #[schema(value_type = ExtentCode)]
    extent: Extent,
    /// Annual salary in US cents; null when not on record or when the caller may not see it. Never in lists, logs or tokens.
    #[schema(required, minimum = 1, maximum = 100_000_000_000_i64, example = 15_000_000)]
    annual_salary_cents: Option<i64>,
    /// First day of employment.
    #[schema(example = "2020-03-01")]
    starts_on: NaiveDate,
    /// First day after the employment ended; null while it continues.
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
    /// Organization record of the employer. Its name and kind replace those sent here.
    #[schema(nullable = false)]
    organization_id: Option<Uuid>,
    /// Name of the employer.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", example = "City of Springfield")]
    employer_name: String,
    /// Kind of employer.
    #[schema(value_type = OrganizationKindCode)]
    employer_kind: EmployerKind,
    /// Title of the position.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", example = "City Manager")]
    position_title: String,
    /// Extent of the position: full time, part time or interim.
    #[schema(value_type = ExtentCode)]
    extent: Extent,
    /// Annual salary in US cents; the dues of Full members are calculated from it.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 15_000_000, nullable = false)]
    annual_salary_cents: Option<i64>,
    /// First day of employment.
    #[schema(example = "2020-03-01")]
    starts_on: NaiveDate,
    /// First day after the employment ended; absent while it continues.
    #[schema(nullable = false, example = "2025-03-01")]
    ends_on: Option<NaiveDate>,
    /// True when this is another position than the one with the same employer, title, extent and first day that is on record.
    #[serde(default)]
    #[schema(example = false)]
    distinct: bool,
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
            distinct: body.distinct,
        }
    }
}

/// Changes to a spell of employment. Members left out stay unchanged; null clears a value.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EmploymentSpellPatch)]
pub struct EmploymentSpellPatch {
    /// Title of the position.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", nullable = false, example = "City Manager")]
    position_title: Option<String>,
    /// Extent of the position: full time, part time or interim.
    #[schema(value_type = Option<ExtentCode>, nullable = false)]
    extent: Option<Extent>,
    /// Annual salary in US cents; null removes it.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 100_000_000_000_i64, example = 15_500_000)]
    annual_salary_cents: Option<Option<i64>>,
    /// First day of employment.
    #[schema(nullable = false, example = "2020-03-01")]
    starts_on: Option<NaiveDate>,
    /// First day after the employment ended; null while it continues.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<NaiveDate>, example = "2025-03-01")]
    ends_on: Option<Option<NaiveDate>>,
    /// True when the change makes it the same as another position on record, and it is a different one.
    #[serde(default)]
    #[schema(example = false)]
    distinct: bool,
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

/// The spells of one member have one order and no filter.
#[derive(Deserialize, IntoParams)]
pub struct EmploymentSpellQuery {}

impl ListQuery for EmploymentSpellQuery {
    type Sort = SpellSort;

    fn order(&self) -> (&'static str, SpellSort) {
        ("members/employment-spells", SpellSort::Newest)
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
/// Sorted by start date, latest first, without salaries.
#[utoipa::path(get, path = "/{member_id}/employment-spells", tag = "Members")]
pub async fn list_employment_spells(
    caller: By<VisibleMember>,
    id: Path<MemberId>,
    list: Listing<EmploymentSpellQuery>,
) -> Result<Page<EmploymentSpellSummaryOut>, Problem> {
    let db = &list.app().db;
    let VisibleMember(member, _) = caller.find(db, &id).await?;
    let slice = store::list_spells(db, member.id, list.page()).await?;
    Ok(list.answer(slice, EmploymentSpellSummaryOut::from))
}

/// Add a spell of employment
///
/// For the member and staff. Spells may overlap; rules that count service count each day once. The same position from the
/// same day is not put on record twice unless `distinct` says that it is another.
#[utoipa::path(post, path = "/{member_id}/employment-spells", tag = "Members", extensions(("x-refuses" = json!([
    UNKNOWN_ORGANIZATION, SPELL_ENDS_BEFORE_IT_STARTS, SALARY_NOT_POSITIVE, EMPLOYMENT_BEFORE_BIRTH,
    EMPLOYMENT_STARTS_TOO_LATE, EMPLOYMENT_ENDS_TOO_LATE, EMPLOYMENT_ON_RECORD
]))))]
pub async fn create_employment_spell(
    caller: By<ChangeableMember>,
    id: Path<MemberId>,
    write: Write,
    body: Body<EmploymentSpellIn>,
) -> Result<Answered<Created<EmploymentSpellOut>>, Problem> {
    write
        .on(&caller, *id, async |tx, ChangeableMember(member)| {
            let spell = employment::add(write.app(), tx, caller.account_id, member.id, body.0.clone().into()).await?;
            let location = format!("/v1/members/{}/employment-spells/{}", member.id, spell.id);
            let version = spell.version;
            Ok(Created::at(location, EmploymentSpellOut::seen(spell, Sight::Whole), version))
        })
        .await
}

/// Get a spell of employment
///
/// For the member, staff, finance and admins. Admins do not see the salary.
#[utoipa::path(get, path = "/{member_id}/employment-spells/{spell_id}", tag = "Members")]
pub async fn get_employment_spell(seen: Sees<VisibleEmploymentSpell>) -> Result<Record<EmploymentSpellOut>, Problem> {
    let VisibleEmploymentSpell(spell, sight) = seen.record;
    let version = spell.version;
    Ok(Record::new(EmploymentSpellOut::seen(spell, sight), version))
}

/// Update a spell of employment
///
/// For the member and staff. To end a position, set `ends_on` to the first day after it.
#[utoipa::path(patch, path = "/{member_id}/employment-spells/{spell_id}", tag = "Members", extensions(("x-refuses" = json!([
    SPELL_ENDS_BEFORE_IT_STARTS, SALARY_NOT_POSITIVE, EMPLOYMENT_BEFORE_BIRTH, EMPLOYMENT_STARTS_TOO_LATE,
    EMPLOYMENT_ENDS_TOO_LATE, EMPLOYMENT_ON_RECORD
]))))]
pub async fn update_employment_spell(
    caller: By<ChangeableMember>,
    at: Path<SpellAddress>,
    seen: IfMatch,
    write: Write,
    body: Body<EmploymentSpellPatch>,
) -> Result<Answered<Record<EmploymentSpellOut>>, Problem> {
    let app = write.app();
    write
        .on(&caller, at.member_id, async |tx, ChangeableMember(member)| {
            let change = |spell: &mut EmploymentSpell| body.0.clone().apply(spell);
            let place = (member.id, at.spell_id);
            let spell = employment::correct(app, tx, caller.account_id, place, &seen, body.0.distinct, change).await?;
            let version = spell.version;
            Ok(Record::new(EmploymentSpellOut::seen(spell, Sight::Whole), version))
        })
        .await
}

/// Delete a spell of employment
///
/// For the member and staff. Only for spells recorded by mistake; to end a position, update it.
#[utoipa::path(delete, path = "/{member_id}/employment-spells/{spell_id}", tag = "Members")]
pub async fn delete_employment_spell(
    caller: By<ChangeableMember>,
    at: Path<SpellAddress>,
    seen: IfMatch,
    write: Write,
) -> Result<Answered<NoContent>, Problem> {
    let app = write.app();
    write
        .on(&caller, at.member_id, async |tx, ChangeableMember(member)| {
            employment::remove(app, tx, caller.account_id, (member.id, at.spell_id), &seen).await?;
            Ok(NoContent)
        })
        .await
}
