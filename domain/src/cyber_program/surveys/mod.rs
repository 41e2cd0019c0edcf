//! Surveys: questions, answers that fit them, and results that name nobody.

pub mod question;
pub mod survey;

pub use question::{QuestionFault, SurveyChoice, SurveyQuestion, choices_made, question_faults, tally};
pub use survey::{Cell, SurveyAggregate, SurveyRules, aggregate, may_read_aggregate};
