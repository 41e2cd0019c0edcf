//! A seat, and the seats of a purchase, as what an invoice bills: paid in full or not at all, and given up through its enrollment only.

use async_trait::async_trait;
use guildhall_domain::billing::SubjectKind;
use guildhall_domain::cyber_program::{SEAT, SEAT_PURCHASE};
use guildhall_domain::ids::{AccountId, EnrollmentId, SeatPurchaseId};
use guildhall_persistence::{Tx, cyber_program as store};
use uuid::Uuid;

use super::actions::{owed_again, seats};
use crate::app::App;
use crate::billing::billable::{Billable, Paid, Reopened};
use crate::http::problem::Problem;

/// A seat of the program.
pub struct SeatBillable;

#[async_trait]
impl Billable for SeatBillable {
    fn kind(&self) -> SubjectKind {
        SEAT
    }

    /// The cohort is locked, as by whoever counts, gives or frees a seat of it.
    async fn lock(&self, _: &App, tx: &Tx, id: Uuid) -> Result<(), Problem> {
        seats::locked(tx, EnrollmentId::new(id)).await.map(|_| ())
    }

    async fn on_paid(&self, app: &App, tx: &Tx, paid: &Paid<'_>) -> Result<(), Problem> {
        if !paid.is_in_full() {
            return Ok(());
        }
        seats::on_paid(app, tx, EnrollmentId::new(paid.id), paid.by).await
    }

    async fn on_reopened(&self, app: &App, tx: &Tx, reopened: &Reopened<'_>) -> Result<(), Problem> {
        owed_again::on_reopened(app, tx, EnrollmentId::new(reopened.id), reopened.by).await
    }

    /// Never asked: [`Billable::settles_its_invoice`] refuses before.
    async fn on_given_up(&self, _: &App, _: &Tx, _: Uuid, _: AccountId) -> Result<(), Problem> {
        Ok(())
    }

    fn settles_its_invoice(&self) -> bool {
        true
    }
}

/// Seats that an organization bought together: paid in full or not at all, each given up through its enrollment.
pub struct SeatPurchaseBillable;

#[async_trait]
impl Billable for SeatPurchaseBillable {
    fn kind(&self) -> SubjectKind {
        SEAT_PURCHASE
    }

    /// The cohort is locked, as by whoever counts, gives or frees a seat of it.
    async fn lock(&self, _: &App, tx: &Tx, id: Uuid) -> Result<(), Problem> {
        let purchase = store::load_seat_purchase(tx, SeatPurchaseId::new(id)).await?;
        store::lock_cohort(tx, purchase.cohort_id).await?;
        Ok(())
    }

    async fn on_paid(&self, app: &App, tx: &Tx, paid: &Paid<'_>) -> Result<(), Problem> {
        if !paid.is_in_full() {
            return Ok(());
        }
        for enrollment in store::enrollments_of_purchase(tx, SeatPurchaseId::new(paid.id)).await? {
            seats::on_paid(app, tx, enrollment.id, paid.by).await?;
        }
        Ok(())
    }

    async fn on_reopened(&self, app: &App, tx: &Tx, reopened: &Reopened<'_>) -> Result<(), Problem> {
        for enrollment in store::enrollments_of_purchase(tx, SeatPurchaseId::new(reopened.id)).await? {
            owed_again::on_reopened(app, tx, enrollment.id, reopened.by).await?;
        }
        Ok(())
    }

    /// Never asked: [`Billable::settles_its_invoice`] refuses before.
    async fn on_given_up(&self, _: &App, _: &Tx, _: Uuid, _: AccountId) -> Result<(), Problem> {
        Ok(())
    }

    fn settles_its_invoice(&self) -> bool {
        true
    }

    fn belongs_to_payer(&self) -> bool {
        true
    }
}
