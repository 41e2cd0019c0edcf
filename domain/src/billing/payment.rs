//! Payments: recorded by finance staff, given to one or more invoices, on each spread over its installments, the oldest
//! first. What no invoice takes is unapplied credit of the payer.
//!
//! Invariants: no invoice takes more than is outstanding; what a payment gave to invoices and what is left of it are its
//! amount; no money of tomorrow.

use crate::billing::installment::{InstallmentPayment, InstallmentState, allocate};
use crate::billing::invoice::{Invoice, InvoiceStatus, less};
use crate::billing::ledger::LedgerEntry;
use crate::billing::policy::BillingPolicy;
use crate::billing::refusal::BillingRefusal;
use crate::billing::reversal::Reversal;
use crate::{AccountId, Cents, InvoiceId, OrganizationId, PaymentId};
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

/// Whose money a payment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Payer {
    /// A person's.
    Account(AccountId),
    /// An organization's.
    Organization(OrganizationId),
}

impl Payer {
    /// Whoever an invoice bills: the organization that it names, else the person.
    #[must_use]
    pub fn of(invoice: &Invoice, account_id: AccountId) -> Self {
        invoice.bill_to_organization_id.map_or(Self::Account(account_id), Self::Organization)
    }
}

/// A recorded payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The payment's id.
    pub id: PaymentId,
    /// Whose money it is.
    pub payer: Payer,
    /// How it came.
    pub method: PaymentMethod,
    /// How much.
    pub amount: Cents,
    /// Civil date of receipt.
    pub received_on: NaiveDate,
    /// The bank's or payer's reference, as [`super::reference::read`] has it; unique for method and payer among payments
    /// that are not reversed.
    pub external_reference: String,
    /// What it gave to invoices, in the order in which they were named; one at least.
    pub allocations: Vec<PaymentAllocation>,
    /// What is left of it for the payer.
    pub unapplied: Cents,
    /// How it was taken back; none while it stands.
    pub reversal: Option<Reversal>,
    /// Who recorded it.
    pub recorded_by: AccountId,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// Rises by one with each change.
    pub version: i64,
}

/// What a payment gave to an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaymentAllocation {
    /// The invoice.
    pub invoice_id: InvoiceId,
    /// How much; nothing on the invoice that money was meant for that took none of it.
    pub amount: Cents,
}

/// What accepting money needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptFacts {
    /// The payment method.
    pub method: PaymentMethod,
    /// How much.
    pub amount: Cents,
    /// Civil date of receipt.
    pub received_on: NaiveDate,
    /// Civil date of recording.
    pub today: NaiveDate,
}

/// Accepts money of which invoices are to take `allocated`; what is left over for the payer.
///
/// # Errors
/// When the method is not accepted, the amount is not above zero or less than what is allocated, or the money is to arrive
/// in the future.
pub fn accept_receipt(
    facts: &ReceiptFacts,
    allocated: impl IntoIterator<Item = Cents>,
    policy: &BillingPolicy,
) -> Result<Cents, BillingRefusal> {
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
    let allocated = Cents::checked_sum(allocated).unwrap_or(Cents::new(i64::MAX));
    if allocated > facts.amount {
        return Err(BillingRefusal::MoreThanReceived { allocated, amount: facts.amount });
    }
    Ok(less(facts.amount, allocated))
}

/// What an invoice that is to take money needs to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaymentFacts<'a> {
    /// The status of the invoice.
    pub status: InvoiceStatus,
    /// What the invoice charges: its total without credits.
    pub charged: Cents,
    /// What was paid before.
    pub paid: Cents,
    /// What was given up of what it charges.
    pub written_off: Cents,
    /// The invoice's installments before the payment.
    pub installments: &'a [InstallmentState],
}

impl<'a> PaymentFacts<'a> {
    /// Those of an invoice.
    #[must_use]
    pub fn of(invoice: &'a Invoice) -> Self {
        Self {
            status: invoice.status,
            charged: invoice.charged(),
            paid: invoice.paid,
            written_off: invoice.written_off,
            installments: &invoice.installments,
        }
    }
}

/// An invoice after it took money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// What each installment takes.
    pub parts: Vec<InstallmentPayment>,
    /// All installments after the payment.
    pub installments: Vec<InstallmentState>,
    /// The sum of the payments.
    pub paid: Cents,
    /// What stays given up: what is paid after all is not.
    pub written_off: Cents,
    /// The amount still to be paid.
    pub outstanding: Cents,
    /// The status the invoice takes.
    pub status: InvoiceStatus,
    /// The entry that takes back what had been given up; none when nothing of it was paid.
    pub write_off_reversed: Option<LedgerEntry>,
}

impl Allocation {
    /// Writes it into the invoice.
    pub fn apply(self, invoice: &mut Invoice) {
        invoice.paid = self.paid;
        invoice.written_off = self.written_off;
        invoice.status = self.status;
        invoice.installments = self.installments;
    }
}

/// Gives an amount to an invoice.
///
/// # Errors
/// When the invoice takes none, or the amount is not above zero or above what is owed. What was given up is owed to this
/// end.
pub fn allocate_to(facts: &PaymentFacts<'_>, amount: Cents) -> Result<Allocation, BillingRefusal> {
    let owed = match facts.status {
        InvoiceStatus::Void => return Err(BillingRefusal::InvoiceVoid),
        InvoiceStatus::Paid => return Err(BillingRefusal::InvoicePaid { paid: facts.paid }),
        InvoiceStatus::Open | InvoiceStatus::PartiallyPaid => less(facts.charged, facts.paid),
    };
    if amount <= Cents::ZERO {
        return Err(BillingRefusal::AmountNotPositive);
    }
    if amount > owed {
        return Err(BillingRefusal::MoreThanOutstanding { amount, outstanding: owed });
    }
    let (parts, left) = allocate(facts.installments, amount);
    if !left.is_zero() {
        return Err(BillingRefusal::MoreThanOutstanding { amount, outstanding: less(amount, left) });
    }
    let still_owed = less(owed, amount);
    let written_off = facts.written_off.min(still_owed);
    let paid = Cents::new(facts.paid.cents().saturating_add(amount.cents()));
    Ok(Allocation {
        installments: apply(facts.installments, &parts),
        parts,
        paid,
        written_off,
        outstanding: less(still_owed, written_off),
        status: InvoiceStatus::of(facts.charged, paid),
        write_off_reversed: LedgerEntry::write_off_reversed(less(facts.written_off, written_off)),
    })
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
