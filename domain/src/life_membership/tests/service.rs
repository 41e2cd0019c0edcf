//! The arithmetic of RULES 2.3.

use crate::life_membership::assessments::service::{Service, ServiceLength, Span};
use crate::testing::day;

fn spans(dates: &[(&str, &str)]) -> Service {
    let span = |(from, until): &(&str, &str)| Span { starts_on: day(from), ends_on: Some(day(until)) };
    Service::merge(dates.iter().map(span), 366)
}

fn until(service: &Service, on: &str) -> (u32, u32) {
    let ServiceLength { years, days } = service.until(day(on));
    (years, days)
}

const END: &str = "2100-01-01";

#[test]
fn an_unbroken_spell_completes_exactly_on_its_anniversary() {
    let service = spans(&[("1995-07-01", "2020-07-01")]);
    assert_eq!(until(&service, "2020-06-30"), (24, 365));
    assert_eq!(until(&service, "2020-07-01"), (25, 0));
    assert_eq!(service.first_reaching(25), Some(day("2020-07-01")));
}

#[test]
fn a_spell_from_29_february_completes_on_1_march_in_common_years() {
    let service = spans(&[("1996-02-29", END)]);
    assert_eq!(until(&service, "2021-02-28"), (24, 365));
    assert_eq!(until(&service, "2021-03-01"), (25, 0));
    assert_eq!(service.first_reaching(25), Some(day("2021-03-01")));
    assert_eq!(until(&service, "2020-02-28"), (23, 364));
    assert_eq!(until(&service, "2020-02-29"), (24, 0));
    assert_eq!(service.first_reaching(24), Some(day("2020-02-29")));
}

#[test]
fn overlapping_and_touching_spells_count_once() {
    let whole = spans(&[("2000-01-01", "2010-06-15")]);
    assert_eq!(spans(&[("2000-01-01", "2007-01-01"), ("2005-01-01", "2010-06-15")]), whole);
    assert_eq!(spans(&[("2005-03-05", "2010-06-15"), ("2000-01-01", "2005-03-05")]), whole);
    assert_eq!(spans(&[("2000-01-01", "2010-06-15"), ("2003-01-01", "2004-01-01")]), whole);
}

#[test]
fn the_days_left_over_make_a_year_for_every_366_of_them() {
    // 2001 and 2003 are common years: 183 + 182 days, then 183 + 183.
    let short = spans(&[("2001-01-01", "2001-07-03"), ("2003-01-01", "2003-07-02")]);
    assert_eq!(until(&short, END), (0, 365));
    let enough = spans(&[("2001-01-01", "2001-07-03"), ("2003-01-01", "2003-07-03")]);
    assert_eq!(until(&enough, END), (1, 0));
    assert_eq!(enough.first_reaching(1), Some(day("2003-07-03")));
    assert_eq!(short.first_reaching(1), None);
}

#[test]
fn a_spell_completes_a_year_with_days_from_before_when_they_reach_366_first() {
    let service = spans(&[("2000-01-01", "2000-12-01"), ("2010-01-01", END)]);
    assert_eq!(until(&service, "2010-01-31"), (0, 365));
    assert_eq!(until(&service, "2010-02-01"), (1, 0));
    assert_eq!(service.first_reaching(1), Some(day("2010-02-01")));
    assert_eq!(service.first_reaching(2), Some(day("2011-02-01")));
}

#[test]
fn one_day_before_makes_no_anniversary_come_earlier() {
    let service = spans(&[("2000-01-01", "2000-01-02"), ("2010-01-01", END)]);
    assert_eq!(service.first_reaching(1), Some(day("2011-01-01")));
    assert_eq!(until(&service, "2010-12-31"), (0, 365));
    assert_eq!(until(&service, "2011-01-01"), (1, 1));
}

#[test]
fn a_day_of_leap_years_is_a_day_left_over() {
    let leap = spans(&[("2000-01-01", "2000-12-31")]);
    assert_eq!(until(&leap, END), (0, 365));
    assert_eq!(until(&spans(&[("2000-01-01", "2001-01-01")]), END), (1, 0));
}

#[test]
fn nothing_is_completed_after_the_years_four_digits_can_write() {
    let service = Service::merge([Span { starts_on: day("9990-01-01"), ends_on: None }], 366);
    assert_eq!(service.first_reaching(9), Some(day("9999-01-01")));
    assert_eq!(service.first_reaching(10), None);
}

#[test]
fn no_service_is_no_years() {
    let none = Service::merge([], 366);
    assert_eq!(until(&none, END), (0, 0));
    assert_eq!(none.first_reaching(1), None);
    assert_eq!(none.until(day(END)).to_string(), "0 years and 0 days");
}
