//! The facts of an assessment: a birth, a retirement, the spells of service.
//!
//! Invariant: checked facts are in order: the birth is before the retirement, and a spell of
//! service ends after it starts. All faults are reported at once. A stored decision is computed
//! again from its serialized facts.

use super::service::Span;
use crate::life_membership::employment::Employment;
use crate::life_membership::refusal::LifeFactsRefusal;
use crate::members::category::Category;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The facts of an assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LifeFacts {
    /// Birth date.
    pub born_on: NaiveDate,
    /// The day of retirement from full-time, active local-government service: the
    /// first day that is no longer service.
    pub retired_on: NaiveDate,
    /// Category held on that day.
    pub category_on_retirement: Category,
    /// Spells of membership and work, in any order.
    pub service_spells: Vec<ServiceSpell>,
}

/// A time during which neither category, work nor rights changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceSpell {
    /// First day.
    pub starts_on: NaiveDate,
    /// First day no longer in it; none while it lasts.
    #[serde(default)]
    pub ends_on: Option<NaiveDate>,
    /// Category held.
    pub category: Category,
    /// What the person worked as.
    pub employment: Employment,
    /// Whether the person could have been an officer of the association.
    #[serde(default = "yes")]
    pub office_eligible: bool,
    /// Whether the dues were paid.
    #[serde(default = "yes")]
    pub dues_current: bool,
    /// The record it was taken from, in the caller's words; handed back in evidence.
    #[serde(default)]
    pub reference: Option<String>,
}

const fn yes() -> bool {
    true
}

impl ServiceSpell {
    /// Its days.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span { starts_on: self.starts_on, ends_on: self.ends_on }
    }

    /// Whether it is running on the day before a date.
    #[must_use]
    pub fn reaches(&self, on: NaiveDate) -> bool {
        self.starts_on < on && self.ends_on.is_none_or(|ends_on| ends_on >= on)
    }
}

/// A spell of the record that was left out of the facts, because nobody serves before birth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The record that it comes from.
    pub reference: Option<String>,
    /// Its first day.
    pub starts_on: NaiveDate,
}

/// Parts the spells of a record into those that somebody born on a day can have served, and the others. A record that has a
/// piece before the birth is wrong as a whole: which of its days are right cannot be told.
#[must_use]
pub fn set_aside(spells: Vec<ServiceSpell>, born_on: NaiveDate) -> (Vec<ServiceSpell>, Vec<SetAside>) {
    let is_early = |spell: &ServiceSpell| spell.starts_on < born_on;
    let of_a_record = |spell: &&ServiceSpell| spell.reference.is_some();
    let early = spells.iter().filter(|spell| is_early(spell));
    let records: BTreeSet<Option<String>> = early.filter(of_a_record).map(|spell| spell.reference.clone()).collect();
    let (wrong, kept): (Vec<_>, Vec<_>) =
        spells.into_iter().partition(|spell| is_early(spell) || records.contains(&spell.reference));
    let mut left_out: Vec<SetAside> = Vec::new();
    for ServiceSpell { reference, starts_on, .. } in wrong {
        if reference.is_none() || left_out.iter().all(|one| one.reference != reference) {
            left_out.push(SetAside { reference, starts_on });
        }
    }
    (kept, left_out)
}

impl LifeFacts {
    /// Checks what no schema can state.
    ///
    /// # Errors
    /// Every fault, in the order of the fields.
    pub fn check(&self) -> Result<(), Vec<LifeFactsRefusal>> {
        let mut faults = Vec::new();
        let (born_on, retired_on) = (self.born_on, self.retired_on);
        if retired_on <= born_on {
            faults.push(LifeFactsRefusal::RetiredBeforeBirth { born_on, retired_on });
        }
        for (spell, facts) in self.service_spells.iter().enumerate() {
            let starts_on = facts.starts_on;
            if starts_on < born_on {
                faults.push(LifeFactsRefusal::SpellStartsBeforeBirth { spell, starts_on, born_on });
            }
            if let Some(ends_on) = facts.ends_on.filter(|ends_on| *ends_on <= starts_on) {
                faults.push(LifeFactsRefusal::SpellEndsBeforeItStarts { spell, starts_on, ends_on });
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Full-time local-government work, whether it counts or not.
    pub(super) fn full_time_service(&self) -> impl Iterator<Item = &ServiceSpell> {
        self.service_spells.iter().filter(|spell| spell.employment == Employment::FullTimeLocalGovernment)
    }

    /// The first day, not after the retirement, that is no longer full-time local-government
    /// work; none when there was no such work before.
    #[must_use]
    pub fn service_ended_on(&self) -> Option<NaiveDate> {
        let clipped = |spell: &ServiceSpell| spell.span().clipped(self.retired_on).map(|(_, until)| until);
        self.full_time_service().filter_map(clipped).max()
    }

    /// Whether full-time local-government work lasts until the retirement: only then
    /// is there a present service, and can retirement be put off.
    #[must_use]
    pub fn retires_from_service(&self) -> bool {
        self.service_ended_on() == Some(self.retired_on)
    }

    /// The same person retiring on another day: what ran until the retirement goes on,
    /// what began on it or later is left out.
    #[must_use]
    pub fn retiring_on(&self, retired_on: NaiveDate) -> Self {
        let before = self.service_spells.iter().filter(|spell| spell.starts_on < self.retired_on);
        let service_spells = before
            .map(|spell| ServiceSpell {
                ends_on: spell.ends_on.filter(|ends_on| *ends_on < self.retired_on),
                ..spell.clone()
            })
            .collect();
        Self { retired_on, service_spells, ..*self }
    }
}
