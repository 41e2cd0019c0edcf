//! Refusals of enrollments and their steps.

use crate::Cents;
use crate::calendar::add_days;
use crate::cyber_program::enrollments::state::{EnrollmentAction, EnrollmentActor, EnrollmentState};
use crate::organizations::kind::OrganizationKind;
use crate::refusal::{Fact, Refuse, cited};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

/// A refusal of the rules on seats.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnrollmentRefusal {
    /// Entry to the cohort is closed.
    #[error("entry to this cohort closed on {closed_on}")]
    EntryClosed {
        /// First day on which nobody can get a seat.
        closed_on: NaiveDate,
    },
    /// The association canceled the cohort.
    #[error("the association canceled this cohort on {canceled_on}; choose another one")]
    CohortCanceled {
        /// The day.
        canceled_on: NaiveDate,
    },
    /// The terms that staff want to withdraw somebody on are worse than those of the rules.
    #[error("{kept_percent} % of the price would be kept; by the terms of the enrollment it is {by_terms} % at most")]
    TermsWorse {
        /// The value in the request.
        kept_percent: u32,
        /// What the terms keep.
        by_terms: u32,
    },
    /// The seat is not paid, and nobody answers for it.
    #[error("{paid} of {price} is paid; hours and certificate wait until the seat is paid")]
    NotSettled {
        /// What was paid.
        paid: Cents,
        /// The price.
        price: Cents,
    },
    /// The person already has an enrollment.
    #[error("this person already has an enrollment in the cohort; its state is `{state}`")]
    AlreadyRegistered {
        /// The present state.
        state: EnrollmentState,
    },
    /// No list covers the date.
    #[error("no price list is in force on {priced_on}")]
    NoPrice {
        /// Day of enrollment.
        priced_on: NaiveDate,
    },
    /// The state does not allow the step.
    #[error("the step `{action}` is not possible while the enrollment is `{state}`")]
    StepNotOpen {
        /// The step.
        action: EnrollmentAction,
        /// The present state.
        state: EnrollmentState,
    },
    /// The caller may not take the step.
    #[error("a caller acting as `{actor}` may not take the step `{action}`")]
    NotTheirs {
        /// The step.
        action: EnrollmentAction,
        /// The role in which the caller acted.
        actor: EnrollmentActor,
    },
    /// The request is not paid in full.
    #[error("{paid} of {price} is paid; the request gets no seat before it is paid in full")]
    NotPaid {
        /// What was paid.
        paid: Cents,
        /// The price.
        price: Cents,
    },
    /// The seat is paid.
    #[error("the seat is paid, so it cannot be released")]
    IsPaid,
    /// The payment is not overdue.
    #[error("the payment is due on {due_on}; the seat can be released from the day after")]
    NotOverdue {
        /// The last day.
        due_on: NaiveDate,
    },
    /// The cohort has ended.
    #[error("the cohort ended on {ended_on}, so withdrawing is no longer possible")]
    CohortEnded {
        /// First day after it.
        ended_on: NaiveDate,
    },
    /// The program is not completed yet.
    #[error("the program is not completed: {}; the cohort accepts marks before {closes_on}", unmet.join(", "))]
    NotCompletedYet {
        /// Codes of the requirements that are not met.
        unmet: Vec<&'static str>,
        /// First day on which no more marks are taken.
        closes_on: NaiveDate,
    },
    /// The program was not completed.
    #[error("the program is not completed; the state of the enrollment is `{state}`")]
    NotCompleted {
        /// The present state.
        state: EnrollmentState,
    },
    /// The offer was not accepted in time.
    #[error("the offer of a seat ended at {expires_at}; register again to wait for another")]
    OfferExpired {
        /// When it ended.
        expires_at: DateTime<Utc>,
    },
    /// Too much is held that is not paid.
    #[error(
        "{unpaid} enrollments of this payer are not paid, and at most {at_most} may be; pay or give up one of them first"
    )]
    TooManyUnpaid {
        /// How many there are.
        unpaid: u32,
        /// How many there may be.
        at_most: u32,
    },
    /// Too many enrollments were made today.
    #[error("{at_most} enrollments were made for this person in the last 24 hours; try again tomorrow")]
    TooManyToday {
        /// How many there may be.
        at_most: u32,
    },
    /// The cohort has begun, so that nobody takes somebody's place any more.
    #[error("the cohort begins on {starts_on}; a colleague can take the seat until the day before")]
    SubstitutionClosed {
        /// First day of the cohort.
        starts_on: NaiveDate,
    },
    /// The colleague would pay more for the seat.
    #[error(
        "the seat costs {price}, and would cost the colleague {price_for_other}; withdraw, and enroll the colleague"
    )]
    SubstituteCostsMore {
        /// What it costs.
        price: Cents,
        /// What it would cost.
        price_for_other: Cents,
    },
    /// The buyer is not a local government.
    #[error("only local governments can buy seats; the kind of this organization is `{kind}`")]
    BuyerNotLocalGovernment {
        /// The kind.
        kind: OrganizationKind,
    },
}

