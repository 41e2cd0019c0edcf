//! `GET /v1/cyber-program/templates`: what the weeks of a cohort hold before it has dates.

use actix_web::get;
use actix_web::web::Data;
use guildhall_domain::cyber_program::{ActivityKind, CyberProgramPolicy, ProgramTemplate, TemplateActivity};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::cyber_program::codes::ActivityKindCode;
use crate::http::page::{PageOut, Paged};
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::{Cache, Reply};
use crate::{number_schema, page_of};

page_of!(ProgramTemplatePage, TemplateOut);
number_schema!(TemplateWeek, "TemplateWeek", 1, 104, "A week of a program.");

/// A reusable plan of activities.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramTemplate)]
pub struct TemplateOut {
    /// Name of the template; a cohort records it.
    #[schema(max_length = 64, example = "2026-1")]
    version: String,
    /// How many weeks it is for.
    #[schema(minimum = 1, maximum = 104, example = 12)]
    weeks: u32,
    /// Its activities.
    #[schema(max_items = 500)]
    activities: Vec<TemplateActivityOut>,
}

/// An activity of a template.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramTemplateActivity)]
pub struct TemplateActivityOut {
    /// Its code.
    #[schema(max_length = 40, example = "live_event")]
    code: String,
    /// Its kind.
    #[schema(value_type = ActivityKindCode)]
    kind: ActivityKind,
    /// What it is called.
    #[schema(max_length = 200, example = "Join the live event")]
    title: String,
    /// The weeks it stands in.
    #[schema(max_items = 104, value_type = Vec<TemplateWeek>, example = json!([1, 6, 12]))]
    weeks: Vec<u32>,
    /// The day of the week by whose end it is due: 1 is the first day of a cohort's week, 7 the last.
    #[schema(minimum = 1, maximum = 7, example = 7)]
    due_day: u32,
    /// Whether completing the program needs it.
    #[schema(example = true)]
    required: bool,
    /// Where it is published, or that it is a provisional assumption of ours.
    #[schema(max_length = 500, example = "house assumption, nothing published was found")]
    source: String,
    /// True when it is a provisional assumption of ours.
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
/// Open to anyone. A cohort gets its week plan by putting a template onto its dates, and keeps what it was given.
#[utoipa::path(tag = "Cyber program", operation_id = "listProgramTemplates", security(()),
    responses((status = 200, description = "The templates.", body = ProgramTemplatePage), (status = 304, description = "Not changed.")))]
#[get("/templates")]
pub async fn list_program_templates(app: Data<App>, _: Params<NoParams>) -> Result<Reply, Problem> {
    let policy = &app.policies.cyber_program;
    let page = ProgramTemplatePage::new(vec![template_out(&policy.template, policy)], PageOut::whole());
    Ok(Reply::record(&page, 1)?.cached(Cache::Public))
}
