//! Every refusal of the billing rules.

use crate::Cents;
use crate::billing::billed::SubjectKind;
use crate::billing::payment::PaymentMethod;
use crate::billing::refund::RefundMethod;
use crate::billing::write_off::ProposalState;
use crate::refusal::{Fact, Refuse, cited};
use chrono::NaiveDate;

/// A refusal of the billing rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BillingRefusal {
    /// The price of an invoice is the price of its quote.
    #[error("the total is {actual}, not {expected}; ask for a new quote")]
    PriceDiffers {
        /// What the client expected.
        expected: Cents,
        /// The actual total.
        actual: Cents,
    },
    /// The application is not awaiting payment.
    #[error("the application is not awaiting payment, so it cannot be invoiced")]
    ApplicationNotPayable,
    /// The application already has an invoice.
    #[error("the application already has an invoice; void it before issuing another")]
    AlreadyInvoiced,
    /// The invoice is void.
    #[error("the invoice is void")]
    InvoiceVoid,
    /// The invoice is paid in full or in part.
    #[error("{paid} of the invoice is already paid")]
    InvoicePaid {
        /// The amount paid.
        paid: Cents,
    },
    /// The amount is not above zero.
    #[error("a payment must be above zero")]
    AmountNotPositive,
    /// The payment is larger than the outstanding amount.
    #[error("the payment of {amount} is more than the outstanding {outstanding}")]
    MoreThanOutstanding {
        /// The amount of the payment.
        amount: Cents,
        /// The amount owed.
        outstanding: Cents,
    },
    /// The payment date is in the future.
    #[error("the payment date {received_on} is after today, {today}")]
    ReceivedInTheFuture {
        /// Civil date of receipt.
        received_on: NaiveDate,
        /// Civil date of recording.
        today: NaiveDate,
    },
    /// The method is not accepted on that date.
    #[error("payments by {method} are not accepted")]
    MethodNotAccepted {
        /// The payment method.
        method: PaymentMethod,
    },
    /// The payer has a payment with the same reference.
    #[error("a payment of this payer by {method} with this reference is already recorded")]
    DuplicateReference {
        /// The payment method.
        method: PaymentMethod,
    },
    /// A reference that shows nothing.
    #[error("the reference has no character that can be seen")]
    ReferenceEmpty,
    /// Both of the forms of a payment, or none of them.
    #[error("name either `invoice_id` or `allocations`, and not both")]
    InvoiceOrAllocations,
    /// The invoices have different payers.
    #[error("the invoices have different payers: name whose money it is")]
    PayerNeeded,
    /// One invoice twice in one payment.
    #[error("the payment names one invoice twice")]
    InvoiceNamedTwice,
    /// Invoices are to take more than was received.
    #[error("the invoices are to take {allocated} of a payment of {amount}")]
    MoreThanReceived {
        /// What they are to take.
        allocated: Cents,
        /// The amount of the payment.
        amount: Cents,
    },
    /// More than is left of the payment.
    #[error("{amount} is more than the {unapplied} that is left of the payment")]
    MoreThanUnapplied {
        /// What is wanted.
        amount: Cents,
        /// What is left.
        unapplied: Cents,
    },
    /// The payment is reversed.
    #[error("the payment was reversed on {on}")]
    PaymentReversed {
        /// Civil date of the reversal.
        on: NaiveDate,
    },
    /// The date of the reversal is before the receipt or in the future.
    #[error("the reversal date {on} is before the receipt on {received_on} or after today, {today}")]
    ReversalDate {
        /// Civil date of the reversal.
        on: NaiveDate,
        /// Civil date of the receipt.
        received_on: NaiveDate,
        /// Civil date of recording.
        today: NaiveDate,
    },
    /// Money of the payment was paid back already.
    #[error("{paid_back} of it was paid back already")]
    PaidBack {
        /// How much.
        paid_back: Cents,
    },
    /// Something of the invoice is credited or written off.
    #[error("a part of the invoice is credited or written off; credit the rest instead")]
    InvoiceLowered,
    /// The proposal is decided already.
    #[error("the proposal is {state} already")]
    ProposalDecided {
        /// Where it stands.
        state: ProposalState,
    },
    /// Whoever proposed does not decide.
    #[error("you proposed it: somebody else decides")]
    SecondPersonNeeded,
    /// The invoice has a write-off that awaits its decision.
    #[error("a write-off of the invoice awaits its decision")]
    WriteOffProposed,
    /// More than the invoice charges.
    #[error("{amount} is more than the {charged} that is charged")]
    MoreThanCharged {
        /// What is to be credited.
        amount: Cents,
        /// What is charged.
        charged: Cents,
    },
    /// The invoice has no such line.
    #[error("the invoice has no line {line}")]
    UnknownLine {
        /// The position.
        line: i32,
    },
    /// The refund was canceled.
    #[error("the refund was canceled, because the payment was reversed")]
    RefundCanceled,
    /// The month is not over.
    #[error("the month of {month} is not over on {today}")]
    MonthNotOver {
        /// First day of the month.
        month: NaiveDate,
        /// Civil date.
        today: NaiveDate,
    },
    /// The month is closed.
    #[error("the month of {month} is closed")]
    MonthClosed {
        /// First day of the month.
        month: NaiveDate,
    },
    /// The closing was taken back.
    #[error("the month of {month} is open again")]
    MonthReopened {
        /// First day of the month.
        month: NaiveDate,
    },
    /// The dates of a report are in the wrong order or too far apart.
    #[error("from {from} until {until} is not a span of one day to {most} days")]
    ReportSpan {
        /// First day.
        from: NaiveDate,
        /// Last day.
        until: NaiveDate,
        /// The most days.
        most: i64,
    },
    /// The invoice must be settled through its enrollment.
    #[error("an invoice for `{bills}` is settled through the record that it bills and cannot be voided on its own")]
    SettledElsewhere {
        /// The subject of the invoice.
        bills: SubjectKind,
    },
    /// The refund is already paid.
    #[error("the refund is already paid")]
    RefundPaid,
    /// The payout date is before the refund was due.
    #[error("the payout date {paid_on} is before the refund became due on {due_since}")]
    RefundNotDue {
        /// Civil date of the payout.
        paid_on: NaiveDate,
        /// The first day on which the refund is due.
        due_since: NaiveDate,
    },
    /// The payout date is in the future.
    #[error("the payout date {paid_on} is after today, {today}")]
    PaidOutInTheFuture {
        /// Civil date of the payout.
        paid_on: NaiveDate,
        /// Civil date of recording.
        today: NaiveDate,
    },
    /// The reference is already recorded.
    #[error("a refund by {method} with this reference is already recorded")]
    DuplicatePayout {
        /// The refund method.
        method: RefundMethod,
    },
}

