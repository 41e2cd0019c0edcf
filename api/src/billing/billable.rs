//! What can be billed, as billing sees it: something of another slice that it locks, and tells what became of the invoice.
//!
//! Invariant: billing knows no slice whose things it bills. Each implements [`Billable`] beside the thing, and the
//! assembly lists them; [`crate::hooks::billable`] finds the one that an invoice names.

use async_trait::async_trait;
use chrono::NaiveDate;
use guildhall_domain::billing::{BillingRefusal, Invoice, InvoiceStatus, SubjectKind};
use guildhall_domain::ids::{AccountId, OrganizationId};
use guildhall_domain::{Cents, Refusal};
use guildhall_persistence::Tx;
use guildhall_persistence::billing::InvoiceRecord;
use uuid::Uuid;

use crate::app::App;
use crate::http::problem::Problem;
use crate::organizations::representing::{self, PayerNamed};

/// A kind of thing that invoices bill.
#[async_trait]
pub trait Billable: Send + Sync {
    /// The word by which invoices name it.
    fn kind(&self) -> SubjectKind;

    /// Takes the thing for this transaction alone; its invoice is locked after it.
    ///
    /// # Errors
    /// Those of the store.
    async fn lock(&self, app: &App, tx: &Tx, id: Uuid) -> Result<(), Problem>;

    /// Does what a payment pays for. Called for each payment, with the thing and its invoice locked.
    ///
    /// # Errors
    /// Those of the store; the rules' own when the facts on record contradict each other.
    async fn on_paid(&self, app: &App, tx: &Tx, paid: &Paid<'_>) -> Result<(), Problem>;

    /// A payment was reversed, so that its invoice is open again: what was had for it goes, in the same transaction. Called
    /// with the thing and its invoice locked.
    ///
    /// # Errors
    /// Those of the store.
    async fn on_reopened(&self, app: &App, tx: &Tx, reopened: &Reopened<'_>) -> Result<(), Problem>;

    /// Its invoice was voided: what was billed goes with it, or can be billed anew.
    ///
    /// # Errors
    /// Those of the store.
    async fn on_given_up(&self, app: &App, tx: &Tx, id: Uuid, by: AccountId) -> Result<(), Problem>;

    /// Whether its invoice is settled only where the thing itself is given up, and cannot be voided beside it.
    fn settles_its_invoice(&self) -> bool {
        false
    }

    /// Whether it is the organization's that pays, and no person's: the account of its invoice only acted for it.
    fn belongs_to_payer(&self) -> bool {
        false
    }

    /// Bills the thing at the address of billing. Most things are billed where they are ordered, and refuse.
    ///
    /// # Errors
    /// The refusals of the slice's own rules and of billing; those of the store.
    async fn bill(&self, _app: &App, _tx: &Tx, _order: &Order) -> Result<InvoiceRecord, Problem> {
        Err(Refusal::from(BillingRefusal::SettledElsewhere { bills: self.kind() }).into())
    }
}

/// A payment toward the invoice of a thing.
pub struct Paid<'a> {
    /// The thing.
    pub id: Uuid,
    /// The invoice after the payment.
    pub invoice: &'a Invoice,
    /// The day on which the money was there.
    pub on: NaiveDate,
    /// Who recorded it.
    pub by: AccountId,
}

impl Paid<'_> {
    /// Whether nothing is left to pay.
    pub fn is_in_full(&self) -> bool {
        self.invoice.status == InvoiceStatus::Paid
    }
}

/// An invoice that owes again what a payment had paid that was reversed.
pub struct Reopened<'a> {
    /// The thing that it bills.
    pub id: Uuid,
    /// The invoice without the payment.
    pub invoice: &'a Invoice,
    /// Who reversed it.
    pub by: AccountId,
}

impl Reopened<'_> {
    /// Whether the invoice is paid all the same: more had been paid than was charged.
    pub fn is_still_paid(&self) -> bool {
        self.invoice.status == InvoiceStatus::Paid
    }
}

/// What an invoice is asked for.
#[derive(Clone)]
pub struct Order {
    /// The thing to bill.
    pub id: Uuid,
    /// Who asks.
    pub by: AccountId,
    /// Whether they may bill what is another person's.
    pub for_anybody: bool,
    /// The total agreed with whoever pays.
    pub expected_total: Cents,
    /// How many payments.
    pub installments: u8,
    /// Who is billed, when not the person.
    pub bill_to_organization_id: Option<OrganizationId>,
    /// The payer's purchase order; it is not a payment.
    pub purchase_order_number: Option<String>,
}

impl Order {
    /// Whether whoever asks may have the organization billed for what is `owner`'s.
    ///
    /// # Errors
    /// `payer-named-by-staff`, `unknown-organization`; those of any read.
    pub async fn check_payer(&self, tx: &Tx, owner: AccountId) -> Result<(), Problem> {
        let Some(organization) = self.bill_to_organization_id else { return Ok(()) };
        let named = PayerNamed { by: self.by, for_anybody: self.for_anybody, owner };
        representing::check_payer(tx, named, organization).await
    }

    /// One payment by the person, who asks for it.
    pub fn own(id: impl Into<Uuid>, by: AccountId, expected_total: Cents) -> Order {
        Order {
            id: id.into(),
            by,
            for_anybody: false,
            expected_total,
            installments: 1,
            bill_to_organization_id: None,
            purchase_order_number: None,
        }
    }
}