impl Refuse for EnrollmentRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::EntryClosed { .. } => "cohort_entry_closed",
            Self::CohortCanceled { .. } => "cohort_canceled",
            Self::TermsWorse { .. } => "withdrawal_terms_worse",
            Self::NotSettled { .. } => "seat_not_paid",
            Self::AlreadyRegistered { .. } => "already_registered",
            Self::NoPrice { .. } => "no_price_list",
            Self::StepNotOpen { .. } => "enrollment_step_not_open",
            Self::NotTheirs { .. } => "enrollment_step_not_theirs",
            Self::NotPaid { .. } => "enrollment_not_paid",
            Self::IsPaid => "enrollment_is_paid",
            Self::NotOverdue { .. } => "enrollment_not_overdue",
            Self::CohortEnded { .. } => "cohort_ended",
            Self::NotCompletedYet { .. } | Self::NotCompleted { .. } => "program_not_completed",
            Self::OfferExpired { .. } => "seat_offer_expired",
            Self::TooManyUnpaid { .. } => "too_many_unpaid_enrollments",
            Self::TooManyToday { .. } => "too_many_enrollments_today",
            Self::SubstitutionClosed { .. } => "substitution_closed",
            Self::SubstituteCostsMore { .. } => "substitute_costs_more",
            Self::BuyerNotLocalGovernment { .. } => "buyer_not_local_government",
        }
    }

    fn clause(&self) -> &'static str {
        match self {
            Self::EntryClosed { .. } => "cyber_program.enrollment.entry",
            Self::CohortCanceled { .. } => "cyber_program.cancellation",
            Self::TermsWorse { .. } => "cyber_program.refund.goodwill",
            Self::NotSettled { .. } => "cyber_program.credit.settled",
            Self::NoPrice { .. } => "cyber_program.price_list",
            Self::NotPaid { .. } | Self::IsPaid | Self::NotOverdue { .. } => "cyber_program.enrollment.hold",
            Self::NotCompletedYet { .. } | Self::NotCompleted { .. } => "cyber_program.completion",
            Self::OfferExpired { .. } => "cyber_program.enrollment.offer",
            Self::TooManyUnpaid { .. } => "cyber_program.enrollment.unpaid",
            Self::TooManyToday { .. } => "cyber_program.enrollment.a_day",
            Self::SubstitutionClosed { .. } | Self::SubstituteCostsMore { .. } => {
                "cyber_program.enrollment.substitution"
            }
            Self::BuyerNotLocalGovernment { .. } => "cyber_program.enrollment.buyer",
            Self::AlreadyRegistered { .. }
            | Self::StepNotOpen { .. }
            | Self::NotTheirs { .. }
            | Self::CohortEnded { .. } => "cyber_program.enrollment",
        }
    }

    fn source(&self) -> &'static str {
        cited::ASSUMPTION
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::EntryClosed { closed_on } => vec![Fact::new("entry_closes_on", closed_on)],
            Self::CohortCanceled { canceled_on } => vec![Fact::new("canceled_on", canceled_on)],
            Self::TermsWorse { kept_percent, by_terms } => {
                vec![Fact::new("kept_percent", kept_percent), Fact::new("kept_percent_at_most", by_terms)]
            }
            Self::AlreadyRegistered { state } => vec![Fact::new("state", state)],
            Self::NoPrice { priced_on } => vec![Fact::new("priced_on", priced_on)],
            Self::StepNotOpen { action, state } => vec![Fact::new("action", action), Fact::new("state", state)],
            Self::NotTheirs { action, actor } => vec![Fact::new("action", action), Fact::new("actor", actor)],
            Self::NotPaid { paid, price } | Self::NotSettled { paid, price } => {
                vec![Fact::new("paid_cents", paid.cents()), Fact::new("price_cents", price.cents())]
            }
            Self::IsPaid => Vec::new(),
            Self::NotOverdue { due_on } => vec![Fact::new("payment_due_on", due_on)],
            Self::CohortEnded { ended_on } => vec![Fact::new("cohort_ends_on", ended_on)],
            Self::NotCompletedYet { unmet, .. } => vec![Fact::new("unmet", unmet.join(","))],
            Self::NotCompleted { state } => vec![Fact::new("state", state)],
            Self::OfferExpired { expires_at } => {
                vec![Fact::new("offer_expires_at", expires_at.to_rfc3339_opts(SecondsFormat::Secs, true))]
            }
            Self::TooManyUnpaid { unpaid, at_most } => {
                vec![Fact::new("unpaid", unpaid), Fact::new("unpaid_at_most", at_most)]
            }
            Self::TooManyToday { at_most } => vec![Fact::new("enrollments_a_day_at_most", at_most)],
            Self::SubstitutionClosed { starts_on } => vec![Fact::new("starts_on", starts_on)],
            Self::SubstituteCostsMore { price, price_for_other } => vec![
                Fact::new("price_cents", price.cents()),
                Fact::new("price_for_other_cents", price_for_other.cents()),
            ],
            Self::BuyerNotLocalGovernment { kind } => vec![Fact::new("organization_kind", kind)],
        }
    }

    fn earliest_on(&self) -> Option<NaiveDate> {
        match self {
            Self::NotOverdue { due_on } => Some(add_days(*due_on, 1)),
            _ => None,
        }
    }
}