impl Refuse for BillingRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::PriceDiffers { .. } => "price_differs",
            Self::ApplicationNotPayable => "application_not_payable",
            Self::AlreadyInvoiced => "already_invoiced",
            Self::InvoiceVoid => "invoice_void",
            Self::InvoicePaid { .. } => "invoice_paid",
            Self::AmountNotPositive => "amount_not_positive",
            Self::MoreThanOutstanding { .. } => "more_than_outstanding",
            Self::ReceivedInTheFuture { .. } => "received_in_the_future",
            Self::MethodNotAccepted { .. } => "method_not_accepted",
            Self::DuplicateReference { .. } => "duplicate_reference",
            Self::SettledElsewhere { .. } => "invoice_settled_elsewhere",
            Self::ReferenceEmpty => "reference_empty",
            Self::InvoiceOrAllocations => "invoice_or_allocations",
            Self::PayerNeeded => "payer_needed",
            Self::InvoiceNamedTwice => "invoice_named_twice",
            Self::MoreThanReceived { .. } => "more_than_received",
            Self::MoreThanUnapplied { .. } => "more_than_unapplied",
            Self::PaymentReversed { .. } => "payment_reversed",
            Self::ReversalDate { .. } => "reversal_date",
            Self::PaidBack { .. } => "paid_back",
            Self::InvoiceLowered => "invoice_lowered",
            Self::ProposalDecided { .. } => "proposal_decided",
            Self::SecondPersonNeeded => "second_person_needed",
            Self::WriteOffProposed => "write_off_proposed",
            Self::MoreThanCharged { .. } => "more_than_charged",
            Self::UnknownLine { .. } => "unknown_line",
            Self::RefundCanceled => "refund_canceled",
            Self::MonthNotOver { .. } => "month_not_over",
            Self::MonthClosed { .. } => "month_closed",
            Self::MonthReopened { .. } => "month_reopened",
            Self::ReportSpan { .. } => "report_span",
            Self::RefundPaid => "refund_paid",
            Self::RefundNotDue { .. } => "refund_not_due",
            Self::PaidOutInTheFuture { .. } => "refund_paid_in_the_future",
            Self::DuplicatePayout { .. } => "duplicate_refund_reference",
        }
    }

    fn clause(&self) -> &'static str {
        match self {
            Self::PriceDiffers { .. } => "billing.invoice.price",
            Self::ApplicationNotPayable | Self::AlreadyInvoiced => "billing.invoice.application",
            Self::InvoiceVoid | Self::InvoicePaid { .. } => "billing.invoice.status",
            Self::SettledElsewhere { .. } => "billing.invoice.subject",
            Self::RefundPaid | Self::RefundCanceled => "billing.refund.state",
            Self::InvoiceOrAllocations
            | Self::InvoiceNamedTwice
            | Self::MoreThanReceived { .. }
            | Self::MoreThanUnapplied { .. } => "billing.payment.allocations",
            Self::PayerNeeded => "billing.payment.payer",
            Self::PaymentReversed { .. } | Self::ReversalDate { .. } | Self::PaidBack { .. } => {
                "billing.payment.reversal"
            }
            Self::InvoiceLowered => "billing.invoice.status",
            Self::ProposalDecided { .. } | Self::SecondPersonNeeded => "billing.two_people",
            Self::WriteOffProposed => "billing.write_off",
            Self::MoreThanCharged { .. } | Self::UnknownLine { .. } => "billing.credit_note",
            Self::MonthNotOver { .. } | Self::MonthClosed { .. } | Self::MonthReopened { .. } => {
                "billing.period.closing"
            }
            Self::ReportSpan { .. } => "billing.ledger.report",
            Self::RefundNotDue { .. } | Self::PaidOutInTheFuture { .. } => "billing.refund.paid_on",
            Self::DuplicatePayout { .. } => "billing.refund.reference",
            Self::AmountNotPositive | Self::MoreThanOutstanding { .. } => "billing.payment.amount",
            Self::ReceivedInTheFuture { .. } => "billing.payment.received_on",
            Self::MethodNotAccepted { .. } => "billing.payment.method",
            Self::DuplicateReference { .. } | Self::ReferenceEmpty => "billing.payment.reference",
        }
    }

    fn source(&self) -> &'static str {
        cited::ASSUMPTION
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::PriceDiffers { expected, actual } => vec![
                Fact::new("expected_total_cents", expected.cents()),
                Fact::new("actual_total_cents", actual.cents()),
            ],
            Self::InvoicePaid { paid } => vec![Fact::new("paid_cents", paid.cents())],
            Self::MoreThanOutstanding { amount, outstanding } => {
                vec![Fact::new("amount_cents", amount.cents()), Fact::new("outstanding_cents", outstanding.cents())]
            }
            Self::ReceivedInTheFuture { received_on, today } => {
                vec![Fact::new("received_on", received_on), Fact::new("today", today)]
            }
            Self::MethodNotAccepted { method } | Self::DuplicateReference { method } => {
                vec![Fact::new("method", method)]
            }
            Self::MoreThanReceived { allocated, amount } => {
                vec![Fact::new("allocated_cents", allocated.cents()), Fact::new("amount_cents", amount.cents())]
            }
            Self::MoreThanUnapplied { amount, unapplied } => {
                vec![Fact::new("amount_cents", amount.cents()), Fact::new("unapplied_cents", unapplied.cents())]
            }
            Self::MoreThanCharged { amount, charged } => {
                vec![Fact::new("amount_cents", amount.cents()), Fact::new("charged_cents", charged.cents())]
            }
            Self::PaymentReversed { on } => vec![Fact::new("reversed_on", on)],
            Self::ReversalDate { on, received_on, today } => {
                vec![Fact::new("on", on), Fact::new("received_on", received_on), Fact::new("today", today)]
            }
            Self::PaidBack { paid_back } => vec![Fact::new("paid_back_cents", paid_back.cents())],
            Self::ProposalDecided { state } => vec![Fact::new("state", state)],
            Self::UnknownLine { line } => vec![Fact::new("line", line)],
            Self::MonthNotOver { month, today } => vec![Fact::new("month", month), Fact::new("today", today)],
            Self::MonthClosed { month } | Self::MonthReopened { month } => vec![Fact::new("month", month)],
            Self::ReportSpan { from, until, most } => {
                vec![Fact::new("from", from), Fact::new("until", until), Fact::new("most_days", most)]
            }
            Self::SettledElsewhere { bills } => vec![Fact::new("bills", bills)],
            Self::RefundNotDue { paid_on, due_since } => {
                vec![Fact::new("paid_on", paid_on), Fact::new("due_since", due_since)]
            }
            Self::PaidOutInTheFuture { paid_on, today } => {
                vec![Fact::new("paid_on", paid_on), Fact::new("today", today)]
            }
            Self::DuplicatePayout { method } => vec![Fact::new("method", method)],
            Self::ApplicationNotPayable
            | Self::AlreadyInvoiced
            | Self::InvoiceVoid
            | Self::AmountNotPositive
            | Self::ReferenceEmpty
            | Self::InvoiceOrAllocations
            | Self::PayerNeeded
            | Self::InvoiceNamedTwice
            | Self::InvoiceLowered
            | Self::SecondPersonNeeded
            | Self::WriteOffProposed
            | Self::RefundCanceled
            | Self::RefundPaid => Vec::new(),
        }
    }

    fn earliest_on(&self) -> Option<NaiveDate> {
        match self {
            Self::ReceivedInTheFuture { received_on, .. } => Some(*received_on),
            Self::PaidOutInTheFuture { paid_on, .. } => Some(*paid_on),
            _ => None,
        }
    }
}
