//! The planner and the assignment.

use super::catalogue::problem;
use super::seat;
use crate::EnrollmentId;
use crate::cyber_program::{BreakoutPlan, BreakoutRefusal, CommunitySize, Discipline, GroupCandidate, assign, plan};
use crate::testing::POLICIES;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn planned(count: u32) -> BreakoutPlan {
    plan(count, &POLICIES.cyber_program).unwrap()
}

#[test]
fn groups_are_as_near_to_eleven_as_they_can_be() {
    for (count, sizes) in [
        (1, vec![1]),
        (9, vec![9]),
        (10, vec![10]),
        (12, vec![12]),
        (13, vec![13]),
        (14, vec![14]),
        (15, vec![8, 7]),
        (19, vec![10, 9]),
        (20, vec![10, 10]),
        (24, vec![12, 12]),
        (25, vec![13, 12]),
        (28, vec![10, 9, 9]),
        (30, vec![10, 10, 10]),
        (36, vec![12, 12, 12]),
        (37, vec![13, 12, 12]),
        (39, vec![10, 10, 10, 9]),
        (40, vec![10, 10, 10, 10]),
        (48, vec![12, 12, 12, 12]),
        (49, vec![10, 10, 10, 10, 9]),
        (50, vec![10, 10, 10, 10, 10]),
    ] {
        assert_eq!(planned(count).group_sizes, sizes, "{count}");
    }
}

#[test]
fn ten_to_twelve_is_impossible_for_twenty_five_counts_and_for_them_there_is_a_warning() {
    let impossible: Vec<u32> = (1..=9).chain(13..=19).chain(25..=29).chain(37..=39).chain([49]).collect();
    for count in 1..=500 {
        let plan = planned(count);
        let possible = !impossible.contains(&count);
        assert_eq!(plan.within_typical_range, possible, "{count}");
        assert_eq!(plan.warning.is_none(), possible, "{count}");
    }
    let warning = planned(49).warning.unwrap();
    assert_eq!(warning, "49 participants cannot be split into groups of 10 to 12; these sizes are the nearest");
}

#[test]
fn sizes_sum_up_differ_by_one_at_most_and_fall_for_every_count_to_500() {
    for count in 1..=500 {
        let sizes = planned(count).group_sizes;
        assert_eq!(sizes.iter().sum::<u32>(), count);
        assert!(sizes[0] - sizes[sizes.len() - 1] <= 1, "{count}");
        assert!(sizes.is_sorted_by(|a, b| a >= b), "{count}");
    }
}

#[test]
fn no_other_number_of_groups_is_nearer_and_a_tie_goes_to_the_smaller() {
    for count in 1_i64..=500 {
        let chosen = i64::try_from(planned(u32::try_from(count).unwrap()).group_sizes.len()).unwrap();
        for other in 1..=count {
            // |count/chosen - 11| against |count/other - 11|.
            let (near, far) = ((count - 11 * chosen).abs() * other, (count - 11 * other).abs() * chosen);
            assert!(near < far || (near == far && chosen <= other), "{count}: {chosen} or {other}");
        }
    }
}

#[test]
fn nobody_and_too_many_are_not_planned() {
    let refused = |count| plan(count, &POLICIES.cyber_program).unwrap_err();
    assert_eq!(refused(0), BreakoutRefusal::NobodyToGroup);
    assert_eq!(planned(10_000).group_sizes.len(), 909);
    assert_eq!(refused(10_001), BreakoutRefusal::TooManyToGroup { asked: 10_001, most: 10_000 });
}

#[test]
fn a_plan_says_what_is_published_and_what_is_ours() {
    let explanation = planned(24).explanation;
    assert_eq!(explanation[0].source, crate::refusal::cited::CYBER_PAGE);
    assert_eq!(explanation[1].source, crate::refusal::cited::ASSUMPTION);
    assert_eq!(explanation[1].detail, "with 2 groups, the mean size is nearest to 11; larger groups come first");
}

#[test]
fn a_target_outside_the_typical_range_is_no_rule() {
    assert!(problem("target_size = { value = 11", "target_size = { value = 13").contains("between 10 and 12"));
    assert!(problem("movable_down_to = { value = 7", "movable_down_to = { value = 11").contains("between 1 and 10"));
}

fn candidate(number: u128, discipline: Discipline, community_size: CommunitySize) -> GroupCandidate {
    GroupCandidate { discipline, community_size, state: None, enrollment_id: seat(number) }
}

