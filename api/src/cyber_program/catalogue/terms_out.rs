//! The terms of a seat as the description of the program shows them: seats, refunds,
//! breakout groups, completion. None of them was published, so all of them say so.

use chrono::NaiveDate;
use guildhall_domain::cyber_program::CyberProgramPolicy;
use serde::Serialize;
use utoipa::ToSchema;

use super::sourced::{SourcedChoiceOut, SourcedNumberOut, SourcedTextOut, choice, number, text};

/// Rules on seats.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramSeatTerms)]
pub struct SeatTermsOut {
    /// Whether a registration that is to be invoiced holds a seat before it is paid.
    invoice_holds_seat: SourcedChoiceOut,
    /// Whether a purchase order holds a seat before it is paid.
    purchase_order_holds_seat: SourcedChoiceOut,
    /// How many days after getting a seat it is to be paid; never after the first day.
    payment_due_days: SourcedNumberOut,
    /// How many days after the first day a seat can still be taken.
    late_entry_days: SourcedNumberOut,
    /// The time zone of a cohort for which none is named.
    time_zone: SourcedTextOut,
}

/// What withdrawing costs, by the day of registration.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramRefundTerms)]
pub struct RefundTermsOut {
    /// Name of the terms; a withdrawal records it.
    #[schema(max_length = 64, example = "2026-1")]
    version: String,
    /// First day of registration for which they hold; null when they always did.
    #[schema(required, example = "2027-01-01")]
    effective_on: Option<NaiveDate>,
    /// What is given back, the earliest withdrawal first; whoever reaches no tier gets nothing.
    #[schema(max_items = 20)]
    tiers: Vec<RefundTierOut>,
    /// Where they are published, or that they are a provisional assumption of ours.
    #[schema(max_length = 500, example = "house assumption, nothing published was found")]
    source: String,
    /// True when they are a provisional assumption of ours.
    #[schema(example = true)]
    provisional: bool,
}

/// How much of the price is given back so many days before the first day.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramRefundTier)]
pub struct RefundTierOut {
    /// Withdrawn at least so many days before the first day.
    #[schema(minimum = 0, maximum = 100_000, example = 30)]
    days_before_at_least: u32,
    /// Share of the price given back, in hundredths.
    #[schema(minimum = 0, maximum = 100, example = 100)]
    percent: u32,
}

/// Sizes of breakout groups.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramBreakoutSizes)]
pub struct BreakoutSizesOut {
    /// The least of the typical range.
    typical_at_least: SourcedNumberOut,
    /// The most of the typical range.
    typical_at_most: SourcedNumberOut,
    /// The mean size that a plan comes as near to as it can.
    target_size: SourcedNumberOut,
}

/// When the program is completed, by the first day of the cohort.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramCompletionRule)]
pub struct CompletionRuleOut {
    /// Name of the rule; a completion records it.
    #[schema(max_length = 64, example = "2026-1")]
    version: String,
    /// First day of a cohort for which it holds; null when it always did.
    #[schema(required, example = "2027-01-01")]
    effective_on: Option<NaiveDate>,
    /// Whether every required activity must be done.
    all_required: SourcedChoiceOut,
    /// How many live events must have been attended or watched.
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
