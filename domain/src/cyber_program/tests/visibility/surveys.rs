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

fn cells(counts: &[u32]) -> Vec<Cell> {
    aggregate(counts, &POLICIES.cyber_program).cells
}

#[test]
fn counts_of_five_and_none_are_told_and_four_are_not() {
    assert_eq!(cells(&[5, 0, 12]), [Count(5), Count(0), Count(12)]);
    assert_eq!(cells(&[4, 6, 12]), [Withheld, Withheld, Count(12)]);
    assert_eq!(cells(&[1, 4, 12]), [Withheld, Withheld, Count(12)]);
    assert_eq!(cells(&[1, 3, 12]), [Withheld, Withheld, Withheld]);
    assert_eq!(cells(&[1, 0, 7, 12]), [Withheld, Withheld, Withheld, Count(12)]);
}

#[test]
fn a_survey_that_few_answered_tells_nothing_not_even_how_many() {
    let few = aggregate(&[4, 0], &POLICIES.cyber_program);
    assert_eq!((few.respondents, few.cells), (None, vec![Withheld, Withheld]));
    let enough = aggregate(&[5, 0], &POLICIES.cyber_program);
    assert_eq!((enough.respondents, enough.cells), (Some(5), vec![Count(5), Count(0)]));
    assert_eq!(enough.explanation[0].source, cited::ASSUMPTION);
    assert_eq!(aggregate(&[], &POLICIES.cyber_program).respondents, None);
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
    fn no_small_count_is_told_or_can_be_found_from_the_others(counts in proptest::collection::vec(0_u32..20, 0..8)) {
        let answer = aggregate(&counts, &POLICIES.cyber_program);
        prop_assert_eq!(answer.cells.len(), counts.len());
        let mut withheld = Vec::new();
        for (cell, count) in answer.cells.iter().zip(&counts) {
            match cell {
                Count(told) => prop_assert!(told == count && !(1..5).contains(told)),
                Withheld => withheld.push(*count),
            }
        }
        if answer.respondents.is_some() && !withheld.is_empty() {
            prop_assert!(withheld.len() >= 2 && withheld.iter().sum::<u32>() >= 5);
        }
        prop_assert!(answer.respondents.is_none_or(|told| told >= 5 && told == counts.iter().sum::<u32>()));
    }
}
