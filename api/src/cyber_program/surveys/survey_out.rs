//! Surveys and one's own answer on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::cyber_program::{PlannedActivity, SurveyChoice, SurveyQuestion};
use guildhall_persistence::cyber_program::{SurveyAnswerRecord, SurveyRecord};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The questions of a survey of a cohort.
#[derive(Serialize, ToSchema)]
#[schema(as = CohortSurvey)]
pub struct SurveyOut {
    /// Id of the survey.
    pub id: Uuid,
    /// Cohort of the survey.
    cohort_id: Uuid,
    /// Key of the activity in the cohort's week plan.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w06-survey")]
    activity: String,
    /// Week of the activity.
    #[schema(minimum = 1, maximum = 104, example = 6)]
    week: u32,
    /// Questions of the survey.
    #[schema(min_items = 1, max_items = 50)]
    questions: Vec<SurveyQuestionOut>,
    /// First day on which the survey can be answered.
    #[schema(example = "2025-04-07")]
    opens_on: NaiveDate,
    /// Last day on which the survey can be answered. Counts are available from the day after.
    #[schema(example = "2025-04-13")]
    due_on: NaiveDate,
    /// When the survey was created.
    created_at: DateTime<Utc>,
}

/// A question with choices; each person chooses one.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyQuestion)]
pub struct SurveyQuestionOut {
    /// Code of the question, unique in the survey.
    #[schema(min_length = 1, max_length = 40, pattern = "^[a-z0-9_]+$", example = "pace")]
    code: String,
    /// Text of the question.
    #[schema(min_length = 1, max_length = 500, pattern = r"\S", example = "How is the pace?")]
    text: String,
    /// Choices of the question.
    #[schema(min_items = 2, max_items = 20)]
    choices: Vec<SurveyChoiceOut>,
}

/// A choice of a question.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyChoice)]
pub struct SurveyChoiceOut {
    /// Code of the choice, unique in the question.
    #[schema(min_length = 1, max_length = 40, pattern = "^[a-z0-9_]+$", example = "right")]
    code: String,
    /// Text of the choice.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", example = "Just right")]
    label: String,
}

/// Your answer to a survey. Nobody else can read it; faculty and staff see counts.
#[derive(Serialize, ToSchema)]
#[schema(as = SurveyAnswer)]
pub struct SurveyAnswerOut {
    /// Id of the survey.
    survey_id: Uuid,
    /// Your choices, in the order of the questions.
    #[schema(min_items = 1, max_items = 50)]
    answers: Vec<ChosenOut>,
    /// When you answered.
    answered_at: DateTime<Utc>,
}

/// The choice made for one question.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyChoiceMade)]
pub struct ChosenOut {
    /// Code of the question.
    #[schema(min_length = 1, max_length = 40, pattern = "^[a-z0-9_]+$", example = "pace")]
    pub question: String,
    /// Code of the choice.
    #[schema(min_length = 1, max_length = 40, pattern = "^[a-z0-9_]+$", example = "right")]
    pub choice: String,
}

/// A survey with the dates of its activity.
pub fn survey_out(record: SurveyRecord, activity: &PlannedActivity) -> SurveyOut {
    SurveyOut {
        id: record.id.uuid(),
        cohort_id: record.cohort_id.uuid(),
        activity: record.activity.to_string(),
        week: record.activity.week,
        questions: record.questions.into_iter().map(SurveyQuestionOut::from).collect(),
        opens_on: activity.opens_on,
        due_on: activity.due_on,
        created_at: record.created_at,
    }
}

/// One's own answer, from the places of the choices made.
pub fn answer_out(survey: &SurveyRecord, record: &SurveyAnswerRecord, made: &[u8]) -> SurveyAnswerOut {
    let chosen = |(question, place): (&SurveyQuestion, &u8)| {
        let choice = question.choices.get(usize::from(*place))?;
        Some(ChosenOut { question: question.code.clone(), choice: choice.code.clone() })
    };
    SurveyAnswerOut {
        survey_id: survey.id.uuid(),
        answers: survey.questions.iter().zip(made).filter_map(chosen).collect(),
        answered_at: record.answered_at,
    }
}

impl From<SurveyQuestion> for SurveyQuestionOut {
    fn from(question: SurveyQuestion) -> Self {
        let choice = |choice: SurveyChoice| SurveyChoiceOut { code: choice.code, label: choice.label };
        let choices = question.choices.into_iter().map(choice).collect();
        SurveyQuestionOut { code: question.code, text: question.text, choices }
    }
}

impl From<SurveyQuestionOut> for SurveyQuestion {
    fn from(question: SurveyQuestionOut) -> Self {
        let choice = |choice: SurveyChoiceOut| SurveyChoice { code: choice.code, label: choice.label };
        let choices = question.choices.into_iter().map(choice).collect();
        SurveyQuestion { code: question.code, text: question.text, choices }
    }
}
