//! Marks, who is behind, completion, credit and statements.

use super::catalogue::problem;
use super::{account, cohort, cohort_id};
use crate::cyber_program::{
    ActivityKey, ActivityKind, Completion, Mark, MarkKind, MarkRefusal, PlannedActivity, Progress, Scheme, agenda,
    check_mark, check_own_mark, completion, earned_credit, plan_weeks, progress, statement_lines,
};
use crate::testing::{POLICIES, day};
use crate::{Refuse, refusal::cited};
use chrono::TimeDelta;
use proptest::prelude::*;

fn shipped_plan() -> Vec<PlannedActivity> {
    plan_weeks(&cohort(), &POLICIES.cyber_program.template)
}

fn mark(key: &ActivityKey, kind: MarkKind, on: &str) -> Mark {
    Mark { key: key.clone(), kind, done_on: day(on), counts: true }
}

/// Everything required, and so many live events, each on the day it was due.
fn sheet(live_events: usize) -> Vec<Mark> {
    let plan = shipped_plan();
    let done = |activity: &PlannedActivity, kind| Mark {
        key: activity.key.clone(),
        kind,
        done_on: activity.due_on,
        counts: true,
    };
    let required = plan.iter().filter(|activity| activity.required).map(|activity| done(activity, MarkKind::Done));
    let live = plan.iter().filter(|activity| activity.kind == ActivityKind::LiveEvent).take(live_events);
    required.chain(live.map(|activity| done(activity, MarkKind::Attended))).collect()
}

fn completed(marks: &[Mark]) -> Completion {
    completion(cohort().starts_on, &shipped_plan(), marks, &POLICIES.cyber_program)
}

#[test]
fn ten_of_twelve_live_events_and_everything_required_complete_the_program() {
    assert!(!completed(&sheet(9)).met);
    let done = completed(&sheet(10));
    assert!(done.met);
    assert_eq!(done.completed_on, Some(day("2027-04-25")));
    let codes: Vec<_> = done.requirements.iter().map(|r| (r.code, r.required, r.actual, r.provisional)).collect();
    assert_eq!(
        codes,
        [("cyber_program.completion.required", 48, 48, true), ("cyber_program.completion.live_events", 10, 10, true),]
    );
    let mut short = sheet(12);
    short.remove(0);
    let unmet: Vec<_> = completed(&short).unmet().map(|requirement| requirement.code).collect();
    assert_eq!(unmet, ["cyber_program.completion.required"]);
}

#[test]
fn attendance_on_the_participants_own_word_counts_once_it_is_confirmed() {
    let mut marks = sheet(10);
    let own = marks.last_mut().expect("a live event");
    own.counts = false;
    let waiting = completed(&marks);
    assert!(!waiting.met);
    assert_eq!(
        waiting.unmet().map(|one| (one.code, one.actual)).collect::<Vec<_>>(),
        [("cyber_program.completion.live_events", 9)]
    );
    let standing = progress(&cohort(), &shipped_plan(), &marks, day("2027-04-25"));
    assert_eq!((standing.live_events_seen, standing.behind.contains(&marks[marks.len() - 1].key)), (9, false));
    marks.last_mut().expect("a live event").counts = true;
    assert!(completed(&marks).met);
}

#[test]
fn a_participants_own_word_has_a_reason_and_comes_within_fourteen_days() {
    let plan = shipped_plan();
    let rules = &POLICIES.cyber_program.marks;
    let find = |key: &str| plan.iter().find(|one| one.key.to_string() == key).expect("it is planned");
    let (read, live) = (find("w01-read"), find("w01-live_event"));
    assert_eq!((read.due_on, rules.own_until(read)), (day("2027-02-03"), day("2027-02-17")));
    assert_eq!(check_own_mark(read, false, day("2027-02-17"), rules), Ok(false));
    let late = MarkRefusal::TooLate { due_on: read.due_on, until: day("2027-02-17") };
    assert_eq!(check_own_mark(read, true, day("2027-02-18"), rules), Err(late));
    assert_eq!(check_own_mark(live, true, day("2027-02-21"), rules), Ok(true));
    assert!(check_own_mark(live, true, day("2027-02-22"), rules).is_err());
    let bare = MarkRefusal::ReasonMissing { activity: live.kind };
    assert_eq!(check_own_mark(live, false, day("2027-02-05"), rules), Err(bare));
}

