use crate::members::standing::{Standing, TermSpan, explain_standing, standing_on};
use crate::testing::{POLICIES, day};
use chrono::NaiveDate;
use proptest::prelude::*;

fn paid_year() -> TermSpan {
    TermSpan { starts_on: day("2025-03-01"), good_until_on: day("2026-03-01") }
}

fn on(date: &str) -> Standing {
    standing_on(Some(&paid_year()), day(date), &POLICIES.members)
}

#[test]
fn without_a_term_a_member_is_pending() {
    let report = explain_standing(None, day("2026-03-01"), &POLICIES.members);
    assert_eq!(report.standing, Standing::Pending);
    assert_eq!(report.changes_on, None);
    assert_eq!(report.explanation[0].clause, "members.standing.pending");
}

#[test]
fn a_member_is_pending_the_day_before_the_term_and_active_on_its_first() {
    assert_eq!(on("2025-02-28"), Standing::Pending);
    assert_eq!(on("2025-03-01"), Standing::Active);
}

#[test]
fn a_member_is_active_on_the_last_paid_day_and_in_grace_on_the_next() {
    assert_eq!(on("2026-02-28"), Standing::Active);
    assert_eq!(on("2026-03-01"), Standing::Grace);
}

#[test]
fn grace_lasts_sixty_days_and_the_sixty_first_is_lapsed() {
    // 2026-03-01 is day 0 of grace, 2026-04-29 day 59, 2026-04-30 day 60.
    assert_eq!(on("2026-04-29"), Standing::Grace);
    assert_eq!(on("2026-04-30"), Standing::Lapsed);
}

#[test]
fn the_report_names_the_next_change_and_what_it_brings() {
    let report = |date| explain_standing(Some(&paid_year()), day(date), &POLICIES.members);
    for (date, changes_on, becomes) in [
        ("2025-01-01", "2025-03-01", Standing::Active),
        ("2025-06-01", "2026-03-01", Standing::Grace),
        ("2026-03-15", "2026-04-30", Standing::Lapsed),
    ] {
        assert_eq!(report(date).changes_on, Some(day(changes_on)), "{date}");
        assert_eq!(report(date).becomes, Some(becomes), "{date}");
    }
    assert_eq!(report("2027-01-01").changes_on, None);
    assert!(report("2026-03-15").explanation[0].source.starts_with("default of this software"));
}

#[test]
fn only_active_and_grace_count_as_current() {
    let current: Vec<&str> = Standing::ALL.iter().filter(|s| s.is_current()).map(|s| s.as_str()).collect();
    assert_eq!(current, ["active", "grace"]);
}

fn any_date() -> impl Strategy<Value = NaiveDate> {
    (i32::MIN..=i32::MAX).prop_filter_map("a date", |n| NaiveDate::from_num_days_from_ce_opt(n / 24))
}

proptest! {
    #[test]
    fn standing_only_ever_moves_forward_and_never_panics(
        a in any_date(), b in any_date(), c in any_date(), d in any_date()
    ) {
        let span = TermSpan { starts_on: a.min(b), good_until_on: a.max(b) };
        let (earlier, later) = (c.min(d), c.max(d));
        let before = standing_on(Some(&span), earlier, &POLICIES.members);
        let after = standing_on(Some(&span), later, &POLICIES.members);
        prop_assert!(before <= after);
    }

    #[test]
    fn the_standing_changes_on_the_day_the_report_names(a in any_date(), days in 0_u32..4_000, c in any_date()) {
        let span = TermSpan { starts_on: a, good_until_on: crate::calendar::add_days(a, days) };
        let report = explain_standing(Some(&span), c, &POLICIES.members);
        if let (Some(changes_on), Some(becomes)) = (report.changes_on, report.becomes) {
            let eve = changes_on.pred_opt().unwrap();
            prop_assert_eq!(standing_on(Some(&span), eve.max(c), &POLICIES.members), report.standing);
            let then = standing_on(Some(&span), changes_on, &POLICIES.members);
            prop_assert!(then >= becomes || days == 0);
        }
    }
}

#[test]
fn a_membership_without_end_is_active_for_ever_and_shows_no_date() {
    let life = TermSpan::without_end(day("2025-03-01"));
    assert_eq!((life.ends_on(), paid_year().ends_on()), (None, Some(day("2026-03-01"))));
    assert_eq!(standing_on(Some(&life), day("2025-02-28"), &POLICIES.members), Standing::Pending);
    for date in ["2025-03-01", "2125-03-01", "9999-12-30", "9999-12-31"] {
        let report = explain_standing(Some(&life), day(date), &POLICIES.members);
        assert_eq!((report.standing, report.changes_on, report.becomes), (Standing::Active, None, None), "{date}");
        assert_eq!(report.explanation[0].clause, "members.standing.without_end");
        assert!(!report.explanation[0].detail.contains("9999"));
    }
}
