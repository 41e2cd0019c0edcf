//! `/v1/cyber-program/surveys/{survey_id}/answer`: one's own answer.

use actix_web::web::{Data, Path};
use actix_web::{get, post};
use guildhall_domain::ids::SurveyId;
use guildhall_persistence::cyber_program as store;
use guildhall_persistence::vault::KeyOwner;
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions::{self as action, sealed_as};
use super::survey_out::{ChosenOut, SurveyAnswerOut, answer_out};
use crate::app::App;
use crate::cyber_program::viewer::ViewerFacts;
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::{Cache, Reply};
use crate::vault;

/// An answer to a survey: one choice for each question.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSurveyAnswer)]
pub struct AnswerIn {
    /// One choice for each question.
    #[schema(min_items = 1, max_items = 50)]
    answers: Vec<ChosenOut>,
}

/// Answer a survey
///
/// Participants, once, until it is due; for the whole of it. Nobody else reads your answer. The activity is marked as done.
#[utoipa::path(tag = "Cyber program", operation_id = "createSurveyAnswer", security(("bearer" = [])), request_body = AnswerIn,
    responses((status = 201, description = "Your answer.", body = SurveyAnswerOut),
        (status = 409, description = "`activity-not-open-yet` `cohort-writing-closed` `survey-closed` `survey-already-answered` `activity-for-participants` `survey-answer-misfit`")))]
#[post("/surveys/{survey_id}/answer")]
pub async fn create_survey_answer(
    caller: Caller,
    id: Path<SurveyId>,
    write: Write,
    body: Body<AnswerIn>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let app = write.app();
            let facts = ViewerFacts::load(tx, &caller).await?;
            let answers: Vec<(&str, &str)> =
                body.0.answers.iter().map(|one| (one.question.as_str(), one.choice.as_str())).collect();
            let (survey, record, made) = action::answer(app, tx, &facts, *id, &answers).await?;
            let location = format!("/v1/cyber-program/surveys/{}/answer", survey.id);
            Ok(Reply::created(location, &answer_out(&survey, &record, &made), 1)?.cached(Cache::Never))
        })
        .await
}

/// Read your answer to a survey
///
/// Yours and nobody else's; not found when you have not answered.
#[utoipa::path(tag = "Cyber program", operation_id = "getSurveyAnswer", security(("bearer" = [])),
    responses((status = 200, description = "Your answer.", body = SurveyAnswerOut), (status = 304, description = "Not changed.")))]
#[get("/surveys/{survey_id}/answer")]
pub async fn get_survey_answer(
    caller: Caller,
    app: Data<App>,
    id: Path<SurveyId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let author = caller.account_id;
    let absent = || Problem::new(&NOT_FOUND);
    let record = store::find_survey_answer(&app.db, *id, author).await?.ok_or_else(absent)?;
    let survey = store::find_survey(&app.db, *id).await?.ok_or_else(absent)?;
    let key = vault::key_for_reading(&app, &app.db, KeyOwner::Account(author)).await?;
    let key = key.ok_or_else(absent)?;
    let made = key.open(&sealed_as(&record), &record.sealed_answers)?;
    Ok(Reply::record(&answer_out(&survey, &record, &made), 1)?.cached(Cache::Never))
}
