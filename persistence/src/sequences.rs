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

#[cfg(test)]
mod tests {
    use super::next;
    use crate::testing::{change, database};

    #[tokio::test]
    async fn a_number_that_was_rolled_back_is_given_again_and_names_do_not_mix() {
        let db = database().await;
        assert_eq!(change!(db, |tx| next(tx, "member")).unwrap(), 1);
        let tx = db.begin().await.unwrap();
        assert_eq!(next(&tx, "member").await.unwrap(), 2);
        assert_eq!(next(&tx, "member").await.unwrap(), 3);
        tx.rollback().await.unwrap();
        assert_eq!(change!(db, |tx| next(tx, "member")).unwrap(), 2);
        assert_eq!(change!(db, |tx| next(tx, "invoice-2026")).unwrap(), 1);
    }

    #[tokio::test]
    async fn simultaneous_callers_get_every_number_once() {
        let db = database().await;
        let calls: Vec<_> = (0..20)
            .map(|_| {
                let db = db.db.clone();
                tokio::spawn(async move { change!(db, |tx| next(tx, "member")).unwrap() })
            })
            .collect();
        let mut numbers = Vec::new();
        for call in calls {
            numbers.push(call.await.unwrap());
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
    }
}
