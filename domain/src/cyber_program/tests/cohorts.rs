//! Dates of cohorts, and when they meet.

use super::{cohort, facts};
use crate::Refuse;
use crate::cyber_program::{
    Cohort, CohortFacts, CohortRefusal, CohortStage, WeekPosition, check_capacity, check_planned, plan_cohort,
};
use crate::testing::{POLICIES, day, instant};
use chrono::{Datelike, Days, NaiveDate, NaiveTime, Timelike, Weekday};
use proptest::prelude::*;

#[test]
fn a_cohort_has_twelve_half_open_weeks_from_its_first_weekday() {
    let cohort = cohort();
    assert_eq!(cohort.ends_on(), day("2027-04-26"));
    for (on, position) in [
        ("2027-01-31", WeekPosition::Before { starts_on: day("2027-02-01") }),
        ("2027-02-01", WeekPosition::Week(1)),
        ("2027-02-07", WeekPosition::Week(1)),
        ("2027-02-08", WeekPosition::Week(2)),
        ("2027-04-19", WeekPosition::Week(12)),
        ("2027-04-25", WeekPosition::Week(12)),
        ("2027-04-26", WeekPosition::After { ended_on: day("2027-04-26") }),
    ] {
        assert_eq!(cohort.week_of(day(on)), position, "{on}");
    }
    assert_eq!(cohort.stage_on(day("2027-01-31")), CohortStage::Upcoming);
    assert_eq!(cohort.stage_on(day("2027-04-25")), CohortStage::Running);
    assert_eq!(cohort.stage_on(day("2027-04-26")), CohortStage::Over);
    assert_eq!((cohort.window(0), cohort.window(13)), (None, None));
}

#[test]
fn the_instants_of_a_week_are_those_of_the_cohorts_midnights() {
    let week = cohort().window(6).unwrap();
    assert_eq!((week.starts_on, week.ends_on), (day("2027-03-08"), day("2027-03-15")));
    assert_eq!(week.starts_at, instant("2027-03-08T05:00:00Z"));
    assert_eq!(week.ends_at, instant("2027-03-15T04:00:00Z"));
    assert_eq!(cohort().date_at(instant("2027-03-15T03:59:59Z")), day("2027-03-14"));
    assert_eq!(cohort().date_at(instant("2027-03-15T04:00:00Z")), day("2027-03-15"));
}

#[test]
fn live_events_keep_their_hour_on_the_wall_when_clocks_are_changed() {
    let before = cohort().live_event_of(6).unwrap();
    let after = cohort().live_event_of(7).unwrap();
    assert_eq!((before.on, before.starts_at), (day("2027-03-11"), instant("2027-03-11T18:00:00Z")));
    assert_eq!(before.ends_at, instant("2027-03-11T19:00:00Z"));
    assert_eq!((after.on, after.starts_at), (day("2027-03-18"), instant("2027-03-18T17:00:00Z")));
    assert_eq!(cohort().live_events().count(), 12);
    let phoenix = CohortFacts { time_zone: Some("America/Phoenix".to_owned()), ..facts() };
    let phoenix = plan_cohort(&phoenix, &POLICIES.cyber_program).unwrap();
    let hours: Vec<u32> = phoenix.live_events().map(|event| event.starts_at.hour()).collect();
    assert_eq!(hours, [20; 12]);
}

#[test]
fn the_bounds_of_a_cohort_are_kept() {
    let planned = |facts: CohortFacts| plan_cohort(&facts, &POLICIES.cyber_program);
    let refusal = planned(CohortFacts { time_zone: Some("Eastern".to_owned()), ..facts() }).unwrap_err();
    assert_eq!(refusal.code(), "unknown_time_zone");
    for (capacity, fits) in [(0, false), (1, true), (500, true), (501, false)] {
        assert_eq!(planned(CohortFacts { capacity, ..facts() }).is_ok(), fits, "{capacity}");
    }
    for (starts_on, fits) in [("1999-12-31", false), ("2000-01-01", true)] {
        assert_eq!(planned(CohortFacts { starts_on: day(starts_on), ..facts() }).is_ok(), fits, "{starts_on}");
    }
    for (starts_on, fits) in [("2000-01-01", true), ("2035-03-01", true), ("2035-03-02", false)] {
        let checked = check_planned(day(starts_on), day("2025-03-01"), &POLICIES.cyber_program);
        assert_eq!(checked.is_ok(), fits, "{starts_on}");
    }
}

