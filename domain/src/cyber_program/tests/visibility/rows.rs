//! The rows of the table, one test each, over everybody who could look.

use super::super::{account, cohort_id, group_id};
use super::Who::*;
use super::{EVERYBODY, MOVED, Who, post, who_sees};
use crate::cyber_program::{ActivityKind, AudienceBound, Capacity, Peers, Post, Sight, Visibility};
use crate::testing::instant;

const AUTHORS: [Who; 3] = [Author, AuthorMovedAway, AuthorWithdrawn];

fn with_authors(others: &[Who]) -> Vec<Who> {
    EVERYBODY.into_iter().filter(|who| AUTHORS.contains(who) || others.contains(who)).collect()
}

/// Everybody with a seat in the cohort.
const COHORT: [Who; 6] =
    [Groupmate, MovedIntoTheGroup, MovedOutOfTheGroup, Cohortmate, CohortmateWithoutGroup, FormerCohortmate];

#[test]
fn breakout_summary_is_read_by_the_cohort_faculty_staff_and_admins() {
    let post = post(ActivityKind::BreakoutSummary);
    let readers = [&COHORT[..], &[Faculty, Staff, Admin]].concat();
    assert_eq!(who_sees(&post, Sight::Whole), with_authors(&readers));
    assert!(who_sees(&post, Sight::Aggregate).is_empty());
    assert_eq!(Groupmate.reads(&post), Visibility::Whole(Capacity::OwnGroup));
    assert_eq!(Cohortmate.reads(&post), Visibility::Whole(Capacity::Cohort));
}

#[test]
fn discuss_breakout_is_read_by_the_group_and_faculty_and_not_by_staff() {
    let post = post(ActivityKind::DiscussBreakout);
    assert_eq!(who_sees(&post, Sight::Whole), with_authors(&[Groupmate, Faculty]));
    assert!(who_sees(&post, Sight::Aggregate).is_empty());
    assert_eq!(Groupmate.reads(&post), Visibility::Whole(Capacity::OwnGroup));
    assert_eq!(Faculty.reads(&post), Visibility::Whole(Capacity::Faculty));
}

#[test]
fn discuss_breakout_stays_with_those_who_were_in_the_group_and_still_are() {
    let post = post(ActivityKind::DiscussBreakout);
    assert_eq!(MovedIntoTheGroup.reads(&post), Visibility::Hidden);
    assert_eq!(MovedOutOfTheGroup.reads(&post), Visibility::Hidden);
    assert_eq!(AuthorMovedAway.reads(&post), Visibility::Whole(Capacity::Author));
}

#[test]
fn discuss_cohort_is_read_by_the_cohort_faculty_staff_and_admins() {
    let post = post(ActivityKind::DiscussCohort);
    let readers = [&COHORT[..], &[Faculty, Staff, Admin]].concat();
    assert_eq!(who_sees(&post, Sight::Whole), with_authors(&readers));
    assert!(who_sees(&post, Sight::Aggregate).is_empty());
}

#[test]
fn reflect_is_read_by_its_author_and_nobody_else_ever() {
    let post = post(ActivityKind::Reflect);
    assert_eq!(who_sees(&post, Sight::Whole), AUTHORS);
    assert!(who_sees(&post, Sight::Aggregate).is_empty());
    let only: Vec<_> = ActivityKind::ALL.iter().filter(|kind| kind.is_for_author_alone()).collect();
    assert_eq!(only, [&ActivityKind::Reflect]);
}

#[test]
fn survey_answers_are_read_by_their_author_and_counted_for_faculty_staff_and_admins() {
    let post = post(ActivityKind::Survey);
    assert_eq!(who_sees(&post, Sight::Whole), AUTHORS);
    assert_eq!(who_sees(&post, Sight::Aggregate), [Faculty, Staff, Admin]);
    assert_eq!(Faculty.reads(&post), Visibility::Aggregate(Capacity::Faculty));
}

fn a_mark_is_seen_by_its_owner_faculty_staff_and_admins(kind: ActivityKind) {
    let post = post(kind);
    assert!(kind.is_mark_only());
    assert_eq!(who_sees(&post, Sight::Whole), with_authors(&[Faculty, Staff, Admin]));
    assert!(who_sees(&post, Sight::Aggregate).is_empty());
}

#[test]
fn read_marks_are_seen_by_their_owner_faculty_staff_and_admins() {
    a_mark_is_seen_by_its_owner_faculty_staff_and_admins(ActivityKind::Read);
}

#[test]
fn watch_marks_are_seen_by_their_owner_faculty_staff_and_admins() {
    a_mark_is_seen_by_its_owner_faculty_staff_and_admins(ActivityKind::Watch);
}

#[test]
fn live_event_marks_are_seen_by_their_owner_faculty_staff_and_admins() {
    a_mark_is_seen_by_its_owner_faculty_staff_and_admins(ActivityKind::LiveEvent);
}

#[test]
fn breakout_meeting_marks_are_seen_by_their_owner_faculty_staff_and_admins() {
    a_mark_is_seen_by_its_owner_faculty_staff_and_admins(ActivityKind::BreakoutMeeting);
}

#[test]
fn nobody_outside_the_cohort_sees_anything_of_any_kind() {
    let outside = [
        WithdrawnGroupmate,
        Waitlisted,
        OtherCohort,
        FacultyElsewhere,
        FacultyByNameOnly,
        Finance,
        Board,
        Account,
        Anonymous,
    ];
    for kind in ActivityKind::ALL {
        for who in outside {
            assert_eq!(who.reads(&post(*kind)), Visibility::Hidden, "{kind} {who:?}");
        }
    }
}

#[test]
fn whoever_was_moved_away_and_back_reads_what_was_written_while_they_were_there() {
    let discussion = post(ActivityKind::DiscussBreakout);
    assert_eq!(MovedOutAndBack.reads(&discussion), Visibility::Whole(Capacity::OwnGroup));
    assert_eq!(BackAfterComingLater.reads(&discussion), Visibility::Hidden, "every stay began after it");
}

#[test]
fn a_mentor_who_is_named_later_reads_no_earlier_discussion_of_a_group() {
    for kind in [ActivityKind::BreakoutSummary, ActivityKind::DiscussCohort] {
        assert_eq!(FacultyNamedLater.reads(&post(kind)), Visibility::Whole(Capacity::Faculty), "{kind}");
        let to_group = AudienceBound { peers: Peers::Group(group_id(1)), ..post(kind).audience().bound() };
        assert_eq!(FacultyNamedLater.reads(&post(kind).narrowed(to_group)), Visibility::Hidden, "{kind}");
    }
    let discussion = post(ActivityKind::DiscussBreakout);
    assert_eq!(FacultyNamedLater.reads(&discussion), Visibility::Hidden);
    let later = Post::new(cohort_id(1), account(1), ActivityKind::DiscussBreakout, Some(group_id(1)), instant(MOVED));
    assert_eq!(FacultyNamedLater.reads(&later), Visibility::Whole(Capacity::Faculty));
    assert_eq!(FacultyNamedLater.reads(&later.answering(&discussion)), Visibility::Hidden, "a reply may quote");
}
