//! A record turned into facts: nothing on it vanishes, and each day keeps what was held and paid.

use crate::Category;
use crate::life_membership::assessments::facts::ServiceSpell;
use crate::life_membership::assessments::history::{CategoryChange, LifeRecord, TermOnRecord, WorkOnRecord};
use crate::life_membership::employment::Employment;
use crate::members::employment::{EmployerKind, EmploymentFact, Extent};
use crate::members::standing::TermSpan;
use crate::testing::day;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

const TODAY: &str = "2025-03-01";

fn term(category: Category, starts_on: &str, paid_until_on: &str) -> TermOnRecord {
    let reference = format!("term:{starts_on}");
    TermOnRecord { reference, category, starts_on: day(starts_on), paid_until_on: day(paid_until_on), has_grace: true }
}

fn work(starts_on: &str, ends_on: Option<&str>) -> WorkOnRecord {
    let employment = EmploymentFact {
        employer_kind: EmployerKind::CityOrCounty,
        extent: Extent::FullTime,
        starts_on: day(starts_on),
        ends_on: ends_on.map(day),
    };
    WorkOnRecord { reference: format!("work:{starts_on}"), employment }
}

/// A Full member paid up until the end of 2025.
fn record(terms: Vec<TermOnRecord>, work: Vec<WorkOnRecord>) -> LifeRecord {
    let paid = Some(TermSpan { starts_on: day("2010-01-01"), good_until_on: day("2026-01-01") });
    LifeRecord { as_of: day(TODAY), category: Category::Full, grace_days: 60, paid, terms, changes: Vec::new(), work }
}

/// What a spell says, to compare.
fn told(spell: &ServiceSpell) -> (NaiveDate, Option<NaiveDate>, Category, Employment, bool, &str) {
    let reference = spell.reference.as_deref().unwrap_or_default();
    (spell.starts_on, spell.ends_on, spell.category, spell.employment, spell.dues_current, reference)
}

#[test]
fn a_spell_of_work_is_cut_where_the_membership_begins_and_goes_on_with_it() {
    let record = record(vec![term(Category::Full, "2010-01-01", "2026-01-01")], vec![work("2005-06-01", None)]);
    let spells = record.service_spells();
    let all: Vec<_> = spells.iter().map(told).collect();
    let word = Employment::FullTimeLocalGovernment;
    let expected = [
        (day("2005-06-01"), Some(day("2010-01-01")), Category::Full, word, false, "work:2005-06-01"),
        (day("2010-01-01"), None, Category::Full, word, true, "work:2005-06-01"),
    ];
    assert_eq!(all, expected);
}

#[test]
fn a_lapse_is_time_without_dues_and_a_change_of_category_cuts() {
    let terms = vec![
        term(Category::AffiliateStaff, "2000-01-01", "2003-01-01"),
        term(Category::Full, "2010-01-01", "2026-01-01"),
    ];
    let mut record = record(terms, vec![work("2000-01-01", None)]);
    record.changes = vec![CategoryChange { on: day("2001-07-01"), category: Category::AffiliateDepartmentHead }];
    let all: Vec<_> =
        record.service_spells().iter().map(|one| (one.starts_on, one.category, one.dues_current)).collect();
    let expected = [
        (day("2000-01-01"), Category::AffiliateStaff, true),
        (day("2001-07-01"), Category::AffiliateDepartmentHead, true),
        (day("2003-03-02"), Category::AffiliateDepartmentHead, false),
        (day("2010-01-01"), Category::Full, true),
    ];
    assert_eq!(all, expected);
}

#[test]
fn membership_between_positions_is_told_with_its_term_and_without_dues_it_is_nothing() {
    let terms = vec![term(Category::Full, "2010-01-01", "2026-01-01")];
    let record = record(terms, vec![work("2012-01-01", Some("2014-01-01")), work("2015-01-01", None)]);
    let spells = record.service_spells();
    let idle: Vec<_> = spells.iter().filter(|one| one.employment == Employment::None).map(told).collect();
    let none = Employment::None;
    let expected = [
        (day("2010-01-01"), Some(day("2012-01-01")), Category::Full, none, true, "term:2010-01-01"),
        (day("2014-01-01"), Some(day("2015-01-01")), Category::Full, none, true, "term:2010-01-01"),
    ];
    assert_eq!(idle, expected);
    let never = LifeRecord { paid: None, terms: Vec::new(), ..record };
    assert!(never.service_spells().iter().all(|one| !one.dues_current));
}

#[test]
fn a_membership_that_is_not_paid_for_today_does_not_go_on() {
    let mut record = record(vec![term(Category::Full, "2010-01-01", "2025-02-28")], vec![work("2010-01-01", None)]);
    record.paid = Some(TermSpan { starts_on: day("2010-01-01"), good_until_on: day("2025-02-28") });
    let all: Vec<_> =
        record.service_spells().iter().map(|one| (one.starts_on, one.ends_on, one.dues_current)).collect();
    assert_eq!(all, [(day("2010-01-01"), Some(day("2025-04-29")), true), (day("2025-04-29"), None, false)]);
}

