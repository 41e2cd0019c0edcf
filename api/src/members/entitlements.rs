//! `GET /v1/members/{member_id}/entitlements`: what a member is entitled to today, and why.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::NaiveDate;
use guildhall_domain::ids::MemberId;
use guildhall_domain::life_membership::{
    ConferenceRate, Entitlement, EntitlementFacts, Entitlements, PrintState, PrintSubscription, Service, Span,
    entitlements,
};
use guildhall_domain::members::employment::{EmploymentFact, Extent};
use guildhall_domain::members::voting::RightsFacts;
use guildhall_domain::members::{Member, MembershipTerm, Standing, standing_on};
use guildhall_domain::{Category, Cents};
use guildhall_persistence::{life_membership, members as store};
use serde::Serialize;
use utoipa::ToSchema;

use super::codes::{ConferenceRateCode, PrintStateCode};
use super::visible;
use crate::app::App;
use crate::http::auth::Caller;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::wire::{CategoryCode, ClauseOut, StandingCode};

/// What a member is entitled to on a date.
#[derive(Serialize, ToSchema)]
#[schema(as = Entitlements)]
pub struct EntitlementsOut {
    /// The date: today, in America/New_York.
    #[schema(example = "2025-03-01")]
    judged_on: NaiveDate,
    /// Category held.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// How the member stands.
    #[schema(value_type = StandingCode)]
    standing: Standing,
    /// The vote in the association's elections.
    vote: EntitlementOut,
    /// Membership without dues.
    dues_waived: EntitlementOut,
    /// The rate class of the annual conference; `granted` when it is one for members.
    conference_rate: ConferenceRateOut,
    /// All content of the website, the magazine included.
    web_content: EntitlementOut,
    /// The option of the print magazine.
    print_magazine: PrintMagazineOut,
    /// A credential, if it is maintained.
    credential: EntitlementOut,
}

/// A benefit, granted or not.
#[derive(Serialize, ToSchema)]
#[schema(as = Entitlement)]
pub struct EntitlementOut {
    /// Whether the member has it.
    #[schema(example = true)]
    granted: bool,
    /// True when that rests on a provisional assumption of ours.
    #[schema(example = false)]
    provisional: bool,
    /// The clauses that say so.
    #[schema(max_items = 20)]
    explanation: Vec<ClauseOut>,
}

/// The rate class of the annual conference.
#[derive(Serialize, ToSchema)]
#[schema(as = ConferenceEntitlement)]
pub struct ConferenceRateOut {
    /// The class.
    #[schema(value_type = ConferenceRateCode)]
    class: ConferenceRate,
    /// Whether it is one for members.
    #[schema(example = true)]
    granted: bool,
    /// True when that rests on a provisional assumption of ours.
    #[schema(example = false)]
    provisional: bool,
    /// The clauses that say so.
    #[schema(max_items = 20)]
    explanation: Vec<ClauseOut>,
}

/// The option of the print magazine.
#[derive(Serialize, ToSchema)]
#[schema(as = PrintMagazineEntitlement)]
pub struct PrintMagazineOut {
    /// What it costs a year, in cents; null when it is not offered.
    #[schema(required, minimum = 0, maximum = 100_000_000, example = 2500)]
    annual_fee_cents: Option<i64>,
    /// Whether it is offered.
    #[schema(example = true)]
    granted: bool,
    /// True when that rests on a provisional assumption of ours.
    #[schema(example = false)]
    provisional: bool,
    /// The clauses that say so.
    #[schema(max_items = 20)]
    explanation: Vec<ClauseOut>,
    /// Where the year that was last ordered stands; null when none was, or only such as were taken back.
    #[schema(required, value_type = Option<PrintStateCode>)]
    subscription_state: Option<PrintState>,
    /// First day after that year, once it is paid; null before.
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

/// Read what a member is entitled to, and why
///
/// The vote, dues, the conference, the website, the print magazine, a credential: each granted or not, with the clause
/// and its source. Computed for today from category, standing and work on record; never stored.
#[utoipa::path(tag = "Members", operation_id = "getMemberEntitlements", security(("bearer" = [])),
    responses((status = 200, description = "The entitlements.", body = EntitlementsOut)))]
#[get("/{member_id}/entitlements")]
pub async fn get_entitlements(
    caller: Caller,
    app: Data<App>,
    id: Path<MemberId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let (member, _) = visible::member(&app.db, &caller, *id).await?;
    let terms = store::terms_of(&app.db, *id).await?;
    let spells = store::spells_of(&app.db, *id).await?;
    let (work, today): (Vec<EmploymentFact>, _) =
        (spells.iter().map(EmploymentFact::from).collect(), app.clock.today());
    let facts = facts(&app, &member, &terms, &work, today);
    let ordered = life_membership::find_latest_print_subscription(&app.db, *id).await?;
    let told = entitlements(&facts, today, &app.policies);
    Reply::ok(&EntitlementsOut::of(&facts, today, told, ordered.as_ref()))
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
            has_been_full: was_full || member.category.counts_as_full(),
            joined_on: member.joined_on.unwrap_or(on),
            service_years: served.until(on).years,
            in_appointed_position: held.peek().is_some(),
            is_full_time: held.any(|one| one.extent == Extent::FullTime),
        },
        in_transition: terms.iter().any(running),
    }
}
