//! What changes a sheet of marks, and what follows: completion, the link to a calendar.

pub mod attendance;
pub mod calendar_link;
pub mod completion;
pub mod mark;
