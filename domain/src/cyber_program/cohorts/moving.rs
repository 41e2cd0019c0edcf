//! What a first day that moves gives to everybody with a seat.
//!
//! Invariants: several small moves count as one, because each is measured from the day that the person last agreed to; a
//! person who is told of a far move has some days to withdraw at no cost, and has agreed to the new day after them.

use super::policy::MoveRules;
use crate::calendar::add_days;
use chrono::NaiveDate;

/// What a person with a seat knows of the first day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AgreedDay {
    /// The first day that the person agreed to; none while it never moved since.
    pub agreed: Option<NaiveDate>,
    /// The last day on which withdrawing costs nothing.
    pub withdraw_free_until: Option<NaiveDate>,
}

/// The same after the first day moved, told on a day.
#[must_use]
pub fn after_move(
    known: AgreedDay,
    (before, now): (NaiveDate, NaiveDate),
    today: NaiveDate,
    rules: &MoveRules,
) -> AgreedDay {
    let agreed = known.agreed.unwrap_or(before);
    let days = (now - agreed).num_days().unsigned_abs();
    if days <= u64::from(rules.accepted_days.value) {
        return AgreedDay { agreed: Some(agreed), ..known };
    }
    let until = add_days(today, rules.withdraw_free_days.value);
    AgreedDay { agreed: Some(now), withdraw_free_until: known.withdraw_free_until.max(Some(until)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    fn moved(known: AgreedDay, before: &str, now: &str) -> AgreedDay {
        after_move(known, (day(before), day(now)), day("2027-01-02"), &MoveRules::default())
    }

    #[test]
    fn a_move_by_more_than_seven_days_gives_fourteen_days_to_withdraw() {
        let near = moved(AgreedDay::default(), "2027-02-01", "2027-02-08");
        assert_eq!(near.withdraw_free_until, None);
        let far = moved(AgreedDay::default(), "2027-02-01", "2027-02-09");
        assert_eq!(far.withdraw_free_until, Some(day("2027-01-16")));
        assert_eq!(
            moved(AgreedDay::default(), "2027-02-01", "2027-01-24").withdraw_free_until,
            Some(day("2027-01-16"))
        );
    }

    #[test]
    fn several_small_moves_count_together() {
        let once = moved(AgreedDay::default(), "2027-02-01", "2027-02-05");
        assert_eq!(once, AgreedDay { agreed: Some(day("2027-02-01")), withdraw_free_until: None });
        let twice = moved(once, "2027-02-05", "2027-02-09");
        assert_eq!(twice.withdraw_free_until, Some(day("2027-01-16")));
        assert_eq!(moved(twice, "2027-02-09", "2027-02-10"), twice, "agreed to the day that was told");
    }
}
