//! What changes an organization.

use guildhall_domain::Cents;
use guildhall_domain::ids::{AccountId, OrganizationId};
use guildhall_domain::organizations::organization::Organization;
use guildhall_domain::organizations::{OrganizationEvent, OrganizationKind};
use guildhall_persistence::{Tx, organizations as store};

use super::problems::{NO_FIGURES, STATE_NEEDS_COUNTRY_US, UNKNOWN_ORGANIZATION};
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
    /// State or province, two letters.
    pub state: Option<String>,
    /// Country, two letters.
    pub country: String,
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
/// `state-outside-country`; those of the store.
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
        created_at: now,
        updated_at: now,
        version: 1,
    };
    confirm_entered(app, &mut organization, (None, None));
    check_place(&organization)?;
    store::insert_organization(tx, &organization).await?;
    events::record(app, tx, Some(by), OrganizationEvent::Created { organization: organization.id }).await?;
    Ok(organization)
}

/// Changes what is known of an organization, if it still is as the caller saw it.
///
/// # Errors
/// `not-found`, `stale-version`, `state-outside-country`; those of the store.
pub async fn amend(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: OrganizationId,
    seen: &IfMatch,
    change: impl FnOnce(&mut Organization),
) -> Result<Organization, Problem> {
    let mut organization = store::lock_organization(tx, id).await?;
    seen.check(organization.version)?;
    let before = (organization.population, organization.general_fund_budget);
    change(&mut organization);
    let confirmed = confirm_entered(app, &mut organization, before);
    check_place(&organization)?;
    organization.updated_at = app.clock.now();
    organization.version = store::save_organization(tx, &organization).await?;
    events::record(app, tx, Some(by), OrganizationEvent::Updated { organization: id }).await?;
    if confirmed {
        events::record(app, tx, Some(by), OrganizationEvent::FiguresConfirmed { organization: id }).await?;
    }
    Ok(organization)
}

/// In the United States a state is needed, because regions and small
/// communities are told by it.
fn check_place(organization: &Organization) -> Result<(), Problem> {
    if organization.country == "US" && organization.state.is_none() {
        return Err(Problem::new(&STATE_NEEDS_COUNTRY_US)
            .detail("An organization in the United States needs a state.")
            .at("/state"));
    }
    Ok(())
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
    organization.figures_confirmed_on = Some(app.clock.today());
    organization.updated_at = app.clock.now();
    organization.version = store::save_organization(tx, &organization).await?;
    events::record(app, tx, Some(by), OrganizationEvent::FiguresConfirmed { organization: id }).await?;
    Ok(organization)
}
