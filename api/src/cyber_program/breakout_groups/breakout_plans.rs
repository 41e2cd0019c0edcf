//! `POST /v1/cyber-program/breakout-plans`: how a number of participants splits into groups. No sign-in.

use actix_web::web::Data;
use guildhall_domain::Refusal;
use guildhall_domain::cyber_program::{BreakoutPlan, plan};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::cyber_program::problems::TOO_MANY_TO_GROUP;
use crate::http::answers::Answer;
use crate::http::body::Body;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::number_schema;
use crate::wire::ClauseOut;

number_schema!(GroupSize, "BreakoutGroupSize", 1, 100_000, "Number of participants in a breakout group.");

/// Number of participants to split into breakout groups.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BreakoutPlanRequest)]
pub struct BreakoutPlanIn {
    /// Number of participants; policy limits how many one plan may have.
    #[schema(minimum = 1, maximum = 100_000, example = 24)]
    participant_count: u32,
}

/// A plan of breakout groups.
#[derive(Serialize, ToSchema)]
#[schema(as = BreakoutPlan)]
pub struct BreakoutPlanOut {
    /// Number of participants.
    #[schema(minimum = 1, maximum = 100_000, example = 24)]
    participant_count: u32,
    /// Number of participants in each group, larger groups first. They add up to `participant_count` and differ by at
    /// most one.
    #[schema(max_items = 50_000, value_type = Vec<GroupSize>, example = json!([12, 12]))]
    group_sizes: Vec<u32>,
    /// Whether every size is within the typical range.
    #[schema(example = true)]
    within_typical_range: bool,
    /// Warning when a size is not typical; null otherwise.
    #[schema(
        required,
        max_length = 500,
        example = "25 participants cannot be split into groups of 10 to 12; these sizes are the nearest"
    )]
    warning: Option<String>,
    /// Clauses of the rules that were applied, in order.
    #[schema(max_items = 50)]
    explanation: Vec<ClauseOut>,
}

impl From<BreakoutPlan> for BreakoutPlanOut {
    fn from(plan: BreakoutPlan) -> Self {
        BreakoutPlanOut {
            participant_count: plan.participant_count,
            group_sizes: plan.group_sizes,
            within_typical_range: plan.within_typical_range,
            warning: plan.warning,
            explanation: plan.explanation.into_iter().map(ClauseOut::from).collect(),
        }
    }
}

/// Plan breakout groups
///
/// No sign-in is needed, and nothing is stored. Groups are "typically 10-12": the plan keeps to that where it can, and
/// gives a warning, not a refusal, where it cannot. It takes the number of groups whose mean size is nearest to 11; on a
/// tie, the smaller number.
#[utoipa::path(post, path = "/breakout-plans", tag = "Cyber program",
    extensions(("x-refuses" = json!([TOO_MANY_TO_GROUP]))))]
pub async fn create_breakout_plan(
    app: Data<App>,
    _: Params<NoParams>,
    body: Body<BreakoutPlanIn>,
) -> Result<Answer<BreakoutPlanOut>, Problem> {
    let plan = plan(body.0.participant_count, &app.policies.cyber_program).map_err(Refusal::from)?;
    Ok(Answer::new(BreakoutPlanOut::from(plan)))
}
