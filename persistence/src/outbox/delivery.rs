//! What a worker does with messages: lease, then mark.

use chrono::{DateTime, Utc};
use guildhall_domain::MessageId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{QueryOrder, QuerySelect, UpdateMany};

use super::table::{Column, Entity};
use super::{OutboxMessage, StoreError, instant, micros};
use crate::{Read, Tx};

/// Leases at most `limit` messages due at `now`, oldest first, until
/// `leased_until`; their count of attempts rises. Commit before calling a
/// gateway. Rows another worker is just leasing are passed over.
pub async fn claim_due(
    tx: &Tx,
    now: DateTime<Utc>,
    leased_until: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<OutboxMessage>, StoreError> {
    let mut due = undelivered(Entity::find())
        .filter(Column::AvailableAt.lte(micros(now)))
        .order_by_asc(Column::AvailableAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(tx)
        .await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    Entity::update_many()
        .col_expr(Column::AvailableAt, Expr::value(micros(leased_until)))
        .col_expr(Column::Attempts, Expr::cust("attempts + 1"))
        .filter(Column::Id.is_in(due.iter().map(|message| message.id)))
        .exec(tx)
        .await?;
    for message in &mut due {
        message.available_at = micros(leased_until);
        message.attempts += 1;
    }
    due.into_iter().map(OutboxMessage::try_from).collect()
}

/// Marks a message as delivered; once is enough, a second time changes nothing.
pub async fn mark_delivered(tx: &Tx, id: MessageId, now: DateTime<Utc>) -> Result<(), StoreError> {
    still_open(id).col_expr(Column::DeliveredAt, Expr::value(micros(now))).exec(tx).await?;
    Ok(())
}

/// Forgets what a message said, which nobody needs once it is delivered.
pub async fn forget_payload(tx: &Tx, id: MessageId) -> Result<(), StoreError> {
    let one = Entity::update_many().filter(Column::Id.eq(id.uuid()));
    one.col_expr(Column::PayloadJson, Expr::value("{}")).exec(tx).await?;
    Ok(())
}

/// Marks an attempt as failed: it is tried again at `next_attempt_at`, or never when that is `None`.
pub async fn mark_failed(
    tx: &Tx,
    id: MessageId,
    error: &str,
    next_attempt_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let failed = still_open(id).col_expr(Column::LastError, Expr::value(error));
    let failed = match next_attempt_at {
        Some(at) => failed.col_expr(Column::AvailableAt, Expr::value(micros(at))),
        None => failed.col_expr(Column::GivenUpAt, Expr::value(micros(now))),
    };
    failed.exec(tx).await?;
    Ok(())
}

/// When the next message is due, if any is waiting.
pub async fn next_due_at(db: &dyn Read) -> Result<Option<DateTime<Utc>>, StoreError> {
    let next = undelivered(Entity::find())
        .order_by_asc(Column::AvailableAt)
        .order_by_asc(Column::Id)
        .limit(1)
        .one(&db)
        .await?;
    next.map(|message| instant(message.available_at)).transpose()
}

/// Forgets the messages delivered before an instant, which hold addresses and
/// tokens nobody needs any more; answers how many.
pub async fn sweep_delivered(tx: &Tx, delivered_before: DateTime<Utc>) -> Result<u64, StoreError> {
    let swept = Entity::delete_many().filter(Column::DeliveredAt.lt(micros(delivered_before))).exec(tx).await?;
    Ok(swept.rows_affected)
}

fn undelivered(select: Select<Entity>) -> Select<Entity> {
    select.filter(Column::DeliveredAt.is_null()).filter(Column::GivenUpAt.is_null())
}

fn still_open(id: MessageId) -> UpdateMany<Entity> {
    Entity::update_many()
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::DeliveredAt.is_null())
        .filter(Column::GivenUpAt.is_null())
}
