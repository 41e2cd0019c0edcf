//! Spells of employment: employer, position, extent and salary.
//!
//! Invariant: a spell ends after it starts. The salary is a secret: see
//! [`crate::members::visibility`].

use crate::members::refusal::MembershipRefusal;
use crate::{Cents, EmploymentSpellId, MemberId, OrganizationId};
use chrono::{DateTime, NaiveDate, Utc};

pub use crate::organizations::kind::OrganizationKind as EmployerKind;

code_words! {
    /// How much of the working week a position takes.
    pub enum Extent {
        /// A full-time position.
        FullTime => "full_time",
        /// A part-time position.
        PartTime => "part_time",
        /// Holding a position until it is filled, whatever the hours.
        Interim => "interim",
    }
}

/// One spell of employment.
#[derive(Clone, PartialEq, Eq)]
pub struct EmploymentSpell {
    /// The spell's id.
    pub id: EmploymentSpellId,
    /// The member of the spell.
    pub member_id: MemberId,
    /// The employer's record, when there is one.
    pub organization_id: Option<OrganizationId>,
    /// The employer's name as the person wrote it.
    pub employer_name: String,
    /// What kind of employer.
    pub employer_kind: EmployerKind,
    /// The position's title.
    pub position_title: String,
    /// Full time, part time or interim.
    pub extent: Extent,
    /// Annual salary, when given. A secret.
    pub annual_salary: Option<Cents>,
    /// First day.
    pub starts_on: NaiveDate,
    /// First day no longer employed; none while it lasts.
    pub ends_on: Option<NaiveDate>,
    /// When the record was made.
    pub created_at: DateTime<Utc>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
    /// Rises by one with each change.
    pub version: i64,
}

impl std::fmt::Debug for EmploymentSpell {
    // The salary must not reach a log line by way of `{:?}`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EmploymentSpell")
            .field("id", &self.id)
            .field("member_id", &self.member_id)
            .field("employer_kind", &self.employer_kind)
            .field("extent", &self.extent)
            .field("starts_on", &self.starts_on)
            .field("ends_on", &self.ends_on)
            .finish_non_exhaustive()
    }
}

/// What the application rules need of a spell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmploymentFact {
    /// What kind of employer.
    pub employer_kind: EmployerKind,
    /// Full time, part time or interim.
    pub extent: Extent,
    /// First day.
    pub starts_on: NaiveDate,
    /// First day no longer employed.
    pub ends_on: Option<NaiveDate>,
}

impl EmploymentFact {
    /// Whether the person is employed there on a date.
    #[must_use]
    pub fn holds_on(&self, on: NaiveDate) -> bool {
        self.starts_on <= on && self.ends_on.is_none_or(|ends| on < ends)
    }

    /// Whether it is a local government in the constitution's sense.
    #[must_use]
    pub const fn is_local_government(&self) -> bool {
        self.employer_kind.is_local_government()
    }
}

impl From<&EmploymentSpell> for EmploymentFact {
    fn from(spell: &EmploymentSpell) -> Self {
        Self {
            employer_kind: spell.employer_kind,
            extent: spell.extent,
            starts_on: spell.starts_on,
            ends_on: spell.ends_on,
        }
    }
}

/// Checks the dates and the salary of a spell.
///
/// # Errors
/// When it ends on or before its first day, or its salary is not above zero.
pub fn check_spell(
    starts_on: NaiveDate,
    ends_on: Option<NaiveDate>,
    annual_salary: Option<Cents>,
) -> Result<(), MembershipRefusal> {
    if let Some(ends_on) = ends_on.filter(|ends_on| *ends_on <= starts_on) {
        return Err(MembershipRefusal::SpellEndsBeforeItStarts { starts_on, ends_on });
    }
    if annual_salary.is_some_and(|salary| salary <= Cents::ZERO) {
        return Err(MembershipRefusal::SalaryNotPositive);
    }
    Ok(())
}