#[test]
fn a_live_event_may_be_watched_instead() {
    let mut marks = sheet(9);
    let tenth: ActivityKey = "w10-live_event".parse().unwrap();
    marks.push(mark(&tenth, MarkKind::Watched, "2027-05-02"));
    let done = completed(&marks);
    assert_eq!((done.met, done.completed_on), (true, Some(day("2027-05-02"))));
}

#[test]
fn the_first_mark_of_an_activity_dates_it() {
    let mut marks = sheet(10);
    let again = Mark { done_on: day("2027-05-05"), ..marks[0].clone() };
    marks.push(again);
    assert_eq!(completed(&marks).completed_on, Some(day("2027-04-25")));
}

fn stands(marks: &[Mark], on: &str) -> Progress {
    progress(&cohort(), &shipped_plan(), marks, day(on))
}

fn keys(keys: &[ActivityKey]) -> Vec<String> {
    keys.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_due_this_week_and_what_is_overdue_turn_with_the_day_after_it_was_due() {
    let monday = stands(&[], "2027-02-01");
    let week_one = ["w01-watch", "w01-read", "w01-discuss_breakout", "w01-live_event", "w01-discuss_cohort"];
    assert_eq!(keys(&monday.due_this_week), week_one);
    assert!(!monday.is_behind());
    assert!(!stands(&[], "2027-02-02").is_behind());
    let wednesday = stands(&[], "2027-02-03");
    assert_eq!(keys(&wednesday.behind), ["w01-watch"]);
    assert_eq!(wednesday.due_this_week.len(), 4);
    let watch: ActivityKey = "w01-watch".parse().unwrap();
    assert!(!stands(&[mark(&watch, MarkKind::Done, "2027-02-02")], "2027-02-03").is_behind());
}

#[test]
fn before_and_after_the_twelve_weeks_nothing_is_due_this_week() {
    assert!(stands(&[], "2027-01-31").due_this_week.is_empty());
    let after = stands(&[], "2027-04-26");
    assert!(after.due_this_week.is_empty());
    assert_eq!(after.behind.len(), 60);
    assert_eq!((after.required, after.required_done, after.live_events, after.live_events_seen), (48, 0, 12, 0));
    assert!(!stands(&sheet(12), "2027-04-26").is_behind());
}

#[test]
fn what_faculty_sees_does_not_tell_who_reflects() {
    let reflect: ActivityKey = "w01-reflect".parse().unwrap();
    let reflected = [mark(&reflect, MarkKind::Done, "2027-02-03")];
    for on in ["2027-02-03", "2027-02-08", "2027-05-01"] {
        assert_eq!(stands(&reflected, on), stands(&[], on));
    }
    let own = agenda(&cohort(), &shipped_plan(), &reflected, day("2027-02-03"));
    assert_eq!(own.len(), 9);
    assert_eq!(
        own.iter().filter(|item| item.done).map(|item| item.activity.kind).collect::<Vec<_>>(),
        [ActivityKind::Reflect]
    );
    assert!(agenda(&cohort(), &shipped_plan(), &reflected, day("2027-01-31")).is_empty());
}

#[test]
fn a_mark_fits_its_activity_and_its_time() {
    let plan = shipped_plan();
    let check = |key: &str, kind, on, today| {
        let now = day(today).and_hms_opt(23, 0, 0).unwrap().and_utc();
        check_mark(&mark(&key.parse().unwrap(), kind, on), &plan, day(today), now)
    };
    assert!(check("w01-read", MarkKind::Done, "2027-02-01", "2027-02-01").is_ok());
    let early = check("w02-read", MarkKind::Done, "2027-02-07", "2027-02-10").unwrap_err();
    assert_eq!((early.code(), early.earliest_on()), ("activity_not_open_yet", Some(day("2027-02-08"))));
    assert_eq!(check("w01-read", MarkKind::Done, "2027-02-03", "2027-02-02").unwrap_err().code(), "mark_in_the_future");
    assert_eq!(
        check("w01-read", MarkKind::Attended, "2027-02-03", "2027-02-03"),
        Err(MarkRefusal::DoesNotFit { mark: MarkKind::Attended, activity: ActivityKind::Read })
    );
    assert_eq!(check("w01-lunch", MarkKind::Done, "2027-02-03", "2027-02-03").unwrap_err().code(), "no_such_activity");
    assert!(check("w01-live_event", MarkKind::Attended, "2027-02-04", "2027-02-04").is_ok());
    assert!(check("w01-live_event", MarkKind::Attended, "2027-02-03", "2027-02-04").is_err());
    assert!(check("w01-breakout_meeting", MarkKind::Watched, "2027-02-04", "2027-02-04").is_err());
}

#[test]
fn nobody_was_at_a_live_event_before_it_began() {
    let plan = shipped_plan();
    let key: ActivityKey = "w01-live_event".parse().unwrap();
    let event = plan.iter().find(|activity| activity.key == key).unwrap().live_event.unwrap();
    for kind in [MarkKind::Attended, MarkKind::Watched] {
        let at = |now| check_mark(&mark(&key, kind, "2027-02-04"), &plan, event.on, now);
        let refusal = at(event.starts_at - TimeDelta::seconds(1)).unwrap_err();
        assert_eq!((refusal.code(), refusal.earliest_on()), ("activity_not_open_yet", Some(event.on)));
        assert!(at(event.starts_at).is_ok());
    }
}

#[test]
fn completing_brings_48_hours_under_one_key() {
    let credit = |marks: &[Mark]| earned_credit(account(7), cohort_id(1), &completed(marks), &POLICIES.cyber_program);
    assert_eq!(credit(&sheet(9)), None);
    let earned = credit(&sheet(10)).unwrap();
    assert_eq!((earned.icma_cm_hours, earned.earned_on), (48, day("2027-04-25")));
    assert_eq!(earned.ground.source, cited::CYBER_PAGE);
    assert_eq!(credit(&sheet(12)).unwrap().grant_key, earned.grant_key);
    let elsewhere = earned_credit(account(7), cohort_id(2), &completed(&sheet(10)), &POLICIES.cyber_program).unwrap();
    assert_ne!(elsewhere.grant_key, earned.grant_key);
}

#[test]
fn only_the_icma_line_of_a_statement_has_a_number() {
    let lines = statement_lines(&POLICIES.cyber_program);
    let schemes: Vec<Option<Scheme>> = lines.iter().map(|line| line.scheme).collect();
    assert_eq!(schemes, [None, Some(Scheme::Shrm), Some(Scheme::Pmi), Some(Scheme::Cissp)]);
    assert_eq!(lines[0].text, "48 credit hours toward the ICMA Credentialed Manager designation.");
    for line in &lines[1..] {
        assert!(!line.text.chars().any(char::is_numeric) && line.icma_cm_hours.is_none(), "{}", line.text);
    }
    assert!(problem("SHRM decides how much", "SHRM grants 48 hours, whatever").contains("no number was published"));
    assert!(problem("scheme = \"pmi\"", "scheme = \"shrm\"").contains("every scheme once"));
}

#[test]
fn more_live_events_than_weeks_cannot_be_asked_for() {
    assert!(
        problem("live_events_at_least = { value = 10", "live_events_at_least = { value = 13")
            .contains("between 0 and 12")
    );
}

proptest! {
    #[test]
    fn more_marks_never_undo_a_completion_and_never_put_anybody_behind(
        taken in proptest::collection::vec(any::<bool>(), 60), extra in 0_usize..60, offset in 0_u64..100
    ) {
        let all = sheet(12);
        let marks: Vec<Mark> = all.iter().zip(taken).filter(|(_, taken)| *taken).map(|(mark, _)| mark.clone()).collect();
        let more: Vec<Mark> = marks.iter().cloned().chain([all[extra].clone()]).collect();
        prop_assert!(completed(&marks).met <= completed(&more).met);
        let on = cohort().starts_on.checked_add_days(chrono::Days::new(offset)).unwrap();
        let (fewer, with_more) = (progress(&cohort(), &shipped_plan(), &marks, on), progress(&cohort(), &shipped_plan(), &more, on));
        prop_assert!(with_more.behind.len() <= fewer.behind.len());
        prop_assert!(with_more.required_done >= fewer.required_done);
    }

    #[test]
    fn nothing_is_due_this_week_and_overdue_at_once(offset in 0_u64..100) {
        let on = cohort().starts_on.checked_add_days(chrono::Days::new(offset)).unwrap();
        let progress = progress(&cohort(), &shipped_plan(), &[], on);
        prop_assert!(progress.due_this_week.iter().all(|key| !progress.behind.contains(key)));
    }
}