#[test]
fn an_even_cohort_has_as_many_of_each_discipline_in_each_group() {
    let half = |number| if number % 2 == 0 { Discipline::Finance } else { Discipline::InformationTechnology };
    let cohort: Vec<GroupCandidate> =
        (0..24).map(|number| candidate(number, half(number), CommunitySize::Medium)).collect();
    let groups = assign(&cohort, &POLICIES.cyber_program).unwrap();
    for group in &groups {
        assert_eq!(group.len(), 12);
        assert_eq!(group.iter().filter(|id| id.uuid().as_u128() % 2 == 0).count(), 6);
    }
}

#[test]
fn nobody_is_put_into_two_groups() {
    let twice = vec![candidate(1, Discipline::Other, CommunitySize::Small); 2];
    let refusal = assign(&twice, &POLICIES.cyber_program).unwrap_err();
    assert_eq!(refusal, BreakoutRefusal::NamedTwice { enrollment_id: seat(1) });
}

#[test]
fn a_community_is_small_as_for_the_dues() {
    for (population, size) in [
        (None, CommunitySize::Unknown),
        (Some(0), CommunitySize::Small),
        (Some(7_500), CommunitySize::Small),
        (Some(7_501), CommunitySize::Medium),
        (Some(100_000), CommunitySize::Medium),
        (Some(100_001), CommunitySize::Large),
    ] {
        assert_eq!(CommunitySize::of(population), size);
    }
}

fn any_cohort() -> impl Strategy<Value = Vec<GroupCandidate>> {
    let person = (
        proptest::sample::select(Discipline::ALL),
        proptest::sample::select(CommunitySize::ALL),
        proptest::option::of("[A-C]{2}"),
    );
    proptest::collection::vec(person, 1..80).prop_map(|people| {
        let numbered = people.into_iter().zip(1_u128..);
        numbered
            .map(|((discipline, community_size, state), number)| GroupCandidate {
                state,
                ..candidate(number, discipline, community_size)
            })
            .collect()
    })
}

/// How many of a group satisfy a test, for each group.
fn counts(
    groups: &[Vec<EnrollmentId>],
    cohort: &[GroupCandidate],
    test: impl Fn(&GroupCandidate) -> bool,
) -> Vec<usize> {
    let known: BTreeMap<EnrollmentId, &GroupCandidate> =
        cohort.iter().map(|candidate| (candidate.enrollment_id, candidate)).collect();
    groups.iter().map(|group| group.iter().filter(|id| test(known[id])).count()).collect()
}

fn spread(counts: &[usize]) -> usize {
    counts.iter().max().unwrap() - counts.iter().min().unwrap()
}

proptest! {
    #[test]
    fn everybody_is_in_one_group_of_the_planned_size(cohort in any_cohort()) {
        let groups = assign(&cohort, &POLICIES.cyber_program).unwrap();
        let sizes: Vec<u32> = groups.iter().map(|group| u32::try_from(group.len()).unwrap()).collect();
        prop_assert_eq!(sizes, planned(u32::try_from(cohort.len()).unwrap()).group_sizes);
        let mut all: Vec<EnrollmentId> = groups.into_iter().flatten().collect();
        all.sort_unstable();
        let mut expected: Vec<EnrollmentId> = cohort.iter().map(|candidate| candidate.enrollment_id).collect();
        expected.sort_unstable();
        prop_assert_eq!(all, expected);
    }

    #[test]
    fn disciplines_and_sizes_within_them_are_spread_to_within_one(cohort in any_cohort()) {
        let groups = assign(&cohort, &POLICIES.cyber_program).unwrap();
        for discipline in Discipline::ALL {
            let is = |candidate: &GroupCandidate| candidate.discipline == *discipline;
            prop_assert!(spread(&counts(&groups, &cohort, is)) <= 1);
            for size in CommunitySize::ALL {
                let both = |candidate: &GroupCandidate| is(candidate) && candidate.community_size == *size;
                prop_assert!(spread(&counts(&groups, &cohort, both)) <= 1);
            }
        }
    }

    #[test]
    fn the_order_of_the_question_does_not_matter(cohort in any_cohort().prop_shuffle()) {
        let mut sorted = cohort.clone();
        sorted.sort();
        prop_assert_eq!(assign(&cohort, &POLICIES.cyber_program), assign(&sorted, &POLICIES.cyber_program));
    }
}
