//! Civil dates of the association: its time zone, months, ages and fiscal years.
//!
//! Invariant: no date makes these functions panic; beyond the end of the calendar the answer is its
//! last day. Zone America/New_York is a default of this software; the fiscal year runs from 1 July
//! to 30 June (docs/rules/billing.md).

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, Offset, TimeZone, Utc};
use chrono_tz::America::New_York;

/// The month in which the association's fiscal year begins.
const FISCAL_YEAR_FIRST_MONTH: u32 = 7;

/// The association's civil date at an instant.
#[must_use]
pub fn association_date(at: DateTime<Utc>) -> NaiveDate {
    let utc = at.naive_utc();
    let offset = New_York.offset_from_utc_datetime(&utc).fix();
    utc.checked_add_offset(offset).unwrap_or(utc).date()
}

/// The instant at which a civil date begins in the association's zone.
#[must_use]
pub fn starts_at(on: NaiveDate) -> DateTime<Utc> {
    let midnight = on.and_time(NaiveTime::MIN);
    let offset = New_York.offset_from_local_datetime(&midnight).earliest();
    offset.and_then(|offset| midnight.checked_sub_offset(offset.fix())).unwrap_or(midnight).and_utc()
}

/// Some months later; a day that month does not have becomes its last day.
/// For terms and billing blocks only: ages and years of service use [`age_on`].
#[must_use]
pub fn add_months(on: NaiveDate, months: u32) -> NaiveDate {
    on.checked_add_months(Months::new(months)).filter(|later| later.year() <= 9999).unwrap_or(LAST_WRITABLE.max(on))
}

/// Some months after a date of a run that began on `anchor`, counted from the anchor: a short month costs no later
/// month its day. A date that is not one of the run's begins a count of its own.
#[must_use]
pub fn add_months_from(anchor: NaiveDate, from: NaiveDate, months: u32) -> NaiveDate {
    let apart = (from.year() - anchor.year()) * 12 + from.month0() as i32 - anchor.month0() as i32;
    let Ok(since) = u32::try_from(apart) else { return add_months(from, months) };
    // The days that a shorter month can leave of the anchor's.
    let shortened = from.day() >= 28 && from.day() < anchor.day();
    if from.day() == anchor.day() || shortened {
        add_months(anchor, since.saturating_add(months))
    } else {
        add_months(from, months)
    }
}

/// The last date that four digits of a year can write.
///
/// No term of the association reaches it, so it also stands for "no end"
/// ([`crate::members::TermSpan::without_end`]).
pub const LAST_WRITABLE: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(last) => last,
    None => NaiveDate::MAX,
};

/// Some days later.
#[must_use]
pub fn add_days(on: NaiveDate, days: u32) -> NaiveDate {
    on.checked_add_days(Days::new(days.into())).filter(|later| later.year() <= 9999).unwrap_or(LAST_WRITABLE.max(on))
}

/// Some days earlier.
#[must_use]
pub fn subtract_days(on: NaiveDate, days: u32) -> NaiveDate {
    on.checked_sub_days(Days::new(days.into())).unwrap_or(NaiveDate::MIN)
}

/// Completed years between a birth (or any beginning) and a date; none before it.
/// Someone born on 29 February completes a year on 1 March in a common year.
#[must_use]
pub fn age_on(born_on: NaiveDate, on: NaiveDate) -> Option<u32> {
    on.years_since(born_on)
}

/// The first date on which so many years are completed.
#[must_use]
pub fn anniversary(born_on: NaiveDate, years: u32) -> NaiveDate {
    let year = i32::try_from(years).ok().and_then(|years| born_on.year().checked_add(years));
    let Some(year) = year else {
        return NaiveDate::MAX;
    };
    born_on.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1)).unwrap_or(NaiveDate::MAX)
}

