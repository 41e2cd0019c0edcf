//! Surveys and the answers to them, as sealed bytes.

pub(super) mod survey;
pub(super) mod survey_answer;

pub use survey::{SurveyRecord, SurveySort, find_survey, insert_survey, list_surveys};
pub use survey_answer::{SurveyAnswerRecord, answers_to_count, find_survey_answer, insert_survey_answer};
