//! Honorary membership: conferred by a recorded vote of the board, and revoked by it.

mod actions;
pub mod honorary_conferrals;
pub mod revocation;
