//! The credit for completing: 48 hours toward the ICMA credential, once.
//!
//! Invariant: one person and one cohort have one grant key, so the ledger has one entry even if a
//! completion is recorded again; hours and certificate wait until the seat is settled. RULES 3 and 4, ambiguity 13.

use crate::cyber_program::enrollments::process::EnrollmentCase;
use crate::cyber_program::enrollments::state::Settlement;
use crate::cyber_program::policy::CyberProgramPolicy;
use crate::cyber_program::progress::completion::Completion;
use crate::explanation::Clause;
use crate::{AccountId, CohortId, OrganizationId};
use chrono::NaiveDate;

/// Credit to be entered into the ledger of the credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarnedCredit {
    /// Who earned it.
    pub account_id: AccountId,
    /// Whole hours toward the ICMA credential.
    pub icma_cm_hours: u32,
    /// The day of completion.
    pub earned_on: NaiveDate,
    /// What makes a second entry of the same credit impossible.
    pub grant_key: String,
    /// The clause applied.
    pub ground: Clause,
}

/// Whether hours and certificate can be given for a seat: it is paid, or an organization's own purchase order stands for
/// it, which only staff or its representatives enter.
#[must_use]
pub fn is_settled(case: &EnrollmentCase, settlement: Settlement, payer: Option<OrganizationId>) -> bool {
    case.paid >= case.price || (settlement == Settlement::PurchaseOrder && payer.is_some())
}

/// The grant key of the hours that somebody earns in a cohort.
#[must_use]
pub fn grant_key(account_id: AccountId, cohort_id: CohortId) -> String {
    format!("cyber_program/{cohort_id}/{account_id}")
}

/// The credit for a completion; none while it is not one.
#[must_use]
pub fn earned_credit(
    account_id: AccountId,
    cohort_id: CohortId,
    completion: &Completion,
    policy: &CyberProgramPolicy,
) -> Option<EarnedCredit> {
    let earned_on = completion.completed_on.filter(|_| completion.met)?;
    let hours = &policy.program.icma_cm_hours;
    let detail = format!("completed on {earned_on} by rule {}: {} hours", completion.rule_version, hours.value);
    Some(EarnedCredit {
        account_id,
        icma_cm_hours: hours.value,
        earned_on,
        grant_key: grant_key(account_id, cohort_id),
        ground: Clause::new("cyber_program.credit", policy.sources.cite(&hours.source), detail),
    })
}
