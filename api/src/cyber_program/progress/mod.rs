//! Progress: marks and attendance, what is due, what comes of it, and the calendar of it.

pub mod actions;
pub mod agenda;
pub mod attendance;
pub mod calendar_link;
pub mod calendars;
pub mod certificate;
pub mod dashboard;
pub mod feed;
pub mod jobs;
pub mod marks;
pub mod progress;
pub mod progress_out;
pub mod relations;
