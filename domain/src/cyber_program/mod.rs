//! The Cybersecurity Leadership Program: twelve weeks, from the price of a seat to 48
//! hours of credit, and who sees what anybody writes in between.

pub mod breakout;
pub mod cohort;
pub mod policy;
pub mod price_list;
pub mod program;
pub mod quote;
pub mod refusal;

pub use breakout::{
    BreakoutGroup, BreakoutPlan, CommunitySize, Discipline, Duties, Duty, GroupCandidate, GroupMove, Moved, RotaMember,
    assign, move_participant, plan, rota,
};
pub use cohort::{
    ActivityKey, Cohort, CohortFacts, CohortStage, LiveEvent, LiveSlot, PlannedActivity, ProgramTemplate,
    TemplateActivity, WeekPosition, WeekWindow, check_capacity, plan_cohort, plan_weeks,
};
pub use policy::CyberProgramPolicy;
pub use price_list::{ListedPrice, MemberTest, MembershipStanding, PriceList, PriceRow};
pub use program::{ActivityDescription, ActivityKind, Competency, Objective, Program};
pub use quote::{FixedPrice, PriceFacts, PriceListRef, PriceQuote, SeatPrice, fix_price, quote};
pub use refusal::{BreakoutRefusal, CohortRefusal, PriceRefusal, TemplateRefusal};

#[cfg(test)]
mod tests;
