//! Delivering the outbox.
//!
//! Invariant: no transaction is open while a gateway is called. A message is
//! leased, handed over, then marked; a worker that dies in between leaves it to
//! be handed over again under the same id, by which a receiver can tell.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{StreamExt, stream};
use guildhall_persistence::outbox::{self, OutboxMessage};

use super::deliverers;
use super::report::{JobReport, Outcome};
use crate::app::App;
use crate::config::Environment;
use crate::gateways::mail::GatewayError;
use crate::http::problem::Problem;

/// Name of this job in reports.
pub(super) const NAME: &str = "outbox.deliver";

const BATCH: u64 = 32;
/// One mail server answers slowly (tens a second on one connection), several connections do not.
const AT_ONCE: usize = 8;
/// Longer than all waiting a batch can do, so that no other worker takes over what is still under way.
const LEASE: TimeDelta = TimeDelta::minutes(3);
const DEADLINE: Duration = Duration::from_secs(30);

/// Some 36 hours of trying: 30 seconds, doubling up to four hours.
const MOST_ATTEMPTS: i32 = 18;
const FIRST_DELAY_SECONDS: i64 = 30;
const LONGEST_DELAY_SECONDS: i64 = 4 * 60 * 60;
const LONGEST_ERROR: usize = 500;

/// Hands over everything that is due.
pub(super) async fn deliver_due(app: &App) -> Result<JobReport, Problem> {
    let mut report = JobReport::of(NAME, Outcome::Done, 0);
    loop {
        let leased = lease(app).await?;
        if leased.is_empty() {
            return Ok(report);
        }
        let sending = stream::iter(leased).map(|message| deliver(app, message)).buffer_unordered(AT_ONCE);
        // All are awaited before a failure of the store counts: none is cut off half sent.
        for delivered in sending.collect::<Vec<_>>().await {
            *(if delivered? { &mut report.done } else { &mut report.failed }) += 1;
        }
    }
}

async fn lease(app: &App) -> Result<Vec<OutboxMessage>, Problem> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let leased = outbox::claim_due(&tx, now, now + LEASE, BATCH).await?;
    tx.commit().await?;
    Ok(leased)
}

/// Hands one message over and marks what came of it; answers whether it went out.
async fn deliver(app: &App, message: OutboxMessage) -> Result<bool, Problem> {
    let handed_over = tokio::time::timeout(DEADLINE, deliverers::deliver(app, &message)).await;
    let outcome = handed_over.unwrap_or_else(|_| Err(GatewayError::Retry("no answer in time".into())));
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let mut ended = true;
    match &outcome {
        Ok(()) => outbox::mark_delivered(&tx, message.id, now).await?,
        Err(error) => {
            let again = next_attempt(error, message.attempts, now);
            tracing::warn!(message = %message.id, kind = message.kind, attempts = message.attempts, given_up = again.is_none(), "a message did not go out");
            let words: String = error.to_string().chars().take(LONGEST_ERROR).collect();
            outbox::mark_failed(&tx, message.id, &words, again, now).await?;
            ended = again.is_none();
        }
    }
    if ended && app.config.env == Environment::Production {
        // It holds an address and perhaps a one-time token: of no use to anybody any more.
        outbox::forget_payload(&tx, message.id).await?;
    }
    tx.commit().await?;
    Ok(outcome.is_ok())
}

/// When a message that failed is tried again; `None` when no more.
fn next_attempt(error: &GatewayError, attempts: i32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if matches!(error, GatewayError::GiveUp(_)) || attempts >= MOST_ATTEMPTS {
        return None;
    }
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(20);
    let delay = (FIRST_DELAY_SECONDS << doublings).min(LONGEST_DELAY_SECONDS);
    Some(now + TimeDelta::seconds(delay))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_four_hours_and_span_more_than_a_day() {
        let error = GatewayError::Retry("busy".into());
        let now = DateTime::UNIX_EPOCH;
        let delay = |attempts| next_attempt(&error, attempts, now).map(|at| (at - now).num_seconds());
        assert_eq!(
            [delay(1), delay(2), delay(3), delay(17), delay(18)],
            [Some(30), Some(60), Some(120), Some(14_400), None]
        );
        let total: i64 = (1..MOST_ATTEMPTS).filter_map(delay).sum();
        assert!(total > 24 * 60 * 60, "{total}");
    }

    #[test]
    fn what_will_never_work_is_tried_once() {
        assert_eq!(next_attempt(&GatewayError::GiveUp("no such mailbox".into()), 1, DateTime::UNIX_EPOCH), None);
    }
}
