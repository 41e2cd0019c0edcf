//! Which enrollment holds a seat, when it is to be paid, and what withdrawing costs.
//! None of it was published; all of it is provisional.

use crate::cyber_program::policy::within;
use crate::policy::{Dated, Sourced, Sources};
use chrono::NaiveDate;
use serde::Deserialize;

/// Rules on seats.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnrollmentRules {
    /// Whether an enrollment that is to be invoiced holds a seat before it is paid.
    pub invoice_holds_seat: Sourced<bool>,
    /// Whether a purchase order of the payer's own holds a seat before it is paid; one of the participant's word never does.
    pub purchase_order_holds_seat: Sourced<bool>,
    /// How many days after getting a seat it is to be paid; never after the first day.
    pub payment_due_days: Sourced<u32>,
    /// For how many hours a free seat is kept for somebody who waited.
    #[serde(default = "offer_hours")]
    pub offer_hours: Sourced<u32>,
    /// How many days before the first day every offer ends.
    #[serde(default = "offer_ends_days_before")]
    pub offer_ends_days_before: Sourced<u32>,
    /// For how many hours an offer is open that is made later than that.
    #[serde(default = "late_offer_hours")]
    pub late_offer_hours: Sourced<u32>,
    /// How many unpaid enrollments a person may have under way, with every account of one mailbox.
    #[serde(default = "unpaid_at_most")]
    pub unpaid_at_most: Sourced<u32>,
    /// How many unpaid enrollments an organization may have under way.
    #[serde(default = "organization_unpaid_at_most")]
    pub organization_unpaid_at_most: Sourced<u32>,
    /// How many enrollments a person may make in 24 hours, with every account of one mailbox.
    #[serde(default = "enrollments_a_day_at_most")]
    pub enrollments_a_day_at_most: Sourced<u32>,
}

/// Figures of policy files that are older than their rule.
macro_rules! assumed {
    ($($name:ident = $value:literal),+ $(,)?) => {$(
        fn $name() -> Sourced<u32> {
            Sourced { value: $value, source: "assumption".to_owned(), provisional: true }
        }
    )+};
}

assumed! {
    offer_hours = 72,
    offer_ends_days_before = 1,
    late_offer_hours = 24,
    unpaid_at_most = 2,
    organization_unpaid_at_most = 50,
    enrollments_a_day_at_most = 5,
}

impl EnrollmentRules {
    pub(crate) fn check(&self, sources: &Sources) -> Result<(), String> {
        sources.check_figure("enrollment.invoice_holds_seat", &self.invoice_holds_seat)?;
        sources.check_figure("enrollment.purchase_order_holds_seat", &self.purchase_order_holds_seat)?;
        within(sources, "enrollment.payment_due_days", &self.payment_due_days, 0..=365)?;
        within(sources, "enrollment.offer_hours", &self.offer_hours, 1..=720)?;
        within(sources, "enrollment.offer_ends_days_before", &self.offer_ends_days_before, 0..=60)?;
        within(sources, "enrollment.late_offer_hours", &self.late_offer_hours, 1..=720)?;
        within(sources, "enrollment.unpaid_at_most", &self.unpaid_at_most, 1..=1000)?;
        within(sources, "enrollment.organization_unpaid_at_most", &self.organization_unpaid_at_most, 1..=10_000)?;
        within(sources, "enrollment.enrollments_a_day_at_most", &self.enrollments_a_day_at_most, 1..=1000)
    }
}

/// What withdrawing costs, by the day of enrollment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefundTerms {
    /// Name of the terms; a withdrawal records it.
    pub version: String,
    /// First day of enrollment in force.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// The tiers, the earliest withdrawal first.
    pub tiers: Vec<RefundTier>,
    /// Key of the source.
    pub source: String,
    /// True for a default of this software.
    #[serde(default)]
    pub provisional: bool,
}

impl Dated for RefundTerms {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
}

/// How much of the price is given back so many days before the first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefundTier {
    /// Withdrawn at least so many days before the first day.
    pub days_before_at_least: u32,
    /// Hundredths of the price.
    pub percent: u32,
}

impl RefundTerms {
    /// Hundredths of the price given back so many days before the first day; nothing on
    /// days that no tier reaches, and from the first day on unless a tier says 0 days.
    #[must_use]
    pub fn percent(&self, days_before: i64) -> u32 {
        let reached = |tier: &&RefundTier| i64::from(tier.days_before_at_least) <= days_before;
        self.tiers.iter().find(reached).map_or(0, |tier| tier.percent)
    }

    pub(crate) fn check(&self, sources: &Sources) -> Result<(), String> {
        let what = format!("refund terms `{}`", self.version);
        sources.check(&what, &self.source, self.provisional)?;
        if self.tiers.iter().any(|tier| tier.percent > 100) {
            return Err(format!("{what}: the refund is more than the price"));
        }
        let falls = |pair: &[RefundTier]| match pair {
            [early, late] => early.days_before_at_least > late.days_before_at_least && early.percent >= late.percent,
            _ => true,
        };
        if self.tiers.windows(2).all(falls) {
            return Ok(());
        }
        Err(format!(
            "{what}: a later withdrawal must not get a larger refund, so days must decrease and percentages must not increase"
        ))
    }
}
