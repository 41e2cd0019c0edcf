//! Life membership: who has earned it, what it becomes when a Life member works, how it
//! is applied for, recognized and enjoyed; and the service awards, which have another clock.

pub mod application;
pub mod assessment;
pub mod award;
pub mod counting;
mod earliest;
pub mod employment;
pub mod entitlement;
pub mod facts;
pub mod history;
pub mod policy;
pub mod print;
pub mod process;
pub mod recognition;
pub mod refusal;
pub mod service;
pub mod standing;
pub mod state;
pub mod vote;

pub use application::{GivenFact, LifeApplication, LifeVerification, position_still_held};
pub use assessment::{Assessment, ClauseCheck, LifePath, Outcome, PolicyRef, assess};
pub use award::{AwardDecision, AwardFacts, AwardSpell, service_award};
pub use counting::{NotCounted, Reason, SpellEvidence};
pub use employment::Employment;
pub use entitlement::{ConferenceRate, Entitlement, EntitlementFacts, Entitlements, entitlements};
pub use facts::{LifeFacts, ServiceSpell};
pub use history::{CategoryChange, LifeRecord, TermOnRecord, WorkOnRecord};
pub use policy::LifePolicy;
pub use print::{PrintFacts, PrintRefusal, PrintState, PrintSubscription, PrintYear, order_print};
pub use process::{
    AllowedStep, LifeCase, LifeDecision, LifeStep, LifeTransition, Verified, allowed_steps, decide_step,
    follow_employment,
};
pub use recognition::{Ceremony, Recipient, Recognition, RecognitionItem, RecognitionKind};
pub use refusal::{LifeFactsRefusal, LifeRefusal};
pub use service::{Service, ServiceLength, Span};
pub use standing::{LifeStanding, LifeStandingFacts, LifeStatus, life_standing, life_status};
pub use state::{Actor, LifeAction, LifeState};
pub use vote::{BoardVote, VoteResult};

#[cfg(test)]
mod tests;
