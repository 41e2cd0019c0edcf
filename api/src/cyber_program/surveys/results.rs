//! `GET /v1/cyber-program/surveys/{survey_id}/results`: counts, small ones withheld.

use actix_web::get;
use actix_web::web::{Data, Path};
use guildhall_domain::cyber_program::{
    Cell, CyberProgramPolicy, SurveyAggregate, SurveyQuestion, aggregate, may_read_aggregate,
};
use guildhall_domain::ids::SurveyId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions as action;
use crate::app::App;
use crate::cyber_program::viewer::ViewerFacts;
use crate::cyber_program::writing::planned;
use crate::http::auth::Caller;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::wire::ClauseOut;

/// The counts of a survey.
#[derive(Serialize, ToSchema)]
#[schema(as = SurveyResults)]
pub struct SurveyResultsOut {
    /// The survey.
    survey_id: Uuid,
    /// How many people answered; null when they are too few to tell.
    #[schema(required, minimum = 0, maximum = 100_000, example = 22)]
    respondent_count: Option<u32>,
    /// The fewest people that are told.
    #[schema(minimum = 2, maximum = 1000, example = 5)]
    smallest_cell: u32,
    /// Whether the smallest number told is a default of this software.
    #[schema(example = true)]
    provisional: bool,
    /// The counts, question by question.
    #[schema(min_items = 1, max_items = 50)]
    questions: Vec<QuestionResultsOut>,
}

/// The counts of one question.
#[derive(Serialize, ToSchema)]
#[schema(as = SurveyQuestionResults)]
pub struct QuestionResultsOut {
    /// Code of the question.
    #[schema(max_length = 40, pattern = "^[a-z0-9_]+$", example = "pace")]
    question: String,
    /// The counts, choice by choice.
    #[schema(min_items = 2, max_items = 20)]
    choices: Vec<ChoiceResultsOut>,
    /// The clauses applied.
    #[schema(max_items = 20)]
    explanation: Vec<ClauseOut>,
}

/// How many chose something.
#[derive(Serialize, ToSchema)]
#[schema(as = SurveyChoiceResults)]
pub struct ChoiceResultsOut {
    /// Code of the choice.
    #[schema(max_length = 40, pattern = "^[a-z0-9_]+$", example = "right")]
    choice: String,
    /// How many people; null when it is withheld.
    #[schema(required, minimum = 0, maximum = 100_000, example = 17)]
    count: Option<u32>,
    /// Whether the count is withheld: too small, or one that a small one could be found from.
    #[schema(example = false)]
    withheld: bool,
}

/// Read the counts of a survey
///
/// For faculty of the cohort, staff and admins, once the survey is closed. A count of fewer people than the smallest that
/// is told is withheld, and with it all counts of the question from which it could be found. For anybody else there are no counts.
#[utoipa::path(tag = "Cyber program", operation_id = "getSurveyResults", security(("bearer" = [])),
    responses((status = 200, description = "The counts.", body = SurveyResultsOut), (status = 304, description = "Not changed."),
        (status = 409, description = "`survey-still-open`")))]
#[get("/surveys/{survey_id}/results")]
pub async fn get_survey_results(
    caller: Caller,
    app: Data<App>,
    id: Path<SurveyId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let facts = ViewerFacts::load(&app.db, &caller).await?;
    let (survey, cohort) = action::concerning(&app.db, &facts, *id).await?;
    let activity = planned(&cohort, &survey.activity.to_string())?;
    let today = cohort.cohort.date_at(app.clock.now());
    may_read_aggregate(&facts.viewer(), cohort.id, activity.due_on, today).map_err(action::untold)?;
    let policy = &app.policies.cyber_program;
    let counts = action::counts(&app, &app.db, &survey).await?;
    let told: Vec<SurveyAggregate> = counts.iter().map(|counts| aggregate(counts, policy)).collect();
    let respondent_count = told.first().and_then(|first| first.respondents);
    let questions = survey.questions.iter().zip(told).map(|(question, told)| question_out(question, told)).collect();
    Reply::record(&results_out(*id, respondent_count, questions, policy), 1)
}

fn results_out(
    survey: SurveyId,
    respondent_count: Option<u32>,
    questions: Vec<QuestionResultsOut>,
    policy: &CyberProgramPolicy,
) -> SurveyResultsOut {
    let rule = &policy.surveys.smallest_cell;
    SurveyResultsOut {
        survey_id: survey.uuid(),
        respondent_count,
        smallest_cell: rule.value,
        provisional: rule.provisional,
        questions,
    }
}

fn question_out(question: &SurveyQuestion, told: SurveyAggregate) -> QuestionResultsOut {
    let choices = question.choices.iter().zip(told.cells).map(|(choice, cell)| {
        let count = match cell {
            Cell::Count(count) => Some(count),
            Cell::Withheld => None,
        };
        ChoiceResultsOut { choice: choice.code.clone(), count, withheld: count.is_none() }
    });
    QuestionResultsOut {
        question: question.code.clone(),
        choices: choices.collect(),
        explanation: told.explanation.into_iter().map(ClauseOut::from).collect(),
    }
}
