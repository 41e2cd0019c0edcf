//! The database: which engine, its connections, and transactions.
//!
//! Invariants kept here:
//! - a write needs a [`Tx`]; on SQLite a transaction begins IMMEDIATE and passes
//!   through one writer lane, so that it never meets `SQLITE_BUSY_SNAPSHOT`;
//! - a statement, a wait for a lane and a connection attempt each have a deadline;
//! - a connection whose statement failed in transit, timed out or was canceled
//!   is dropped, never used again (no ping is needed, and no permit leaks).

mod lane;
mod options;
mod pool;
mod read;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use tokio::sync::Mutex;

use crate::StoreError;
use lane::Lane;
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
        let readers = Pool::new(options, options.read_lanes());
        let writers = match options.write_lanes() {
            Some(lanes) => Pool::new(options, lanes),
            None => readers.clone(),
        };
        readers.warm().await?;
        Ok(Db { inner: Arc::new(Inner { engine: options.engine(), readers, writers }) })
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// Begins a writing transaction.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when no lane is free in time or the engine is down.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let begin = match self.inner.engine {
            Engine::Sqlite => "BEGIN IMMEDIATE",
            Engine::Postgres => "BEGIN",
        };
        let lane = self.inner.writers.lane_after(begin).await?;
        Ok(Tx { engine: self.inner.engine, lane: Mutex::new(Some(lane)), failed: AtomicBool::new(false) })
    }

    /// Asks the database the smallest question there is.
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
    lane: Mutex<Option<Lane>>,
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
        match self.lane.get_mut().take() {
            Some(mut lane) => Ok(lane.run_unprepared(word).await.map(|_| lane.release())?),
            None => Err(StoreError::Unavailable("the transaction lost its connection".into())),
        }
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        let Some(mut lane) = self.lane.get_mut().take() else { return };
        // Without a runtime (at exit) the lane is closed, which rolls back as well.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if lane.run_unprepared("ROLLBACK").await.is_ok() {
                    lane.release();
                }
            });
        }
    }
}

/// Runs one statement on a pooled lane, once more on a fresh one if a lane that
/// had lain idle turns out dead: nothing but reads comes this way.
macro_rules! on_a_lane {
    ($db:expr, |$lane:ident| $run:expr) => {{
        let mut $lane = $db.inner.readers.lane().await?;
        match $run.await {
            Ok(answer) => {
                $lane.release();
                Ok(answer)
            }
            Err(_) if $lane.was_stale() => {
                drop($lane);
                $db.inner.readers.forget_idle();
                let mut $lane = $db.inner.readers.fresh_lane().await?;
                let answer = $run.await?;
                $lane.release();
                Ok(answer)
            }
            Err(error) => {
                $lane.release();
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
        on_a_lane!(self, |lane| lane.execute(&statement))
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        on_a_lane!(self, |lane| lane.run_unprepared(sql))
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        on_a_lane!(self, |lane| lane.query_one(&statement))
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        on_a_lane!(self, |lane| lane.query_all(&statement))
    }
}

/// Runs one statement on the transaction's lane. The lane is taken out while
/// the statement runs: a canceled one is never put back.
macro_rules! in_the_transaction {
    ($tx:expr, |$lane:ident| $run:expr) => {{
        let mut held = $tx.lane.lock().await;
        let mut $lane = held.take().ok_or_else(lost)?;
        let answer = $run.await;
        if !$lane.is_broken() {
            *held = Some($lane);
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
        in_the_transaction!(self, |lane| lane.execute(&statement))
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        in_the_transaction!(self, |lane| lane.run_unprepared(sql))
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        in_the_transaction!(self, |lane| lane.query_one(&statement))
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        in_the_transaction!(self, |lane| lane.query_all(&statement))
    }
}
