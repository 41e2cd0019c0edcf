//! Numbers without gaps: members, invoices of a fiscal year.
//!
//! Invariant: the row stays locked until the caller's transaction ends, so a
//! number that was rolled back is given to the next caller.

use sea_orm::{ConnectionTrait, Statement};

use crate::{StoreError, Tx};

/// The next number of the sequence `name`; the first is 1.
///
/// # Errors
/// [`StoreError::Locked`] when another transaction kept the sequence too long.
pub async fn next(tx: &Tx, name: &str) -> Result<i64, StoreError> {
    let sql = "insert into number_sequences (name, last_number) values ($1, 1) \
               on conflict (name) do update set last_number = number_sequences.last_number + 1 \
               returning last_number";
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, [name.into()]);
    match tx.query_one_raw(statement).await? {
        Some(row) => Ok(row.try_get("", "last_number")?),
        None => Err(StoreError::Database(format!("the sequence {name} gave no number"))),
    }
}
