//! A year of forty hours.

use super::{entered, entry_id};
use crate::credentials::{CreditEntry, CreditSource, CreditTime, SourceSum, YearStatement, reverse, year_statement};
use crate::explanation::Clause;
use crate::refusal::cited;
use crate::testing::POLICIES;
use proptest::prelude::*;

fn stated(ledger: &[CreditEntry], year: i32) -> YearStatement {
    year_statement(ledger, year, &POLICIES.credentials)
}

#[test]
fn forty_eight_hours_meet_a_year_of_forty_and_eight_are_not_carried_over() {
    let ledger = [entered(1, CreditSource::CyberProgram, 2_880, "2027-04-25")];
    let year = stated(&ledger, 2027);
    assert!(year.met);
    assert_eq!((year.earned, year.required), (CreditTime::from_hours(48), CreditTime::from_hours(40)));
    assert_eq!((year.surplus, year.carried_over), (CreditTime::from_hours(8), CreditTime::ZERO));
    assert_eq!(year.missing, CreditTime::ZERO);
    let next = stated(&ledger, 2028);
    assert_eq!((next.earned, next.missing), (CreditTime::ZERO, CreditTime::from_hours(40)));
}

#[test]
fn a_minute_less_than_forty_hours_does_not_meet_the_year() {
    let of = |minutes| stated(&[entered(1, CreditSource::Other, minutes, "2027-12-31")], 2027);
    assert!(of(2_400).met);
    let short = of(2_399);
    assert_eq!((short.met, short.missing), (false, CreditTime::from_minutes(1)));
}

#[test]
fn credit_counts_in_the_calendar_year_it_was_earned_in() {
    let ledger = [
        entered(1, CreditSource::CoachingWebinar, 90, "2027-12-31"),
        entered(2, CreditSource::CoachingWebinar, 90, "2028-01-01"),
    ];
    assert_eq!(stated(&ledger, 2027).earned, CreditTime::from_minutes(90));
    assert_eq!(stated(&ledger, 2028).earned, CreditTime::from_minutes(90));
}

#[test]
fn what_was_taken_back_does_not_count() {
    let webinar = entered(1, CreditSource::CoachingWebinar, 90, "2027-03-01");
    let ground = Clause::new("credentials.ledger.reversal", "staff", "registered twice");
    let back = reverse(&webinar, entry_id(2), &[], ground).unwrap();
    let book = entered(3, CreditSource::Reading, 300, "2027-03-01");
    let year = stated(&[webinar, back, book], 2027);
    assert_eq!(year.earned, CreditTime::from_hours(5));
    assert_eq!(year.by_source, [SourceSum { source: CreditSource::Reading, time: CreditTime::from_hours(5) }]);
}

#[test]
fn a_statement_says_what_is_published_and_what_is_ours() {
    let explanation = stated(&[], 2027).explanation;
    assert!(explanation[0].source.contains("what-counts"));
    assert_eq!(
        (explanation[1].source.as_str(), explanation[2].source.as_str()),
        (cited::ASSUMPTION, cited::ASSUMPTION)
    );
}

proptest! {
    #[test]
    fn sources_sum_to_the_year_and_the_year_to_what_it_asked(
        entries in proptest::collection::vec((proptest::sample::select(CreditSource::ALL), 1_i64..600), 0..30)
    ) {
        let ledger: Vec<CreditEntry> =
            (1..).zip(entries).map(|(number, (source, minutes))| entered(number, source, minutes, "2027-06-01")).collect();
        let year = stated(&ledger, 2027);
        let by_source: i64 = year.by_source.iter().map(|sum| sum.time.minutes()).sum();
        prop_assert_eq!(by_source, year.earned.minutes());
        prop_assert_eq!(
            year.earned.minutes() + year.missing.minutes(),
            year.required.minutes() + year.surplus.minutes()
        );
        prop_assert_eq!(year.met, year.missing == CreditTime::ZERO);
    }

    #[test]
    fn no_year_makes_a_statement_panic(year in any::<i32>()) {
        let _ = stated(&[entered(1, CreditSource::Other, 60, "2027-06-01")], year);
    }
}
