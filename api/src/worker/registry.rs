//! The daily jobs. To add one: write it in `api/src/<slice>/jobs.rs` as an
//! `async fn(&App) -> Result<u64, Problem>` that calls the slice's actions, and
//! name it here.

use super::daily::DailyJob;
use crate::{cyber_program, life_membership, members};

/// Every daily job, in the order they run. What they write to the outbox goes
/// out in the same round.
pub const DAILY: &[DailyJob] = &[
    DailyJob { name: "cyber_program.promotions", run: |app| Box::pin(cyber_program::jobs::promote_waiting(app)) },
    DailyJob { name: "life_membership.employment", run: |app| Box::pin(life_membership::jobs::follow_employment(app)) },
    DailyJob {
        name: "cyber_program.completion",
        run: |app| Box::pin(cyber_program::progress::jobs::settle_completion(app)),
    },
    DailyJob {
        name: "billing.renewal_invoices",
        run: |app| Box::pin(members::actions::renewals::issue_renewal_invoices(app)),
    },
    DailyJob { name: "members.standing_notices", run: |app| Box::pin(members::jobs::send_standing_notices(app)) },
];
