//! Marks, what was written when, and the links to calendars.

pub(super) mod agenda;
pub(super) mod calendar_link;
pub(super) mod mark;

pub use agenda::reflected_on;
pub use calendar_link::{delete_calendar_link, find_calendar_link, replace_calendar_link};
pub use mark::{
    MarkRecord, OwnWord, confirm_marks, insert_mark_if_free, insert_marks_if_free, marks_of, marks_of_cohort,
};
