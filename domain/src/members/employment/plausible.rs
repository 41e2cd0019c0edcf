//! What a record may say, judged where it is typed: dates that a person can have, and no second record of the same thing.
//!
//! Invariant: the judgment falls at entry, on what changes; whatever is on record already is read as it is. How far ahead
//! a date may lie is a default of this software.

use crate::calendar::add_months;
use crate::members::employment::{EmployerKind, EmploymentSpell, Extent};
use crate::members::policy::PlausibleDates;
use crate::refusal::{Fact, Refuse, cited};
use crate::visible_text::folded;
use crate::{ChapterId, EmploymentSpellId};
use chrono::NaiveDate;

/// Months of a year.
const YEAR: u32 = 12;

/// Why something is not put on record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordRefusal {
    /// Nobody works before birth.
    #[error("the employment begins on {starts_on}, not after the birth on {born_on}")]
    EmploymentBeforeBirth {
        /// First day.
        starts_on: NaiveDate,
        /// Birth date on record, or told with it.
        born_on: NaiveDate,
    },
    /// The birth date would make an employment on record begin before it.
    #[error("an employment on record begins on {starts_on}, not after a birth on {born_on}")]
    BirthAfterEmployment {
        /// Birth date.
        born_on: NaiveDate,
        /// First day of the employment.
        starts_on: NaiveDate,
    },
    /// The first day lies too far ahead.
    #[error("the employment begins on {starts_on}; a first day is at the latest {latest_on}")]
    EmploymentStartsTooLate {
        /// First day.
        starts_on: NaiveDate,
        /// Latest possible.
        latest_on: NaiveDate,
    },
    /// The last day lies too far ahead.
    #[error("the employment ends on {ends_on}; an end that is known is at the latest {latest_on}")]
    EmploymentEndsTooLate {
        /// First day no longer employed.
        ends_on: NaiveDate,
        /// Latest possible.
        latest_on: NaiveDate,
    },
    /// The same position is on record.
    #[error(
        "that position with that employer from {starts_on} is on record, as {spell}; send `distinct: true` if this is another one"
    )]
    EmploymentOnRecord {
        /// The spell on record.
        spell: EmploymentSpellId,
        /// Its first day.
        starts_on: NaiveDate,
    },
    /// A chapter of that name is on record.
    #[error("{name} is on record, as {chapter}; send `distinct: true` if this is another one")]
    ChapterOnRecord {
        /// The other one.
        chapter: ChapterId,
        /// Its name.
        name: String,
    },
    /// The code of a chapter would count too long.
    #[error("the code would expire on {expires_on}; it expires at the latest on {latest_on}")]
    ChapterExpiresTooLate {
        /// First day on which it no longer counts.
        expires_on: NaiveDate,
        /// Latest possible.
        latest_on: NaiveDate,
    },
}

/// Checks the first day of a spell as it is typed on a day.
///
/// # Errors
/// When it is not after the person's birth, or too far ahead.
pub fn check_first_day(
    starts_on: NaiveDate,
    born_on: Option<NaiveDate>,
    today: NaiveDate,
    plausible: &PlausibleDates,
) -> Result<(), RecordRefusal> {
    if let Some(born_on) = born_on.filter(|born_on| starts_on <= *born_on) {
        return Err(RecordRefusal::EmploymentBeforeBirth { starts_on, born_on });
    }
    let latest_on = add_months(today, plausible.first_day_ahead_months.value);
    if starts_on <= latest_on { Ok(()) } else { Err(RecordRefusal::EmploymentStartsTooLate { starts_on, latest_on }) }
}

/// Checks the end of a spell as it is typed on a day.
///
/// # Errors
/// When it lies too far ahead.
pub fn check_end(ends_on: NaiveDate, today: NaiveDate, plausible: &PlausibleDates) -> Result<(), RecordRefusal> {
    let latest_on = ahead(today, plausible.last_day_ahead_years.value);
    if ends_on <= latest_on { Ok(()) } else { Err(RecordRefusal::EmploymentEndsTooLate { ends_on, latest_on }) }
}

