//! What an application is priced from, and why staff look at it: both from the record as it now is.

use chrono::NaiveDate;
use guildhall_domain::billing::{CreditReason, InvoiceStatus};
use guildhall_domain::dues::quote::{QuoteFacts, quote};
use guildhall_domain::ids::{AccountId, ApplicationId};
use guildhall_domain::members::admission::{self, AdmissionFacts};
use guildhall_domain::members::application::Upgrade;
use guildhall_domain::members::employment::{EmploymentFact, Extent};
use guildhall_domain::members::{
    Application, ApplicationKind, ApplicationState, EmploymentSpell, Member, MembersEvent, PricingFacts,
};
use guildhall_domain::organizations::Organization;
use guildhall_domain::{Category, Cents, Clause};
use guildhall_persistence::billing as invoices;
use guildhall_persistence::members::{ApplicationFilter, ApplicationSort};
use guildhall_persistence::{PageRequest, Tx, members as store, organizations};

use super::apply::{price_on, quote_on};
use crate::app::App;
use crate::billing::actions::credit::Ground;
use crate::billing::actions::settle;
use crate::events;
use crate::http::problem::Problem;

/// The clause of the price of a small community.
const SMALL_COMMUNITY: &str = "dues.full.small_community";

/// What an applicant tells of the community served, which prices nothing before staff confirm it.
#[derive(Clone, Copy, Default)]
pub struct ToldFigures {
    /// Population.
    pub population: Option<i64>,
    /// General-fund budget.
    pub general_fund_budget: Option<Cents>,
}

/// What the dues are priced from: the position held today, and the employer's figures where staff confirmed them.
pub async fn priced_from(
    tx: &Tx,
    spells: &[EmploymentSpell],
    told: ToldFigures,
    today: NaiveDate,
) -> Result<PricingFacts, Problem> {
    let held = spells.iter().filter(|spell| EmploymentFact::from(*spell).holds_on(today));
    let position =
        held.max_by_key(|spell| (spell.employer_kind.is_local_government(), spell.annual_salary, spell.starts_on));
    let employer = match position.and_then(|spell| spell.organization_id) {
        Some(id) => organizations::find_organization(tx, id).await?,
        None => None,
    };
    let confirmed = employer.as_ref().is_some_and(|employer| employer.figures_confirmed_on.is_some());
    let (population, budget) = employer.map_or((None, None), |one| (one.population, one.general_fund_budget));
    let population = population.or(told.population.filter(|_| !confirmed));
    let general_fund_budget = budget.or(told.general_fund_budget.filter(|_| !confirmed));
    Ok(PricingFacts {
        annual_salary: position.and_then(|spell| spell.annual_salary),
        population,
        general_fund_budget,
        figures_told: !confirmed && (population.is_some() || general_fund_budget.is_some()),
        ..PricingFacts::default()
    })
}

/// Why staff look at an application; empty when they need not.
pub async fn reasons(
    app: &App,
    tx: &Tx,
    application: &Application,
    member: &Member,
    spells: &[EmploymentSpell],
) -> Result<Vec<Clause>, Problem> {
    let today = app.clock.today();
    let before = priced_before(tx, application, member).await?;
    Ok(admission::reasons(&facts(app, application, member, spells, before.as_ref()), &app.policies.members, today))
}

/// The category and the facts that the present membership was priced from.
async fn priced_before(
    tx: &Tx,
    application: &Application,
    member: &Member,
) -> Result<Option<(Category, PricingFacts)>, Problem> {
    if application.kind == ApplicationKind::CategoryChange {
        return Ok(Some((member.category, application.pricing.clone())));
    }
    let terms = store::terms_of(tx, member.id).await?;
    let Some(last) = terms.iter().rev().find(|term| !term.in_transition) else { return Ok(None) };
    if last.category != application.category {
        return changed_to(tx, application).await;
    }
    let paid = store::find_application(tx, last.application_id).await?;
    Ok(paid.map(|paid| (last.category, paid.pricing)))
}

