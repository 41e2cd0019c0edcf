//! A payment on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::billing::{Payer, Payment, PaymentMethod, ReversalReason};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::wire::{PaymentMethodCode, ReversalReasonCode};

/// A recorded payment.
#[derive(Serialize, ToSchema)]
#[schema(as = Payment)]
pub struct PaymentOut {
    /// Id of the payment.
    id: Uuid,
    /// Invoice that the payment was given to first. Read `allocations`: a payment can be given to several.
    #[schema(deprecated)]
    invoice_id: Uuid,
    /// Whose money it is.
    payer: PayerOut,
    /// What each invoice took of it, in the order in which they were named.
    #[schema(min_items = 1, max_items = 1000)]
    allocations: Vec<AllocationOut>,
    /// What is left of it for the payer, in US cents.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 0)]
    unapplied_cents: i64,
    /// Payment method.
    #[schema(value_type = PaymentMethodCode)]
    method: PaymentMethod,
    /// Amount in US cents.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 97_500)]
    amount_cents: i64,
    /// Currency of the amount; always USD.
    #[schema(max_length = 3, example = "USD")]
    currency: &'static str,
    /// Date on which the money was received.
    #[schema(example = "2025-03-01")]
    received_on: NaiveDate,
    /// Reference of the bank or the payer, without space around it and without invisible characters.
    #[schema(max_length = 100, example = "CHK-104233")]
    external_reference: String,
    /// Account that recorded it.
    recorded_by: Uuid,
    /// When it was recorded.
    recorded_at: DateTime<Utc>,
    /// How it was taken back; null while it stands.
    #[schema(required)]
    reversal: Option<ReversalOut>,
}

/// Whose money a payment is.
#[derive(Serialize, ToSchema)]
#[schema(as = PaymentPayer)]
pub struct PayerOut {
    /// Account of the person; null when it is an organization's.
    #[schema(required)]
    account_id: Option<Uuid>,
    /// Organization; null when it is a person's.
    #[schema(required)]
    organization_id: Option<Uuid>,
}

/// What an invoice took of a payment.
#[derive(Serialize, ToSchema)]
#[schema(as = PaymentAllocation)]
pub struct AllocationOut {
    /// Invoice that took it.
    invoice_id: Uuid,
    /// Amount in US cents; 0 when the money was meant for the invoice, and it took none of it.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 97_500)]
    amount_cents: i64,
}

/// How a payment was taken back.
#[derive(Serialize, ToSchema)]
#[schema(as = PaymentReversal)]
pub struct ReversalOut {
    /// Reason for taking it back.
    #[schema(value_type = ReversalReasonCode)]
    reason: ReversalReason,
    /// Date on which it was.
    #[schema(example = "2025-03-08")]
    on: NaiveDate,
    /// Account that recorded it.
    reversed_by: Uuid,
    /// When it was recorded.
    reversed_at: DateTime<Utc>,
}

impl From<Payer> for PayerOut {
    fn from(payer: Payer) -> Self {
        match payer {
            Payer::Account(id) => PayerOut { account_id: Some(id.uuid()), organization_id: None },
            Payer::Organization(id) => PayerOut { account_id: None, organization_id: Some(id.uuid()) },
        }
    }
}

impl From<Payment> for PaymentOut {
    fn from(payment: Payment) -> Self {
        let allocations: Vec<AllocationOut> = payment
            .allocations
            .iter()
            .map(|one| AllocationOut { invoice_id: one.invoice_id.uuid(), amount_cents: one.amount.cents() })
            .collect();
        PaymentOut {
            id: payment.id.uuid(),
            invoice_id: allocations.first().map_or(Uuid::nil(), |one| one.invoice_id),
            payer: payment.payer.into(),
            allocations,
            unapplied_cents: payment.unapplied.cents(),
            method: payment.method,
            amount_cents: payment.amount.cents(),
            currency: "USD",
            received_on: payment.received_on,
            external_reference: payment.external_reference,
            recorded_by: payment.recorded_by.uuid(),
            recorded_at: payment.recorded_at,
            reversal: payment.reversal.map(|reversal| ReversalOut {
                reason: reversal.reason,
                on: reversal.on,
                reversed_by: reversal.by.uuid(),
                reversed_at: reversal.at,
            }),
        }
    }
}
