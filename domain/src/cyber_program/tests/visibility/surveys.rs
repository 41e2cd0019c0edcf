//! Counts of answers, small ones withheld.

use super::super::catalogue::problem;
use super::super::cohort_id;
use super::EVERYBODY;
use super::Who::*;
use crate::cyber_program::{Capacity, Cell, SurveyRefusal, aggregate, may_read_aggregate};
use crate::testing::{POLICIES, day};
use crate::{Refuse, refusal::cited};
use Cell::{Count, Withheld};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn cells(counts: &[u32]) -> Vec<Cell> {
    aggregate(counts, &POLICIES.cyber_program).cells
}

#[test]
fn counts_of_five_and_none_are_told_and_four_are_not() {
    assert_eq!(cells(&[5, 0, 12]), [Count(5), Count(0), Count(12)]);
    assert_eq!(cells(&[1, 4, 0, 12]), [Withheld, Withheld, Count(0), Count(12)]);
    assert_eq!(cells(&[4, 6, 12]), [Withheld, Withheld, Withheld], "4 would be what is missing from the total");
    assert_eq!(cells(&[4, 4, 12]), [Withheld, Withheld, Withheld], "4 and 4 would be the only two that make 8");
    assert_eq!(cells(&[1, 1, 1, 16]), [Withheld; 4]);
}

#[test]
fn a_survey_that_few_answered_tells_nothing_not_even_how_many() {
    for few in [&[4, 0][..], &[5, 0], &[1, 1, 1, 1, 1]] {
        let told = aggregate(few, &POLICIES.cyber_program);
        assert_eq!((told.respondents, told.cells), (None, vec![Withheld; few.len()]));
    }
    let enough = aggregate(&[6, 0], &POLICIES.cyber_program);
    assert_eq!((enough.respondents, enough.cells), (Some(6), vec![Count(6), Count(0)]));
    assert_eq!(enough.explanation[0].source, cited::ASSUMPTION);
    assert_eq!(aggregate(&[], &POLICIES.cyber_program).respondents, None);
}

/// Every way in which so many people can answer a question of so many choices.
fn answered(people: u32, choices: usize) -> Vec<Vec<u32>> {
    if choices == 1 {
        return vec![vec![people]];
    }
    let with =
        |first: u32| answered(people - first, choices - 1).into_iter().map(move |rest| [vec![first], rest].concat());
    (0..=people).flat_map(with).collect()
}

#[test]
fn whoever_knows_the_rule_and_the_total_finds_no_withheld_count() {
    for (choices, most) in [(2, 40), (3, 26), (4, 20), (5, 12), (6, 9)] {
        for people in 6..=most {
            let mut seen: BTreeMap<String, Vec<BTreeSet<u32>>> = BTreeMap::new();
            for counts in answered(people, choices) {
                let could_be =
                    seen.entry(format!("{:?}", cells(&counts))).or_insert_with(|| vec![BTreeSet::new(); choices]);
                for (could_be, count) in could_be.iter_mut().zip(counts) {
                    could_be.insert(count);
                }
            }
            for (told, could_be) in seen.into_iter().filter(|(told, _)| told.contains("Withheld")) {
                let found = could_be.iter().filter(|counts| counts.len() == 1).count();
                assert_eq!(found, told.matches("Count").count(), "{people} people: {told} {could_be:?}");
            }
        }
    }
}

#[test]
fn counts_are_told_to_faculty_staff_and_admins_from_the_day_after_the_survey() {
    let reads = |who: super::Who, on: &str| {
        who.as_viewer(|viewer| may_read_aggregate(viewer, cohort_id(1), day("2027-02-07"), day(on)))
    };
    for who in EVERYBODY {
        let expected = match who {
            Faculty => Ok(Capacity::Faculty),
            Staff | Admin => Ok(Capacity::Staff),
            _ => Err(SurveyRefusal::Absent),
        };
        assert_eq!(reads(who, "2027-02-08"), expected, "{who:?}");
    }
    let refusal = reads(Faculty, "2027-02-07").unwrap_err();
    assert_eq!((refusal.code(), refusal.earliest_on()), ("survey_still_open", Some(day("2027-02-08"))));
    assert_eq!(reads(Groupmate, "2027-02-07"), Err(SurveyRefusal::Absent));
}

#[test]
fn a_single_person_is_never_a_cell() {
    assert!(problem("smallest_cell = { value = 5", "smallest_cell = { value = 1").contains("between 2 and 1000"));
}

proptest! {
    #[test]
    fn no_small_count_is_told(counts in proptest::collection::vec(0_u32..20, 0..8)) {
        let answer = aggregate(&counts, &POLICIES.cyber_program);
        prop_assert_eq!(answer.cells.len(), counts.len());
        for (cell, count) in answer.cells.iter().zip(&counts) {
            prop_assert!(*cell == Withheld || (*cell == Count(*count) && !(1..5).contains(count)));
        }
        prop_assert!(answer.respondents.is_none_or(|told| told > 5 && told == counts.iter().sum::<u32>()));
    }
}
