//! Every way the program's rules say no, one file for each part of them.

mod breakout;
mod cohort;
mod price;

pub use breakout::BreakoutRefusal;
pub use cohort::{CohortRefusal, TemplateRefusal};
pub use price::PriceRefusal;
