//! Whether Life membership is earned: of facts told by anybody, and of a member's own record.

pub mod assessments;
pub mod clauses;
pub mod facts;
pub mod life_assessments;
pub mod life_membership;
pub mod on_record;
pub mod record;
