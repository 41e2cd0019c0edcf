//! Who may write and mark what.

use super::super::{account, cohort, cohort_id, group_id, seat};
use super::Who::*;
use super::{EVERYBODY, Who, post};
use crate::cyber_program::{
    ActivityKey, ActivityKind, Capacity, Duties, Peers, Place, PlannedActivity, Post, WriteFacts, WriteRefusal,
    may_mark, may_write, plan_weeks,
};
use crate::testing::{POLICIES, day, instant};
use crate::{Refuse, cyber_program::AudienceBound};

const NOW: &str = "2027-02-03T16:00:00Z";

fn activity(key: &str) -> PlannedActivity {
    let key: ActivityKey = key.parse().unwrap();
    let plan = plan_weeks(&cohort(), &POLICIES.cyber_program.template);
    plan.into_iter().find(|activity| activity.key == key).unwrap()
}

fn facts() -> WriteFacts<'static> {
    WriteFacts { group: None, parent: None, duties: None, already_there: false, at: instant(NOW) }
}

fn written(who: Who, key: &str, facts: &WriteFacts<'_>) -> Result<Post, WriteRefusal> {
    let (cohort, activity) = (cohort(), activity(key));
    let place = Place { cohort_id: cohort_id(1), cohort: &cohort, activity: &activity };
    who.as_viewer(|viewer| may_write(viewer, &place, facts, &POLICIES.cyber_program))
}

fn writers(key: &str, facts: &WriteFacts<'_>) -> Vec<Who> {
    EVERYBODY.into_iter().filter(|who| written(*who, key, facts).is_ok()).collect()
}

const SEATED: [Who; 8] = [
    Author,
    AuthorMovedAway,
    Groupmate,
    MovedIntoTheGroup,
    MovedOutOfTheGroup,
    Cohortmate,
    CohortmateWithoutGroup,
    FormerCohortmate,
];

#[test]
fn the_cohort_discussion_is_written_by_its_participants_and_faculty() {
    let expected: Vec<Who> = SEATED.into_iter().chain([Faculty]).collect();
    assert_eq!(writers("w01-discuss_cohort", &facts()), expected);
}

#[test]
fn reflections_and_answers_are_written_by_participants() {
    assert_eq!(writers("w01-reflect", &facts()), SEATED);
    assert_eq!(writers("w01-survey", &facts()), SEATED);
    let refusal = written(Faculty, "w01-reflect", &facts()).unwrap_err();
    assert_eq!(refusal, WriteRefusal::ForParticipants { kind: ActivityKind::Reflect });
}

#[test]
fn a_breakout_discussion_is_written_in_the_own_group_and_by_faculty_in_any() {
    let in_one = WriteFacts { group: Some(group_id(1)), ..facts() };
    assert_eq!(writers("w01-discuss_breakout", &in_one), [Author, Groupmate, MovedIntoTheGroup, Faculty]);
    assert_eq!(written(Cohortmate, "w01-discuss_breakout", &in_one), Err(WriteRefusal::Absent));
    let own = written(Cohortmate, "w01-discuss_breakout", &facts()).unwrap();
    assert_eq!((own.group(), own.audience().bound().peers), (Some(group_id(2)), Peers::Group(group_id(2))));
    for who in [CohortmateWithoutGroup, Faculty] {
        assert_eq!(written(who, "w01-discuss_breakout", &facts()), Err(WriteRefusal::NoGroup));
    }
}

#[test]
fn what_is_said_in_the_cohort_addresses_no_group() {
    let named = WriteFacts { group: Some(group_id(1)), ..facts() };
    for who in [Author, Faculty] {
        let refusal = written(who, "w01-discuss_cohort", &named).unwrap_err();
        assert_eq!(refusal, WriteRefusal::ForNoGroup { kind: ActivityKind::DiscussCohort });
    }
    assert_eq!(written(Waitlisted, "w01-discuss_cohort", &named), Err(WriteRefusal::Absent));
}

#[test]
fn to_everybody_outside_there_is_nothing_to_write_to() {
    let outside = [AuthorWithdrawn, WithdrawnGroupmate, Waitlisted, OtherCohort, FacultyElsewhere, FacultyByNameOnly];
    for who in outside.into_iter().chain([Staff, Admin, Finance, Board, Account, Anonymous]) {
        for key in ["w01-discuss_cohort", "w01-discuss_breakout", "w01-reflect", "w01-survey", "w01-read"] {
            let refusal = written(who, key, &facts()).unwrap_err();
            assert!(refusal.is_absence(), "{who:?} {key}: {refusal}");
        }
    }
}

/// The author leads group 1, the group mate is its scribe.
fn duties(week: u32) -> Duties {
    Duties { week, leader: seat(1), scribe: seat(100 + Groupmate as u128) }
}

#[test]
fn the_summary_is_written_by_leader_or_scribe() {
    let on_duty = duties(1);
    let served = WriteFacts { duties: Some(&on_duty), ..facts() };
    assert_eq!(writers("w01-breakout_summary", &served), [Author, AuthorMovedAway, Groupmate]);
    let summary = written(Groupmate, "w01-breakout_summary", &served).unwrap();
    assert_eq!((summary.group(), summary.audience().bound().peers), (Some(group_id(1)), Peers::Cohort));
    for who in [MovedIntoTheGroup, Cohortmate] {
        assert_eq!(written(who, "w01-breakout_summary", &served), Err(WriteRefusal::NotOnDuty { week: 1 }));
    }
    let other_week = duties(2);
    let served = WriteFacts { duties: Some(&other_week), ..facts() };
    assert_eq!(written(Author, "w01-breakout_summary", &served), Err(WriteRefusal::NotOnDuty { week: 1 }));
    assert_eq!(written(Author, "w01-breakout_summary", &facts()), Err(WriteRefusal::NotOnDuty { week: 1 }));
    let refusal = written(Faculty, "w01-breakout_summary", &WriteFacts { group: Some(group_id(1)), ..served });
    assert_eq!(refusal, Err(WriteRefusal::ForParticipants { kind: ActivityKind::BreakoutSummary }));
}

