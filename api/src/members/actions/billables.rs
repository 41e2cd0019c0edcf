//! What members are billed for: their applications, and years of the print magazine.

use async_trait::async_trait;
use guildhall_domain::billing::SubjectKind;
use guildhall_domain::ids::{AccountId, ApplicationId, PrintSubscriptionId};
use guildhall_domain::life_membership::PRINT_MAGAZINE;
use guildhall_domain::members::MEMBERSHIP;
use guildhall_persistence::billing::InvoiceRecord;
use guildhall_persistence::{Tx, life_membership, members};
use uuid::Uuid;

use super::activation::{self, Payment};
use super::{admission, bill, membership, print};
use crate::app::App;
use crate::billing::billable::{Billable, Order, Paid, Reopened};
use crate::billing::problems::UNKNOWN_APPLICATION;
use crate::http::problem::Problem;

/// An application for membership. The membership follows each installment.
pub struct MembershipBillable;

#[async_trait]
impl Billable for MembershipBillable {
    fn kind(&self) -> SubjectKind {
        MEMBERSHIP
    }

    async fn lock(&self, _: &App, tx: &Tx, id: Uuid) -> Result<(), Problem> {
        Ok(members::lock_application(tx, id.into()).await.map(drop)?)
    }

    async fn on_paid(&self, app: &App, tx: &Tx, paid: &Paid<'_>) -> Result<(), Problem> {
        let application_id = ApplicationId::new(paid.id);
        let installments = &paid.invoice.charged_installments();
        activation::on_payment(app, tx, &Payment { application_id, on: paid.on, installments, by: paid.by }).await
    }

    async fn on_reopened(&self, app: &App, tx: &Tx, reopened: &Reopened<'_>) -> Result<(), Problem> {
        let application_id = ApplicationId::new(reopened.id);
        let installments = &reopened.invoice.charged_installments();
        membership::on_reopened(app, tx, application_id, installments, reopened.by).await
    }

    /// The application stays, is judged by the record as it now is, and can be billed anew.
    async fn on_given_up(&self, app: &App, tx: &Tx, id: Uuid, by: AccountId) -> Result<(), Problem> {
        admission::refresh(app, tx, by, id.into()).await
    }

    async fn bill(&self, app: &App, tx: &Tx, order: &Order) -> Result<InvoiceRecord, Problem> {
        let application = members::find_application(tx, order.id.into()).await?;
        if application.is_none_or(|of| of.account_id != order.by && !order.for_anybody) {
            let detail = "No application of yours has that id.";
            return Err(Problem::new(&UNKNOWN_APPLICATION).detail(detail).at("/application_id"));
        }
        bill::issue(app, tx, order).await
    }
}

/// A year of the print magazine, ordered. It is paid in full or not at all, and goes with its invoice.
pub struct PrintMagazineBillable;

#[async_trait]
impl Billable for PrintMagazineBillable {
    fn kind(&self) -> SubjectKind {
        PRINT_MAGAZINE
    }

    async fn lock(&self, _: &App, tx: &Tx, id: Uuid) -> Result<(), Problem> {
        Ok(life_membership::lock_print_subscription(tx, id.into()).await.map(drop)?)
    }

    async fn on_paid(&self, app: &App, tx: &Tx, paid: &Paid<'_>) -> Result<(), Problem> {
        if !paid.is_in_full() {
            return Ok(());
        }
        print::begin(app, tx, PrintSubscriptionId::new(paid.id), paid.on, paid.by).await
    }

    async fn on_reopened(&self, app: &App, tx: &Tx, reopened: &Reopened<'_>) -> Result<(), Problem> {
        if reopened.is_still_paid() {
            return Ok(());
        }
        print::stop(app, tx, PrintSubscriptionId::new(reopened.id), reopened.by).await
    }

    async fn on_given_up(&self, app: &App, tx: &Tx, id: Uuid, by: AccountId) -> Result<(), Problem> {
        print::withdraw(app, tx, PrintSubscriptionId::new(id), by).await
    }
}
