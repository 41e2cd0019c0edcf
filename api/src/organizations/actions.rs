//! What changes an organization.

use guildhall_domain::ids::{AccountId, OrganizationId};
use guildhall_domain::organizations::organization::Organization;
use guildhall_domain::organizations::{OrganizationEvent, OrganizationKind, OrganizationRefusal, check_place};
use guildhall_domain::visible_text::folded;
use guildhall_domain::{Cents, Refusal};
use guildhall_persistence::{Tx, organizations as store};

use super::problems::{NO_FIGURES, UNKNOWN_ORGANIZATION};
use crate::app::App;
use crate::events;
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;

/// What is known of an organization.
pub struct Particulars {
    /// Its name.
    pub name: String,
    /// What kind of body it is.
    pub kind: OrganizationKind,
    /// State or province (ISO 3166-2, without the country).
    pub state: Option<String>,
    /// Country, two letters (ISO 3166-1).
    pub country: String,
    /// Whether it is another one than the one of its name that is on record.
    pub distinct: bool,
    /// Population served, when known.
    pub population: Option<i64>,
    /// General-fund budget, when known.
    pub general_fund_budget: Option<Cents>,
}

/// The organization that a member of the body names.
///
/// # Errors
/// `unknown-organization`, at that member; those of any read.
pub async fn named(tx: &Tx, id: OrganizationId, pointer: &str) -> Result<Organization, Problem> {
    let unknown = || Problem::new(&UNKNOWN_ORGANIZATION).detail("No organization has that id.").at(pointer);
    store::find_organization(tx, id).await?.ok_or_else(unknown)
}

/// Puts an organization on record.
///
/// # Errors
/// `state-outside-country`, `organization-on-record`; those of the store.
pub async fn register(app: &App, tx: &Tx, by: AccountId, particulars: Particulars) -> Result<Organization, Problem> {
    let now = app.clock.now();
    let mut organization = Organization {
        id: OrganizationId::new(app.entropy.uuid(now)),
        name: particulars.name,
        kind: particulars.kind,
        state: particulars.state,
        country: particulars.country,
        population: particulars.population,
        general_fund_budget: particulars.general_fund_budget,
        figures_confirmed_on: None,
        has_namesakes: particulars.distinct,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    confirm_entered(app, &mut organization, (None, None));
    check_whereabouts(&organization)?;
    check_alone(tx, &organization).await?;
    store::insert_organization(tx, &organization).await?;
    events::record(app, tx, Some(by), OrganizationEvent::Created { organization: organization.id }).await?;
    Ok(organization)
}

/// Changes what is known of an organization, if it still is as the caller saw it. What names it apart from others is
/// looked at where it changes: a record from before that look keeps what it has. `distinct` says that the change makes it
/// no other that is on record.
///
/// # Errors
/// `not-found`, `stale-version`, `state-outside-country`, `organization-on-record`; those of the store.
pub async fn amend(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: OrganizationId,
    seen: &IfMatch,
    distinct: bool,
    change: impl FnOnce(&mut Organization),
) -> Result<Organization, Problem> {
    let before = store::lock_organization(tx, id).await?;
    seen.check(before.version)?;
    let mut organization = before.clone();
    change(&mut organization);
    if organization == before {
        return Ok(before);
    }
    let confirmed = confirm_entered(app, &mut organization, (before.population, before.general_fund_budget));
    if place_of(&organization) != place_of(&before) {
        check_whereabouts(&organization)?;
    }
    if named_apart_by(&organization) != named_apart_by(&before) {
        organization.has_namesakes = distinct;
        check_alone(tx, &organization).await?;
    }
    organization.updated_at = app.clock.now();
    organization.version = store::save_organization(tx, &organization).await?;
    events::record(app, tx, Some(by), OrganizationEvent::Updated { organization: id }).await?;
    if confirmed {
        events::record(app, tx, Some(by), OrganizationEvent::FiguresConfirmed { organization: id }).await?;
    }
    Ok(organization)
}

fn place_of(organization: &Organization) -> (Option<&str>, &str) {
    (organization.state.as_deref(), &organization.country)
}

fn named_apart_by(organization: &Organization) -> (String, OrganizationKind, (Option<&str>, &str)) {
    (folded(&organization.name), organization.kind, place_of(organization))
}

/// Checks that the state fits the country; one that is missing is at fault itself.
fn check_whereabouts(organization: &Organization) -> Result<(), Problem> {
    let (state, country) = place_of(organization);
    let refused = |refusal| {
        let is_missing = refusal == OrganizationRefusal::StateNeeded;
        let problem = Problem::from(Refusal::from(refusal));
        if is_missing { problem.at("/state") } else { problem }
    };
    check_place(state, country).map_err(refused)
}

/// Checks that no other organization of that name is on record, unless staff said that there are two. A unique key of the
/// store is the last word on two that are put on record at once.
async fn check_alone(tx: &Tx, organization: &Organization) -> Result<(), Problem> {
    if organization.has_namesakes {
        return Ok(());
    }
    match store::find_namesake(tx, organization).await? {
        None => Ok(()),
        Some(Organization { id, name, .. }) => {
            Err(Refusal::from(OrganizationRefusal::OnRecord { organization: id, name }).into())
        }
    }
}

/// Figures that staff enter are confirmed on that day; without any there is nothing to confirm. Whether any were entered.
fn confirm_entered(app: &App, organization: &mut Organization, before: (Option<i64>, Option<Cents>)) -> bool {
    let (population, budget) = (organization.population, organization.general_fund_budget);
    let entered = (population.is_some() && population != before.0) || (budget.is_some() && budget != before.1);
    if entered {
        organization.figures_confirmed_on = Some(app.clock.today());
    } else if population.is_none() && budget.is_none() {
        organization.figures_confirmed_on = None;
    }
    entered
}

/// Confirms the figures of an organization as they are on record.
///
/// # Errors
/// `not-found`, `no-figures`; those of the store.
pub async fn confirm_figures(app: &App, tx: &Tx, by: AccountId, id: OrganizationId) -> Result<Organization, Problem> {
    let mut organization = store::lock_organization(tx, id).await?;
    if organization.population.is_none() && organization.general_fund_budget.is_none() {
        return Err(Problem::new(&NO_FIGURES).detail("Neither population nor budget is on record."));
    }
    if organization.figures_confirmed_on == Some(app.clock.today()) {
        return Ok(organization);
    }
    organization.figures_confirmed_on = Some(app.clock.today());
    organization.updated_at = app.clock.now();
    organization.version = store::save_organization(tx, &organization).await?;
    events::record(app, tx, Some(by), OrganizationEvent::FiguresConfirmed { organization: id }).await?;
    Ok(organization)
}
