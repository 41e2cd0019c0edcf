//! One pooled connection with the permit to use it.

use std::time::{Duration, Instant};

use sea_orm::{DbErr, ExecResult, QueryResult, RuntimeErr, Statement};
use sea_query_sqlx::SqlxValues;
use sqlx::{AssertSqlSafe, Connection as _, Executor, PgConnection, SqliteConnection};
use tokio::sync::OwnedSemaphorePermit;

use super::options::Target;
use super::pool::Pool;

/// The bare connection to either engine.
pub(super) enum Conn {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Conn {
    pub(super) async fn open(target: &Target) -> Result<Conn, sqlx::Error> {
        match target {
            Target::Sqlite { connect, .. } => Ok(Conn::Sqlite(SqliteConnection::connect_with(connect).await?)),
            Target::Postgres(connect) => Ok(Conn::Postgres(PgConnection::connect_with(connect).await?)),
        }
    }

    /// Ends the connection, and waits for it. The last one to a SQLite file writes its journal into it.
    pub(super) async fn close(self) {
        let closed = match self {
            Conn::Sqlite(conn) => conn.close().await,
            Conn::Postgres(conn) => conn.close().await,
        };
        // The engine ends by itself what it does not hear the end of.
        drop(closed);
    }

    async fn execute(&mut self, statement: &Statement) -> Result<ExecResult, sqlx::Error> {
        match self {
            Conn::Sqlite(conn) => Ok(conn.execute(bound(statement)).await?.into()),
            Conn::Postgres(conn) => Ok(conn.execute(bound(statement)).await?.into()),
        }
    }

    async fn execute_unprepared(&mut self, sql: &str) -> Result<ExecResult, sqlx::Error> {
        match self {
            Conn::Sqlite(conn) => Ok(conn.execute(AssertSqlSafe(sql.to_owned())).await?.into()),
            Conn::Postgres(conn) => Ok(conn.execute(AssertSqlSafe(sql.to_owned())).await?.into()),
        }
    }

    async fn query_one(&mut self, statement: &Statement) -> Result<Option<QueryResult>, sqlx::Error> {
        match self {
            Conn::Sqlite(conn) => Ok(conn.fetch_optional(bound(statement)).await?.map(Into::into)),
            Conn::Postgres(conn) => Ok(conn.fetch_optional(bound(statement)).await?.map(Into::into)),
        }
    }

    async fn query_all(&mut self, statement: &Statement) -> Result<Vec<QueryResult>, sqlx::Error> {
        match self {
            Conn::Sqlite(conn) => Ok(conn.fetch_all(bound(statement)).await?.into_iter().map(Into::into).collect()),
            Conn::Postgres(conn) => Ok(conn.fetch_all(bound(statement)).await?.into_iter().map(Into::into).collect()),
        }
    }
}

/// The statement as sqlx wants it, with its values bound.
fn bound<DB>(statement: &Statement) -> sqlx::query::Query<'_, DB, SqlxValues>
where
    DB: sqlx::Database,
    SqlxValues: sqlx::IntoArguments<DB>,
{
    let values = statement.values.clone().unwrap_or(sea_orm::Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql.as_str()), SqlxValues(values))
}

/// A connection taken from a [`Pool`]. Only [`Connection::release`] puts it back; one that is
/// dropped instead (because its future was canceled) is closed.
pub(super) struct Connection {
    conn: Conn,
    born: Instant,
    idle_before: bool,
    broken: bool,
    timed_out: bool,
    deadline: Duration,
    pool: Pool,
    _permit: OwnedSemaphorePermit,
}

impl Connection {
    pub(super) fn new(
        conn: Conn,
        born: Instant,
        idle_before: bool,
        pool: Pool,
        permit: OwnedSemaphorePermit,
    ) -> Connection {
        Connection {
            conn,
            born,
            idle_before,
            broken: false,
            timed_out: false,
            deadline: pool.statement_deadline(),
            pool,
            _permit: permit,
        }
    }

    /// Whether the connection died while it was idle: then the statement is worth a retry on a new one.
    pub(super) fn was_stale(&self) -> bool {
        self.idle_before && self.broken && !self.timed_out
    }

    /// Whether the connection failed rather than the statement.
    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Returns the connection to the pool, unless it is broken.
    pub(super) fn release(self) {
        let Connection { conn, born, broken, pool, .. } = self;
        if !broken {
            pool.put_back(conn, born);
        }
    }

    pub(super) async fn execute(&mut self, statement: &Statement) -> Result<ExecResult, DbErr> {
        let run = tokio::time::timeout(self.deadline, self.conn.execute(statement)).await;
        self.judge(run, DbErr::Exec)
    }

    pub(super) async fn run_unprepared(&mut self, sql: &str) -> Result<ExecResult, DbErr> {
        let run = tokio::time::timeout(self.deadline, self.conn.execute_unprepared(sql)).await;
        self.judge(run, DbErr::Exec)
    }

    pub(super) async fn query_one(&mut self, statement: &Statement) -> Result<Option<QueryResult>, DbErr> {
        let run = tokio::time::timeout(self.deadline, self.conn.query_one(statement)).await;
        self.judge(run, DbErr::Query)
    }

    pub(super) async fn query_all(&mut self, statement: &Statement) -> Result<Vec<QueryResult>, DbErr> {
        let run = tokio::time::timeout(self.deadline, self.conn.query_all(statement)).await;
        self.judge(run, DbErr::Query)
    }

    fn judge<T>(
        &mut self,
        run: Result<Result<T, sqlx::Error>, tokio::time::error::Elapsed>,
        wrap: fn(RuntimeErr) -> DbErr,
    ) -> Result<T, DbErr> {
        match run {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => {
                self.broken = is_fatal(&error);
                Err(wrap(RuntimeErr::SqlxError(error.into())))
            }
            Err(_) => {
                self.broken = true;
                self.timed_out = true;
                Err(DbErr::Conn(RuntimeErr::Internal("the statement took too long".into())))
            }
        }
    }
}

/// Whether the connection itself is lost: every error except a refusal by a live engine.
/// 57P0x means that the server shuts down, 25006 that it is a standby.
fn is_fatal(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(said) => said.code().is_some_and(|code| code.starts_with("57P0") || code == "25006"),
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::RowNotFound | sqlx::Error::Encode(_) => false,
        _ => true,
    }
}
