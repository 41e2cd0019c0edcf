//! `POST /v1/life-membership/standings`: what becomes of Life status at work, and the dues meanwhile.

use actix_web::post;
use actix_web::web::Data;
use chrono::NaiveDate;
use guildhall_domain::life_membership::{Employment, LifeStanding, LifeStandingFacts, LifeStatus, life_standing};
use guildhall_domain::{Category, Cents, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::codes::{EmploymentCode, LifeStatusCode};
use crate::app::App;
use crate::http::body::Body;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::wire::{CategoryCode, ClauseOut, RateTableRefOut};

/// What a Life member works as.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LifeStandingRequest)]
pub struct StandingIn {
    /// What the Life member works as.
    #[schema(value_type = EmploymentCode)]
    employment: Employment,
    /// Annual salary in cents; needed for full-time local-government work. Used for this answer and forgotten.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 15_000_000, nullable = false)]
    annual_salary_cents: Option<i64>,
    /// Population of the community served; the small-community rate needs it.
    #[schema(minimum = 0, maximum = 100_000_000, example = 7500, nullable = false)]
    population: Option<i64>,
    /// General-fund budget of the community in cents; the small-community rate needs it.
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

/// What becomes of Life status at work, and what a year costs.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeStanding)]
pub struct StandingOut {
    /// Whether Life status is held meanwhile.
    #[schema(value_type = LifeStatusCode)]
    life_status: LifeStatus,
    /// The category held meanwhile, whose dues are paid: `life`, `full` or `full_not_in_service`.
    #[schema(value_type = CategoryCode)]
    charged_as: Category,
    /// The dues of a year, in cents: those of a quote for that category.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 20_000)]
    annual_dues_cents: i64,
    /// Currency of the amount: always USD.
    #[schema(max_length = 3, example = "USD")]
    currency: &'static str,
    /// Date whose rate table was applied.
    #[schema(example = "2025-03-01")]
    priced_on: NaiveDate,
    /// True when the status or the amount is a default of this software; the association has published no figure.
    #[schema(example = false)]
    provisional: bool,
    /// The table that was applied.
    rate_table: RateTableRefOut,
    /// Clauses applied, in order: of the status, then of the dues.
    #[schema(max_items = 50)]
    explanation: Vec<ClauseOut>,
    /// What the reader should know besides.
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

/// Say what a Life member pays while working
///
/// Open to anyone and stateless. Back in full-time local-government service: a Full member with salary-based dues for
/// its duration, reinstated on leaving without a new test. Full time elsewhere: the $200 rate of those not in service.
/// Part time or interim: nothing. The same decision moves the record when employment is added or ended.
#[utoipa::path(tag = "Life membership", operation_id = "createLifeStanding", security(()), request_body = StandingIn,
    extensions(("x-stateless" = json!(true))),
    responses(
        (status = 200, description = "The standing and the dues, explained.", body = StandingOut),
        (status = 409, description = "`salary-missing` `no-rate-table`"),
    ))]
#[post("/standings")]
pub async fn create_life_standing(
    app: Data<App>,
    _: Params<NoParams>,
    body: Body<StandingIn>,
) -> Result<Reply, Problem> {
    let facts = body.0.facts(app.clock.today());
    let standing = life_standing(&facts, &app.policies.life_membership, &app.policies.dues).map_err(Refusal::from)?;
    Reply::ok(&StandingOut::of(standing, facts.priced_on))
}
