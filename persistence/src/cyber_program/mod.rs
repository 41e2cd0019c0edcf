//! The Cybersecurity Leadership Program: cohorts and their faculty, seats and the queue
//! for them, and what is known of whoever looks.

mod breakout_groups;
mod cohorts;
mod enrollments;
mod posts;
mod progress;
mod surveys;

pub use breakout_groups::*;
pub use cohorts::*;
pub use enrollments::*;
pub use posts::*;
pub use progress::*;
pub use surveys::*;

#[cfg(test)]
mod tests;
