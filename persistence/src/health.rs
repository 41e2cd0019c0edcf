//! Whether the database is fit to serve.

use crate::migrations::pending;
use crate::{Db, StoreError};

/// Whether requests can be served: the database answers and its schema is up to date.
///
/// # Errors
/// [`StoreError::Unavailable`], saying which of the two is missing.
pub async fn ready(db: &Db) -> Result<(), StoreError> {
    db.ping().await?;
    match pending(db).await?.as_slice() {
        [] => Ok(()),
        names => Err(StoreError::Unavailable(format!("the schema lacks {}", names.join(", ")))),
    }
}

#[cfg(test)]
mod tests {
    use super::ready;
    use crate::testing::empty_database;
    use crate::{StoreError, migrate};

    #[tokio::test]
    async fn a_database_is_ready_once_it_is_migrated() {
        let db = empty_database().await;
        assert!(matches!(ready(&db).await, Err(StoreError::Unavailable(_))));
        migrate(&db).await.unwrap();
        ready(&db).await.unwrap();
    }
}
