//! `POST /v1/life-membership/standings`: what becomes of Life status at work, and the dues meanwhile.

use actix_web::web::Data;
use chrono::NaiveDate;
use guildhall_domain::life_membership::{Employment, LifeStanding, LifeStandingFacts, LifeStatus, life_standing};
use guildhall_domain::{Category, Cents, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::codes::{EmploymentCode, LifeStatusCode};
use crate::app::App;
use crate::dues::problems::{NO_RATE_TABLE, SALARY_MISSING};
use crate::http::answers::Answer;
use crate::http::body::Body;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::wire::{CategoryCode, ClauseOut, RateTableRefOut};

/// Work that a Life member takes up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LifeStandingRequest)]
pub struct StandingIn {
    /// Kind of work.
    #[schema(value_type = EmploymentCode)]
    employment: Employment,
    /// Annual salary in US cents; required for full-time local-government work. Used for this answer only and not stored.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 15_000_000, nullable = false)]
    annual_salary_cents: Option<i64>,
    /// Population of the community served; required for the small-community rate.
    #[schema(minimum = 0, maximum = 100_000_000, example = 7500, nullable = false)]
    population: Option<i64>,
    /// General-fund budget of the community in US cents; required for the small-community rate.
    #[schema(minimum = 0, maximum = 100_000_000_000_000_i64, example = 780_000_000, nullable = false)]
    general_fund_budget_cents: Option<i64>,
    /// Date whose rate table applies; today (America/New_York) when absent.
    #[schema(nullable = false, example = "2025-03-01")]
    priced_on: Option<NaiveDate>,
}

impl StandingIn {
    fn facts(&self, today: NaiveDate) -> LifeStandingFacts {
        LifeStandingFacts {
            employment: self.employment,
            annual_salary: self.annual_salary_cents.map(Cents::new),
            population: self.population,
            general_fund_budget: self.general_fund_budget_cents.map(Cents::new),
            priced_on: self.priced_on.unwrap_or(today),
        }
    }
}

/// Life status while working, and the annual dues.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeStanding)]
pub struct StandingOut {
    /// Life status while working.
    #[schema(value_type = LifeStatusCode)]
    life_status: LifeStatus,
    /// Category whose dues are charged while working: `life`, `full` or `full_not_in_service`.
    #[schema(value_type = CategoryCode)]
    charged_as: Category,
    /// Annual dues in US cents, as in a quote for that category.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 20_000)]
    annual_dues_cents: i64,
    /// Currency of the amount; always USD.
    #[schema(max_length = 3, example = "USD")]
    currency: &'static str,
    /// Date whose rate table was applied.
    #[schema(example = "2025-03-01")]
    priced_on: NaiveDate,
    /// True when the status or the amount is a default of this software; the association has published no figure.
    #[schema(example = false)]
    provisional: bool,
    /// Rate table that was applied.
    rate_table: RateTableRefOut,
    /// Clauses applied: those for the status first, then those for the dues.
    #[schema(max_items = 50)]
    explanation: Vec<ClauseOut>,
    /// Further remarks.
    #[schema(max_items = 20, value_type = Vec<String>, example = json!(["Priced at the standard rate: population and budget are not both known."]))]
    notes: Vec<String>,
}

impl StandingOut {
    fn of(standing: LifeStanding, priced_on: NaiveDate) -> Self {
        StandingOut {
            life_status: standing.life_status,
            charged_as: standing.charged_as,
            annual_dues_cents: standing.annual_dues.cents(),
            currency: "USD",
            priced_on,
            provisional: standing.provisional,
            rate_table: standing.rate_table.into(),
            explanation: standing.explanation.into_iter().map(ClauseOut::from).collect(),
            notes: standing.notes,
        }
    }
}

/// Calculate what a Life member pays while working
///
/// Open to anyone; nothing is stored. In full-time local-government work the member pays the salary-based dues of a Full
/// member, and is reinstated without a new assessment on leaving. In other full-time work: the $200 rate for members not in
/// service. In part-time or interim work: nothing. Adding or ending employment changes the record by the same rules.
#[utoipa::path(post, path = "/standings", tag = "Life membership", extensions(("x-refuses" = json!([
    SALARY_MISSING, NO_RATE_TABLE
]))))]
pub async fn create_life_standing(
    app: Data<App>,
    _: Params<NoParams>,
    body: Body<StandingIn>,
) -> Result<Answer<StandingOut>, Problem> {
    let facts = body.0.facts(app.clock.today());
    let standing = life_standing(&facts, &app.policies.life_membership, &app.policies.dues).map_err(Refusal::from)?;
    Ok(Answer::new(StandingOut::of(standing, facts.priced_on)))
}
