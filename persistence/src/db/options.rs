//! Which database, and the figures that bound its use.

use std::str::FromStr;
use std::time::Duration;

use sea_orm::DbBackend;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

use crate::StoreError;

/// The two engines one store serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, one file (or memory), one writer at a time.
    Sqlite,
    /// A server of its own.
    Postgres,
}

impl Engine {
    pub(crate) fn backend(self) -> DbBackend {
        match self {
            Engine::Sqlite => DbBackend::Sqlite,
            Engine::Postgres => DbBackend::Postgres,
        }
    }
}

/// Where the database is and how long the server waits for it.
#[derive(Clone, Debug)]
pub struct DbOptions {
    pub(super) target: Target,
    /// Connections at most (PostgreSQL), or readers beside the one writer (SQLite).
    pub connections: usize,
    /// How long a request waits for a free connection.
    pub acquire_timeout: Duration,
    /// How long one statement may take before its connection is given up.
    pub statement_timeout: Duration,
    /// Age at which a connection is replaced.
    pub max_lifetime: Duration,
}

#[derive(Clone, Debug)]
pub(super) enum Target {
    Sqlite { connect: Box<SqliteConnectOptions>, memory: bool },
    Postgres(Box<PgConnectOptions>),
}

impl DbOptions {
    /// Reads a database URL: `sqlite:PATH`, `sqlite::memory:` or `postgres://…`.
    ///
    /// # Errors
    /// [`StoreError::Database`] saying what the address should look like.
    pub fn from_url(url: &str) -> Result<DbOptions, StoreError> {
        let target = if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            postgres(url)?
        } else if url.starts_with("sqlite:") {
            sqlite(url)?
        } else {
            return Err(StoreError::Database("the database address must begin with sqlite: or postgres://".into()));
        };
        Ok(DbOptions {
            target,
            connections: 8,
            acquire_timeout: Duration::from_millis(1500),
            statement_timeout: Duration::from_secs(2),
            max_lifetime: Duration::from_secs(30 * 60),
        })
    }

    /// Which engine the address names.
    pub fn engine(&self) -> Engine {
        match self.target {
            Target::Sqlite { .. } => Engine::Sqlite,
            Target::Postgres(_) => Engine::Postgres,
        }
    }

    /// The address with the engine's own limits, which come before ours: a row is
    /// waited for no longer than a connection, a statement no longer than it may take.
    pub(super) fn bounded_target(&self) -> Target {
        let lock_timeout = self.acquire_timeout.min(self.statement_timeout);
        let millis = |limit: Duration| limit.as_millis().max(1).to_string();
        match self.target.clone() {
            Target::Sqlite { connect, memory } => {
                Target::Sqlite { connect: Box::new(connect.busy_timeout(lock_timeout)), memory }
            }
            Target::Postgres(connect) => Target::Postgres(Box::new(connect.options([
                ("statement_timeout", millis(self.statement_timeout)),
                ("lock_timeout", millis(lock_timeout)),
            ]))),
        }
    }

    /// In memory there is one connection for everything: two would meet table locks.
    pub(super) fn read_connections(&self) -> usize {
        match self.target {
            Target::Sqlite { memory: true, .. } => 1,
            _ => self.connections.max(1),
        }
    }

    /// SQLite has one writer; queueing for it here is fair, its busy handler is not.
    /// `None`: writers share the readers' connections.
    pub(super) fn write_connections(&self) -> Option<usize> {
        match self.target {
            Target::Sqlite { memory: false, .. } => Some(1),
            _ => None,
        }
    }
}

fn sqlite(url: &str) -> Result<Target, StoreError> {
    let memory = url == "sqlite::memory:";
    let connect = if memory {
        SqliteConnectOptions::from_str(url).map(|options| options.shared_cache(true))
    } else {
        SqliteConnectOptions::from_str(url)
    };
    let connect = connect
        .map_err(|error| StoreError::Database(error.to_string()))?
        .create_if_missing(true)
        .foreign_keys(true)
        .synchronous(SqliteSynchronous::Full)
        .pragma("trusted_schema", "OFF")
        .statement_cache_capacity(200);
    let connect = if memory { connect } else { connect.journal_mode(SqliteJournalMode::Wal) };
    Ok(Target::Sqlite { connect: Box::new(connect), memory })
}

fn postgres(url: &str) -> Result<Target, StoreError> {
    let connect = PgConnectOptions::from_str(url)
        .map_err(|error| StoreError::Database(error.to_string()))?
        .application_name("guildhall")
        .statement_cache_capacity(200)
        .options([("idle_in_transaction_session_timeout", "5000"), ("TimeZone", "UTC")]);
    Ok(Target::Postgres(Box::new(connect)))
}
