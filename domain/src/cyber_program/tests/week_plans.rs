//! Templates, and the plans made from them.

use super::catalogue::problem;
use super::cohort;
use crate::cyber_program::{ActivityKey, ActivityKind, PlannedActivity, TemplateRefusal, plan_weeks};
use crate::testing::{POLICIES, day};

fn shipped_plan() -> Vec<PlannedActivity> {
    plan_weeks(&cohort(), &POLICIES.cyber_program.template)
}

fn planned(key: &str) -> PlannedActivity {
    let key: ActivityKey = key.parse().unwrap();
    shipped_plan().into_iter().find(|activity| activity.key == key).unwrap()
}

#[test]
fn each_week_has_a_meeting_a_summary_and_a_live_event() {
    for kind in [ActivityKind::BreakoutMeeting, ActivityKind::BreakoutSummary, ActivityKind::LiveEvent] {
        let weeks: Vec<u32> =
            shipped_plan().iter().filter(|activity| activity.kind == kind).map(|activity| activity.key.week).collect();
        assert_eq!(weeks, (1..=12).collect::<Vec<u32>>(), "{kind}");
    }
}

#[test]
fn all_nine_kinds_stand_in_the_shipped_plan() {
    for kind in ActivityKind::ALL {
        assert!(shipped_plan().iter().any(|activity| activity.kind == *kind), "{kind}");
    }
}

#[test]
fn an_activity_opens_with_its_week_and_is_due_on_its_day() {
    let read = planned("w03-read");
    assert_eq!((read.opens_on, read.due_on), (day("2027-02-15"), day("2027-02-17")));
    assert_eq!(planned("w03-watch").due_on, day("2027-02-16"));
    let live = planned("w03-live_event");
    assert_eq!((live.due_on, live.live_event.unwrap().on), (day("2027-02-21"), day("2027-02-18")));
    for activity in shipped_plan() {
        let window = cohort().window(activity.key.week).unwrap();
        assert!(window.starts_on <= activity.due_on && activity.due_on < window.ends_on);
        assert_eq!(activity.live_event.is_some(), activity.kind == ActivityKind::LiveEvent);
    }
}

#[test]
fn a_live_event_is_not_due_before_it_takes_place() {
    let mut template = POLICIES.cyber_program.template.clone();
    for activity in &mut template.activities {
        activity.due_day = 1;
    }
    let plan = plan_weeks(&cohort(), &template);
    let live = plan.iter().find(|activity| activity.kind == ActivityKind::LiveEvent).unwrap();
    assert_eq!(live.due_on, day("2027-02-04"));
}

#[test]
fn surveys_are_occasional() {
    let surveys = shipped_plan().into_iter().filter(|activity| activity.kind == ActivityKind::Survey);
    assert_eq!(surveys.map(|activity| activity.key.week).collect::<Vec<_>>(), [1, 6, 12]);
}

#[test]
fn every_fault_of_a_template_is_named() {
    let faulty = |change: &dyn Fn(&mut crate::cyber_program::ProgramTemplate)| {
        let mut template = POLICIES.cyber_program.template.clone();
        change(&mut template);
        template.check(12).unwrap_err()
    };
    assert_eq!(faulty(&|template| template.activities.clear()), TemplateRefusal::Empty);
    let refusal = faulty(&|template| template.activities[0].code = "Watch it".to_owned());
    assert_eq!(refusal, TemplateRefusal::BadCode { code: "Watch it".to_owned() });
    let refusal = faulty(&|template| template.activities[0].code = "read".to_owned());
    assert_eq!(refusal, TemplateRefusal::CodeTwice { code: "read".to_owned() });
    let refusal = faulty(&|template| template.activities[0].weeks = vec![1, 13]);
    assert_eq!(refusal, TemplateRefusal::WeekOutOfRange { code: "watch".to_owned(), week: 13, weeks: 12 });
    for due_day in [0, 8] {
        let refusal = faulty(&|template| template.activities[0].due_day = due_day);
        assert_eq!(refusal, TemplateRefusal::DueDayOutOfRange { code: "watch".to_owned(), due_day });
    }
    let refusal = faulty(&|template| template.activities[0].kind = ActivityKind::LiveEvent);
    assert_eq!(refusal, TemplateRefusal::KindTwiceInWeek { kind: ActivityKind::LiveEvent, week: 1 });
}

#[test]
fn nobody_can_be_required_to_reflect_or_to_write_the_summary() {
    let title = "title = \"Reflect on the week\"";
    let message = problem(title, &format!("{title}\nrequired = true"));
    assert!(message.contains("only its author may know that a reflection exists"), "{message}");
    let title = "title = \"Post the summary of your breakout group\"";
    assert!(problem(title, &format!("{title}\nrequired = true")).contains("duty of one member"));
}

#[test]
fn an_activity_has_one_spelling() {
    let key: ActivityKey = "w03-read".parse().unwrap();
    assert_eq!((key.week, key.code.as_str(), key.to_string().as_str()), (3, "read", "w03-read"));
    for odd in ["w3-read", "03-read", "w03read", "w+3-read", "W03-read", "w003-read", ""] {
        assert!(odd.parse::<ActivityKey>().is_err(), "{odd}");
    }
}
