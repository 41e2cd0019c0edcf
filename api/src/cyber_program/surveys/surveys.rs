//! `/v1/cyber-program/cohorts/{cohort_id}/surveys` and `/v1/cyber-program/surveys/{survey_id}`: what is asked.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use guildhall_domain::ids::{CohortId, SurveyId};
use guildhall_persistence::PageRequest;
use guildhall_persistence::cyber_program::{self as store, SurveySort};
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions as action;
use super::survey_out::{SurveyOut, SurveyQuestionOut, survey_out};
use crate::app::App;
use crate::cyber_program::viewer::ViewerFacts;
use crate::cyber_program::writing::planned;
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::page::PageQuery;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::page_of;

page_of!(CohortSurveyPage, SurveyOut);

/// Questions to be asked.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCohortSurvey)]
pub struct SurveyIn {
    /// The activity of the cohort's week plan: a survey.
    #[schema(min_length = 5, max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w06-survey")]
    activity: String,
    /// What is asked.
    #[schema(min_items = 1, max_items = 50)]
    questions: Vec<SurveyQuestionOut>,
}

/// List surveys of a cohort
///
/// For its participants, its faculty and staff; the latest first.
#[utoipa::path(tag = "Cyber program", operation_id = "listSurveys", security(("bearer" = [])), params(PageQuery),
    responses((status = 200, description = "One page.", body = CohortSurveyPage)))]
#[get("/cohorts/{cohort_id}/surveys")]
pub async fn list_surveys(
    caller: Caller,
    app: Data<App>,
    request: HttpRequest,
    id: Path<CohortId>,
    query: Params<PageQuery>,
) -> Result<Reply, Problem> {
    let facts = ViewerFacts::load(&app.db, &caller).await?;
    let cohort = facts.cohort_now(&app.db, *id).await?;
    let list = format!("cyber-program/surveys/{}", cohort.id);
    let after = app.cursors.read(&list, query.0.after.as_deref())?;
    let page = PageRequest { limit: query.0.limit, sort: SurveySort::Newest, after };
    let slice = store::list_surveys(&app.db, cohort.id, page).await?;
    let slice = slice.try_map(|record| {
        let activity = planned(&cohort, &record.activity.to_string())?;
        Ok::<_, Problem>(survey_out(record, &activity))
    })?;
    app.cursors.reply::<CohortSurveyPage, _>(&request, &list, query.0.limit, slice, |survey| survey)
}

/// Ask the questions of a survey
///
/// Faculty of the cohort and staff, before the survey is due. Each question is answered with one of its choices; one with
/// several answers is asked as yes and no for each. Questions do not change.
#[utoipa::path(tag = "Cyber program", operation_id = "createSurvey", security(("bearer" = [])), request_body = SurveyIn,
    responses((status = 201, description = "The new survey.", body = SurveyOut),
        (status = 409, description = "`no-such-activity` `activity-written-elsewhere` `survey-there` `survey-closed` `survey-code-twice`")))]
#[post("/cohorts/{cohort_id}/surveys")]
pub async fn create_survey(
    caller: Caller,
    id: Path<CohortId>,
    write: Write,
    body: Body<SurveyIn>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let app = write.app();
            let facts = ViewerFacts::load(tx, &caller).await?;
            let questions = body.0.questions.iter().cloned().map(Into::into).collect();
            let record = action::ask(app, tx, &facts, *id, &body.0.activity, questions).await?;
            let cohort = facts.cohort(tx, record.cohort_id).await?;
            let activity = planned(&cohort, &record.activity.to_string())?;
            let location = format!("/v1/cyber-program/surveys/{}", record.id);
            Reply::created(location, &survey_out(record, &activity), 1)
        })
        .await
}

/// Read a survey
///
/// For participants, faculty of the cohort and staff.
#[utoipa::path(tag = "Cyber program", operation_id = "getSurvey", security(("bearer" = [])),
    responses((status = 200, description = "The survey.", body = SurveyOut), (status = 304, description = "Not changed.")))]
#[get("/surveys/{survey_id}")]
pub async fn get_survey(
    caller: Caller,
    app: Data<App>,
    id: Path<SurveyId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let facts = ViewerFacts::load(&app.db, &caller).await?;
    let (record, _) = action::concerning(&app.db, &facts, *id).await?;
    let cohort = facts.cohort_now(&app.db, record.cohort_id).await?;
    let activity = planned(&cohort, &record.activity.to_string())?;
    Reply::record(&survey_out(record, &activity), 1)
}
