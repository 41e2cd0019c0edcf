//! The Cybersecurity Leadership Program: cohorts and their faculty, seats and the queue
//! for them, and what is known of whoever looks.

mod cohort;
mod duty;
mod enrollment;
mod group;
mod mark;
mod mentor;
mod post;
mod post_list;
mod reflection;
mod survey;
mod survey_answer;
mod viewer;

pub use cohort::{CohortRecord, find_cohort, insert_cohort, load_cohort, lock_cohort, save_cohort};
pub use duty::{duties_in_week, duties_of, replace_duties};
pub use enrollment::{
    EnrollmentRecord, find_enrollment, find_open_enrollment, insert_enrollment, load_enrollment, queue_of,
    save_enrollment,
};
pub use group::{GroupRecord, find_group, insert_groups};
pub use mark::{MarkRecord, insert_mark_if_free, marks_of};
pub use mentor::{cohorts_mentored_by, delete_mentor, insert_mentor, mentors_of};
pub use post::{PostRecord, find_post, has_summary, insert_post, lock_post, lock_replies, save_post};
pub use post_list::{InThread, PostFilter, PostReader, PostSort, count_replies, list_posts};
pub use reflection::{
    ReflectionRecord, ReflectionSort, delete_reflection, find_reflection, insert_reflection, list_reflections,
    save_reflection,
};
pub use survey::{SurveyRecord, SurveySort, find_survey, insert_survey, list_surveys};
pub use survey_answer::{SurveyAnswerRecord, answers_to_count, find_survey_answer, insert_survey_answer};
pub use viewer::seats_of_account;

#[cfg(test)]
mod readable;
#[cfg(test)]
mod tests;
