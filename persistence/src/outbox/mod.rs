//! Messages to the world, written in the transaction of the change they tell of.
//!
//! Invariants: a message is delivered at least once, its id being the gateway's
//! idempotency key. No row lock is held while a gateway is called: a claim is a
//! lease, which moves `available_at` ahead and ends by itself when a worker dies.

mod delivery;
mod list;
mod table;

use std::fmt;

use chrono::{DateTime, Utc};
use guildhall_domain::MessageId;

use crate::columns::{from_json, instant, instant_or_none, micros, to_json};
use crate::{StoreError, Tx, rows};
pub use delivery::{claim_due, forget_payload, mark_delivered, mark_failed, next_due_at, sweep_delivered};
pub use list::{MessageFilter, MessageSort, find_message, list_messages};

/// A message to append.
#[derive(Clone, PartialEq)]
pub struct NewMessage {
    /// Its id, a UUIDv7: also the gateway's idempotency key.
    pub id: MessageId,
    /// What it is, for instance `letter`.
    pub kind: String,
    /// A word that only one message may ever bear: appending a second one does nothing.
    pub dedupe: Option<String>,
    /// What the worker needs to deliver it.
    pub payload: serde_json::Value,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// From when it may be delivered.
    pub available_at: DateTime<Utc>,
}

/// A message on record.
#[derive(Clone, PartialEq)]
pub struct OutboxMessage {
    /// Its id.
    pub id: MessageId,
    /// The kind.
    pub kind: String,
    /// The word only this message bears.
    pub dedupe: Option<String>,
    /// What the worker needs to deliver it.
    pub payload: serde_json::Value,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// From when it may be delivered, or tried again.
    pub available_at: DateTime<Utc>,
    /// How often delivery was begun.
    pub attempts: i32,
    /// What the last failure said.
    pub last_error: Option<String>,
    /// When it was delivered.
    pub delivered_at: Option<DateTime<Utc>>,
    /// When delivery was given up.
    pub given_up_at: Option<DateTime<Utc>>,
}

// What is sent may hold addresses and tokens, which must not reach a log line by way of `{:?}`.
impl fmt::Debug for NewMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewMessage").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl fmt::Debug for OutboxMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutboxMessage")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// Appends a message; `false` when its `dedupe` word was used before.
pub async fn append(tx: &Tx, message: &NewMessage) -> Result<bool, StoreError> {
    let row = table::Model {
        id: message.id.uuid(),
        kind: message.kind.clone(),
        dedupe: message.dedupe.clone(),
        payload_json: to_json(&message.payload)?,
        created_at: micros(message.created_at),
        available_at: micros(message.available_at),
        attempts: 0,
        last_error: None,
        delivered_at: None,
        given_up_at: None,
    };
    rows::insert_if_free::<table::Entity>(tx, row).await
}

impl TryFrom<table::Model> for OutboxMessage {
    type Error = StoreError;

    fn try_from(row: table::Model) -> Result<Self, StoreError> {
        Ok(OutboxMessage {
            id: row.id.into(),
            kind: row.kind,
            dedupe: row.dedupe,
            payload: from_json(&row.payload_json)?,
            created_at: instant(row.created_at)?,
            available_at: instant(row.available_at)?,
            attempts: row.attempts,
            last_error: row.last_error,
            delivered_at: instant_or_none(row.delivered_at)?,
            given_up_at: instant_or_none(row.given_up_at)?,
        })
    }
}

#[cfg(test)]
mod tests;
