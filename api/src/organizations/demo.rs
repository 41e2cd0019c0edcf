//! Invented employers. Their figures are made up for the demo and say so in the name.

use futures_util::future::BoxFuture;
use guildhall_domain::Cents;
use guildhall_domain::ids::OrganizationId;
use guildhall_domain::organizations::{Organization, OrganizationKind};
use guildhall_persistence::{Tx, organizations as store};

use crate::app::App;
use crate::http::problem::Problem;

struct Town {
    name: &'static str,
    kind: OrganizationKind,
    state: Option<&'static str>,
    population: Option<i64>,
    budget_dollars: Option<i64>,
}

const fn town(name: &'static str, state: &'static str, population: i64, budget_dollars: i64) -> Town {
    let kind = OrganizationKind::CityOrCounty;
    Town { name, kind, state: Some(state), population: Some(population), budget_dollars: Some(budget_dollars) }
}

const fn body(name: &'static str, kind: OrganizationKind, state: Option<&'static str>) -> Town {
    Town { name, kind, state, population: None, budget_dollars: None }
}

/// Employers are named by their place in this list, so new ones go to the end.
const TOWNS: [Town; 12] = [
    town("City of Springfield (demo)", "IL", 114_000, 145_000_000),
    town("Town of Harbor Point (demo)", "MA", 4_200, 7_400_000),
    town("City of Cedar Bluff (demo)", "CO", 48_500, 61_000_000),
    town("Prairie View County (demo)", "KS", 212_000, 198_000_000),
    town("Village of Willow Creek (demo)", "WI", 9_900, 9_800_000),
    town("City of Mesa Alta (demo)", "AZ", 305_000, 420_000_000),
    town("Town of Pine Hollow (demo)", "VT", 1_850, 2_300_000),
    body("Three Rivers Council of Governments (demo)", OrganizationKind::CouncilOfGovernments, Some("OH")),
    body("Demo State League of Cities", OrganizationKind::StateOrProvincialLeague, Some("GA")),
    body("Demo State Managers' Association", OrganizationKind::StateAssociation, Some("NC")),
    body("Demo State University", OrganizationKind::University, Some("TX")),
    body("Northlight Consulting (demo)", OrganizationKind::PrivateCompany, Some("WA")),
];

/// The name of an employer, by its place in the list.
pub fn town_name(place: usize) -> Option<&'static str> {
    TOWNS.get(place).map(|town| town.name)
}

/// Puts the employers on record.
pub(super) fn seed<'a>(app: &'a App, tx: &'a Tx) -> BoxFuture<'a, Result<(), Problem>> {
    Box::pin(put(app, tx))
}

/// Puts them on record, in the order of the list.
async fn put(app: &App, tx: &Tx) -> Result<(), Problem> {
    let now = app.clock.now();
    for town in &TOWNS {
        let organization = Organization {
            id: OrganizationId::new(app.entropy.uuid(now)),
            name: town.name.into(),
            kind: town.kind,
            state: town.state.map(Into::into),
            country: "US".into(),
            population: town.population,
            general_fund_budget: town.budget_dollars.map(|dollars| Cents::new(dollars * 100)),
            figures_confirmed_on: (town.population.is_some()).then(|| app.clock.today()),
            has_namesakes: false,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        store::insert_organization(tx, &organization).await?;
    }
    Ok(())
}
