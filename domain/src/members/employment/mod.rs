//! Employment: the spells on record, and what a record may say.

pub mod plausible;
pub mod spell;

pub use spell::{EmployerKind, EmploymentFact, EmploymentSpell, Extent, check_spell};
