//! What can go wrong in the store, and the one table that maps what the two
//! engines say (SQLSTATE, SQLite result codes) to it.

use sea_orm::{DbErr, RuntimeErr};

/// Why the store did not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The record does not exist.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// A uniqueness or reference constraint refused the write; holds the
    /// engine's own words, which name the constraint. Never shown on the wire.
    #[error("constraint violated: {0}")]
    Conflict(String),
    /// The record was changed by somebody else since its version was read.
    #[error("the record has changed since it was read")]
    Stale,
    /// The engine deadlocked or could not serialize; the transaction may be run again.
    #[error("the transaction must be run again")]
    Retry,
    /// Another transaction holds the row and did not let go in time.
    #[error("the row is locked by another transaction")]
    Locked,
    /// The database cannot answer just now: down, full, read-only, out of connections or too slow.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// A fault of ours or of the engine that waiting does not mend.
    #[error("database fault: {0}")]
    Database(String),
}

impl StoreError {
    /// Whether the constraint that refused the write has `name` in what the
    /// engine said. SQLite names the columns (`accounts.email_key`), PostgreSQL
    /// the index, so callers pass a word that stands in both.
    pub fn violates(&self, name: &str) -> bool {
        matches!(self, StoreError::Conflict(said) if said.contains(name))
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match &error {
            DbErr::Query(RuntimeErr::SqlxError(inner))
            | DbErr::Exec(RuntimeErr::SqlxError(inner))
            | DbErr::Conn(RuntimeErr::SqlxError(inner)) => classify(inner),
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => StoreError::Unavailable(error.to_string()),
            DbErr::RecordNotFound(_) => StoreError::NotFound("record"),
            _ => StoreError::Database(error.to_string()),
        }
    }
}

impl From<StoreError> for DbErr {
    /// Only a connection that could not be opened crosses in this direction.
    fn from(error: StoreError) -> Self {
        DbErr::Conn(RuntimeErr::Internal(error.to_string()))
    }
}

/// One table for both engines (PROMISES.md section 4).
pub(crate) fn classify(error: &sqlx::Error) -> StoreError {
    match error {
        sqlx::Error::Database(said) => classify_code(&said.code().unwrap_or_default(), said.message()),
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Protocol(_) => StoreError::Unavailable(error.to_string()),
        _ => StoreError::Database(error.to_string()),
    }
}

fn classify_code(code: &str, message: &str) -> StoreError {
    let said = || message.to_owned();
    match code {
        "23505" | "23503" | "23514" | "1555" | "2067" | "787" | "275" => StoreError::Conflict(said()),
        "40001" | "40P01" => StoreError::Retry,
        "55P03" => StoreError::Locked,
        "57014" | "25006" | "57P01" | "57P02" | "57P03" | "3D000" => StoreError::Unavailable(said()),
        code if code.len() == 5 && (code.starts_with("08") || code.starts_with("53")) => {
            StoreError::Unavailable(said())
        }
        code => match code.parse::<u32>().map(|extended| extended & 0xff) {
            // SQLITE_BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN
            Ok(5 | 6 | 8 | 10 | 13 | 14) if code.len() < 5 => StoreError::Unavailable(said()),
            _ => StoreError::Database(format!("{code}: {message}")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_say_unavailable_in_many_ways_and_all_become_one() {
        for code in ["08006", "53300", "57P01", "57P03", "25006", "57014", "5", "6", "13", "261", "1546", "8"] {
            assert!(matches!(classify_code(code, ""), StoreError::Unavailable(_)), "{code}");
        }
    }

    #[test]
    fn constraint_and_retry_codes_are_told_apart() {
        assert!(matches!(classify_code("23505", "accounts_email_key"), StoreError::Conflict(_)));
        assert!(matches!(
            classify_code("2067", "UNIQUE constraint failed: accounts.email_key"),
            StoreError::Conflict(_)
        ));
        assert!(matches!(classify_code("40P01", ""), StoreError::Retry));
        assert!(matches!(classify_code("55P03", ""), StoreError::Locked));
        assert!(matches!(classify_code("42P01", ""), StoreError::Database(_)));
        assert!(classify_code("23505", "accounts_email_key").violates("email_key"));
    }
}
