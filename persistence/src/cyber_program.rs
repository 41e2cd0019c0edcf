//! The Cybersecurity Leadership Program: cohorts and their faculty, seats and the queue
//! for them, and what is known of whoever looks.

mod agenda;
mod calendar_link;
mod cohort;
mod cohort_list;
mod duty;
mod enrollment;
mod enrollment_list;
mod enrollment_step;
mod finishing;
mod group;
mod mark;
mod mentor;
mod post;
mod post_list;
mod reflection;
mod roster;
mod survey;
mod survey_answer;
mod viewer;

pub use agenda::reflected_on;
pub use calendar_link::{delete_calendar_link, find_calendar_link, replace_calendar_link};
pub use cohort::{CohortRecord, draw_place, find_cohort, insert_cohort, load_cohort, lock_cohort, save_cohort};
pub use cohort_list::{CohortFilter, CohortSort, list_cohorts, seats_of_cohorts};
pub use duty::{duties_in_week, duties_of, replace_duties};
pub use enrollment::{
    EnrollmentRecord, find_enrollment, find_open_enrollment, insert_enrollment, load_enrollment, queue_of,
    save_enrollment,
};
pub use enrollment_list::{EnrollmentFilter, EnrollmentSort, cohorts_waited_for, list_enrollments, waitlist_positions};
pub use enrollment_step::{EnrollmentStepRecord, insert_enrollment_step, steps_of_enrollment};
pub use finishing::{cohorts_under_way, enrolled_in};
pub use group::{
    GroupRecord, any_post_in_groups, duties_of_cohort, empty_groups, find_group, groups_of, groups_with_summary,
    insert_groups, latest_for_group, latest_spell, put_into_group,
};
pub use mark::{MarkRecord, insert_mark_if_free, insert_marks_if_free, marks_of, marks_of_cohort};
pub use mentor::{Mentor, cohorts_mentored_by, delete_mentor, insert_mentor, mentors_of, mentors_of_cohorts};
pub use post::{PostRecord, find_post, has_summary, insert_post, lock_post, lock_replies, save_post};
pub use post_list::{InThread, PostFilter, PostReader, PostSort, count_replies, list_posts};
pub use reflection::{
    ReflectionRecord, ReflectionSort, delete_reflection, find_reflection, insert_reflection, list_reflections,
    save_reflection,
};
pub use roster::{Participant, participants_of};
pub use survey::{SurveyRecord, SurveySort, find_survey, insert_survey, list_surveys};
pub use survey_answer::{SurveyAnswerRecord, answers_to_count, find_survey_answer, insert_survey_answer};
pub use viewer::seats_of_account;

#[cfg(test)]
mod group_tests;
#[cfg(test)]
mod readable;
#[cfg(test)]
mod tests;
