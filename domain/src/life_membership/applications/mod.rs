//! Applications for Life membership: the steps from asking to the decision, the vote, and recognition.

pub mod application;
pub mod process;
pub mod recognition;
pub mod state;

pub use application::{GivenFact, LifeApplication, LifeVerification, position_still_held};
pub use process::{
    AllowedStep, LifeCase, LifeDecision, LifeStep, LifeTransition, Verified, allowed_steps, decide_step,
    follow_employment,
};
pub use recognition::{Ceremony, Recipient, Recognition, RecognitionItem, RecognitionKind};
pub use state::{Actor, LifeAction, LifeState};
