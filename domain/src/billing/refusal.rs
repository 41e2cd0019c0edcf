//! Every refusal of the billing rules.

use crate::Cents;
use crate::billing::billed::SubjectKind;
use crate::billing::payment::PaymentMethod;
use crate::billing::refund::RefundMethod;
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
    /// The reference is already recorded.
    #[error("a payment by {method} with this reference is already recorded")]
    DuplicateReference {
        /// The payment method.
        method: PaymentMethod,
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
            Self::RefundPaid => "billing.refund.state",
            Self::RefundNotDue { .. } | Self::PaidOutInTheFuture { .. } => "billing.refund.paid_on",
            Self::DuplicatePayout { .. } => "billing.refund.reference",
            Self::AmountNotPositive | Self::MoreThanOutstanding { .. } => "billing.payment.amount",
            Self::ReceivedInTheFuture { .. } => "billing.payment.received_on",
            Self::MethodNotAccepted { .. } => "billing.payment.method",
            Self::DuplicateReference { .. } => "billing.payment.reference",
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
