//! A pool of connections that never pings: a connection counts as good until a statement fails on
//! it, and then it is dropped.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;

use super::connection::{Conn, Connection};
use super::options::{DbOptions, Target};
use crate::StoreError;
use crate::error::classify;

/// Connections to one database, at most `limit` at a time.
#[derive(Clone)]
pub(super) struct Pool {
    inner: Arc<Inner>,
}

struct Inner {
    target: Target,
    idle: Mutex<Vec<(Conn, Instant)>>,
    permits: Arc<Semaphore>,
    acquire_timeout: Duration,
    statement_timeout: Duration,
    max_lifetime: Duration,
    /// An in-memory SQLite database lives as long as one connection to it: this one.
    anchor: Mutex<Option<Conn>>,
}

impl Pool {
    pub(super) fn new(options: &DbOptions, limit: usize) -> Pool {
        Pool {
            inner: Arc::new(Inner {
                target: options.bounded_target(),
                idle: Mutex::new(Vec::with_capacity(limit)),
                permits: Arc::new(Semaphore::new(limit)),
                acquire_timeout: options.acquire_timeout,
                statement_timeout: options.statement_timeout,
                max_lifetime: options.max_lifetime,
                anchor: Mutex::new(None),
            }),
        }
    }

    /// Makes the first connection, and the anchor of an in-memory database.
    pub(super) async fn warm(&self) -> Result<(), StoreError> {
        if matches!(self.inner.target, Target::Sqlite { memory: true, .. }) {
            let anchor = self.connect().await?;
            *self.inner.anchor.lock().unwrap_or_else(PoisonError::into_inner) = Some(anchor);
        }
        self.connection().await?.release();
        Ok(())
    }

    /// An idle connection, or a new one if none is idle.
    pub(super) async fn connection(&self) -> Result<Connection, StoreError> {
        let permit = self.permit().await?;
        match self.take_idle() {
            Some((conn, born)) => Ok(Connection::new(conn, born, true, self.clone(), permit)),
            None => Ok(Connection::new(self.connect().await?, Instant::now(), false, self.clone(), permit)),
        }
    }

    /// A new connection.
    pub(super) async fn fresh_connection(&self) -> Result<Connection, StoreError> {
        let permit = self.permit().await?;
        Ok(Connection::new(self.connect().await?, Instant::now(), false, self.clone(), permit))
    }

    /// A connection on which `begin` has run. A dead idle connection is replaced once, because
    /// nothing has been written yet.
    pub(super) async fn connection_after(&self, begin: &str) -> Result<Connection, StoreError> {
        let mut connection = self.connection().await?;
        match connection.run_unprepared(begin).await {
            Ok(_) => return Ok(connection),
            Err(_) if connection.was_stale() => self.forget_idle(),
            Err(error) => {
                connection.release();
                return Err(error.into());
            }
        }
        drop(connection);
        let mut connection = self.fresh_connection().await?;
        connection.run_unprepared(begin).await?;
        Ok(connection)
    }

    /// Closes every idle connection: when one is dead, the others are too.
    pub(super) fn forget_idle(&self) {
        self.idle().clear();
    }

    /// Ends every idle connection, and waits for it.
    pub(super) async fn close(&self) {
        let anchor = self.inner.anchor.lock().unwrap_or_else(PoisonError::into_inner).take();
        let idle = std::mem::take(&mut *self.idle());
        for conn in idle.into_iter().map(|(conn, _)| conn).chain(anchor) {
            conn.close().await;
        }
    }

    pub(super) fn put_back(&self, conn: Conn, born: Instant) {
        if born.elapsed() < self.inner.max_lifetime {
            self.idle().push((conn, born));
        }
    }

    pub(super) fn statement_deadline(&self) -> Duration {
        // The engine's own limit comes first; this one catches an engine that is silent.
        self.inner.statement_timeout + Duration::from_millis(500)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<(Conn, Instant)>> {
        self.inner.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_idle(&self) -> Option<(Conn, Instant)> {
        let mut idle = self.idle();
        while let Some((conn, born)) = idle.pop() {
            if born.elapsed() < self.inner.max_lifetime {
                return Some((conn, born));
            }
        }
        None
    }

    async fn permit(&self) -> Result<tokio::sync::OwnedSemaphorePermit, StoreError> {
        let waiting = self.inner.permits.clone().acquire_owned();
        match tokio::time::timeout(self.inner.acquire_timeout, waiting).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(StoreError::Unavailable("no free connection".into())),
        }
    }

    async fn connect(&self) -> Result<Conn, StoreError> {
        match tokio::time::timeout(self.inner.acquire_timeout, Conn::open(&self.inner.target)).await {
            Ok(Ok(conn)) => Ok(conn),
            Ok(Err(error)) => Err(match classify(&error) {
                StoreError::Database(said) | StoreError::Conflict(said) => StoreError::Unavailable(said),
                other => other,
            }),
            Err(_) => Err(StoreError::Unavailable("the database did not accept a connection in time".into())),
        }
    }
}
