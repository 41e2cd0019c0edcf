//! `GET /v1/billing/aging`: what is owed, by how long it has been due.

use actix_web::web::Data;
use chrono::NaiveDate;
use guildhall_persistence::billing::{self as store, AgedSum};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::http::answers::Answer;
use crate::http::auth::{Caller, Finance};
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};

/// What is owed on all invoices, by how long it has been due.
#[derive(Serialize, ToSchema)]
#[schema(as = AgingReport)]
pub struct AgingOut {
    /// Day of the report: today, in America/New_York.
    #[schema(example = "2025-06-01")]
    aged_on: NaiveDate,
    /// Due after today.
    not_due: AgedOut,
    /// Due for 0 to 30 days.
    days_0_to_30: AgedOut,
    /// Due for 31 to 60 days.
    days_31_to_60: AgedOut,
    /// Due for 61 to 90 days.
    days_61_to_90: AgedOut,
    /// Due for more than 90 days.
    days_over_90: AgedOut,
    /// Everything that is owed.
    total: AgedOut,
}

/// Payments that are owed: installments, or whole invoices.
#[derive(Clone, Copy, Default, Serialize, ToSchema)]
#[schema(as = AgedSum)]
pub struct AgedOut {
    /// Number of payments.
    #[schema(minimum = 0, maximum = 1_000_000_000, example = 12)]
    payment_count: i64,
    /// What is owed of them, in US cents, after credits and write-offs.
    #[schema(minimum = 0, maximum = 9_000_000_000_000_000_i64, example = 1_170_000)]
    amount_cents: i64,
}

impl AgedOut {
    fn add(&mut self, sum: &AgedSum) {
        self.payment_count = self.payment_count.saturating_add(sum.payments);
        self.amount_cents = self.amount_cents.saturating_add(sum.owed.cents());
    }
}

/// Read the aging report
///
/// For finance. What is owed today, by the age of each payment that is due: an installment counts by its own date.
#[utoipa::path(get, path = "/aging", tag = "Billing")]
pub async fn get_aging(_: Caller<Finance>, app: Data<App>, _: Params<NoParams>) -> Result<Answer<AgingOut>, Problem> {
    let today = app.clock.today();
    let none = AgedOut::default();
    let mut report = AgingOut {
        aged_on: today,
        not_due: none,
        days_0_to_30: none,
        days_31_to_60: none,
        days_61_to_90: none,
        days_over_90: none,
        total: none,
    };
    for sum in store::aged_sums(&app.db).await? {
        let of = match (today - sum.due_on).num_days() {
            ..0 => &mut report.not_due,
            0..=30 => &mut report.days_0_to_30,
            31..=60 => &mut report.days_31_to_60,
            61..=90 => &mut report.days_61_to_90,
            _ => &mut report.days_over_90,
        };
        of.add(&sum);
        report.total.add(&sum);
    }
    Ok(Answer::new(report))
}