/// The fiscal year a date falls in, named by the calendar year in which it ends.
#[must_use]
pub fn fiscal_year(on: NaiveDate) -> i32 {
    if on.month() >= FISCAL_YEAR_FIRST_MONTH { on.year().saturating_add(1) } else { on.year() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, instant};
    use proptest::prelude::*;

    #[test]
    fn the_civil_date_is_that_of_new_york_winter_and_summer() {
        for (at, on) in [
            ("2026-01-15T04:59:59Z", "2026-01-14"),
            ("2026-01-15T05:00:00Z", "2026-01-15"),
            ("2026-07-01T03:59:59Z", "2026-06-30"),
            ("2026-07-01T04:00:00Z", "2026-07-01"),
        ] {
            assert_eq!(association_date(instant(at)), day(on), "{at}");
        }
    }

    #[test]
    fn a_civil_date_begins_at_midnight_in_new_york_even_when_clocks_change() {
        assert_eq!(starts_at(day("2026-01-15")), instant("2026-01-15T05:00:00Z"));
        assert_eq!(starts_at(day("2026-03-08")), instant("2026-03-08T05:00:00Z"));
        assert_eq!(starts_at(day("2026-03-09")), instant("2026-03-09T04:00:00Z"));
    }

    #[test]
    fn months_later_a_missing_day_becomes_the_last_of_the_month() {
        assert_eq!(add_months(day("2026-01-31"), 1), day("2026-02-28"));
        assert_eq!(add_months(day("2024-02-29"), 12), day("2025-02-28"));
        assert_eq!(add_months(day("2026-01-15"), 6), day("2026-07-15"));
    }

    #[test]
    fn months_of_a_run_are_counted_from_its_first_day() {
        let run = |anchor, from, months| add_months_from(day(anchor), day(from), months);
        assert_eq!(run("2024-08-31", "2026-02-28", 6), day("2026-08-31"));
        assert_eq!(run("2024-08-31", "2027-08-31", 6), day("2028-02-29"));
        assert_eq!(run("2024-02-29", "2027-02-28", 12), day("2028-02-29"));
        assert_eq!(run("2024-05-30", "2025-02-28", 3), day("2025-05-30"));
        assert_eq!(run("2024-08-31", "2026-03-10", 12), day("2027-03-10"), "another day than the run's");
        assert_eq!(run("2024-08-15", "2026-02-28", 6), day("2026-08-28"));
        assert_eq!(run("2026-08-31", "2024-02-29", 12), day("2025-02-28"), "before the run");
    }

    #[test]
    fn a_leap_day_birthday_falls_on_the_first_of_march_in_a_common_year() {
        let born = day("1960-02-29");
        assert_eq!(age_on(born, day("2015-02-28")), Some(54));
        assert_eq!(age_on(born, day("2015-03-01")), Some(55));
        assert_eq!(age_on(born, day("2016-02-28")), Some(55));
        assert_eq!(age_on(born, day("2016-02-29")), Some(56));
        assert_eq!(anniversary(born, 55), day("2015-03-01"));
        assert_eq!(anniversary(born, 56), day("2016-02-29"));
    }

    #[test]
    fn nobody_has_an_age_before_birth() {
        assert_eq!(age_on(day("2020-01-02"), day("2020-01-01")), None);
        assert_eq!(age_on(day("2020-01-02"), day("2020-01-02")), Some(0));
    }

    #[test]
    fn the_fiscal_year_turns_on_the_first_of_july() {
        assert_eq!(fiscal_year(day("2025-06-30")), 2025);
        assert_eq!(fiscal_year(day("2025-07-01")), 2026);
        assert_eq!(fiscal_year(day("2026-06-30")), 2026);
    }

    fn any_date() -> impl Strategy<Value = NaiveDate> {
        (NaiveDate::MIN.num_days_from_ce()..=NaiveDate::MAX.num_days_from_ce())
            .prop_filter_map("a date", NaiveDate::from_num_days_from_ce_opt)
    }

    proptest! {
        #[test]
        fn no_date_makes_the_calendar_panic(a in any_date(), b in any_date(), n in any::<u32>()) {
            let _ = (add_months(a, n), add_days(a, n), subtract_days(a, n), age_on(a, b));
            let _ = (anniversary(a, n), fiscal_year(a), starts_at(a));
        }

        #[test]
        fn no_instant_makes_the_civil_date_panic(seconds in any::<i64>()) {
            if let Some(at) = DateTime::from_timestamp(seconds, 0) {
                let _ = association_date(at);
            }
            let _ = (association_date(DateTime::<Utc>::MIN_UTC), association_date(DateTime::<Utc>::MAX_UTC));
        }

        #[test]
        fn a_civil_date_contains_the_instant_it_begins_with(days in 690_000_i32..760_000) {
            let on = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            prop_assert_eq!(association_date(starts_at(on)), on);
        }

        #[test]
        fn an_anniversary_is_the_first_day_of_that_age(days in 690_000_i32..760_000, years in 0_u32..120) {
            let born = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            let first = anniversary(born, years);
            prop_assert_eq!(age_on(born, first), Some(years));
            prop_assert!(age_on(born, first.pred_opt().unwrap()).is_none_or(|age| age < years));
        }
    }
}
