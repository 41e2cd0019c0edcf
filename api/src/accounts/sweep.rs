//! What is kept no longer: one-time tokens, sessions and failed sign-ins.

use chrono::TimeDelta;
use futures_util::future::BoxFuture;
use guildhall_persistence::{Tx, accounts as store};

use crate::app::App;
use crate::http::problem::Problem;

/// One-time tokens a day after they expired, sessions a month after, and failed sign-ins long forgiven.
pub(super) fn sweep<'a>(app: &'a App, tx: &'a Tx) -> BoxFuture<'a, Result<u64, Problem>> {
    Box::pin(async move {
        let now = app.clock.now();
        let forgiven = TimeDelta::minutes(i64::from(app.policies.accounts.throttle.forgotten_after_minutes.value));
        let lifetimes = app.policies.accounts.lifetimes();
        let registered = now - lifetimes.confirmation - TimeDelta::days(1);
        let registrations = store::sweep_registrations(tx, registered).await?;
        let changes = store::sweep_address_changes(tx, now - TimeDelta::days(1)).await?;
        let tokens = store::sweep_one_time_tokens(tx, now - TimeDelta::days(1)).await?;
        let sessions = store::sweep_sessions(tx, now - TimeDelta::days(30)).await?;
        let failures = store::sweep_failures(tx, now - forgiven).await?;
        Ok(registrations + changes + tokens + sessions + failures)
    })
}
