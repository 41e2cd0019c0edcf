//! An application for Life membership as stored and, after the grant, the Life membership itself.
//!
//! Invariants: the facts and the policy of a decision are stored with it, so that it can be
//! computed again to the same bytes; a Life member has one such record forever.

use super::process::{LifeCase, LifeTransition, Verified};
use super::state::LifeState;
use crate::life_membership::assessments::assessment::{Assessment, assess};
use crate::life_membership::assessments::facts::LifeFacts;
use crate::life_membership::policy::LifePolicy;
use crate::life_membership::refusal::{LifeFactsRefusal, LifeRefusal};
use crate::members::employment::{EmploymentFact, Extent};
use crate::{AccountId, LifeApplicationId, MemberId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

code_words! {
    /// A fact that staff gave in place of the record, or in addition to it.
    pub enum GivenFact {
        /// The birth date.
        BornOn => "born_on",
        /// The day of retirement.
        RetiredOn => "retired_on",
        /// The category held on that day.
        CategoryOnRetirement => "category_on_retirement",
        /// Spells in place of those on record.
        ServiceSpells => "service_spells",
        /// Spells besides those on record.
        FurtherServiceSpells => "further_service_spells",
    }
}

/// What staff verified: the inputs of the decision and the decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LifeVerification {
    /// The facts assessed.
    pub facts: LifeFacts,
    /// Which of them staff gave.
    pub given: Vec<GivenFact>,
    /// What came out.
    pub assessment: Assessment,
}

impl LifeVerification {
    /// Assesses facts under the rules in force on the retirement.
    ///
    /// # Errors
    /// Every fault of the facts at once.
    pub fn of(facts: LifeFacts, given: Vec<GivenFact>, policy: &LifePolicy) -> Result<Self, Vec<LifeFactsRefusal>> {
        let assessment = assess(&facts, policy)?;
        Ok(Self { facts, given, assessment })
    }

    /// The same decision recomputed from its inputs.
    ///
    /// # Errors
    /// As [`LifeVerification::of`]; never for facts that were assessed before.
    pub fn replayed(&self, policy: &LifePolicy) -> Result<Self, Vec<LifeFactsRefusal>> {
        Self::of(self.facts.clone(), self.given.clone(), policy)
    }
}

/// An application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeApplication {
    /// Its id.
    pub id: LifeApplicationId,
    /// The person's account.
    pub account_id: AccountId,
    /// The owner of the record.
    pub member_id: MemberId,
    /// The present state.
    pub state: LifeState,
    /// The retirement, as announced and then as verified.
    pub retired_on: NaiveDate,
    /// What staff verified last.
    pub verification: Option<LifeVerification>,
    /// Whether the board has voted on it.
    pub board_has_voted: bool,
    /// Day of the last step.
    pub last_on: NaiveDate,
    /// First day not paid for when dues were last waived: whoever goes back to work owes
    /// nothing before it.
    pub paid_until_on: Option<NaiveDate>,
    /// Since when the present status is charged for; none while it is held.
    pub charged_from_on: Option<NaiveDate>,
    /// Who announced the retirement: the member or staff.
    pub submitted_by: AccountId,
    /// When.
    pub submitted_at: DateTime<Utc>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
    /// Rises by one with each change.
    pub version: i64,
}

impl LifeApplication {
    /// The application as the steps need it.
    #[must_use]
    pub fn case(&self) -> LifeCase {
        LifeCase {
            state: Some(self.state),
            verified: self.verification.as_ref().map(|kept| Verified::of(&kept.facts, &kept.assessment)),
            board_has_voted: self.board_has_voted,
            last_on: Some(self.last_on),
            other: None,
        }
    }

    /// The state after a step.
    pub fn take(&mut self, step: &LifeTransition) {
        self.state = step.to;
        self.last_on = step.on;
        self.board_has_voted |= step.vote.is_some();
    }
}

/// Whether the position retired from is still open on record: Life membership would be
/// suspended in the moment of its grant.
///
/// # Errors
/// When it is.
pub fn position_still_held(employments: &[EmploymentFact], retired_on: NaiveDate) -> Result<(), LifeRefusal> {
    let retired_from = |spell: &&EmploymentFact| {
        spell.is_local_government() && spell.extent == Extent::FullTime && spell.starts_on < retired_on
    };
    let open = |spell: &&EmploymentFact| spell.ends_on.is_none_or(|ends_on| retired_on < ends_on);
    match employments.iter().filter(retired_from).find(open) {
        Some(spell) => Err(LifeRefusal::PositionStillHeld { since: spell.starts_on }),
        None => Ok(()),
    }
}
