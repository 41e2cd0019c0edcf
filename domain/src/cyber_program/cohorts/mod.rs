//! A cohort: when it runs, what its weeks hold, and when it meets.

pub mod dates;
pub mod live_event;
pub mod moving;
pub mod policy;
pub mod template;
pub mod week_plan;

pub use dates::{
    Cohort, CohortFacts, CohortStage, WeekPosition, WeekWindow, check_capacity, check_planned, plan_cohort,
};
pub use live_event::{LiveEvent, LiveSlot};
pub use moving::{AgreedDay, after_move};
pub use policy::{CancellationRules, CohortRules, MoveRules};
pub use template::{ProgramTemplate, TemplateActivity};
pub use week_plan::{ActivityKey, InvalidActivityKey, PlannedActivity, plan_weeks};
