//! What changes an account, its sessions and its tokens.
//!
//! Passwords are hashed before a transaction begins, never in one: no other
//! writer waits for argon2. What was true then is looked at again inside.

pub mod administer;
pub mod amend;
mod aside;
pub mod change_password;
pub mod confirm;
pub mod endings;
pub mod failures;
mod new_password;
pub mod one_time;
pub mod refresh;
pub mod register;
pub mod request_reset;
pub mod reset_password;
pub mod sign_in;
pub mod sign_out;