/// The facts of the change by which somebody came to the category during the last term.
async fn changed_to(tx: &Tx, application: &Application) -> Result<Option<(Category, PricingFacts)>, Problem> {
    let filter = ApplicationFilter {
        account: Some(application.account_id),
        kind: Some(ApplicationKind::CategoryChange),
        state: Some(ApplicationState::Accepted),
        open: false,
    };
    let changes = store::list_applications(tx, &filter, PageRequest::first(100, ApplicationSort::Newest)).await?;
    let change = changes.items.into_iter().find(|change| change.category == application.category);
    Ok(change.map(|change| (change.category, PricingFacts { upgrade: None, ..change.pricing })))
}

fn facts(
    app: &App,
    application: &Application,
    member: &Member,
    spells: &[EmploymentSpell],
    before: Option<&(Category, PricingFacts)>,
) -> AdmissionFacts {
    let (today, pricing) = (app.clock.today(), &application.pricing);
    let renewed = |category, pricing: &PricingFacts| {
        quote(&QuoteFacts::of_application(category, ApplicationKind::Renewal, pricing, today, 1), &app.policies.dues)
            .ok()
    };
    let is_small = |priced: &guildhall_domain::dues::quote::Quote| {
        priced.explanation.iter().any(|clause| clause.clause == SMALL_COMMUNITY)
    };
    let price = renewed(application.category, pricing);
    let price_before = before.and_then(|(category, pricing)| renewed(*category, pricing));
    let was_small = price_before.as_ref().is_some_and(is_small);
    AdmissionFacts {
        kind: application.kind,
        category: application.category,
        held: member.span.map(|_| member.category),
        in_transition: pricing.in_transition,
        annual_salary: pricing.annual_salary,
        salaries: salaries(spells, today),
        small_community_is_new: !was_small && price.as_ref().is_some_and(is_small),
        price: price.map(|priced| priced.total),
        price_before: price_before.map(|priced| priced.total),
    }
}

/// The running term that a change of category happens in; none when nothing of it is left.
pub async fn upgrade_of(tx: &Tx, member: &Member, today: NaiveDate) -> Result<Option<Upgrade>, Problem> {
    let terms = store::terms_of(tx, member.id).await?;
    let running =
        terms.iter().rev().find(|term| term.starts_on <= today && today < term.ends_on && !term.in_transition);
    Ok(running.map(|term| Upgrade {
        from: member.category,
        term_starts_on: term.starts_on,
        term_ends_on: term.ends_on,
    }))
}

/// The different salaries of the full-time positions held on a date.
fn salaries(spells: &[EmploymentSpell], on: NaiveDate) -> Vec<Cents> {
    let held = spells.iter().filter(|spell| {
        let fact = EmploymentFact::from(*spell);
        fact.holds_on(on) && fact.extent == Extent::FullTime
    });
    let mut salaries: Vec<Cents> = held.filter_map(|spell| spell.annual_salary).collect();
    salaries.sort_unstable();
    salaries.dedup();
    salaries
}

/// Prices an application anew from the record as it now is; whether anything changed.
///
/// # Errors
/// Those of the store.
pub async fn reprice(
    app: &App,
    tx: &Tx,
    application: &mut Application,
    spells: &[EmploymentSpell],
) -> Result<bool, Problem> {
    let before = application.pricing.clone();
    let told = ToldFigures { population: before.population, general_fund_budget: before.general_fund_budget };
    let told = if before.figures_told { told } else { ToldFigures::default() };
    let fresh = priced_from(tx, spells, told, app.clock.today()).await?;
    let (print_magazine, in_transition, upgrade) = (before.print_magazine, before.in_transition, before.upgrade);
    application.pricing = PricingFacts { print_magazine, in_transition, upgrade, ..fresh };
    Ok(application.pricing != before)
}

