//! Every refusal of the program's rules, one file for each part of them.

mod breakout;
mod cohort;
mod enrollment;
mod mark;
mod price;
mod visibility;

pub use breakout::BreakoutRefusal;
pub use cohort::{CohortRefusal, TemplateRefusal};
pub use enrollment::EnrollmentRefusal;
pub use mark::MarkRefusal;
pub use price::PriceRefusal;
pub use visibility::{SurveyRefusal, WriteRefusal};
