//! Whether Life membership is earned: of facts told by anybody, and of a member's own record.

pub mod assessments;
pub mod clauses;
pub mod facts;
pub mod on_record;
pub mod record;
