//! Members: categories, standing, applications, terms, employment, visibility.

pub mod admission;
pub mod application;
pub mod category;
pub mod chapter;
pub mod conferrals;
pub mod eligibility;
pub mod employment;
pub mod events;
pub mod member;
pub mod person;
pub mod policy;
pub mod refusal;
pub mod standing;
pub mod term;
pub mod visibility;
pub mod voting;

pub use application::{
    Application, ApplicationDecision, ApplicationFacts, ApplicationKind, ApplicationState, MEMBERSHIP, PricingFacts,
    decide_application, decide_withdrawal, open_until, still_holds,
};
pub use category::{Category, DuesBasis};
pub use chapter::{Chapter, check_code};
pub use employment::plausible::{self, RecordRefusal};
pub use employment::{EmployerKind, EmploymentSpell, Extent};
pub use events::MembersEvent;
pub use member::{CurrentMembership, Member, MemberNumber};
pub use person::PersonName;
pub use policy::MembersPolicy;
pub use refusal::MembershipRefusal;
pub use standing::{Standing, StandingReport, TermSpan, explain_standing, standing_on};
pub use term::{
    AfterReversal, DuesReceipt, InstallmentState, MembershipTerm, PlannedTerm, TermFacts, after_reversal, paid_through,
    paid_until_by_receipts, plan_term, waived_until,
};

#[cfg(test)]
mod tests;
