//! The Cybersecurity Leadership Program: twelve weeks, from the price of a seat to 48 hours of
//! credit, and who can read what participants write.

pub mod breakout_groups;
pub mod catalogue;
pub mod cohorts;
pub mod enrollments;
pub mod events;
pub mod policy;
pub mod posts;
pub mod progress;
pub mod refusal;
pub mod surveys;
pub mod visibility;

pub use breakout_groups::{
    BreakoutGroup, BreakoutPlan, CommunitySize, Discipline, Duties, Duty, GroupCandidate, GroupMove, Moved, RotaMember,
    assign, move_participant, plan, rota,
};
pub use catalogue::{
    ActivityDescription, ActivityKind, Competency, FixedPrice, ListedPrice, MemberTest, MembershipStanding, Objective,
    PriceFacts, PriceList, PriceListRef, PriceQuote, PriceRow, Program, SeatPrice, fix_price, quote,
};
pub use cohorts::{
    ActivityKey, AgreedDay, Cohort, CohortFacts, CohortStage, LiveEvent, LiveSlot, PlannedActivity, ProgramTemplate,
    TemplateActivity, WeekPosition, WeekWindow, after_move, check_capacity, check_planned, plan_cohort, plan_weeks,
};
pub use enrollments::{
    BetterTerms, Enrolled, EnrollmentAction, EnrollmentActor, EnrollmentCase, EnrollmentDecision, EnrollmentFacts,
    EnrollmentState, EnrollmentStep, EnrollmentTransition, Holdings, QueueEntry, SEAT, SEAT_PURCHASE, Seats,
    Settlement, SubstitutionFacts, Withdrawal, WithdrawalFacts, acts_on_enrollment, decide_enrollment, enroll,
    may_list_enrollments, may_see_enrollment, next_in_line, offer_expires_at, payment_due_on, promotions,
    share_of_purchase, state_at, substitute, waitlist_position, withdrawal,
};
pub use events::{CyberProgramEvent, EnrollmentStepTaken};
pub use policy::CyberProgramPolicy;
pub use posts::{Place, Post, WriteFacts, may_mark, may_write};
pub use progress::{
    AgendaItem, Completion, EarnedCredit, Mark, MarkKind, MarkRules, Progress, Requirement, Scheme, StatementLine,
    agenda, check_mark, check_marked_by_faculty, check_marked_by_hand, check_own_mark, completion, earned_credit,
    grant_key, is_settled, progress, statement_lines,
};
pub use refusal::{
    BreakoutRefusal, CohortRefusal, EnrollmentRefusal, MarkRefusal, PriceRefusal, SurveyRefusal, TemplateRefusal,
    WriteRefusal,
};
pub use surveys::{
    Cell, QuestionFault, SurveyAggregate, SurveyChoice, SurveyQuestion, aggregate, choices_made, may_read_aggregate,
    question_faults, tally,
};
pub use visibility::{
    Audience, AudienceBound, AudienceChoice, Capacity, GroupSpell, GroupStay, Mentorship, Peers, SeatOfViewer, Sight,
    Ties, Viewer, Visibility, choose_audience, may_read,
};

#[cfg(test)]
mod tests;
