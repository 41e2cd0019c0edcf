//! `GET /v1/life-membership/service-awards`: who reaches a milestone of service in a year.
//!
//! Invariant: no member is passed over. A page walks so many members in the order of their
//! numbers and holds those among them who reach a milestone, so it may hold fewer, or none.

use std::collections::HashMap;

use actix_web::HttpRequest;
use actix_web::web::Data;
use chrono::{Datelike, NaiveDate};
use guildhall_domain::ids::MemberId;
use guildhall_domain::life_membership::{AwardDecision, AwardFacts, AwardSpell, service_award};
use guildhall_domain::members::employment::{EmploymentFact, EmploymentSpell};
use guildhall_domain::members::{Member, Standing, standing_on};
use guildhall_persistence::members::{self as store, MemberFilter, MemberSort};
use guildhall_persistence::{PageRequest, Slice};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::assessments::assessments::ServiceLengthOut;
use super::assessments::clauses::ClauseCheckOut;
use crate::app::App;
use crate::http::auth::{Caller, Staff};
use crate::http::page::{AskedAt, Page, default_limit};
use crate::http::problem::Problem;
use crate::http::query::Params;

/// A member who completes a milestone of service in the year.
#[derive(Serialize, ToSchema)]
#[schema(as = ServiceAward)]
pub struct ServiceAwardOut {
    /// The member's record.
    member_id: Uuid,
    /// Member number, as printed on the membership card.
    #[schema(minimum = 1, maximum = 9_999_999_999_i64, example = 1042)]
    number: i64,
    /// Given name; empty for somebody who has a family name only.
    #[schema(max_length = 100, example = "Alex")]
    given_name: String,
    /// Family name; empty for somebody who has a given name only.
    #[schema(max_length = 100, example = "Rivera")]
    family_name: String,
    /// The calendar year.
    #[schema(minimum = 1900, maximum = 2199, example = 2025)]
    year: i32,
    /// The milestone of service completed in it.
    #[schema(minimum = 1, maximum = 10_000, example = 20)]
    milestone_years: u32,
    /// Award due for that milestone, in years of service; null when a condition is not met.
    #[schema(required, minimum = 1, maximum = 10_000, example = 20)]
    award_years: Option<u32>,
    /// Service completed by December 31, assuming that present service continues until then.
    service: ServiceLengthOut,
    /// Conditions, and whether each is met.
    #[schema(max_items = 20)]
    clauses: Vec<ClauseCheckOut>,
}

impl ServiceAwardOut {
    fn of(member: Member, milestone_years: u32, decision: AwardDecision) -> Self {
        ServiceAwardOut {
            member_id: member.id.uuid(),
            number: member.number.0,
            given_name: member.name.given().to_owned(),
            family_name: member.name.family().to_owned(),
            year: decision.year,
            milestone_years,
            award_years: decision.award_years,
            service: decision.service.into(),
            clauses: decision.clauses.into_iter().map(ClauseCheckOut::from).collect(),
        }
    }
}

/// Year of the awards, and the page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ServiceAwardQuery {
    /// The calendar year; this one (America/New_York) when absent.
    #[param(minimum = 1900, maximum = 2199, nullable = false, example = 2025)]
    year: Option<i32>,
    /// Number of members that a page checks; its items are those who reach a milestone.
    #[serde(default = "default_limit")]
    #[param(value_type = i32, minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: u16,
    /// Cursor: `page.next` of the page before.
    #[param(min_length = 1, max_length = 2048, nullable = false)]
    after: Option<String>,
}

/// List who reaches a milestone of service in a year
///
/// For staff. Service awards count differently from Life membership: full-time service with any local public entity counts,
/// including special districts and service before joining. Computed from category, dues and employment on record today. A
/// member who reaches a milestone without meeting every condition is listed with `award_years` null. A page checks `limit`
/// members in the order of their numbers, so it may have fewer items, or none, while more follow: continue until `has_more`
/// is false.
#[utoipa::path(get, path = "/service-awards", tag = "Life membership")]
pub async fn list_service_awards(
    _: Caller<Staff>,
    app: Data<App>,
    request: HttpRequest,
    query: Params<ServiceAwardQuery>,
) -> Result<Page<ServiceAwardOut>, Problem> {
    let today = app.clock.today();
    let (year, limit) = (query.0.year.unwrap_or(today.year()), query.0.limit);
    let list = format!("life-membership/service-awards/{year}");
    let after = app.cursors.read(&list, query.0.after.as_deref())?;
    let page = PageRequest { limit, sort: MemberSort::Number, after };
    let walked = store::list_members(&app.db, &recipients(&app), page).await?;
    let ids: Vec<MemberId> = walked.items.iter().map(|member| member.id).collect();
    let mut work = by_member(store::spells_of_members(&app.db, &ids).await?);
    let mut items = Vec::new();
    for member in walked.items {
        let decision = decide(&app, &member, &work.remove(&member.id).unwrap_or_default(), year, today);
        items.extend(decision.milestone_years.map(|milestone| ServiceAwardOut::of(member, milestone, decision)));
    }
    let slice = Slice { items, next: walked.next };
    let asked = AskedAt { path: request.path().to_owned(), query: request.query_string().to_owned(), limit };
    Ok(app.cursors.page(&asked, &list, slice, |award| award))
}

/// Whom the awards are for; where policy names several categories, everybody is walked.
fn recipients(app: &App) -> MemberFilter {
    let category = match app.policies.life_membership.awards.member_categories.value.as_slice() {
        [category] => Some(*category),
        _ => None,
    };
    MemberFilter { category, ..MemberFilter::default() }
}

fn by_member(spells: Vec<EmploymentSpell>) -> HashMap<MemberId, Vec<AwardSpell>> {
    let mut work: HashMap<MemberId, Vec<AwardSpell>> = HashMap::new();
    for spell in spells {
        // No record says who was on the staff of the association or a related one.
        let award = AwardSpell { employment: EmploymentFact::from(&spell), association_staff: false };
        work.entry(spell.member_id).or_default().push(award);
    }
    work
}

/// The dues are current while they are paid for; grace is not that.
fn decide(app: &App, member: &Member, spells: &[AwardSpell], year: i32, today: NaiveDate) -> AwardDecision {
    let standing = standing_on(member.span.as_ref(), today, &app.policies.members);
    let facts = AwardFacts {
        category: member.category,
        joined_on: member.joined_on,
        dues_current: standing == Standing::Active,
        spells,
    };
    service_award(&facts, year, &app.policies.life_membership)
}