/// Follows a change of the record: an open application without an invoice is priced and judged anew.
///
/// # Errors
/// Those of the store.
pub async fn follow(app: &App, tx: &Tx, by: AccountId, account: AccountId) -> Result<(), Problem> {
    let Some(open) = store::find_open_application(tx, account).await? else { return Ok(()) };
    if invoices::find_invoice_of(tx, &open.id.into()).await?.is_some() {
        return Ok(());
    }
    refresh(app, tx, by, open.id).await
}

/// Prices and judges an open application anew; what was accepted goes back to staff when the price now rests on something
/// they would have looked at.
///
/// # Errors
/// Those of the store.
pub async fn refresh(app: &App, tx: &Tx, by: AccountId, id: ApplicationId) -> Result<(), Problem> {
    let mut application = store::lock_application(tx, id).await?;
    let Some(member_id) = application.member_id.filter(|_| application.state.is_open()) else { return Ok(()) };
    let member = store::lock_member(tx, member_id).await?;
    let spells = store::spells_of(tx, member_id).await?;
    let accepted_on = application.accepted_at.map(|_| application.pricing.clone());
    let changed = reprice(app, tx, &mut application, &spells).await?;
    let review = match accepted_on {
        // A waiver has no price that a position could change.
        Some(_) if !changed || application.pricing.in_transition => return Ok(()),
        Some(accepted) => {
            // Of what staff accepted only the price is asked about again.
            let renewed = Application { kind: ApplicationKind::Renewal, ..application.clone() };
            let before = (application.category, accepted);
            let facts = facts(app, &renewed, &member, &spells, Some(&before));
            admission::reasons(&facts, &app.policies.members, app.clock.today())
        }
        None => reasons(app, tx, &application, &member, &spells).await?,
    };
    let due = price_on(app, &application, app.clock.today()).unwrap_or(Cents::ZERO);
    let state = match application.state {
        ApplicationState::InformationRequested => ApplicationState::InformationRequested,
        _ => admission::first_state(application.kind, &review, due),
    };
    if !changed && state == application.state && review == application.review {
        return Ok(());
    }
    let returned = state == ApplicationState::InReview && application.state != state;
    if returned {
        application.accepted_at = None;
    }
    if application.accepted_at.is_none() {
        application.review = review;
    }
    application.state = if state == ApplicationState::Accepted { application.state } else { state };
    store::save_application(tx, &application).await?;
    if returned {
        let account_id = application.account_id;
        events::record(app, tx, Some(by), MembersEvent::ApplicationReturned { application: id, account_id }).await?;
    }
    Ok(())
}

/// Staff confirmed the figures of an organization: whoever works there and paid the standard rate for the running term,
/// because they were only told, is credited the difference to a small community's.
///
/// # Errors
/// Those of the store.
pub async fn credit_small_community(
    app: &App,
    tx: &Tx,
    by: Option<AccountId>,
    confirmed: &Organization,
) -> Result<(), Problem> {
    let today = app.clock.today();
    for spell in store::spells_at(tx, confirmed.id, today).await? {
        let terms = store::terms_of(tx, spell.member_id).await?;
        let Some(term) = terms.iter().rev().find(|term| today < term.ends_on && !term.in_transition) else { continue };
        let mut paid_for = store::lock_application(tx, term.application_id).await?;
        let Some(billed) = invoices::find_invoice_of(tx, &paid_for.id.into()).await? else { continue };
        if !paid_for.pricing.figures_told || billed.invoice.status != InvoiceStatus::Paid {
            continue;
        }
        paid_for.pricing = PricingFacts {
            population: confirmed.population,
            general_fund_budget: confirmed.general_fund_budget,
            figures_told: false,
            ..paid_for.pricing
        };
        let kept = quote_on(app, &paid_for, billed.invoice.priced_on, 1)?;
        let explanation = kept.explanation.into_iter().filter(|clause| clause.clause == SMALL_COMMUNITY).collect();
        let ground = Ground { reason: CreditReason::FiguresConfirmed, provisional: true, explanation, by };
        settle::give_up(app, tx, &paid_for.id.into(), kept.total, "The figures were confirmed.", ground).await?;
        store::save_application(tx, &paid_for).await?;
    }
    Ok(())
}
