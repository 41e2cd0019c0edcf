//! Applications for Life membership: asking, verifying, deciding, and the certificate of a grant.

pub mod actions;
pub mod appeal;
pub mod application_out;
pub mod applications;
pub mod board_vote;
pub mod certificate;
pub mod decline;
pub mod grant;
pub mod referral;
pub mod steps;
pub mod verification;