#[test]
fn grace_counts_and_lapsed_time_never_does_and_what_staff_ended_has_no_grace() {
    let terms =
        vec![term(Category::Full, "2010-01-01", "2012-01-01"), term(Category::Full, "2020-01-01", "2026-01-01")];
    let mut record = record(terms, vec![work("2010-01-01", None)]);
    record.paid = Some(TermSpan { starts_on: day("2020-01-01"), good_until_on: day("2026-01-01") });
    let current = |record: &LifeRecord| -> Vec<(NaiveDate, bool)> {
        record.service_spells().iter().map(|one| (one.starts_on, one.dues_current)).collect()
    };
    let lapsed_on = day("2012-03-01");
    assert_eq!(current(&record), [(day("2010-01-01"), true), (lapsed_on, false), (day("2020-01-01"), true)]);
    record.terms[0].has_grace = false;
    assert_eq!(current(&record)[1], (day("2012-01-01"), false));
}

#[test]
fn the_category_retired_from_is_that_of_the_last_day_before_and_todays_from_today_on() {
    let mut record = record(vec![term(Category::Full, "2010-01-01", "2026-01-01")], Vec::new());
    record.category = Category::Retired;
    record.changes = vec![CategoryChange { on: day("2024-01-01"), category: Category::Retired }];
    for (retired_on, category) in [
        ("2024-01-01", Some(Category::Full)),
        ("2024-01-02", Some(Category::Retired)),
        (TODAY, Some(Category::Retired)),
        ("2035-01-01", Some(Category::Retired)),
        ("2010-01-02", Some(Category::Full)),
        ("2010-01-01", None),
    ] {
        assert_eq!(record.category_before(day(retired_on)), category, "{retired_on}");
    }
}

#[test]
fn whoever_lapsed_is_no_member_to_retire_as_and_grace_is_membership_still() {
    let mut record = record(vec![term(Category::Full, "2010-01-01", "2024-12-01")], Vec::new());
    record.paid = Some(TermSpan { starts_on: day("2010-01-01"), good_until_on: day("2024-12-01") });
    let held = |retired_on: &str| record.category_before(day(retired_on));
    assert_eq!(held("2025-01-30"), Some(Category::Full), "29 January is the last day of grace");
    assert_eq!((held("2025-01-31"), held(TODAY), held("2030-01-01")), (None, None, None));
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..12_000).prop_map(|after| day("1995-01-01").checked_add_days(Days::new(after)).unwrap())
}

fn any_span() -> impl Strategy<Value = (NaiveDate, NaiveDate)> {
    (any_day(), 1_u64..4_000).prop_map(|(from, lasts)| (from, from.checked_add_days(Days::new(lasts)).unwrap()))
}

fn any_record() -> impl Strategy<Value = LifeRecord> {
    let category = || proptest::sample::select(Category::ALL);
    let term = (any_span(), category()).prop_map(|((starts_on, paid_until_on), category)| TermOnRecord {
        reference: "term".to_owned(),
        category,
        starts_on,
        paid_until_on,
        has_grace: true,
    });
    let work = (any_span(), any::<bool>(), proptest::sample::select(EmployerKind::ALL)).prop_map(
        |((starts_on, ends_on), open, employer_kind)| {
            let ends_on = Some(ends_on).filter(|_| !open);
            let employment = EmploymentFact { employer_kind, extent: Extent::FullTime, starts_on, ends_on };
            WorkOnRecord { reference: format!("work:{starts_on}"), employment }
        },
    );
    let change = (any_day(), category()).prop_map(|(on, category)| CategoryChange { on, category });
    let paid =
        proptest::option::of(any_span().prop_map(|(starts_on, good_until_on)| TermSpan { starts_on, good_until_on }));
    let lists = (
        proptest::collection::vec(term, 0..5),
        proptest::collection::vec(change, 0..3),
        proptest::collection::vec(work, 0..4),
    );
    (any_day(), category(), paid, lists).prop_map(|(as_of, category, paid, (terms, changes, work))| LifeRecord {
        as_of,
        category,
        grace_days: 60,
        paid,
        terms,
        changes,
        work,
    })
}

proptest! {
    #[test]
    fn every_day_of_work_is_in_exactly_one_piece_of_its_spell(record in any_record(), on in any_day()) {
        let spells = record.service_spells();
        prop_assert!(spells.iter().all(|one| one.ends_on.is_none_or(|ends_on| one.starts_on < ends_on)));
        let holds = |from: NaiveDate, until: Option<NaiveDate>| from <= on && until.is_none_or(|until| on < until);
        let at_work = record.work.iter().filter(|one| one.employment.holds_on(on)).count();
        let (idle, working): (Vec<_>, Vec<_>) =
            spells.iter().filter(|one| holds(one.starts_on, one.ends_on)).partition(|one| one.employment == Employment::None);
        prop_assert_eq!(working.len(), at_work);
        prop_assert!(idle.len() <= 1 && (idle.is_empty() || at_work == 0));
        let paid_on = |day: NaiveDate| {
            record.terms.iter().any(|term| term.starts_on <= day && day < term.paid_until_on)
                || record.paid.is_some_and(|span| span.starts_on <= day && day < span.good_until_on)
        };
        let in_grace = (0..60).any(|days| on.checked_sub_days(Days::new(days + 1)).is_some_and(paid_on));
        let paid = paid_on(on) || in_grace || (on >= record.as_of && paid_on(record.as_of));
        for one in idle.iter().chain(&working) {
            prop_assert_eq!(one.dues_current, paid);
            prop_assert!(on < record.as_of || one.category == record.category);
        }
        prop_assert_eq!(idle.len() == 1, at_work == 0 && paid);
    }
}
