//! What the Executive Board confers by vote.

pub mod board_vote;
pub mod honorary;
