//! The database: which engine, its connections, and transactions.
//!
//! Invariants kept here:
//! - a write needs a [`Tx`]; on SQLite a transaction begins IMMEDIATE and passes
//!   through one writer connection, so that it never meets `SQLITE_BUSY_SNAPSHOT`;
//! - a statement, a wait for a connection and a connection attempt each have a deadline;
//! - a connection whose statement failed in transit, timed out or was canceled
//!   is dropped, never used again (no ping is needed, and no permit leaks).

mod connection;
mod options;
mod pool;
mod read;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use tokio::sync::Mutex;

use crate::StoreError;
use connection::Connection;
pub use options::{DbOptions, Engine};
use pool::Pool;
pub use read::Read;

/// A handle on the database. Cheap to clone; reads go straight to it.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    readers: Pool,
    writers: Pool,
}

impl Db {
    /// Opens the database that `options` name. The first connection is made
    /// here, so a wrong address or a missing file is known at once.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when no connection can be made.
    pub async fn open(options: &DbOptions) -> Result<Db, StoreError> {
        let readers = Pool::new(options, options.read_connections());
        let writers = match options.write_connections() {
            Some(limit) => Pool::new(options, limit),
            None => readers.clone(),
        };
        readers.warm().await?;
        Ok(Db { inner: Arc::new(Inner { engine: options.engine(), readers, writers }) })
    }

    /// Ends every connection that is not in use, at the end of a process: what is left of a SQLite database is one file.
    pub async fn close(&self) {
        self.inner.readers.close().await;
        self.inner.writers.close().await;
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// Begins a writing transaction.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when no connection is free in time or the engine is down.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let begin = match self.inner.engine {
            Engine::Sqlite => "BEGIN IMMEDIATE",
            Engine::Postgres => "BEGIN",
        };
        let connection = self.inner.writers.connection_after(begin).await?;
        Ok(Tx { engine: self.inner.engine, connection: Mutex::new(Some(connection)), failed: AtomicBool::new(false) })
    }

    /// Runs `SELECT 1`.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it does not answer in time.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.run_unprepared("SELECT 1").await
    }

    /// Runs SQL as it stands, outside of any transaction: to look after a database. A change of records takes a [`Tx`].
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it does not answer in time, [`StoreError::Database`] when it refuses.
    pub async fn run_unprepared(&self, sql: &str) -> Result<(), StoreError> {
        self.execute_unprepared(sql).await?;
        Ok(())
    }
}

/// An open writing transaction. Dropped without [`Tx::commit`] it is rolled back.
///
/// A transaction in which a statement failed can no longer be committed:
/// PostgreSQL would answer COMMIT by silently rolling back, SQLite would keep
/// half of the change.
pub struct Tx {
    engine: Engine,
    connection: Mutex<Option<Connection>>,
    failed: AtomicBool,
}

impl Tx {
    /// Makes everything done in this transaction durable.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the engine did not confirm: the caller
    /// must not acknowledge the change.
    pub async fn commit(self) -> Result<(), StoreError> {
        if self.failed.load(Ordering::Relaxed) {
            self.rollback().await?;
            return Err(StoreError::Database("commit after a failed statement".into()));
        }
        self.end("COMMIT").await
    }

    /// Undoes everything done in this transaction, and waits until it is undone.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the engine did not confirm; it then rolls back by itself.
    pub async fn rollback(self) -> Result<(), StoreError> {
        self.end("ROLLBACK").await
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    async fn end(mut self, word: &'static str) -> Result<(), StoreError> {
        match self.connection.get_mut().take() {
            Some(mut connection) => Ok(connection.run_unprepared(word).await.map(|_| connection.release())?),
            None => Err(StoreError::Unavailable("the transaction lost its connection".into())),
        }
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.get_mut().take() else { return };
        // Without a runtime (at exit) the connection is closed, which rolls back as well.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if connection.run_unprepared("ROLLBACK").await.is_ok() {
                    connection.release();
                }
            });
        }
    }
}

/// Runs one statement on a pooled connection, and again on a new one if an idle connection was
/// dead. Only reads use this, so running twice does no harm.
macro_rules! on_a_connection {
    ($db:expr, |$connection:ident| $run:expr) => {{
        let mut $connection = $db.inner.readers.connection().await?;
        match $run.await {
            Ok(answer) => {
                $connection.release();
                Ok(answer)
            }
            Err(_) if $connection.was_stale() => {
                drop($connection);
                $db.inner.readers.forget_idle();
                let mut $connection = $db.inner.readers.fresh_connection().await?;
                let answer = $run.await?;
                $connection.release();
                Ok(answer)
            }
            Err(error) => {
                $connection.release();
                Err(error)
            }
        }
    }};
}

#[async_trait]
impl ConnectionTrait for Db {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.engine.backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        on_a_connection!(self, |connection| connection.execute(&statement))
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        on_a_connection!(self, |connection| connection.run_unprepared(sql))
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        on_a_connection!(self, |connection| connection.query_one(&statement))
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        on_a_connection!(self, |connection| connection.query_all(&statement))
    }
}

/// Runs one statement on the transaction's connection. The connection is taken out while the
/// statement runs, so that a canceled one is never used again.
macro_rules! in_the_transaction {
    ($tx:expr, |$connection:ident| $run:expr) => {{
        let mut held = $tx.connection.lock().await;
        let mut $connection = held.take().ok_or_else(lost)?;
        let answer = $run.await;
        if !$connection.is_broken() {
            *held = Some($connection);
        }
        if answer.is_err() {
            $tx.failed.store(true, Ordering::Relaxed);
        }
        answer
    }};
}

fn lost() -> DbErr {
    DbErr::Conn(sea_orm::RuntimeErr::Internal("the transaction lost its connection".into()))
}

#[async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        self.engine.backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        in_the_transaction!(self, |connection| connection.execute(&statement))
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        in_the_transaction!(self, |connection| connection.run_unprepared(sql))
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        in_the_transaction!(self, |connection| connection.query_one(&statement))
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        in_the_transaction!(self, |connection| connection.query_all(&statement))
    }
}
