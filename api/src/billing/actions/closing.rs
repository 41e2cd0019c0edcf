//! Closing a month of the books, and opening it again by two people.

use chrono::NaiveDate;
use guildhall_domain::Refusal;
use guildhall_domain::billing::periods::{Reopening, check_closing, check_reopening};
use guildhall_domain::billing::{BillingEvent, BillingRefusal, PeriodClosing};
use guildhall_domain::ids::{AccountId, PeriodClosingId};
use guildhall_persistence::{Tx, billing as store};

use crate::app::App;
use crate::events;
use crate::http::problem::Problem;

/// Closes the month that begins on a day. Whoever is posting into it is waited for.
///
/// # Errors
/// `month-not-over`, `month-closed`; those of the store.
pub async fn close(app: &App, tx: &Tx, by: AccountId, month: NaiveDate) -> Result<PeriodClosing, Problem> {
    let refused = |refusal: BillingRefusal| Problem::from(Refusal::from(refusal)).at("/month");
    check_closing(month, app.clock.today()).map_err(refused)?;
    if store::lock_month(tx, month).await? {
        return Err(refused(BillingRefusal::MonthClosed { month }));
    }
    let now = app.clock.now();
    let closing = PeriodClosing {
        id: PeriodClosingId::new(app.entropy.uuid(now)),
        month,
        closed_by: by,
        closed_at: now,
        reopening: None,
        version: 1,
    };
    store::mark_month(tx, month, true).await?;
    store::insert_period_closing(tx, &closing).await?;
    events::record(app, tx, Some(by), BillingEvent::PeriodClosed { period_closing: closing.id, month }).await?;
    Ok(closing)
}

/// Proposes to open a month again, or agrees to what another proposed: then it is open.
///
/// # Errors
/// `not-found`, `month-reopened`, `second-person-needed`; those of the store.
pub async fn reopen(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: PeriodClosingId,
    reason: String,
) -> Result<PeriodClosing, Problem> {
    let month = store::load_period_closing(tx, id).await?.month;
    store::lock_month(tx, month).await?;
    let mut closing = store::load_period_closing(tx, id).await?;
    let agreed = check_reopening(&closing, by).map_err(Refusal::from)?;
    let now = app.clock.now();
    let event = match closing.reopening.take() {
        Some(proposed) if agreed => {
            closing.reopening = Some(Reopening { agreed: Some((by, now)), ..proposed });
            store::mark_month(tx, month, false).await?;
            BillingEvent::PeriodReopened { period_closing: id, month }
        }
        _ => {
            closing.reopening = Some(Reopening { reason, proposed_by: by, proposed_at: now, agreed: None });
            BillingEvent::PeriodReopeningProposed { period_closing: id, month }
        }
    };
    closing.version = store::save_period_closing(tx, &closing).await?;
    events::record(app, tx, Some(by), event).await?;
    Ok(closing)
}
