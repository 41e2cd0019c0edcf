//! Chapters of students: the record, and the code that students join with.

pub mod actions;
pub mod chapters;
pub mod codes;
