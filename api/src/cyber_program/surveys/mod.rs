//! Surveys: questions, answers and results.

pub mod actions;
pub mod answer;
pub mod results;
pub mod survey_out;
pub mod surveys;
