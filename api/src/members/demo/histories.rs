//! The membership behind a persona: record, accepted applications, yearly terms, employment.

use chrono::{Days, Months, NaiveDate};
use guildhall_domain::calendar::{add_months, starts_at};
use guildhall_domain::ids::{ApplicationId, EmploymentSpellId, MemberId, TermId};
use guildhall_domain::members::{
    Application, ApplicationKind, ApplicationState, Category, EmploymentSpell, Extent, Member, MemberNumber,
    MembershipTerm, PricingFacts, TermSpan,
};
use guildhall_domain::organizations::Organization;
use guildhall_domain::{Cents, accounts::Account};
use guildhall_persistence::organizations::{OrganizationFilter, OrganizationSort, list_organizations};
use guildhall_persistence::{PageRequest, Tx, members as store, sequences};

use crate::app::App;
use crate::http::problem::Problem;
use crate::organizations::demo::town_name;

/// A membership of so many yearly terms, one after another.
pub(super) struct History {
    pub(super) category: Category,
    pub(super) years: u32,
    pub(super) last: Last,
    pub(super) job: Option<Job>,
    pub(super) born_on: Option<NaiveDate>,
}

/// How the last term ends, seen from the day of seeding; `ForLife`: two years before it, with Life
/// membership since.
pub(super) enum Last {
    GoodForDays(u64),
    EndedDaysAgo(u64),
    ForLife,
}

/// Present employment.
pub(super) struct Job {
    pub(super) town: usize,
    pub(super) title: &'static str,
    pub(super) salary_dollars: i64,
}

/// Puts the history on record; answers the member's id.
pub(super) async fn seed(app: &App, tx: &Tx, account: &Account, history: &History) -> Result<MemberId, Problem> {
    let now = app.clock.now();
    let terms = terms(history, app.clock.today());
    let span = terms.first().zip(terms.last()).map(|(first, last)| match history.last {
        Last::ForLife => TermSpan::without_end(first.0),
        _ => TermSpan { starts_on: first.0, good_until_on: last.1 },
    });
    let member = Member {
        id: MemberId::new(app.entropy.uuid(now)),
        number: MemberNumber(sequences::next(tx, "member").await?),
        account_id: account.id,
        name: account.name.clone(),
        email: account.email.clone(),
        category: history.category,
        born_on: history.born_on,
        joined_on: span.map(|span| span.starts_on),
        span,
        confirmed_on: span.map(|span| span.starts_on),
        confirmation_awaited: false,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    store::insert_member(tx, &member).await?;
    let paid_as = if history.category == Category::Life { Category::Full } else { history.category };
    let employer = match &history.job {
        Some(job) => employer(tx, job).await?.map(|town| (job, town)),
        None => None,
    };
    let pricing = employer.as_ref().map_or_else(PricingFacts::default, |(job, town)| pricing(job, town));
    for (index, term) in terms.iter().enumerate() {
        let kind = if index == 0 { ApplicationKind::Join } else { ApplicationKind::Renewal };
        seed_term(app, tx, (&member, paid_as), kind, *term, &pricing).await?;
    }
    if let Some((job, town)) = &employer {
        store::insert_spell(tx, &spell(app, &member, job, town)).await?;
    }
    Ok(member.id)
}

/// The town that somebody works for, of those that were put on record.
async fn employer(tx: &Tx, job: &Job) -> Result<Option<Organization>, Problem> {
    let Some(name) = town_name(job.town) else { return Ok(None) };
    let named = OrganizationFilter { name_prefix: Some(name.into()), ..OrganizationFilter::default() };
    let found = list_organizations(tx, &named, PageRequest::first(1, OrganizationSort::Name)).await?;
    Ok(found.items.into_iter().next())
}

/// First days and ends of the terms, earliest first.
fn terms(history: &History, today: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let ends_on = match history.last {
        Last::ForLife => years_before(today, 2),
        Last::GoodForDays(days) => today.checked_add_days(Days::new(days)).unwrap_or(today),
        Last::EndedDaysAgo(days) => today.checked_sub_days(Days::new(days)).unwrap_or(today),
    };
    let joined_on = years_before(ends_on, history.years);
    (0..history.years).map(|year| (add_months(joined_on, year * 12), add_months(joined_on, (year + 1) * 12))).collect()
}

fn years_before(date: NaiveDate, years: u32) -> NaiveDate {
    date.checked_sub_months(Months::new(years * 12)).unwrap_or(date)
}

fn pricing(job: &Job, town: &Organization) -> PricingFacts {
    PricingFacts {
        annual_salary: Some(Cents::new(job.salary_dollars * 100)),
        population: town.population,
        general_fund_budget: town.general_fund_budget,
        ..PricingFacts::default()
    }
}

async fn seed_term(
    app: &App,
    tx: &Tx,
    (member, category): (&Member, Category),
    kind: ApplicationKind,
    (starts_on, ends_on): (NaiveDate, NaiveDate),
    pricing: &PricingFacts,
) -> Result<(), Problem> {
    let at = starts_at(starts_on);
    let application = Application {
        id: ApplicationId::new(app.entropy.uuid(at)),
        account_id: member.account_id,
        member_id: Some(member.id),
        kind,
        category,
        state: ApplicationState::Accepted,
        pricing: pricing.clone(),
        submitted_at: at,
        decided_at: Some(at),
        submitted_by: member.account_id,
        review: Vec::new(),
        accepted_at: (kind == ApplicationKind::Join).then_some(at),
        chapter_id: None,
        version: 1,
    };
    store::insert_application(tx, &application).await?;
    let term = MembershipTerm {
        id: TermId::new(app.entropy.uuid(at)),
        member_id: member.id,
        application_id: application.id,
        category,
        starts_on,
        ends_on,
        planned_ends_on: None,
        paid_until_on: Some(ends_on),
        in_transition: false,
        created_at: at,
    };
    Ok(store::insert_term(tx, &term).await?)
}

fn spell(app: &App, member: &Member, job: &Job, town: &Organization) -> EmploymentSpell {
    let now = app.clock.now();
    EmploymentSpell {
        id: EmploymentSpellId::new(app.entropy.uuid(now)),
        member_id: member.id,
        organization_id: Some(town.id),
        employer_name: town.name.clone(),
        employer_kind: town.kind,
        position_title: job.title.into(),
        extent: Extent::FullTime,
        annual_salary: Some(Cents::new(job.salary_dollars * 100)),
        starts_on: years_before(member.joined_on.unwrap_or_else(|| app.clock.today()), 1),
        ends_on: None,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn history(years: u32, last: Last) -> History {
        History { category: Category::Full, years, last, job: None, born_on: None }
    }

    #[test]
    fn terms_join_without_gaps_and_end_as_told() {
        let terms = terms(&history(3, Last::GoodForDays(10)), on("2025-03-01"));
        assert_eq!(terms.len(), 3);
        assert_eq!(terms[2].1, on("2025-03-11"));
        assert!(terms.windows(2).all(|pair| pair[0].1 == pair[1].0));
    }

    #[test]
    fn a_leap_day_is_no_obstacle() {
        let terms = terms(&history(2, Last::EndedDaysAgo(0)), on("2024-02-29"));
        assert_eq!(terms.last().unwrap().1, on("2024-02-28"));
    }
}
