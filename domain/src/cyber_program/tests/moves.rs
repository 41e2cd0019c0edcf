//! Moving people between breakout groups.

use super::{cohort, group_id, seat};
use crate::cyber_program::{BreakoutGroup, BreakoutRefusal, GroupMove, Moved, move_participant, plan};
use crate::testing::{POLICIES, day};
use crate::{EnrollmentId, Refuse};

/// Groups 1, 2, … of the given sizes; members are numbered on.
fn groups(sizes: &[u32]) -> Vec<BreakoutGroup> {
    let mut numbers = 1_u128..;
    let group = |(number, size): (u128, &u32)| BreakoutGroup {
        id: group_id(number),
        members: numbers.by_ref().take(usize::try_from(*size).unwrap()).map(seat).collect(),
    };
    (1..).zip(sizes).map(group).collect()
}

fn moved(sizes: &[u32], who: EnrollmentId, to: u128, on: &str) -> Result<Moved, BreakoutRefusal> {
    let asked = GroupMove { enrollment_id: who, to: group_id(to), on: day(on) };
    move_participant(&groups(sizes), asked, &cohort(), &POLICIES.cyber_program)
}

const WEEK_TWO: &str = "2027-02-08";

#[test]
fn whoever_moves_is_in_the_new_group_only() {
    let moved = moved(&[11, 11], seat(1), 2, WEEK_TWO).unwrap();
    assert_eq!((moved.from, moved.to), (Some(group_id(1)), group_id(2)));
    assert!(!moved.groups[0].members.contains(&seat(1)));
    assert!(moved.groups[1].members.contains(&seat(1)));
    assert_eq!(moved.groups.iter().map(|group| group.members.len()).collect::<Vec<_>>(), [10, 12]);
    assert_eq!(moved.warning, None);
}

#[test]
fn a_group_that_is_no_longer_typical_is_told_and_allowed() {
    let warning = moved(&[12, 12], seat(1), 2, WEEK_TWO).unwrap().warning;
    assert_eq!(warning.as_deref(), Some("a group now has 13 participants; 10 to 12 are typical"));
    let warning = moved(&[10, 10], seat(1), 2, WEEK_TWO).unwrap().warning;
    assert_eq!(warning.as_deref(), Some("a group now has 9 participants; 10 to 12 are typical"));
}

#[test]
fn no_move_makes_a_group_larger_or_smaller_than_the_planner_would() {
    assert!(moved(&[10, 13], seat(1), 2, WEEK_TWO).is_ok());
    let refusal = moved(&[10, 14], seat(1), 2, WEEK_TWO).unwrap_err();
    assert_eq!(refusal, BreakoutRefusal::GroupTooLarge { would_be: 15, most: 14 });
    assert!(moved(&[8, 8], seat(1), 2, WEEK_TWO).is_ok());
    let refusal = moved(&[7, 8], seat(1), 2, WEEK_TWO).unwrap_err();
    assert_eq!(refusal, BreakoutRefusal::GroupTooSmall { would_be: 6, least: 7 });
    let sizes = (10..=500).flat_map(|count| plan(count, &POLICIES.cyber_program).unwrap().group_sizes);
    let (least, most) = sizes.fold((u32::MAX, 0), |(least, most), size| (least.min(size), most.max(size)));
    assert_eq!((least, most), (7, 14));
}

#[test]
fn a_group_that_shrank_below_the_bound_can_be_dissolved() {
    for size in 1..=6 {
        assert!(moved(&[9, size], seat(10), 1, WEEK_TWO).is_ok(), "{size}");
    }
    assert!(moved(&[9, 6], seat(1), 2, WEEK_TWO).is_ok());
}

#[test]
fn somebody_promoted_after_the_groups_were_made_is_placed() {
    let placed = moved(&[11, 11], seat(99), 2, WEEK_TWO).unwrap();
    assert_eq!(placed.from, None);
    assert_eq!(placed.groups[1].members.len(), 12);
}

#[test]
fn groups_can_be_changed_until_the_last_day() {
    assert!(moved(&[11, 11], seat(1), 2, "2027-01-15").is_ok());
    assert!(moved(&[11, 11], seat(1), 2, "2027-04-25").is_ok());
    let refusal = moved(&[11, 11], seat(1), 2, "2027-04-26").unwrap_err();
    assert_eq!(refusal, BreakoutRefusal::CohortOver { ended_on: day("2027-04-26") });
    assert_eq!(refusal.code(), "cohort_over");
}

#[test]
fn a_foreign_group_and_the_own_one_are_refused() {
    assert_eq!(moved(&[11, 11], seat(1), 3, WEEK_TWO), Err(BreakoutRefusal::NoSuchGroup));
    assert_eq!(moved(&[11, 11], seat(1), 1, WEEK_TWO), Err(BreakoutRefusal::AlreadyInGroup));
}
