//! What the association writes about money.

use guildhall_domain::billing::{CreditNote, Refund};
use guildhall_persistence::billing::InvoiceRecord;
use guildhall_persistence::{Tx, accounts};

use crate::app::App;
use crate::gateways::mail::Letter;
use crate::http::problem::Problem;
use crate::post::{self, Posting};

/// Sends the person an invoice that something is to be paid on.
///
/// # Errors
/// Those of the store.
pub async fn invoice_issued(app: &App, tx: &Tx, record: &InvoiceRecord) -> Result<(), Problem> {
    let invoice = &record.invoice;
    if invoice.outstanding().is_zero() {
        return Ok(());
    }
    let account = accounts::load_account(tx, record.account_id).await?;
    let due = invoice.installments.iter().map(|part| format!("  {} due on {}\n", part.amount, part.due_on));
    let letter = Letter {
        to: account.email,
        subject: format!("Invoice {}", invoice.number),
        text: format!(
            "Dear {},\n\ninvoice {} comes to {}:\n{}\nA purchase order is not a payment. Checks, ACH, wire and lockbox payments name the invoice number.\n",
            account.name.given(),
            invoice.number,
            invoice.total,
            due.collect::<String>(),
        ),
    };
    post::append(app, tx, Posting::keyed(letter, format!("invoice-issued/{}", invoice.id))).await
}

/// Tells the person what is no longer owed on an invoice, and what follows. Written once per note.
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
    let invoice = &record.invoice;
    let account = accounts::load_account(tx, record.account_id).await?;
    let follows = match refund {
        Some(refund) => format!("{} was paid beyond that and will be paid back to the payer.", refund.amount),
        None if invoice.outstanding().is_zero() => "Nothing is left to pay.".to_owned(),
        None => format!("{} is still to be paid.", invoice.outstanding()),
    };
    let letter = Letter {
        to: account.email,
        subject: format!("Credit on invoice {}", invoice.number),
        text: format!(
            "Dear {},\n\nof invoice {}, {} is no longer owed.\n{follows}\n",
            account.name.given(),
            invoice.number,
            note.amount,
        ),
    };
    post::append(app, tx, Posting::keyed(letter, format!("invoice-credited/{}", note.id))).await
}

/// Tells the person that a refund was paid out. Written once per refund.
///
/// # Errors
/// Those of the store.
pub async fn refund_paid(app: &App, tx: &Tx, record: &InvoiceRecord, refund: &Refund) -> Result<(), Problem> {
    let account = accounts::load_account(tx, record.account_id).await?;
    let letter = Letter {
        to: account.email,
        subject: format!("Refund on invoice {}", record.invoice.number),
        text: format!(
            "Dear {},\n\n{} that was paid on invoice {} has been paid back to the payer.\n",
            account.name.given(),
            refund.amount,
            record.invoice.number,
        ),
    };
    post::append(app, tx, Posting::keyed(letter, format!("refund-paid/{}", refund.id))).await
}
