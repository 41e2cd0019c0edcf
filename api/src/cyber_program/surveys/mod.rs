//! Surveys: questions, answers and results.

pub mod actions;
pub mod answer;
mod relations;
pub mod results;
pub mod survey_out;
pub mod surveys;
