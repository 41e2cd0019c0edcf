//! `GET /v1/cyber-program/templates`: plans of activities, before a cohort gives them dates.

use actix_web::web::Data;
use guildhall_domain::cyber_program::{ActivityKind, CyberProgramPolicy, ProgramTemplate, TemplateActivity};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::cyber_program::codes::ActivityKindCode;
use crate::http::answers::Record;
use crate::http::page::Page;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Cache;
use crate::number_schema;

number_schema!(TemplateWeek, "TemplateWeek", 1, 104, "Number of a week of the program, from 1.");

/// A reusable plan of activities.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramTemplate)]
pub struct TemplateOut {
    /// Version of the template; each cohort records the one it was planned with.
    #[schema(max_length = 64, example = "2026-1")]
    version: String,
    /// Number of weeks that the template is for.
    #[schema(minimum = 1, maximum = 104, example = 12)]
    weeks: u32,
    /// Activities of the template.
    #[schema(max_items = 500)]
    activities: Vec<TemplateActivityOut>,
}

/// An activity of a template.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramTemplateActivity)]
pub struct TemplateActivityOut {
    /// Code of the activity, unique in the template.
    #[schema(max_length = 40, example = "live_event")]
    code: String,
    /// Kind of the activity.
    #[schema(value_type = ActivityKindCode)]
    kind: ActivityKind,
    /// Title to show.
    #[schema(max_length = 200, example = "Join the live event")]
    title: String,
    /// Weeks that contain the activity.
    #[schema(max_items = 104, value_type = Vec<TemplateWeek>, example = json!([1, 6, 12]))]
    weeks: Vec<u32>,
    /// Day of the cohort's week by the end of which it is due: 1 is the first day, 7 the last.
    #[schema(minimum = 1, maximum = 7, example = 7)]
    due_day: u32,
    /// Whether the activity is required to complete the program.
    #[schema(example = true)]
    required: bool,
    /// Where it is published, or that it is a default of this software.
    #[schema(max_length = 500, example = "default of this software; the association has published no figure")]
    source: String,
    /// True for a default of this software: the association has published nothing.
    #[schema(example = true)]
    provisional: bool,
}

fn template_out(template: &ProgramTemplate, policy: &CyberProgramPolicy) -> TemplateOut {
    let weeks = policy.program.weeks.value;
    let activities = template.activities.iter().map(|activity| activity_out(activity, weeks, policy));
    TemplateOut { version: template.version.clone(), weeks, activities: activities.collect() }
}

fn activity_out(activity: &TemplateActivity, weeks: u32, policy: &CyberProgramPolicy) -> TemplateActivityOut {
    TemplateActivityOut {
        code: activity.code.clone(),
        kind: activity.kind,
        title: activity.title.clone(),
        weeks: (1..=weeks).filter(|week| activity.stands_in(*week)).collect(),
        due_day: activity.due_day,
        required: activity.required,
        source: policy.sources.cite(&activity.source).to_owned(),
        provisional: activity.provisional,
    }
}

/// List the templates of week plans
///
/// No sign-in is needed. A new cohort takes its week plan from a template and keeps it when the template changes.
#[utoipa::path(get, path = "/templates", tag = "Cyber program")]
pub async fn list_program_templates(app: Data<App>, _: Params<NoParams>) -> Result<Record<Page<TemplateOut>>, Problem> {
    let policy = &app.policies.cyber_program;
    let page = Page::whole(vec![template_out(&policy.template, policy)]);
    Ok(Record::new(page, 1).cached(Cache::Public))
}
