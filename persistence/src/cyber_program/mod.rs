//! The Cybersecurity Leadership Program: cohorts and their faculty, seats and the queue
//! for them, and what is known of whoever looks.

mod breakout_groups;
mod cohorts;
mod enrollments;
mod posts;
mod progress;
mod surveys;
pub mod tables;

use guildhall_domain::cyber_program::{
    ActivityKind, Discipline, EnrollmentAction, EnrollmentActor, EnrollmentState, MarkKind, Settlement,
};

use crate::words::{WordColumn, words};

pub use breakout_groups::*;
pub use cohorts::*;
pub use enrollments::*;
pub use posts::*;
pub use progress::*;
pub use surveys::*;

/// Columns that hold words of open lists.
pub(crate) const WORDS: &[WordColumn] = &[
    words!("cyber_enrollments", "state", EnrollmentState),
    words!("cyber_enrollments", "settlement", Settlement),
    words!("cyber_enrollments", "discipline", Discipline),
    words!("cyber_enrollment_steps", "action", EnrollmentAction),
    words!("cyber_enrollment_steps", "actor", EnrollmentActor),
    words!("cyber_posts", "kind", ActivityKind),
    WordColumn { table: "cyber_posts", column: "audience_peers", known: || posts::post::PEERS.to_vec() },
    words!("cyber_marks", "kind", MarkKind),
];

#[cfg(test)]
mod plans;
#[cfg(test)]
mod tests;
