//! Which time counts: a spell counts unless a reason excludes it.
//!
//! Full member, dues current, full time for a local government in the constitution's
//! sense, eligible to be an officer: all four on the same day. RULES 2.2.

use super::facts::{LifeFacts, ServiceSpell};
use super::service::Service;
use crate::life_membership::employment::Employment;
use crate::life_membership::policy::CountingRules;
use crate::refusal::cited;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

code_words! {
    /// Why a spell does not count.
    pub enum NotCounted {
        /// Another category was held.
        CategoryNotFull => "category_not_full",
        /// No position was held.
        NotEmployed => "not_employed",
        /// The employer is not a local government.
        NotInLocalGovernment => "not_in_local_government",
        /// The employer is a special district.
        SpecialDistrict => "special_district",
        /// The position was part time.
        NotFullTime => "not_full_time",
        /// The position was held until it was filled.
        Interim => "interim",
        /// The dues were not paid.
        DuesNotCurrent => "dues_not_current",
        /// The person could not have been an officer.
        NotEligibleForOffice => "not_eligible_for_office",
        /// It begins on the retirement or later.
        AfterRetirement => "after_retirement",
    }
}

impl NotCounted {
    /// The sentence for the reader.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::CategoryNotFull => "only time as a Full member counts",
            Self::NotEmployed => "time between positions is membership but not service",
            Self::NotInLocalGovernment => "only service with a local government counts",
            Self::SpecialDistrict => "a special district is not a local government in the constitution's sense",
            Self::NotFullTime => "only full-time service counts",
            Self::Interim => "an interim position is not full-time, active service",
            Self::DuesNotCurrent => "time for which dues were not paid is not membership",
            Self::NotEligibleForOffice => "only time during which the person was eligible to be an officer counts",
            Self::AfterRetirement => "only time before the retirement counts",
        }
    }

    /// Where that is published, or that it is a default of this software.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::CategoryNotFull | Self::NotEligibleForOffice | Self::AfterRetirement => cited::ARTICLE,
            Self::NotInLocalGovernment | Self::SpecialDistrict => cited::CONSTITUTION,
            Self::NotFullTime => cited::SEED,
            Self::NotEmployed | Self::Interim | Self::DuesNotCurrent => cited::ASSUMPTION,
        }
    }

    /// Whether the reason is a default of this software.
    #[must_use]
    pub fn is_provisional(self) -> bool {
        self.source() == cited::ASSUMPTION
    }
}

/// A reason, ready to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Stable code.
    pub code: NotCounted,
    /// The sentence.
    pub text: String,
    /// Where it is published.
    pub source: String,
    /// True for a default of this software.
    pub provisional: bool,
}

impl From<NotCounted> for Reason {
    fn from(code: NotCounted) -> Self {
        let (text, source) = (code.text().to_owned(), code.source().to_owned());
        Self { code, text, source, provisional: code.is_provisional() }
    }
}

/// What became of one spell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpellEvidence {
    /// Its place among the spells given, from 0.
    pub spell: usize,
    /// The record it was taken from, as given.
    pub reference: Option<String>,
    /// Whether it counts.
    pub counts: bool,
    /// First day that counts.
    pub counted_from: Option<NaiveDate>,
    /// First day that no longer does: its end, or the retirement when that is earlier.
    pub counted_until: Option<NaiveDate>,
    /// Every reason why it does not count.
    pub reasons: Vec<Reason>,
}

/// The service that counts, not clipped to the retirement.
pub(super) fn counted_service(spells: &[ServiceSpell], rules: &CountingRules) -> Service {
    let counting = spells.iter().filter(|spell| against(spell, rules).is_empty());
    Service::merge(counting.map(ServiceSpell::span), rules.days_per_part_year.value)
}

/// What became of every spell, in the order given.
pub(super) fn evidence(facts: &LifeFacts, rules: &CountingRules) -> Vec<SpellEvidence> {
    let spells = facts.service_spells.iter().enumerate();
    spells.map(|(place, spell)| evidence_of(place, spell, facts.retired_on, rules)).collect()
}

fn evidence_of(place: usize, spell: &ServiceSpell, retired_on: NaiveDate, rules: &CountingRules) -> SpellEvidence {
    let mut reasons = against(spell, rules);
    if spell.starts_on >= retired_on {
        reasons.push(NotCounted::AfterRetirement);
    }
    let counted = spell.span().clipped(retired_on).filter(|_| reasons.is_empty());
    SpellEvidence {
        spell: place,
        reference: spell.reference.clone(),
        counts: counted.is_some(),
        counted_from: counted.map(|(from, _)| from),
        counted_until: counted.map(|(_, until)| until),
        reasons: reasons.into_iter().map(Reason::from).collect(),
    }
}

/// Every reason why a spell does not count, except the retirement.
fn against(spell: &ServiceSpell, rules: &CountingRules) -> Vec<NotCounted> {
    let mut reasons = Vec::new();
    if !rules.categories.value.contains(&spell.category) {
        reasons.push(NotCounted::CategoryNotFull);
    }
    if !rules.employments.value.contains(&spell.employment) {
        reasons.push(wrong_employment(spell.employment));
    }
    if rules.dues_current.value && !spell.dues_current {
        reasons.push(NotCounted::DuesNotCurrent);
    }
    if rules.office_eligible.value && !spell.office_eligible {
        reasons.push(NotCounted::NotEligibleForOffice);
    }
    reasons
}

const fn wrong_employment(employment: Employment) -> NotCounted {
    match employment {
        Employment::None => NotCounted::NotEmployed,
        Employment::PartTimeLocalGovernment => NotCounted::NotFullTime,
        Employment::InterimLocalGovernment => NotCounted::Interim,
        Employment::SpecialDistrict => NotCounted::SpecialDistrict,
        _ => NotCounted::NotInLocalGovernment,
    }
}
