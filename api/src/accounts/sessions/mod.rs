//! Sessions: signing in, staying signed in, signing out.

pub mod refreshes;
pub mod session_record;
pub mod sessions;
