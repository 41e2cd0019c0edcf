//! The queue: never too many, never overtaking, never too few.

use super::{cohort, seat};
use crate::EnrollmentId;
use crate::cyber_program::{
    EnrollmentState, QueueEntry, next_in_line, offer_expires_at, promotions, state_at, waitlist_position,
};
use crate::testing::{POLICIES, day};
use proptest::prelude::*;

fn entry(number: u128, sequence: i64, state: EnrollmentState) -> QueueEntry {
    QueueEntry { enrollment_id: seat(number), sequence, state }
}

#[test]
fn fifty_seats_that_become_free_go_to_the_first_fifty_who_wait() {
    let left = (1..=50).map(|n| entry(n, i64::try_from(n).unwrap(), EnrollmentState::Withdrawn));
    let waiting = (51..=120).map(|n| entry(n, i64::try_from(n).unwrap(), EnrollmentState::Waitlisted));
    let queue: Vec<QueueEntry> = left.chain(waiting).collect();
    let expected: Vec<EnrollmentId> = (51..=100).map(seat).collect();
    assert_eq!(next_in_line(&queue, 50), expected);
}

#[test]
fn nobody_is_promoted_once_entry_is_closed() {
    let queue = [entry(1, 1, EnrollmentState::Waitlisted)];
    let on = |date| promotions(&queue, &cohort(), day(date), &POLICIES.cyber_program);
    assert_eq!(on("2027-02-07"), [seat(1)]);
    assert!(on("2027-02-08").is_empty());
}

#[test]
fn a_place_in_the_queue_counts_those_who_wait_only() {
    let queue = [
        entry(1, 1, EnrollmentState::Enrolled),
        entry(2, 9, EnrollmentState::Waitlisted),
        entry(3, 5, EnrollmentState::Waitlisted),
        entry(4, 3, EnrollmentState::Withdrawn),
    ];
    let places: Vec<Option<u32>> = (1..=5).map(|number| waitlist_position(&queue, seat(number))).collect();
    assert_eq!(places, [None, Some(2), Some(1), None, None]);
}

#[test]
fn an_offer_is_open_for_three_days_at_the_latest_until_a_day_before_the_first_day() {
    let until = |now: &str| {
        let expires_at = offer_expires_at(now.parse().unwrap(), &cohort(), &POLICIES.cyber_program);
        expires_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    };
    assert_eq!(until("2027-01-10T15:00:00Z"), "2027-01-13T15:00:00Z");
    assert_eq!(until("2027-01-28T15:00:00Z"), "2027-01-31T05:00:00Z", "midnight in New York, a day before");
    assert_eq!(until("2027-01-31T15:00:00Z"), "2027-02-01T15:00:00Z", "an offer that late is open for a day");
    assert_eq!(until("2027-02-07T15:00:00Z"), "2027-02-08T05:00:00Z", "never after entry closes");
}

#[test]
fn an_offer_is_over_when_its_time_is_whether_or_not_that_was_written_down() {
    let expires_at = "2027-01-13T15:00:00Z".parse().unwrap();
    let is = |state, now: &str| state_at(state, Some(expires_at), now.parse().unwrap());
    assert_eq!(is(EnrollmentState::Offered, "2027-01-13T14:59:59Z"), EnrollmentState::Offered);
    assert_eq!(is(EnrollmentState::Offered, "2027-01-13T15:00:00Z"), EnrollmentState::Withdrawn);
    assert_eq!(is(EnrollmentState::Enrolled, "2027-01-14T15:00:00Z"), EnrollmentState::Enrolled);
}

fn any_queue() -> impl Strategy<Value = Vec<QueueEntry>> {
    proptest::collection::vec((0_i64..40, proptest::sample::select(EnrollmentState::ALL)), 0..60).prop_map(|entries| {
        entries.into_iter().zip(1..).map(|((sequence, state), number)| entry(number, sequence, state)).collect()
    })
}

proptest! {
    #[test]
    fn exactly_as_many_are_promoted_as_there_are_free_seats_or_people_waiting(queue in any_queue(), capacity in 0_u32..60) {
        let promoted = next_in_line(&queue, capacity);
        let held = queue.iter().filter(|entry| entry.state.keeps_seat()).count();
        let waiting = queue.iter().filter(|entry| entry.state == EnrollmentState::Waitlisted).count();
        let free = usize::try_from(capacity).unwrap().saturating_sub(held);
        prop_assert_eq!(promoted.len(), free.min(waiting));
        prop_assert!(promoted.is_empty() || held + promoted.len() <= usize::try_from(capacity).unwrap());
    }

    #[test]
    fn nobody_is_overtaken(queue in any_queue(), capacity in 0_u32..60) {
        let promoted = next_in_line(&queue, capacity);
        let waiting = || queue.iter().filter(|entry| entry.state == EnrollmentState::Waitlisted);
        for lucky in waiting().filter(|entry| promoted.contains(&entry.enrollment_id)) {
            for left in waiting().filter(|entry| !promoted.contains(&entry.enrollment_id)) {
                prop_assert!((lucky.sequence, lucky.enrollment_id) < (left.sequence, left.enrollment_id));
            }
        }
    }

    #[test]
    fn promoting_one_by_one_is_promoting_all_at_once_in_any_order(
        queue in any_queue().prop_shuffle(), capacity in 0_u32..60
    ) {
        let at_once = next_in_line(&queue, capacity);
        let mut one_by_one = Vec::new();
        let mut queue = queue;
        while let Some(next) = next_in_line(&queue, capacity).first().copied() {
            one_by_one.push(next);
            let entry = queue.iter_mut().find(|entry| entry.enrollment_id == next).unwrap();
            entry.state = EnrollmentState::Offered;
        }
        prop_assert_eq!(one_by_one, at_once);
    }
}
