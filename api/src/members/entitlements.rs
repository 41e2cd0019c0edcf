//! `GET /v1/members/{member_id}/entitlements`: what a member is entitled to today, and why.

use chrono::NaiveDate;
use guildhall_domain::life_membership::{
    ConferenceRate, Entitlement, EntitlementFacts, Entitlements, PrintState, PrintSubscription, Service, Span,
    entitlements,
};
use guildhall_domain::members::employment::{EmploymentFact, Extent};
use guildhall_domain::members::voting::RightsFacts;
use guildhall_domain::members::{Member, MembershipTerm, Standing, standing_on};
use guildhall_domain::{Category, Cents};
use guildhall_persistence::{Read, life_membership, members as store};
use serde::Serialize;
use utoipa::ToSchema;

use super::codes::{ConferenceRateCode, PrintStateCode};
use super::relations::VisibleMember;
use crate::app::App;
use crate::http::answers::Answer;
use crate::http::problem::Problem;
use crate::http::relation::Sees;
use crate::wire::{CategoryCode, ClauseOut, StandingCode};

/// A member's benefits on a date.
#[derive(Serialize, ToSchema)]
#[schema(as = Entitlements)]
pub struct EntitlementsOut {
    /// Date of the answer: today in America/New_York.
    #[schema(example = "2025-03-01")]
    judged_on: NaiveDate,
    /// Membership category held.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// The member's standing on that date.
    #[schema(value_type = StandingCode)]
    standing: Standing,
    /// Right to vote in the association's elections.
    vote: EntitlementOut,
    /// Waiver of dues: granted when the member owes none.
    dues_waived: EntitlementOut,
    /// Rate class for the annual conference; `granted` when it is a class for members.
    conference_rate: ConferenceRateOut,
    /// Access to all website content, including the magazine.
    web_content: EntitlementOut,
    /// Option to order the print magazine.
    print_magazine: PrintMagazineOut,
    /// Eligibility for a credential, if it is maintained.
    credential: EntitlementOut,
}

/// One benefit: whether it is granted, and why.
#[derive(Serialize, ToSchema)]
#[schema(as = Entitlement)]
pub struct EntitlementOut {
    /// Whether the member has it.
    #[schema(example = true)]
    granted: bool,
    /// True when the answer rests on a default of this software; the association has published no rule.
    #[schema(example = false)]
    provisional: bool,
    /// Clauses of the rules that were applied.
    #[schema(max_items = 20)]
    explanation: Vec<ClauseOut>,
}

/// Rate class for the annual conference.
#[derive(Serialize, ToSchema)]
#[schema(as = ConferenceEntitlement)]
pub struct ConferenceRateOut {
    /// Rate class.
    #[schema(value_type = ConferenceRateCode)]
    class: ConferenceRate,
    /// Whether it is a rate class for members.
    #[schema(example = true)]
    granted: bool,
    /// True when the answer rests on a default of this software; the association has published no rule.
    #[schema(example = false)]
    provisional: bool,
    /// Clauses of the rules that were applied.
    #[schema(max_items = 20)]
    explanation: Vec<ClauseOut>,
}

/// Option to order the print magazine.
#[derive(Serialize, ToSchema)]
#[schema(as = PrintMagazineEntitlement)]
pub struct PrintMagazineOut {
    /// Annual fee in US cents; null when the magazine is not offered.
    #[schema(required, minimum = 0, maximum = 100_000_000, example = 2500)]
    annual_fee_cents: Option<i64>,
    /// Whether the member may order it.
    #[schema(example = true)]
    granted: bool,
    /// True when the answer rests on a default of this software; the association has published no rule.
    #[schema(example = false)]
    provisional: bool,
    /// Clauses of the rules that were applied.
    #[schema(max_items = 20)]
    explanation: Vec<ClauseOut>,
    /// State of the latest year ordered; null when there is no order that is not canceled.
    #[schema(required, value_type = Option<PrintStateCode>)]
    subscription_state: Option<PrintState>,
    /// First day after that year; null until it is paid.
    #[schema(required, example = "2026-03-01")]
    paid_until_on: Option<NaiveDate>,
}

