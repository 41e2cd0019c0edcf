//! Properties over random lives.

use crate::Category;
use crate::life_membership::assessments::assessment::{Assessment, assess};
use crate::life_membership::assessments::facts::{LifeFacts, ServiceSpell};
use crate::life_membership::assessments::service::{Service, Span};
use crate::life_membership::employment::Employment;
use crate::testing::POLICIES;
use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;

/// Days from the common era: 1 January 1900 and 31 December 2200.
const RANGE: std::ops::RangeInclusive<i32> = 693_596..=803_533;

fn date(days: i32) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(days).unwrap()
}

fn any_date() -> impl Strategy<Value = NaiveDate> {
    // Days around the end of February are as likely as all others together.
    let late_february = (1900_i32..=2200, 0_u64..4).prop_map(|(year, more)| {
        NaiveDate::from_ymd_opt(year, 2, 27).unwrap().checked_add_days(Days::new(more)).unwrap()
    });
    prop_oneof![RANGE.prop_map(date), late_february]
}

/// A spell that counts three times in four.
fn any_spell(starts_on: impl Strategy<Value = NaiveDate>) -> impl Strategy<Value = ServiceSpell> {
    let lasts = prop_oneof![1_u64..800, 1_u64..12_000];
    let word =
        prop_oneof![7 => Just(Employment::FullTimeLocalGovernment), 1 => proptest::sample::select(Employment::ALL)];
    let category = prop_oneof![9 => Just(Category::Full), 1 => proptest::sample::select(Category::ALL)];
    let kept = || proptest::bool::weighted(0.95);
    (starts_on, lasts, proptest::bool::weighted(0.1), category, word, kept(), kept()).prop_map(
        |(starts_on, lasts, open, category, employment, office_eligible, dues_current)| ServiceSpell {
            starts_on,
            ends_on: starts_on.checked_add_days(Days::new(lasts)).filter(|_| !open),
            category,
            employment,
            office_eligible,
            dues_current,
            reference: None,
        },
    )
}

/// A life that is in order: born, then service, then retirement up to the age of 90.
fn life() -> impl Strategy<Value = LifeFacts> {
    (any_date(), 6_600_i32..33_000).prop_flat_map(|(born_on, retired_after)| {
        let retired_on = date(born_on.num_days_from_ce() + retired_after);
        let start = (6_500_i32..33_500).prop_map(move |after| date(born_on.num_days_from_ce() + after));
        let present = any_spell(Just(retired_on)).prop_map(move |spell| {
            let lasted = spell.ends_on.map_or(9_000, |ends_on| (ends_on - spell.starts_on).num_days());
            let starts_on = retired_on.checked_sub_days(Days::new(lasted.unsigned_abs())).unwrap().max(born_on);
            ServiceSpell { starts_on, ends_on: spell.ends_on.map(|_| retired_on), ..spell }
        });
        (proptest::collection::vec(any_spell(start), 0..6), proptest::option::weighted(0.7, present)).prop_map(
            move |(mut service_spells, present)| {
                service_spells.extend(present.filter(|spell| spell.starts_on < retired_on));
                LifeFacts { born_on, retired_on, category_on_retirement: Category::Full, service_spells }
            },
        )
    })
}

fn answer(facts: &LifeFacts) -> Assessment {
    assess(facts, &POLICIES.life_membership).unwrap()
}

fn yes(facts: &LifeFacts) -> bool {
    answer(facts).is_eligible()
}

fn counts(spell: &ServiceSpell) -> bool {
    spell.category == Category::Full
        && spell.employment == Employment::FullTimeLocalGovernment
        && spell.office_eligible
        && spell.dues_current
}

/// The rule of RULES 2.3 again, day by day and without the calendar's functions.
fn counted_by_days(facts: &LifeFacts) -> (u32, u32) {
    let counted = |on: NaiveDate| {
        on < facts.retired_on
            && facts
                .service_spells
                .iter()
                .any(|spell| counts(spell) && spell.starts_on <= on && spell.ends_on.is_none_or(|ends_on| on < ends_on))
    };
    let (mut years, mut leftover, mut started) = (0_u32, 0_u32, None::<NaiveDate>);
    let mut in_year = 0_u32;
    let mut on = facts.born_on;
    while on <= facts.retired_on {
        if let Some(start) = started {
            let is_anniversary = match (start.month(), start.day()) {
                (2, 29) if !on.leap_year() => (on.month(), on.day()) == (3, 1),
                same => (on.month(), on.day()) == same,
            };
            if is_anniversary && on > start {
                years += 1;
                in_year = 0;
            }
        }
        match (started, counted(on)) {
            (None, true) => started = Some(on),
            (Some(_), false) => {
                leftover += in_year;
                (started, in_year) = (None, 0);
            }
            _ => {}
        }
        if started.is_some() {
            in_year += 1;
        }
        on = on.succ_opt().unwrap();
    }
    (years + leftover / 366, leftover % 366)
}

