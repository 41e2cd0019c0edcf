//! Every way the billing rules say no.

use crate::Cents;
use crate::billing::payment::PaymentMethod;
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
        /// What it is.
        actual: Cents,
    },
    /// The application is not waiting for an invoice.
    #[error("the application does not await payment, so there is nothing to invoice")]
    ApplicationNotPayable,
    /// One invoice at a time.
    #[error("the application has an invoice already; void it before issuing another")]
    AlreadyInvoiced,
    /// The invoice is void.
    #[error("the invoice is void")]
    InvoiceVoid,
    /// The invoice is paid, wholly or in part.
    #[error("{paid} of the invoice is paid")]
    InvoicePaid {
        /// What is paid.
        paid: Cents,
    },
    /// A payment is above zero.
    #[error("a payment must be above zero")]
    AmountNotPositive,
    /// More than is owed.
    #[error("{amount} is more than the {outstanding} outstanding")]
    MoreThanOutstanding {
        /// What was offered.
        amount: Cents,
        /// What is owed.
        outstanding: Cents,
    },
    /// Money that has not arrived.
    #[error("a payment received on {received_on} cannot be recorded on {today}")]
    ReceivedInTheFuture {
        /// Civil date of receipt.
        received_on: NaiveDate,
        /// Civil date of recording.
        today: NaiveDate,
    },
    /// The method is not accepted on that date.
    #[error("payments by {method} are not accepted")]
    MethodNotAccepted {
        /// How the money came.
        method: PaymentMethod,
    },
    /// The reference was recorded before.
    #[error("a payment by {method} with this reference is recorded already")]
    DuplicateReference {
        /// How the money came.
        method: PaymentMethod,
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
        }
    }

    fn clause(&self) -> &'static str {
        match self {
            Self::PriceDiffers { .. } => "billing.invoice.price",
            Self::ApplicationNotPayable | Self::AlreadyInvoiced => "billing.invoice.application",
            Self::InvoiceVoid | Self::InvoicePaid { .. } => "billing.invoice.status",
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
            Self::ApplicationNotPayable | Self::AlreadyInvoiced | Self::InvoiceVoid | Self::AmountNotPositive => {
                Vec::new()
            }
        }
    }

    fn earliest_on(&self) -> Option<NaiveDate> {
        match self {
            Self::ReceivedInTheFuture { received_on, .. } => Some(*received_on),
            _ => None,
        }
    }
}
