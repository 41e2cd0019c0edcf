//! Remembered answers: a request sent twice under one Idempotency-Key acts once.
//!
//! Invariants: the key is claimed and its answer stored in the transaction of
//! the change itself, so there is never one without the other; a claim waits
//! for another transaction that holds the same key; an expired key is free.

use std::fmt;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QuerySelect, Statement};

use crate::columns::{from_json, micros, to_json};
use crate::{StoreError, Tx};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotency_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub caller: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key_hash: Vec<u8>,
        pub method_path: String,
        pub body_hash: Vec<u8>,
        pub status: Option<i32>,
        pub headers_json: Option<String>,
        pub body: Option<Vec<u8>>,
        pub created_at: i64,
        pub expires_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who sent which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyOf<'a> {
    /// The caller the key belongs to: an account, or `anonymous` for all others together.
    pub caller: &'a str,
    /// SHA-256 of the key.
    pub key_hash: &'a [u8; 32],
}

/// What the key was sent with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestOf<'a> {
    /// Method and path, for instance `POST /v1/billing/payments`.
    pub method_path: &'a str,
    /// SHA-256 of the body's meaning.
    pub body_hash: &'a [u8; 32],
}

/// The answer to give again.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredAnswer {
    /// HTTP status.
    pub status: u16,
    /// The headers that belong to the answer, in order.
    pub headers: Vec<(String, String)>,
    /// The body, byte for byte.
    pub body: Vec<u8>,
}

// An answer may hold tokens or a salary, which must not reach a log line by way of `{:?}`.
impl fmt::Debug for StoredAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredAnswer").field("status", &self.status).finish_non_exhaustive()
    }
}

impl fmt::Debug for table::Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("idempotency_keys::Model").field("method_path", &self.method_path).finish_non_exhaustive()
    }
}

/// What claiming a key came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The key is new and now belongs to this transaction: act, then [`store_answer`].
    New,
    /// The same request was answered before.
    Replay(StoredAnswer),
    /// The key was used for another request.
    OtherRequest,
}

/// Claims a key for a request until `expires_at`.
///
/// # Errors
/// [`StoreError::Locked`] when another transaction holds the key and did not
/// end in time: the first request is still in progress.
pub async fn claim(
    tx: &Tx,
    key: KeyOf<'_>,
    request: RequestOf<'_>,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<Claim, StoreError> {
    if take(tx, key, request, now, expires_at).await? {
        return Ok(Claim::New);
    }
    let held = table::Entity::find_by_id((key.caller.to_owned(), key.key_hash.to_vec())).one(tx).await?;
    match held {
        Some(row) if row.method_path != request.method_path || row.body_hash != request.body_hash => {
            Ok(Claim::OtherRequest)
        }
        Some(row) => answer_of(row).map(Claim::Replay),
        // Swept away since the attempt to take it.
        None => Err(StoreError::Retry),
    }
}

/// Writes the key unless a live one stands there; one statement, so two callers
/// cannot both replace the same expired key.
async fn take(
    tx: &Tx,
    key: KeyOf<'_>,
    request: RequestOf<'_>,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let sql = "insert into idempotency_keys \
               (caller, key_hash, method_path, body_hash, created_at, expires_at) \
               values ($1, $2, $3, $4, $5, $6) \
               on conflict (caller, key_hash) do update set \
               method_path = excluded.method_path, body_hash = excluded.body_hash, \
               created_at = excluded.created_at, expires_at = excluded.expires_at, \
               status = null, headers_json = null, body = null \
               where idempotency_keys.expires_at <= excluded.created_at";
    let values = [
        key.caller.into(),
        key.key_hash.to_vec().into(),
        request.method_path.into(),
        request.body_hash.to_vec().into(),
        micros(now).into(),
        micros(expires_at).into(),
    ];
    let written = tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), sql, values)).await?;
    Ok(written.rows_affected() == 1)
}

fn answer_of(row: table::Model) -> Result<StoredAnswer, StoreError> {
    let (Some(status), Some(headers), Some(body)) = (row.status, row.headers_json, row.body) else {
        return Err(StoreError::Database("an idempotency key was committed without its answer".into()));
    };
    let status = u16::try_from(status).map_err(|_| StoreError::Database(format!("{status} is no HTTP status")))?;
    Ok(StoredAnswer { status, headers: from_json(&headers)?, body })
}

/// Stores the answer under the key claimed in the same transaction.
///
/// # Errors
/// [`StoreError::NotFound`] when the key was not claimed.
pub async fn store_answer(tx: &Tx, key: KeyOf<'_>, answer: &StoredAnswer) -> Result<(), StoreError> {
    let stored = table::Entity::update_many()
        .col_expr(table::Column::Status, Expr::value(i32::from(answer.status)))
        .col_expr(table::Column::HeadersJson, Expr::value(to_json(&answer.headers)?))
        .col_expr(table::Column::Body, Expr::value(answer.body.clone()))
        .filter(table::Column::Caller.eq(key.caller))
        .filter(table::Column::KeyHash.eq(key.key_hash.to_vec()))
        .exec(tx)
        .await?;
    if stored.rows_affected == 1 { Ok(()) } else { Err(StoreError::NotFound("idempotency key")) }
}

/// Forgets at most `limit` expired keys; answers how many.
pub async fn sweep_expired(tx: &Tx, now: DateTime<Utc>, limit: u64) -> Result<u64, StoreError> {
    let expired = table::Entity::find().filter(table::Column::ExpiresAt.lte(micros(now))).limit(limit).all(tx).await?;
    let mut swept = 0;
    for row in expired {
        swept += table::Entity::delete_by_id((row.caller, row.key_hash)).exec(tx).await?.rows_affected;
    }
    Ok(swept)
}

#[cfg(test)]
mod tests;