impl EntitlementsOut {
    fn of(
        facts: &EntitlementFacts,
        judged_on: NaiveDate,
        told: Entitlements,
        ordered: Option<&PrintSubscription>,
    ) -> Self {
        let (conference, print) = (EntitlementOut::from(told.conference), EntitlementOut::from(told.print_magazine));
        EntitlementsOut {
            judged_on,
            category: facts.rights.category,
            standing: facts.rights.standing,
            vote: told.vote.into(),
            dues_waived: told.dues_waived.into(),
            conference_rate: ConferenceRateOut {
                class: told.conference_rate,
                granted: conference.granted,
                provisional: conference.provisional,
                explanation: conference.explanation,
            },
            web_content: told.web_content.into(),
            print_magazine: PrintMagazineOut {
                annual_fee_cents: told.print_magazine_annual_fee.map(Cents::cents),
                granted: print.granted,
                provisional: print.provisional,
                explanation: print.explanation,
                subscription_state: ordered.map(|ordered| ordered.state_on(judged_on)),
                paid_until_on: ordered.and_then(|ordered| ordered.year).map(|year| year.ends_on),
            },
            credential: told.credential.into(),
        }
    }
}

impl From<Entitlement> for EntitlementOut {
    fn from(told: Entitlement) -> Self {
        let explanation = told.explanation.into_iter().map(ClauseOut::from).collect();
        EntitlementOut { granted: told.granted, provisional: told.provisional, explanation }
    }
}

/// Get a member's benefits and the reasons for them
///
/// Voting, dues, conference rate, website content, print magazine and credential: each granted or not, with the clauses
/// applied and their sources. Computed for today from category, standing and employment on record; not stored.
#[utoipa::path(get, path = "/{member_id}/entitlements", tag = "Members")]
pub async fn get_member_entitlements(seen: Sees<VisibleMember>) -> Result<Answer<EntitlementsOut>, Problem> {
    let (VisibleMember(member, _), app) = (&seen.record, seen.by.app());
    let today = app.clock.today();
    let facts = facts_of(app, &app.db, member, today).await?;
    let ordered = life_membership::find_latest_print_subscription(&app.db, member.id).await?;
    let told = entitlements(&facts, today, &app.policies);
    Ok(Answer::new(EntitlementsOut::of(&facts, today, told, ordered.as_ref())))
}

/// What the rights of a member rest on, on a day.
///
/// # Errors
/// Those of any read.
pub async fn facts_of(app: &App, db: &dyn Read, member: &Member, on: NaiveDate) -> Result<EntitlementFacts, Problem> {
    let terms = store::terms_of(db, member.id).await?;
    let spells = store::spells_of(db, member.id).await?;
    let work: Vec<EmploymentFact> = spells.iter().map(EmploymentFact::from).collect();
    Ok(facts(app, member, &terms, &work, on))
}

fn facts(
    app: &App,
    member: &Member,
    terms: &[MembershipTerm],
    work: &[EmploymentFact],
    on: NaiveDate,
) -> EntitlementFacts {
    let local: Vec<&EmploymentFact> = work.iter().filter(|one| one.is_local_government()).collect();
    let days = app.policies.life_membership.awards.days_per_part_year.value;
    let served = Service::merge(local.iter().map(|one| Span { starts_on: one.starts_on, ends_on: one.ends_on }), days);
    let mut held = local.iter().filter(|one| one.holds_on(on)).peekable();
    let running = |term: &MembershipTerm| term.in_transition && term.starts_on <= on && on < term.ends_on;
    let was_full = terms.iter().any(|term| term.category.counts_as_full());
    EntitlementFacts {
        rights: RightsFacts {
            category: member.category,
            standing: standing_on(member.span.as_ref(), on, &app.policies.members),
            has_been_full: was_full || (member.span.is_some() && member.category.counts_as_full()),
            joined_on: member.joined_on.unwrap_or(on),
            service_years: served.until(on).years,
            in_appointed_position: held.peek().is_some(),
            is_full_time: held.any(|one| one.extent == Extent::FullTime),
        },
        in_transition: terms.iter().any(running),
        awaits_confirmation: member.confirmation_awaited,
    }
}
