//! `GET /v1/cyber-program/surveys/{survey_id}/results`: counts, small ones withheld.

use guildhall_domain::cyber_program::{
    Cell, CyberProgramPolicy, SurveyAggregate, SurveyQuestion, aggregate, may_read_aggregate,
};
use guildhall_domain::ids::SurveyId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions as action;
use super::relations::LeadsSurvey;
use crate::cyber_program::problems::SURVEY_STILL_OPEN;
use crate::cyber_program::writing::planned;
use crate::http::answers::Record;
use crate::http::problem::Problem;
use crate::http::relation::Sees;
use crate::wire::ClauseOut;

/// The counts of a survey.
#[derive(Serialize, ToSchema)]
#[schema(as = SurveyResults)]
pub struct SurveyResultsOut {
    /// Id of the survey.
    survey_id: Uuid,
    /// Number of people who answered; null when they are too few to publish.
    #[schema(required, minimum = 0, maximum = 100_000, example = 22)]
    respondent_count: Option<u32>,
    /// Smallest count that is published.
    #[schema(minimum = 2, maximum = 1000, example = 5)]
    smallest_cell: u32,
    /// True when `smallest_cell` is a default of this software; the association has published no figure.
    #[schema(example = true)]
    provisional: bool,
    /// Counts by question.
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
    /// Counts by choice.
    #[schema(min_items = 2, max_items = 20)]
    choices: Vec<ChoiceResultsOut>,
    /// Clauses applied, in order.
    #[schema(max_items = 20)]
    explanation: Vec<ClauseOut>,
}

/// The count of one choice.
#[derive(Serialize, ToSchema)]
#[schema(as = SurveyChoiceResults)]
pub struct ChoiceResultsOut {
    /// Code of the choice.
    #[schema(max_length = 40, pattern = "^[a-z0-9_]+$", example = "right")]
    choice: String,
    /// Number of people who chose it; null when withheld.
    #[schema(required, minimum = 0, maximum = 100_000, example = 17)]
    count: Option<u32>,
    /// Whether the count is withheld, because it is too small or because a small count could be computed from it.
    #[schema(example = false)]
    withheld: bool,
}

/// Read the counts of a survey
///
/// For faculty of the cohort, staff and admins, once the survey is closed; to everybody else they are not found. A count
/// below `smallest_cell` is withheld, together with all counts of the question that it could be computed from.
#[utoipa::path(get, path = "/surveys/{survey_id}/results", tag = "Cyber program",
    extensions(("x-refuses" = json!([SURVEY_STILL_OPEN]))))]
pub async fn get_survey_results(seen: Sees<LeadsSurvey>) -> Result<Record<SurveyResultsOut>, Problem> {
    let (app, LeadsSurvey { survey, cohort, known }) = (seen.by.app(), &seen.record);
    let activity = planned(cohort, &survey.activity.to_string())?;
    let today = cohort.cohort.date_at(app.clock.now());
    may_read_aggregate(&known.viewer(), cohort.id, activity.due_on, today).map_err(action::untold)?;
    let policy = &app.policies.cyber_program;
    let counts = action::counts(app, &app.db, survey).await?;
    let told: Vec<SurveyAggregate> = counts.iter().map(|counts| aggregate(counts, policy)).collect();
    let respondent_count = told.first().and_then(|first| first.respondents);
    let questions = survey.questions.iter().zip(told).map(|(question, told)| question_out(question, told)).collect();
    Ok(Record::new(results_out(survey.id, respondent_count, questions, policy), 1))
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
