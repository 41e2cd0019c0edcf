//! Payments: recorded by finance staff, spread over installments, the oldest first.
//!
//! Invariant: never more than is outstanding, never received in the future.

use crate::billing::installment::{InstallmentPayment, InstallmentState, allocate};
use crate::billing::invoice::{InvoiceStatus, less};
use crate::billing::ledger::LedgerEntry;
use crate::billing::policy::BillingPolicy;
use crate::billing::refusal::BillingRefusal;
use crate::{AccountId, Cents, InvoiceId, PaymentId};
use chrono::{DateTime, NaiveDate, Utc};

code_words! {
    /// How money reached the association.
    pub enum PaymentMethod {
        /// A check.
        Check => "check",
        /// A bank transfer through the clearing house.
        Ach => "ach",
        /// A wire transfer.
        Wire => "wire",
        /// A check through the bank's lockbox.
        Lockbox => "lockbox",
    }
}

/// A recorded payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The payment's id.
    pub id: PaymentId,
    /// The invoice it pays.
    pub invoice_id: InvoiceId,
    /// How it came.
    pub method: PaymentMethod,
    /// How much.
    pub amount: Cents,
    /// Civil date of receipt.
    pub received_on: NaiveDate,
    /// The bank's or payer's reference; unique per method.
    pub external_reference: String,
    /// Who recorded it.
    pub recorded_by: AccountId,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// What accepting a payment needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentFacts<'a> {
    /// The status of the invoice.
    pub status: InvoiceStatus,
    /// What the invoice charges: its total without credits.
    pub charged: Cents,
    /// What was paid before.
    pub paid: Cents,
    /// The invoice's installments before the payment.
    pub installments: &'a [InstallmentState],
    /// The payment method.
    pub method: PaymentMethod,
    /// How much.
    pub amount: Cents,
    /// Civil date of receipt.
    pub received_on: NaiveDate,
    /// Civil date of recording.
    pub today: NaiveDate,
}

/// A payment accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// What each installment takes.
    pub parts: Vec<InstallmentPayment>,
    /// All installments after the payment.
    pub installments: Vec<InstallmentState>,
    /// The sum of the payments.
    pub paid: Cents,
    /// The amount still to be paid.
    pub outstanding: Cents,
    /// The status the invoice takes.
    pub status: InvoiceStatus,
    /// The ledger entry.
    pub entry: LedgerEntry,
}

/// Accepts a payment toward an invoice.
///
/// # Errors
/// When the invoice takes none, the method is not accepted, the amount is not above
/// zero or above what is outstanding, or the money is to arrive in the future.
pub fn accept_payment(facts: &PaymentFacts<'_>, policy: &BillingPolicy) -> Result<Allocation, BillingRefusal> {
    let outstanding = outstanding_of(facts)?;
    check_receipt(facts, policy)?;
    if facts.amount > outstanding {
        return Err(BillingRefusal::MoreThanOutstanding { amount: facts.amount, outstanding });
    }
    let entry = LedgerEntry::payment_received(facts.amount).ok_or(BillingRefusal::AmountNotPositive)?;
    let (parts, left) = allocate(facts.installments, facts.amount);
    if !left.is_zero() {
        return Err(BillingRefusal::MoreThanOutstanding {
            amount: facts.amount,
            outstanding: Cents::new(facts.amount.cents() - left.cents()),
        });
    }
    let paid = Cents::new(facts.paid.cents().saturating_add(facts.amount.cents()));
    Ok(Allocation {
        installments: apply(facts.installments, &parts),
        parts,
        paid,
        outstanding: Cents::new(outstanding.cents() - facts.amount.cents()),
        status: InvoiceStatus::of(facts.charged, paid),
        entry,
    })
}

fn outstanding_of(facts: &PaymentFacts<'_>) -> Result<Cents, BillingRefusal> {
    match facts.status {
        InvoiceStatus::Void => Err(BillingRefusal::InvoiceVoid),
        InvoiceStatus::Paid => Err(BillingRefusal::InvoicePaid { paid: facts.paid }),
        InvoiceStatus::Open | InvoiceStatus::PartiallyPaid => Ok(less(facts.charged, facts.paid)),
    }
}

fn check_receipt(facts: &PaymentFacts<'_>, policy: &BillingPolicy) -> Result<(), BillingRefusal> {
    if facts.amount <= Cents::ZERO {
        return Err(BillingRefusal::AmountNotPositive);
    }
    if facts.received_on > facts.today {
        return Err(BillingRefusal::ReceivedInTheFuture { received_on: facts.received_on, today: facts.today });
    }
    let accepted = &policy.methods.on(facts.received_on).accepted;
    if !accepted.contains(&facts.method) {
        return Err(BillingRefusal::MethodNotAccepted { method: facts.method });
    }
    Ok(())
}

fn apply(installments: &[InstallmentState], parts: &[InstallmentPayment]) -> Vec<InstallmentState> {
    let part_of = |position: i32| {
        let part = parts.iter().find(|part| part.position == position);
        part.map_or(0, |part| part.amount.cents())
    };
    installments
        .iter()
        .map(|installment| InstallmentState {
            paid: Cents::new(installment.paid.cents().saturating_add(part_of(installment.position))),
            ..*installment
        })
        .collect()
}
