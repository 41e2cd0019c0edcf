//! Billing a year of the print magazine.

use guildhall_domain::billing::{Billed, SingleItem, issue_single};
use guildhall_domain::ids::AccountId;
use guildhall_domain::life_membership::PrintSubscription;
use guildhall_persistence::Tx;
use guildhall_persistence::billing::InvoiceRecord;

use super::issue::{self, Issue};
use super::subject;
use crate::app::App;
use crate::http::problem::Problem;

/// Issues the invoice of a year that was just ordered. One that comes to nothing is paid at once, and the year begins.
///
/// # Errors
/// `already-invoiced`; those of the store.
pub async fn issue_for_print(
    app: &App,
    tx: &Tx,
    by: AccountId,
    subscription: &PrintSubscription,
    item: SingleItem,
) -> Result<InvoiceRecord, Problem> {
    let of = Issue {
        billed: Billed::PrintMagazine(subscription.id),
        account_id: subscription.account_id,
        member_id: Some(subscription.member_id),
        bill_to_organization_id: None,
        purchase_order_number: None,
        by: Some(by),
    };
    let record = issue::issue(app, tx, of, issue_single(item)).await?;
    subject::on_payment(app, tx, &record.invoice, app.clock.today(), by).await?;
    Ok(record)
}