proptest! {
    #[test]
    fn the_service_is_what_counting_day_by_day_gives(facts in life()) {
        let service = answer(&facts).qualifying_service;
        prop_assert_eq!((service.years, service.days), counted_by_days(&facts));
    }

    #[test]
    fn the_earliest_date_is_a_yes_and_the_day_before_a_no(facts in life()) {
        if let Some(on) = answer(&facts).earliest_eligible_on {
            prop_assert!(yes(&facts.retiring_on(on)));
            let before = on.pred_opt().unwrap();
            prop_assert!(before <= facts.born_on || !assess(&facts.retiring_on(before), &POLICIES.life_membership)
                .is_ok_and(|answer| answer.is_eligible()));
        }
    }

    #[test]
    fn without_an_earliest_date_no_retirement_is_a_yes(facts in life(), later in 0_u64..30_000) {
        let answered = answer(&facts);
        prop_assert_eq!(answered.earliest_eligible_on.is_some_and(|on| on <= facts.retired_on), answered.is_eligible());
        if answered.earliest_eligible_on.is_none() {
            prop_assert!(!yes(&facts.retiring_on(facts.retired_on.checked_add_days(Days::new(later)).unwrap())));
        }
    }

    #[test]
    fn putting_off_retirement_never_turns_a_yes_into_a_no(facts in life(), later in 1_u64..15_000) {
        let later = facts.retiring_on(facts.retired_on.checked_add_days(Days::new(later)).unwrap());
        prop_assert!(!yes(&facts) || yes(&later));
    }

    #[test]
    fn removing_service_never_helps(facts in life(), place in any::<proptest::sample::Index>(), cut in 1_u64..4_000) {
        let mut shorter = facts.clone();
        if !shorter.service_spells.is_empty() {
            let place = place.index(shorter.service_spells.len());
            let spell = &mut shorter.service_spells[place];
            let starts_on = spell.starts_on.checked_add_days(Days::new(cut)).unwrap();
            if spell.ends_on.is_none_or(|ends_on| starts_on < ends_on) {
                spell.starts_on = starts_on;
            } else {
                shorter.service_spells.remove(place);
            }
        }
        let (before, after) = (answer(&facts), answer(&shorter));
        prop_assert!(after.qualifying_service.years <= before.qualifying_service.years);
        prop_assert!(before.is_eligible() || !after.is_eligible());
    }

    #[test]
    fn a_gap_cut_into_service_never_gains_a_year(
        starts_on in any_date(), lasts in 2_u64..15_000, cuts in proptest::collection::vec((0_u64..15_000, 1_u64..500), 1..8),
    ) {
        let ends_on = starts_on.checked_add_days(Days::new(lasts)).unwrap();
        let whole = Service::merge([Span { starts_on, ends_on: Some(ends_on) }], 366);
        let mut spans = vec![(starts_on, ends_on)];
        for (after, gap) in cuts {
            let from = starts_on.checked_add_days(Days::new(after)).unwrap();
            let until = from.checked_add_days(Days::new(gap)).unwrap();
            spans = spans.into_iter().flat_map(|(s, e)| [(s, e.min(from)), (s.max(until), e)]).filter(|(s, e)| s < e).collect();
        }
        let cut = Service::merge(spans.into_iter().map(|(s, e)| Span { starts_on: s, ends_on: Some(e) }), 366);
        prop_assert!(cut.until(ends_on).years <= whole.until(ends_on).years);
    }

    #[test]
    fn a_later_start_after_a_gap_never_makes_the_date_earlier(facts in life(), gap in 1_u64..4_000) {
        // The last spell begins later: a gap before it, the retirement the same.
        let last = facts.service_spells.iter().enumerate().max_by_key(|(_, spell)| spell.starts_on);
        if let Some((place, _)) = last {
            let mut with_gap = facts.clone();
            let spell = &mut with_gap.service_spells[place];
            let starts_on = spell.starts_on.checked_add_days(Days::new(gap)).unwrap();
            if starts_on < facts.retired_on && spell.ends_on.is_none_or(|ends_on| starts_on < ends_on) {
                spell.starts_on = starts_on;
                let without = answer(&facts).earliest_eligible_on;
                let with = answer(&with_gap).earliest_eligible_on;
                prop_assert!(with.is_none() || without.is_some_and(|without| Some(without) <= with));
            }
        }
    }

    #[test]
    fn a_gap_before_a_later_spell_never_makes_an_earlier_yes(
        facts in life(), gap in 1_u64..2_000, lasts in 1_u64..9_000,
    ) {
        let present = facts.service_spells.iter().find(|spell| counts(spell) && spell.reaches(facts.retired_on));
        if let Some(present) = present.cloned() {
            let again = facts.retired_on.checked_add_days(Days::new(gap)).unwrap();
            let retired_again = again.checked_add_days(Days::new(lasts)).unwrap();
            let unbroken = facts.retiring_on(retired_again);
            let mut broken = unbroken.clone();
            for spell in broken.service_spells.iter_mut().filter(|spell| spell.ends_on.is_none()) {
                spell.ends_on = Some(facts.retired_on);
            }
            broken.service_spells.push(ServiceSpell { starts_on: again, ends_on: None, ..present });
            let with = answer(&broken).earliest_eligible_on;
            let without = answer(&unbroken).earliest_eligible_on;
            prop_assert!(with.is_none() || without.is_some_and(|without| Some(without) <= with));
            prop_assert!(yes(&unbroken) || !yes(&broken));
        }
    }

    #[test]
    fn the_order_of_the_spells_does_not_matter(facts in life(), seed in any::<u64>()) {
        let mut shuffled = facts.clone();
        shuffled.service_spells.sort_by_key(|spell| (u64::from(spell.starts_on.num_days_from_ce().unsigned_abs()) ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        prop_assert_eq!(without_evidence(&facts), without_evidence(&shuffled));
    }

    #[test]
    fn splitting_a_spell_into_two_touching_ones_changes_nothing(
        facts in life(), place in any::<proptest::sample::Index>(), after in 1_u64..12_000,
    ) {
        let mut split = facts.clone();
        if !split.service_spells.is_empty() {
            let place = place.index(split.service_spells.len());
            let whole = split.service_spells[place].clone();
            let middle = whole.starts_on.checked_add_days(Days::new(after)).unwrap();
            if whole.ends_on.is_none_or(|ends_on| middle < ends_on) {
                split.service_spells[place].ends_on = Some(middle);
                split.service_spells.push(ServiceSpell { starts_on: middle, ..whole });
            }
        }
        // Beyond the retirement a split makes another present service of the same days.
        prop_assert_eq!(without_evidence(&facts), without_evidence(&split));
    }

    #[test]
    fn the_same_facts_always_give_the_same_answer(facts in life()) {
        prop_assert_eq!(answer(&facts), answer(&facts));
    }

    #[test]
    fn no_dates_from_1900_to_2200_make_it_panic(
        born_on in any_date(), retired_on in any_date(), category in proptest::sample::select(Category::ALL),
        spells in proptest::collection::vec((any_date(), proptest::option::of(any_date()), any::<[bool; 2]>(), proptest::sample::select(Employment::ALL)), 0..8),
    ) {
        let service_spells = spells.into_iter().map(|(starts_on, ends_on, flags, employment)| ServiceSpell {
            starts_on, ends_on, employment, category: Category::Full, office_eligible: flags[0], dues_current: flags[1], reference: None,
        }).collect();
        let facts = LifeFacts { born_on, retired_on, category_on_retirement: category, service_spells };
        match assess(&facts, &POLICIES.life_membership) {
            Ok(answer) => prop_assert!(facts.check().is_ok() && answer.path.is_some() == answer.is_eligible()),
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }
}

#[test]
fn the_ends_of_the_calendar_make_nothing_panic() {
    let ends = [NaiveDate::MIN, NaiveDate::MAX, date(*RANGE.start()), date(*RANGE.end())];
    for born_on in ends {
        for retired_on in ends {
            for starts_on in ends {
                for ends_on in ends.map(Some).into_iter().chain([None]) {
                    let spell = ServiceSpell {
                        starts_on,
                        ends_on,
                        category: Category::Full,
                        employment: Employment::FullTimeLocalGovernment,
                        office_eligible: true,
                        dues_current: true,
                        reference: None,
                    };
                    let facts = LifeFacts {
                        born_on,
                        retired_on,
                        category_on_retirement: Category::Full,
                        service_spells: vec![spell],
                    };
                    let _ = assess(&facts, &POLICIES.life_membership);
                }
            }
        }
    }
}

fn without_evidence(facts: &LifeFacts) -> Assessment {
    let mut answer = answer(facts);
    for clause in &mut answer.clauses {
        clause.evidence.clear();
    }
    answer
}
