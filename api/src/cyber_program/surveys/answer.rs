//! `/v1/cyber-program/surveys/{survey_id}/answer`: one's own answer.

use actix_web::web::Path;
use guildhall_domain::ids::SurveyId;
use guildhall_persistence::vault::KeyOwner;
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions::{self as action, sealed_as};
use super::relations::{AnsweredSurvey, AnswersSurvey};
use super::survey_out::{ChosenOut, SurveyAnswerOut, answer_out};
use crate::cyber_program::problems::{
    ACTIVITY_FOR_PARTICIPANTS, ACTIVITY_NOT_OPEN_YET, COHORT_WRITING_CLOSED, SURVEY_ALREADY_ANSWERED,
    SURVEY_ANSWER_MISFIT, SURVEY_CLOSED,
};
use crate::http::answers::{Answered, Created, Record};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::relation::{By, Sees};
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
/// For participants, once and in full, until the survey is due. Nobody else can read your answer. Answering marks the
/// activity as done.
#[utoipa::path(post, path = "/surveys/{survey_id}/answer", tag = "Cyber program",
    extensions(("x-refuses" = json!([ACTIVITY_NOT_OPEN_YET, COHORT_WRITING_CLOSED, SURVEY_CLOSED,
        SURVEY_ALREADY_ANSWERED, ACTIVITY_FOR_PARTICIPANTS, SURVEY_ANSWER_MISFIT]))))]
pub async fn create_survey_answer(
    caller: By<AnswersSurvey>,
    id: Path<SurveyId>,
    write: Write,
    body: Body<AnswerIn>,
) -> Result<Answered<Created<SurveyAnswerOut>>, Problem> {
    write
        .on(&caller, *id, async |tx, answers| {
            let chosen: Vec<(&str, &str)> =
                body.0.answers.iter().map(|one| (one.question.as_str(), one.choice.as_str())).collect();
            let (record, made) = action::answer(write.app(), tx, caller.account_id, &answers, &chosen).await?;
            let survey = &answers.survey;
            let location = format!("/v1/cyber-program/surveys/{}/answer", survey.id);
            Ok(Created::at(location, answer_out(survey, &record, &made), 1))
        })
        .await
}

/// Read your answer to a survey
///
/// Only your own; not found if you have not answered.
#[utoipa::path(get, path = "/surveys/{survey_id}/answer", tag = "Cyber program")]
pub async fn get_survey_answer(seen: Sees<AnsweredSurvey>) -> Result<Record<SurveyAnswerOut>, Problem> {
    let (app, AnsweredSurvey { survey, answer }) = (seen.by.app(), &seen.record);
    let key = vault::key_for_reading(app, &app.db, KeyOwner::Account(answer.author_id)).await?;
    let key = key.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let made = key.open(&sealed_as(answer), &answer.sealed_answers)?;
    Ok(Record::new(answer_out(survey, answer, &made), 1))
}
