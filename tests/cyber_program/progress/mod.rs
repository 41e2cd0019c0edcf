//! Marks, progress and what comes of it.

mod calendar;
mod certificate;
mod completion;
mod dashboard;
mod marks;
mod progress;
