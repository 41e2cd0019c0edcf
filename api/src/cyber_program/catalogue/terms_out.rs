//! Terms in the description of the program: seats, refunds, breakout groups, completion. The association has
//! published none of them, and each says so.

use chrono::NaiveDate;
use guildhall_domain::cyber_program::CyberProgramPolicy;
use serde::Serialize;
use utoipa::ToSchema;

use super::sourced::{SourcedChoiceOut, SourcedNumberOut, SourcedTextOut, choice, number, text};

/// Terms for holding a seat.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramSeatTerms)]
pub struct SeatTermsOut {
    /// Whether an enrollment by invoice holds a seat before it is paid.
    invoice_holds_seat: SourcedChoiceOut,
    /// Whether an enrollment by purchase order holds a seat before it is paid, once a representative of the payer or staff
    /// have entered or confirmed it. One that only the participant speaks of never does.
    purchase_order_holds_seat: SourcedChoiceOut,
    /// Days from getting a seat until payment is due; payment is never due later than the first day.
    payment_due_days: SourcedNumberOut,
    /// Days after the first day during which a seat can still be taken.
    late_entry_days: SourcedNumberOut,
    /// Time zone of a cohort that names none.
    time_zone: SourcedTextOut,
    /// Hours for which a free seat is kept for somebody on the waitlist.
    offer_hours: SourcedNumberOut,
    /// Days before the first day on which every offer ends.
    offer_ends_days_before: SourcedNumberOut,
    /// Hours for which an offer is open that is made later than that, until entry closes.
    late_offer_hours: SourcedNumberOut,
    /// Enrollments that a person may have without having paid, with all accounts of one mailbox.
    unpaid_at_most: SourcedNumberOut,
    /// Enrollments that an organization may have without having paid.
    organization_unpaid_at_most: SourcedNumberOut,
    /// Enrollments that a person may make in 24 hours, with all accounts of one mailbox.
    enrollments_a_day_at_most: SourcedNumberOut,
}

/// Refund terms, by the day of enrollment.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramRefundTerms)]
pub struct RefundTermsOut {
    /// Version of the terms; each withdrawal records it.
    #[schema(max_length = 64, example = "2026-1")]
    version: String,
    /// First day of enrollment to which they apply; null when they have always applied.
    #[schema(required, example = "2027-01-01")]
    effective_on: Option<NaiveDate>,
    /// Refund tiers, earliest withdrawal first. A withdrawal that reaches no tier gets no refund.
    #[schema(max_items = 20)]
    tiers: Vec<RefundTierOut>,
    /// Where they are published, or that they are a default of this software.
    #[schema(max_length = 500, example = "default of this software; the association has published no figure")]
    source: String,
    /// True for a default of this software: the association has published nothing.
    #[schema(example = true)]
    provisional: bool,
}

/// Share of the price that is refunded.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramRefundTier)]
pub struct RefundTierOut {
    /// Smallest number of days before the first day for this tier.
    #[schema(minimum = 0, maximum = 100_000, example = 30)]
    days_before_at_least: u32,
    /// Refund in percent of the price.
    #[schema(minimum = 0, maximum = 100, example = 100)]
    percent: u32,
}

/// Typical sizes of breakout groups.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramBreakoutSizes)]
pub struct BreakoutSizesOut {
    /// Smallest typical size.
    typical_at_least: SourcedNumberOut,
    /// Largest typical size.
    typical_at_most: SourcedNumberOut,
    /// Mean size that a plan aims for.
    target_size: SourcedNumberOut,
}

/// Rule for completing the program, by the first day of the cohort.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramCompletionRule)]
pub struct CompletionRuleOut {
    /// Version of the rule; each completion records it.
    #[schema(max_length = 64, example = "2026-1")]
    version: String,
    /// First day of a cohort to which it applies; null when it has always applied.
    #[schema(required, example = "2027-01-01")]
    effective_on: Option<NaiveDate>,
    /// Whether all required activities must be done.
    all_required: SourcedChoiceOut,
    /// Number of live events that must be attended or watched.
    live_events_at_least: SourcedNumberOut,
}

/// Rules on seats.
pub fn seats(policy: &CyberProgramPolicy) -> SeatTermsOut {
    let (rules, cohorts, sources) = (&policy.enrollment, &policy.cohorts, &policy.sources);
    SeatTermsOut {
        invoice_holds_seat: choice(&rules.invoice_holds_seat, sources),
        purchase_order_holds_seat: choice(&rules.purchase_order_holds_seat, sources),
        payment_due_days: number(&rules.payment_due_days, sources),
        late_entry_days: number(&cohorts.late_entry_days, sources),
        time_zone: text(&cohorts.time_zone, sources),
        offer_hours: number(&rules.offer_hours, sources),
        offer_ends_days_before: number(&rules.offer_ends_days_before, sources),
        late_offer_hours: number(&rules.late_offer_hours, sources),
        unpaid_at_most: number(&rules.unpaid_at_most, sources),
        organization_unpaid_at_most: number(&rules.organization_unpaid_at_most, sources),
        enrollments_a_day_at_most: number(&rules.enrollments_a_day_at_most, sources),
    }
}

/// What withdrawing costs, the oldest terms first.
pub fn refund_terms(policy: &CyberProgramPolicy) -> Vec<RefundTermsOut> {
    let terms = policy.refunds.iter().map(|terms| RefundTermsOut {
        version: terms.version.clone(),
        effective_on: terms.effective_on,
        tiers: terms
            .tiers
            .iter()
            .map(|tier| RefundTierOut { days_before_at_least: tier.days_before_at_least, percent: tier.percent })
            .collect(),
        source: policy.sources.cite(&terms.source).to_owned(),
        provisional: terms.provisional,
    });
    terms.collect()
}

/// Sizes of breakout groups.
pub fn breakout_sizes(policy: &CyberProgramPolicy) -> BreakoutSizesOut {
    let (rules, sources) = (&policy.breakouts, &policy.sources);
    BreakoutSizesOut {
        typical_at_least: number(&rules.typical_at_least, sources),
        typical_at_most: number(&rules.typical_at_most, sources),
        target_size: number(&rules.target_size, sources),
    }
}

/// When the program is completed, the oldest rule first.
pub fn completion_rules(policy: &CyberProgramPolicy) -> Vec<CompletionRuleOut> {
    let rules = policy.completion.iter().map(|rules| CompletionRuleOut {
        version: rules.version.clone(),
        effective_on: rules.effective_on,
        all_required: choice(&rules.all_required, &policy.sources),
        live_events_at_least: number(&rules.live_events_at_least, &policy.sources),
    });
    rules.collect()
}
