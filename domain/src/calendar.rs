//! Civil dates of the association: its zone, its months, ages and fiscal years.
//!
//! Invariant: no date, however far, makes these functions panic; beyond the
//! calendar's end an answer stays on its last day.
//! Zone America/New_York is a house assumption; the fiscal year runs from 1 July
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
    offset
        .and_then(|offset| midnight.checked_sub_offset(offset.fix()))
        .unwrap_or(midnight)
        .and_utc()
}

/// Some months later; a day that month does not have becomes its last day.
/// For terms and billing blocks only: ages and years of service use [`age_on`].
#[must_use]
pub fn add_months(on: NaiveDate, months: u32) -> NaiveDate {
    on.checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

/// Some days later.
#[must_use]
pub fn add_days(on: NaiveDate, days: u32) -> NaiveDate {
    on.checked_add_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MAX)
}

/// Some days earlier.
#[must_use]
pub fn subtract_days(on: NaiveDate, days: u32) -> NaiveDate {
    on.checked_sub_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MIN)
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
    let year = i32::try_from(years)
        .ok()
        .and_then(|years| born_on.year().checked_add(years));
    let Some(year) = year else {
        return NaiveDate::MAX;
    };
    born_on
        .with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
        .unwrap_or(NaiveDate::MAX)
}

/// The fiscal year a date falls in, named by the calendar year in which it ends.
#[must_use]
pub fn fiscal_year(on: NaiveDate) -> i32 {
    if on.month() >= FISCAL_YEAR_FIRST_MONTH {
        on.year().saturating_add(1)
    } else {
        on.year()
    }
}
