//! How much one payer may hold without having paid.
//!
//! Invariant: what is scarce is not held by a word that costs nothing: nobody fills a cohort with seats that are not paid,
//! nor with places on its waitlist. What staff enter is for staff to answer for. The figures are defaults of this software.

use super::policy::EnrollmentRules;
use super::state::EnrollmentActor;
use crate::cyber_program::refusal::EnrollmentRefusal;

/// What the payer of an enrollment holds already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// Enrollments under way that are not paid, of the person or of the organization: seats, offers, requests and places on
    /// the waitlist, in all cohorts.
    pub unpaid: u32,
    /// Enrollments of the person that were made in the last 24 hours, those given up included.
    pub made_today: u32,
}

impl Holdings {
    /// Whether the payer may hold another enrollment that is not paid.
    ///
    /// # Errors
    /// When there are as many as there may be.
    pub const fn check_unpaid(self, actor: EnrollmentActor, rules: &EnrollmentRules) -> Result<(), EnrollmentRefusal> {
        let at_most = match actor {
            EnrollmentActor::Staff | EnrollmentActor::System => return Ok(()),
            EnrollmentActor::Participant => rules.unpaid_at_most.value,
            EnrollmentActor::Buyer => rules.organization_unpaid_at_most.value,
        };
        if self.unpaid >= at_most {
            return Err(EnrollmentRefusal::TooManyUnpaid { unpaid: self.unpaid, at_most });
        }
        Ok(())
    }

    pub(super) fn check(self, actor: EnrollmentActor, rules: &EnrollmentRules) -> Result<(), EnrollmentRefusal> {
        let at_most = rules.enrollments_a_day_at_most.value;
        let is_bounded = matches!(actor, EnrollmentActor::Participant | EnrollmentActor::Buyer);
        if is_bounded && self.made_today >= at_most {
            return Err(EnrollmentRefusal::TooManyToday { at_most });
        }
        self.check_unpaid(actor, rules)
    }
}
