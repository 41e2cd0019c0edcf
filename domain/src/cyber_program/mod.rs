//! The Cybersecurity Leadership Program: twelve weeks, from the price of a seat to 48
//! hours of credit, and who sees what anybody writes in between.

pub mod breakout;
pub mod cohort;
pub mod enrollment;
pub mod policy;
pub mod price_list;
pub mod program;
pub mod progress;
pub mod quote;
pub mod refusal;
pub mod visibility;

pub use breakout::{
    BreakoutGroup, BreakoutPlan, CommunitySize, Discipline, Duties, Duty, GroupCandidate, GroupMove, Moved, RotaMember,
    assign, move_participant, plan, rota,
};
pub use cohort::{
    ActivityKey, Cohort, CohortFacts, CohortStage, LiveEvent, LiveSlot, PlannedActivity, ProgramTemplate,
    TemplateActivity, WeekPosition, WeekWindow, check_capacity, plan_cohort, plan_weeks,
};
pub use enrollment::{
    EnrollmentAction, EnrollmentActor, EnrollmentCase, EnrollmentDecision, EnrollmentState, EnrollmentStep,
    EnrollmentTransition, QueueEntry, Registered, RegistrationFacts, Seats, Settlement, Withdrawal, WithdrawalFacts,
    decide_enrollment, next_in_line, payment_due_on, promotions, register, waitlist_position, withdrawal,
};
pub use policy::CyberProgramPolicy;
pub use price_list::{ListedPrice, MemberTest, MembershipStanding, PriceList, PriceRow};
pub use program::{ActivityDescription, ActivityKind, Competency, Objective, Program};
pub use progress::{
    AgendaItem, Completion, EarnedCredit, Mark, MarkKind, Progress, Requirement, Scheme, StatementLine, agenda,
    check_mark, check_marked_by_hand, completion, earned_credit, progress, statement_lines,
};
pub use quote::{FixedPrice, PriceFacts, PriceListRef, PriceQuote, SeatPrice, fix_price, quote};
pub use refusal::{
    BreakoutRefusal, CohortRefusal, EnrollmentRefusal, MarkRefusal, PriceRefusal, SurveyRefusal, TemplateRefusal,
    WriteRefusal,
};
pub use visibility::{
    Audience, AudienceBound, AudienceChoice, Capacity, Cell, GroupSpell, Peers, Place, Post, QuestionFault,
    SeatOfViewer, Sight, SurveyAggregate, SurveyChoice, SurveyQuestion, Viewer, Visibility, WriteFacts, aggregate,
    choices_made, choose_audience, may_mark, may_read, may_read_aggregate, may_write, question_faults, tally,
};

#[cfg(test)]
mod tests;
