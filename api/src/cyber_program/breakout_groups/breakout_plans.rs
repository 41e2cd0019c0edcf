//! `POST /v1/cyber-program/breakout-plans`: how a cohort would be split, for anybody.

use actix_web::post;
use actix_web::web::Data;
use guildhall_domain::Refusal;
use guildhall_domain::cyber_program::{BreakoutPlan, plan};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::http::body::Body;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::number_schema;
use crate::wire::ClauseOut;

number_schema!(GroupSize, "BreakoutGroupSize", 1, 100_000, "How many are in a breakout group.");

/// How many are to be split into breakout groups.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BreakoutPlanRequest)]
pub struct BreakoutPlanIn {
    /// How many take part; policy bounds how many one plan may be asked for.
    #[schema(minimum = 1, maximum = 100_000, example = 24)]
    participant_count: u32,
}

/// Breakout groups, planned.
#[derive(Serialize, ToSchema)]
#[schema(as = BreakoutPlan)]
pub struct BreakoutPlanOut {
    /// How many take part.
    #[schema(minimum = 1, maximum = 100_000, example = 24)]
    participant_count: u32,
    /// How many are in each group, larger groups first; they sum to the participants and differ by one at most.
    #[schema(max_items = 50_000, value_type = Vec<GroupSize>, example = json!([12, 12]))]
    group_sizes: Vec<u32>,
    /// Whether every size is within the typical range.
    #[schema(example = true)]
    within_typical_range: bool,
    /// Why not, in a sentence; null when they are.
    #[schema(
        required,
        max_length = 500,
        example = "25 cannot be split into groups of 10 to 12; these sizes are the nearest"
    )]
    warning: Option<String>,
    /// Clauses applied, in order.
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
/// Open to anyone and stateless. Groups are "typically 10-12": the plan stays within that whenever it can, and comes with
/// a warning, not a refusal, when it cannot. It takes the number of groups that brings the mean size nearest to 11, the
/// smaller on a tie.
#[utoipa::path(tag = "Cyber program", operation_id = "createBreakoutPlan", security(()), request_body = BreakoutPlanIn,
    extensions(("x-stateless" = json!(true))),
    responses(
        (status = 200, description = "The plan, explained.", body = BreakoutPlanOut),
        (status = 409, description = "`too-many-to-group`"),
    ))]
#[post("/breakout-plans")]
pub async fn create_breakout_plan(
    app: Data<App>,
    _: Params<NoParams>,
    body: Body<BreakoutPlanIn>,
) -> Result<Reply, Problem> {
    let plan = plan(body.0.participant_count, &app.policies.cyber_program).map_err(Refusal::from)?;
    Reply::ok(&BreakoutPlanOut::from(plan))
}