#[test]
fn a_group_has_one_summary_a_week_and_a_person_one_answer() {
    let on_duty = duties(1);
    let again = WriteFacts { duties: Some(&on_duty), already_there: true, ..facts() };
    assert_eq!(written(Author, "w01-breakout_summary", &again), Err(WriteRefusal::SummaryThere { week: 1 }));
    assert_eq!(written(Author, "w01-survey", &again), Err(WriteRefusal::AlreadyAnswered));
    assert!(written(Author, "w01-discuss_cohort", &again).is_ok());
}

#[test]
fn writing_begins_with_the_week_and_ends_two_weeks_after_the_cohort() {
    let at = |key: &str, at: &str| written(Author, key, &WriteFacts { at: instant(at), ..facts() });
    let refusal = at("w02-discuss_cohort", "2027-02-08T04:59:59Z").unwrap_err();
    assert_eq!((refusal.code(), refusal.earliest_on()), ("activity_not_open_yet", Some(day("2027-02-08"))));
    assert!(at("w02-discuss_cohort", "2027-02-08T05:00:00Z").is_ok());
    assert!(at("w02-discuss_cohort", "2027-05-10T03:59:59Z").is_ok());
    let closed = at("w02-discuss_cohort", "2027-05-10T04:00:00Z");
    assert_eq!(closed, Err(WriteRefusal::WritingClosed { closed_on: day("2027-05-10") }));
}

#[test]
fn a_survey_is_answered_until_it_is_due() {
    let at = |at: &str| written(Author, "w01-survey", &WriteFacts { at: instant(at), ..facts() });
    assert!(at("2027-02-08T04:59:59Z").is_ok());
    assert_eq!(at("2027-02-08T05:00:00Z"), Err(WriteRefusal::SurveyClosed { due_on: day("2027-02-07") }));
}

#[test]
fn what_is_marked_is_not_written() {
    for key in ["w01-read", "w01-watch", "w01-live_event", "w01-breakout_meeting"] {
        assert_eq!(written(Author, key, &facts()).unwrap_err().code(), "activity_mark_only", "{key}");
    }
}

#[test]
fn a_reply_is_for_nobody_who_does_not_read_what_it_answers() {
    let parent = post(ActivityKind::DiscussBreakout);
    let reply = WriteFacts { parent: Some(&parent), ..facts() };
    assert_eq!(writers("w01-discuss_breakout", &reply), [Author, Groupmate, Faculty]);
    assert_eq!(written(Cohortmate, "w01-discuss_breakout", &reply), Err(WriteRefusal::Absent));
    assert_eq!(written(AuthorMovedAway, "w01-discuss_breakout", &reply), Err(WriteRefusal::GroupLeft));
    let answer = written(Groupmate, "w01-discuss_breakout", &reply).unwrap();
    assert_eq!(answer.audience(), parent.audience());
    let few =
        parent.narrowed(AudienceBound { faculty: crate::cyber_program::Sight::Nothing, ..parent.audience().bound() });
    let reply = WriteFacts { parent: Some(&few), ..facts() };
    assert_eq!(written(Faculty, "w01-discuss_breakout", &reply), Err(WriteRefusal::Absent));
    assert_eq!(written(Groupmate, "w01-discuss_breakout", &reply).unwrap().audience(), few.audience());
}

#[test]
fn a_reply_stays_in_its_discussion() {
    let parent = post(ActivityKind::DiscussBreakout);
    let reply = WriteFacts { parent: Some(&parent), ..facts() };
    assert_eq!(written(Author, "w01-discuss_cohort", &reply).unwrap_err().code(), "reply_elsewhere");
    let elsewhere = WriteFacts { group: Some(group_id(2)), ..reply };
    assert_eq!(written(Author, "w01-discuss_breakout", &elsewhere).unwrap_err().code(), "reply_elsewhere");
    let reflection = post(ActivityKind::Reflect);
    let reply = WriteFacts { parent: Some(&reflection), ..facts() };
    assert_eq!(written(Author, "w01-reflect", &reply).unwrap_err().code(), "reply_elsewhere");
    assert_eq!(written(Groupmate, "w01-reflect", &reply), Err(WriteRefusal::Absent));
}

#[test]
fn participants_mark_their_own_sheet_and_faculty_and_staff_who_was_there() {
    let marks = |who: Who, kind| who.as_viewer(|viewer| may_mark(viewer, cohort_id(1), account(1), kind));
    for kind in ActivityKind::ALL {
        assert_eq!(marks(Author, *kind), Ok(Capacity::Author));
        for who in [Groupmate, Cohortmate, AuthorWithdrawn, FacultyElsewhere, Finance, Board, Anonymous] {
            assert_eq!(marks(who, *kind), Err(WriteRefusal::Absent), "{who:?} {kind}");
        }
        for (who, capacity) in [(Faculty, Capacity::Faculty), (Staff, Capacity::Staff), (Admin, Capacity::Staff)] {
            let expected = match kind {
                ActivityKind::BreakoutMeeting | ActivityKind::LiveEvent => Ok(capacity),
                ActivityKind::Reflect => Err(WriteRefusal::Absent),
                kind => Err(WriteRefusal::ForParticipants { kind: *kind }),
            };
            assert_eq!(marks(who, *kind), expected, "{who:?} {kind}");
        }
    }
}
