//! Breakout groups: how many of which size, who is in which, who leads and who writes.

pub mod assignment;
pub mod moving;
pub mod plan;
pub mod policy;
pub mod rota;

pub use assignment::{CommunitySize, Discipline, GroupCandidate, assign};
pub use moving::{BreakoutGroup, GroupMove, Moved, move_participant};
pub use plan::{BreakoutPlan, plan};
pub use policy::BreakoutRules;
pub use rota::{Duties, Duty, RotaMember, rota};