#[test]
fn a_cohort_is_not_made_smaller_than_the_seats_held() {
    let policy = &POLICIES.cyber_program;
    assert!(check_capacity(12, 12, policy).is_ok());
    assert_eq!(check_capacity(11, 12, policy), Err(CohortRefusal::CapacityBelowHeld { capacity: 11, held: 12 }));
}

#[test]
fn live_events_are_moved_until_the_last_day_and_the_refusal_says_so() {
    assert!(cohort().check_not_over(day("2027-04-25")).is_ok());
    let refusal = cohort().check_not_over(day("2027-04-26")).unwrap_err();
    assert_eq!(refusal.to_string(), "the cohort ended on 2027-04-26; its live events can no longer be moved");
    assert_eq!((refusal.code(), refusal.clause()), ("cohort_ended", "cyber_program.cohorts.dates"));
}

#[test]
fn seats_close_a_week_after_the_start_and_writing_two_after_the_end() {
    let policy = &POLICIES.cyber_program;
    assert_eq!(cohort().entry_closes_on(policy), day("2027-02-08"));
    assert_eq!(cohort().writing_closes_on(policy), day("2027-05-10"));
}

fn any_cohort() -> impl Strategy<Value = Cohort> {
    let weekday = proptest::sample::select(vec![
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ]);
    let zone =
        proptest::sample::select(vec!["America/New_York", "America/Phoenix", "Pacific/Honolulu", "Asia/Kolkata"]);
    (730_120_i32..760_000, weekday, zone, 0_u32..1_440).prop_map(|(days, weekday, zone, minute)| {
        let mut facts = facts();
        facts.starts_on = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
        facts.time_zone = Some(zone.to_owned());
        facts.live_event.weekday = weekday;
        facts.live_event.at = NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap();
        plan_cohort(&facts, &POLICIES.cyber_program).unwrap()
    })
}

proptest! {
    #[test]
    fn every_day_of_a_cohort_is_in_the_one_week_whose_window_holds_it(cohort in any_cohort(), day in 0_u64..84) {
        let on = cohort.starts_on.checked_add_days(Days::new(day)).unwrap();
        let holding: Vec<u32> = cohort
            .windows()
            .filter(|window| window.starts_on <= on && on < window.ends_on)
            .map(|window| window.week)
            .collect();
        let [week] = holding[..] else { panic!("{holding:?}") };
        prop_assert_eq!(cohort.week_of(on), WeekPosition::Week(week));
    }

    #[test]
    fn weeks_follow_one_another_without_a_gap(cohort in any_cohort()) {
        let windows: Vec<_> = cohort.windows().collect();
        prop_assert!(windows.windows(2).all(|pair| pair[0].ends_at == pair[1].starts_at));
        prop_assert!(windows.iter().all(|window| window.starts_on.weekday() == cohort.starts_on.weekday()));
        prop_assert_eq!(windows[11].ends_on, cohort.ends_on());
    }

    #[test]
    fn a_live_event_is_in_its_week_on_its_weekday_for_an_hour(cohort in any_cohort()) {
        for event in cohort.live_events() {
            prop_assert_eq!(cohort.week_of(event.on), WeekPosition::Week(event.week));
            prop_assert_eq!(event.on.weekday(), cohort.live_event.weekday);
            prop_assert_eq!(cohort.date_at(event.starts_at), event.on);
            prop_assert_eq!((event.ends_at - event.starts_at).num_minutes(), 60);
        }
    }
}
