//! Days of a Life membership, judged where they are typed. How far ahead they may lie is a default of this software.

use super::policy::LifePolicy;
use crate::calendar::add_months;
use crate::refusal::{Fact, Refuse, cited};
use chrono::NaiveDate;

/// Months of a year.
const YEAR: u32 = 12;

/// Why a day is not put on record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LifeDayRefusal {
    /// Nobody retires before birth.
    #[error("the retirement on {retired_on} must be after the birth on {born_on}")]
    RetiredBeforeBirth {
        /// The retirement.
        retired_on: NaiveDate,
        /// Birth date on record.
        born_on: NaiveDate,
    },
    /// The retirement lies too far ahead.
    #[error("the retirement on {retired_on} is too far ahead; it can be announced until {latest_on}")]
    RetirementTooFarAhead {
        /// The retirement.
        retired_on: NaiveDate,
        /// Latest possible.
        latest_on: NaiveDate,
    },
    /// The ceremony lies too far ahead.
    #[error("the ceremony on {held_on} is too far ahead; it is at the latest on {latest_on}")]
    CeremonyTooFarAhead {
        /// Its day.
        held_on: NaiveDate,
        /// Latest possible.
        latest_on: NaiveDate,
    },
}

/// Checks the day of a retirement that is announced.
///
/// # Errors
/// When it is not after the birth, or too far ahead.
pub fn check_retirement(
    retired_on: NaiveDate,
    born_on: Option<NaiveDate>,
    today: NaiveDate,
    policy: &LifePolicy,
) -> Result<(), LifeDayRefusal> {
    if let Some(born_on) = born_on.filter(|born_on| retired_on <= *born_on) {
        return Err(LifeDayRefusal::RetiredBeforeBirth { retired_on, born_on });
    }
    let latest_on = add_months(today, policy.plausible.retirement_ahead_years.value.saturating_mul(YEAR));
    if retired_on <= latest_on { Ok(()) } else { Err(LifeDayRefusal::RetirementTooFarAhead { retired_on, latest_on }) }
}

/// Checks the day of a ceremony that is wished for.
///
/// # Errors
/// When it is too far ahead.
pub fn check_ceremony(held_on: NaiveDate, today: NaiveDate, policy: &LifePolicy) -> Result<(), LifeDayRefusal> {
    let latest_on = add_months(today, policy.plausible.ceremony_ahead_years.value.saturating_mul(YEAR));
    if held_on <= latest_on { Ok(()) } else { Err(LifeDayRefusal::CeremonyTooFarAhead { held_on, latest_on }) }
}

impl Refuse for LifeDayRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::RetiredBeforeBirth { .. } => "retired_before_birth",
            Self::RetirementTooFarAhead { .. } => "life_retirement_too_far_ahead",
            Self::CeremonyTooFarAhead { .. } => "ceremony_too_far_ahead",
        }
    }

    fn clause(&self) -> &'static str {
        match self {
            Self::RetiredBeforeBirth { .. } | Self::RetirementTooFarAhead { .. } => "life.process",
            Self::CeremonyTooFarAhead { .. } => "life.recognition",
        }
    }

    fn source(&self) -> &'static str {
        cited::ASSUMPTION
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::RetiredBeforeBirth { retired_on, born_on } => {
                vec![Fact::new("retired_on", retired_on), Fact::new("born_on", born_on)]
            }
            Self::RetirementTooFarAhead { retired_on, latest_on } => {
                vec![Fact::new("retired_on", retired_on), Fact::new("latest_on", latest_on)]
            }
            Self::CeremonyTooFarAhead { held_on, latest_on } => {
                vec![Fact::new("held_on", held_on), Fact::new("latest_on", latest_on)]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{POLICIES, day};

    #[test]
    fn a_retirement_is_after_birth_and_announced_five_years_ahead_at_most() {
        let policy = &POLICIES.life_membership;
        let check = |on, born: Option<&str>| check_retirement(day(on), born.map(day), day("2025-03-01"), policy);
        assert_eq!((check("2030-03-01", None), check("1958-05-18", Some("1958-05-17"))), (Ok(()), Ok(())));
        let (retired_on, latest_on) = (day("2030-03-02"), day("2030-03-01"));
        assert_eq!(check("2030-03-02", None), Err(LifeDayRefusal::RetirementTooFarAhead { retired_on, latest_on }));
        let (retired_on, born_on) = (day("1958-05-17"), day("1958-05-17"));
        assert_eq!(
            check("1958-05-17", Some("1958-05-17")),
            Err(LifeDayRefusal::RetiredBeforeBirth { retired_on, born_on })
        );
    }

    #[test]
    fn a_ceremony_is_five_years_ahead_at_most() {
        let check = |on| check_ceremony(day(on), day("2025-03-01"), &POLICIES.life_membership);
        assert_eq!(check("2030-03-01"), Ok(()));
        let (held_on, latest_on) = (day("2030-03-02"), day("2030-03-01"));
        assert_eq!(check("2030-03-02"), Err(LifeDayRefusal::CeremonyTooFarAhead { held_on, latest_on }));
    }
}
