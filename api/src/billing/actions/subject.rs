//! What an invoice bills, as payments and voiding meet it.

use chrono::NaiveDate;
use guildhall_domain::billing::{Billed, Invoice, InvoiceStatus};
use guildhall_domain::ids::AccountId;
use guildhall_persistence::{Tx, life_membership, members};

use crate::app::App;
use crate::cyber_program::enrollments::actions::seats;
use crate::http::problem::Problem;
use crate::members::actions::activation::{self, Paid};
use crate::members::actions::print;

/// Takes what an invoice bills for this transaction alone; the invoice is locked after it.
///
/// # Errors
/// Those of the store.
pub(super) async fn lock(app: &App, tx: &Tx, billed: Billed) -> Result<(), Problem> {
    match billed {
        Billed::Membership(id) => members::lock_application(tx, id).await.map(drop)?,
        Billed::Seat(id) => seats::lock_of(app, tx, id).await?,
        Billed::PrintMagazine(id) => life_membership::lock_print_subscription(tx, id).await.map(drop)?,
    }
    Ok(())
}

/// Does what a payment pays for: a membership follows each installment, all else is paid in full or not at all.
///
/// # Errors
/// Those of the store; the rules' own when the facts on record contradict each other.
pub(super) async fn on_payment(
    app: &App,
    tx: &Tx,
    invoice: &Invoice,
    on: NaiveDate,
    by: AccountId,
) -> Result<(), Problem> {
    let in_full = invoice.status == InvoiceStatus::Paid;
    match invoice.billed {
        Billed::Membership(application_id) => {
            let paid = Paid { application_id, on, installments: &invoice.installments, by };
            activation::on_payment(app, tx, &paid).await
        }
        Billed::Seat(id) if in_full => seats::on_paid(app, tx, id, on, by).await,
        Billed::PrintMagazine(id) if in_full => print::begin(app, tx, id, on, by).await,
        Billed::Seat(_) | Billed::PrintMagazine(_) => Ok(()),
    }
}
