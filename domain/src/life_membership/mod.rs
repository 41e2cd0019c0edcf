//! Life membership: who has earned it, what work does to it, how people apply for it, its
//! recognition and its benefits; and the service awards, which count time in their own way.

pub mod applications;
pub mod assessments;
pub mod award;
pub mod employment;
pub mod entitlement;
pub mod events;
pub mod plausible;
pub mod policy;
pub mod print;
pub mod refusal;
pub mod standing;

pub use applications::{
    Actor, AllowedStep, Ceremony, GivenFact, LifeAction, LifeApplication, LifeCase, LifeDecision, LifeState, LifeStep,
    LifeTransition, LifeVerification, Recipient, Recognition, RecognitionItem, RecognitionKind, Verified,
    allowed_steps, decide_step, follow_employment, position_still_held,
};
pub use assessments::{
    Assessment, CategoryChange, ClauseCheck, LifeFacts, LifePath, LifeRecord, NotCounted, Outcome, PolicyRef, Reason,
    Service, ServiceLength, ServiceSpell, SetAside, Span, SpellEvidence, TermOnRecord, WorkOnRecord, assess, set_aside,
};
pub use award::{AwardDecision, AwardFacts, AwardSpell, service_award};
pub use employment::Employment;
pub use entitlement::{ConferenceRate, Entitlement, EntitlementFacts, Entitlements, entitlements};
pub use events::LifeEvent;
pub use plausible::LifeDayRefusal;
pub use policy::LifePolicy;
pub use print::{PRINT_MAGAZINE, PrintFacts, PrintRefusal, PrintState, PrintSubscription, PrintYear, order_print};
pub use refusal::{LifeFactsRefusal, LifeRefusal};
pub use standing::{LifeStanding, LifeStandingFacts, LifeStatus, life_standing, life_status};

#[cfg(test)]
mod tests;
