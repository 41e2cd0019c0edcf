//! What the association writes about money.

use chrono::NaiveDate;
use guildhall_domain::Cents;
use guildhall_domain::accounts::Account;
use guildhall_domain::billing::{CreditNote, InvoiceInstallment, Refund};
use guildhall_persistence::billing::InvoiceRecord;
use guildhall_persistence::{Tx, accounts, organizations};
use serde::Serialize;

use crate::app::App;
use crate::gateways::mail::Letter;
use crate::http::problem::Problem;
use crate::post::{self, Posting};
use crate::template;
use crate::templates::{LetterKind, LetterText, Template, TemplateError};

/// Every letter of this slice.
pub const LETTERS: &[LetterKind] =
    &[LetterKind::of::<InvoiceIssued>(), LetterKind::of::<InvoiceCredited>(), LetterKind::of::<RefundPaid>()];

#[derive(Serialize)]
struct InvoiceIssued {
    given_name: String,
    number: String,
    total: String,
    payments: Vec<DuePayment>,
}

#[derive(Serialize)]
struct DuePayment {
    amount: String,
    due_on: NaiveDate,
}

impl DuePayment {
    fn of(part: &InvoiceInstallment) -> DuePayment {
        DuePayment { amount: part.amount.to_string(), due_on: part.due_on }
    }
}

impl LetterText for InvoiceIssued {
    const TEMPLATE: Template = template!("letters/billing/invoice_issued");

    fn samples() -> Vec<Self> {
        vec![InvoiceIssued {
            given_name: "Ana".into(),
            number: "2026-000001".into(),
            total: sample_amount(),
            payments: vec![DuePayment { amount: sample_amount(), due_on: NaiveDate::default() }],
        }]
    }
}

/// Who is written to about an invoice: the representatives of the organization that is billed; the person, when no
/// organization is or nobody represents it.
async fn payers(tx: &Tx, record: &InvoiceRecord) -> Result<Vec<Account>, Problem> {
    let mut payers = match record.invoice.bill_to_organization_id {
        Some(organization) => organizations::representatives_of(tx, organization).await?,
        None => Vec::new(),
    };
    if payers.is_empty() {
        payers.push(record.account_id);
    }
    let mut accounts = Vec::with_capacity(payers.len());
    for payer in payers {
        accounts.push(accounts::load_account(tx, payer).await?);
    }
    Ok(accounts)
}

/// One letter of a change to each payer.
async fn to_each(
    app: &App,
    tx: &Tx,
    record: &InvoiceRecord,
    key: &str,
    write: impl Fn(&Account) -> Result<Letter, TemplateError>,
) -> Result<(), Problem> {
    for payer in payers(tx, record).await? {
        let key = if payer.id == record.account_id { key.to_owned() } else { format!("{key}/{}", payer.id) };
        post::append(app, tx, Posting::keyed(write(&payer)?, key)).await?;
    }
    Ok(())
}

/// Sends the payer an invoice that something is to be paid on.
///
/// # Errors
/// Those of the store.
pub async fn invoice_issued(app: &App, tx: &Tx, record: &InvoiceRecord) -> Result<(), Problem> {
    let invoice = &record.invoice;
    if invoice.outstanding().is_zero() {
        return Ok(());
    }
    let text = |payer: &Account| InvoiceIssued {
        given_name: payer.name.addressed().into(),
        number: invoice.number.to_string(),
        total: invoice.total.to_string(),
        payments: invoice.installments.iter().map(DuePayment::of).collect(),
    };
    let key = format!("invoice-issued/{}", invoice.id);
    to_each(app, tx, record, &key, |payer| text(payer).letter(&payer.email)).await
}

#[derive(Serialize)]
struct InvoiceCredited {
    given_name: String,
    number: String,
    credited: String,
    outstanding: Option<String>,
    refund: Option<String>,
}

impl LetterText for InvoiceCredited {
    const TEMPLATE: Template = template!("letters/billing/invoice_credited");

    fn samples() -> Vec<Self> {
        let sample = |outstanding, refund| InvoiceCredited {
            given_name: "Ana".into(),
            number: "2026-000001".into(),
            credited: sample_amount(),
            outstanding,
            refund,
        };
        vec![sample(None, None), sample(Some(sample_amount()), None), sample(None, Some(sample_amount()))]
    }
}

/// Tells the payer what is no longer owed on an invoice, and what follows. Written once per note.
///
/// # Errors
/// Those of the store.
pub async fn invoice_credited(
    app: &App,
    tx: &Tx,
    record: &InvoiceRecord,
    note: &CreditNote,
    refund: Option<&Refund>,
) -> Result<(), Problem> {
    let outstanding = record.invoice.outstanding();
    let text = |payer: &Account| InvoiceCredited {
        given_name: payer.name.addressed().into(),
        number: record.invoice.number.to_string(),
        credited: note.amount.to_string(),
        outstanding: (!outstanding.is_zero()).then(|| outstanding.to_string()),
        refund: refund.map(|refund| refund.amount.to_string()),
    };
    let key = format!("invoice-credited/{}", note.id);
    to_each(app, tx, record, &key, |payer| text(payer).letter(&payer.email)).await
}

#[derive(Serialize)]
struct RefundPaid {
    given_name: String,
    number: String,
    amount: String,
}

impl LetterText for RefundPaid {
    const TEMPLATE: Template = template!("letters/billing/refund_paid");

    fn samples() -> Vec<Self> {
        vec![RefundPaid { given_name: "Ana".into(), number: "2026-000001".into(), amount: sample_amount() }]
    }
}

/// Tells the payer that a refund was paid out. Written once per refund.
///
/// # Errors
/// Those of the store.
pub async fn refund_paid(app: &App, tx: &Tx, record: &InvoiceRecord, refund: &Refund) -> Result<(), Problem> {
    let text = |payer: &Account| RefundPaid {
        given_name: payer.name.addressed().into(),
        number: record.invoice.number.to_string(),
        amount: refund.amount.to_string(),
    };
    let key = format!("refund-paid/{}", refund.id);
    to_each(app, tx, record, &key, |payer| text(payer).letter(&payer.email)).await
}

fn sample_amount() -> String {
    Cents::new(97_500).to_string()
}
