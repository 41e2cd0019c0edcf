//! Whether Life membership is earned: service as it counts, age, and the first day of a yes.

pub mod assessment;
pub mod counting;
mod earliest;
pub mod facts;
pub mod history;
pub mod service;

pub use assessment::{Assessment, ClauseCheck, LifePath, Outcome, PolicyRef, assess};
pub use counting::{NotCounted, Reason, SpellEvidence};
pub use facts::{LifeFacts, ServiceSpell, SetAside, set_aside};
pub use history::{CategoryChange, LifeRecord, TermOnRecord, WorkOnRecord};
pub use service::{Service, ServiceLength, Span};