/// Checks a birth date against the spells on record.
///
/// # Errors
/// When one of them begins before it.
pub fn check_birth(born_on: NaiveDate, spells: &[EmploymentSpell]) -> Result<(), RecordRefusal> {
    let before = spells.iter().map(|spell| spell.starts_on).filter(|starts_on| *starts_on <= born_on).min();
    before.map_or(Ok(()), |starts_on| Err(RecordRefusal::BirthAfterEmployment { born_on, starts_on }))
}

/// The spell among `others` that is the same as `spell`: the same position, to the same extent, with the same employer from
/// the same day.
#[must_use]
pub fn same_spell<'a>(spell: &EmploymentSpell, others: &'a [EmploymentSpell]) -> Option<&'a EmploymentSpell> {
    others.iter().find(|other| other.id != spell.id && told_apart_by(other) == told_apart_by(spell))
}

/// What tells a spell from the others of a member.
#[must_use]
pub fn told_apart_by(spell: &EmploymentSpell) -> (String, EmployerKind, String, Extent, NaiveDate) {
    let (employer, title) = (folded(&spell.employer_name), folded(&spell.position_title));
    (employer, spell.employer_kind, title, spell.extent, spell.starts_on)
}

/// Checks the day on which the code of a chapter expires.
///
/// # Errors
/// When it lies too far ahead.
pub fn check_expiry(expires_on: NaiveDate, today: NaiveDate, plausible: &PlausibleDates) -> Result<(), RecordRefusal> {
    let latest_on = ahead(today, plausible.chapter_ahead_years.value);
    if expires_on <= latest_on { Ok(()) } else { Err(RecordRefusal::ChapterExpiresTooLate { expires_on, latest_on }) }
}

fn ahead(today: NaiveDate, years: u32) -> NaiveDate {
    add_months(today, years.saturating_mul(YEAR))
}

impl Refuse for RecordRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::EmploymentBeforeBirth { .. } => "employment_before_birth",
            Self::BirthAfterEmployment { .. } => "birth_date_after_employment",
            Self::EmploymentStartsTooLate { .. } => "employment_starts_too_late",
            Self::EmploymentEndsTooLate { .. } => "employment_ends_too_late",
            Self::EmploymentOnRecord { .. } => "employment_on_record",
            Self::ChapterOnRecord { .. } => "chapter_on_record",
            Self::ChapterExpiresTooLate { .. } => "chapter_expires_too_late",
        }
    }

    fn clause(&self) -> &'static str {
        match self {
            Self::ChapterOnRecord { .. } | Self::ChapterExpiresTooLate { .. } => "members.category.chapter_student",
            _ => "members.employment.spell",
        }
    }

    fn source(&self) -> &'static str {
        cited::ASSUMPTION
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::EmploymentBeforeBirth { starts_on, born_on } | Self::BirthAfterEmployment { born_on, starts_on } => {
                vec![Fact::new("starts_on", starts_on), Fact::new("born_on", born_on)]
            }
            Self::EmploymentStartsTooLate { starts_on, latest_on } => {
                vec![Fact::new("starts_on", starts_on), Fact::new("latest_on", latest_on)]
            }
            Self::EmploymentEndsTooLate { ends_on, latest_on } => {
                vec![Fact::new("ends_on", ends_on), Fact::new("latest_on", latest_on)]
            }
            Self::EmploymentOnRecord { spell, .. } => vec![Fact::new("employment_spell_id", spell)],
            Self::ChapterOnRecord { chapter, .. } => vec![Fact::new("chapter_id", chapter)],
            Self::ChapterExpiresTooLate { expires_on, latest_on } => {
                vec![Fact::new("expires_on", expires_on), Fact::new("latest_on", latest_on)]
            }
        }
    }
}
