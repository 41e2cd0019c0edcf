//! The schema and its history: numbered pairs of SQL scripts, up and down.
//!
//! Invariants: a script runs once, in its own transaction with the record that
//! it ran, so a schema is never half migrated; of several servers that start
//! together one migrates and the others wait. A released script never changes.
//!
//! Scripts are written for PostgreSQL in words SQLite understands too, but for
//! the few types of [`dialect`]. A schema newer than this binary is no error:
//! an older replica goes on serving while a newer one is rolled out.

mod dialect;
mod scripts;

use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Statement};

use crate::{Db, Engine, Read, StoreError, Tx};
use dialect::spell;
use scripts::SCRIPTS;

/// How often a server looks whether another one's migration has ended, and for how long.
const WAIT_STEP: Duration = Duration::from_millis(100);
const WAIT_LIMIT: Duration = Duration::from_secs(60);

/// Brings the schema up to date; answers the names of the scripts that ran.
///
/// A single statement is given up after the statement deadline of `db`: to
/// change large tables, open the database with a long one.
///
/// # Errors
/// [`StoreError::Unavailable`] when the engine is down or another server held
/// the migration for a minute; [`StoreError::Database`] when a script fails.
pub async fn migrate(db: &Db) -> Result<Vec<&'static str>, StoreError> {
    let mut done = Vec::new();
    for script in SCRIPTS {
        let tx = begin_alone(db).await?;
        if applied(&tx).await?.iter().any(|name| name == script.name) {
            tx.rollback().await?;
            continue;
        }
        run(&tx, script.up).await?;
        remember(&tx, script.name, "insert into schema_migrations (name) values ($1)").await?;
        tx.commit().await?;
        tracing::info!(script = script.name, "schema script applied");
        done.push(script.name);
    }
    Ok(done)
}

/// Takes the newest `steps` scripts back; answers their names, newest first.
/// The data of what they had made is lost.
///
/// # Errors
/// As [`migrate`]; and [`StoreError::Conflict`] when the schema has scripts
/// that this binary does not know how to take back.
pub async fn roll_back(db: &Db, steps: usize) -> Result<Vec<&'static str>, StoreError> {
    let mut undone = Vec::new();
    for _ in 0..steps {
        let tx = begin_alone(db).await?;
        let names = applied(&tx).await?;
        let Some(newest) = names.last() else {
            tx.rollback().await?;
            break;
        };
        let Some(script) = SCRIPTS.iter().find(|script| script.name == newest) else {
            return Err(StoreError::Conflict(format!("schema script {newest} is not known to this version")));
        };
        run(&tx, script.down).await?;
        remember(&tx, script.name, "delete from schema_migrations where name = $1").await?;
        tx.commit().await?;
        undone.push(script.name);
    }
    Ok(undone)
}

/// The names of the scripts that have yet to run.
///
/// # Errors
/// [`StoreError::Unavailable`] when the engine is down.
pub async fn pending(db: &Db) -> Result<Vec<&'static str>, StoreError> {
    let applied = if has_history(db).await? { applied(db).await? } else { Vec::new() };
    Ok(SCRIPTS.iter().map(|script| script.name).filter(|name| !applied.iter().any(|done| done == name)).collect())
}

/// A transaction that no other migrating server runs at the same time.
async fn begin_alone(db: &Db) -> Result<Tx, StoreError> {
    let started = Instant::now();
    loop {
        match try_begin_alone(db).await {
            Ok(Some(tx)) => return Ok(tx),
            Ok(None) if started.elapsed() < WAIT_LIMIT => tokio::time::sleep(WAIT_STEP).await,
            Ok(None) => return Err(StoreError::Unavailable("another server is still migrating".into())),
            Err(error) => return Err(error),
        }
    }
}

/// `None` when another server is at it.
async fn try_begin_alone(db: &Db) -> Result<Option<Tx>, StoreError> {
    let tx = match (db.engine(), db.begin().await) {
        // The writer is taken: here that is how a migration elsewhere looks.
        (Engine::Sqlite, Err(StoreError::Unavailable(_))) => return Ok(None),
        (_, begun) => begun?,
    };
    if tx.engine() == Engine::Postgres && !take_advisory_lock(&tx).await? {
        tx.rollback().await?;
        return Ok(None);
    }
    tx.execute_unprepared("create table if not exists schema_migrations (name text not null primary key)").await?;
    Ok(Some(tx))
}

/// The number is the house's own; the lock ends with the transaction.
async fn take_advisory_lock(tx: &Tx) -> Result<bool, StoreError> {
    let sql = "select pg_try_advisory_xact_lock(7241893305) as taken";
    let answer = tx.query_one_raw(Statement::from_string(tx.get_database_backend(), sql)).await?;
    tx.execute_unprepared("set local statement_timeout = 0").await?;
    answer.map_or(Ok(false), |row| Ok(row.try_get("", "taken")?))
}

async fn run(tx: &Tx, script: &'static str) -> Result<(), StoreError> {
    tx.execute_unprepared(&spell(script, tx.engine())).await?;
    Ok(())
}

async fn remember(tx: &Tx, name: &'static str, sql: &'static str) -> Result<(), StoreError> {
    tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), sql, [name.into()])).await?;
    Ok(())
}

/// The names of the scripts that ran, oldest first: names begin with their number.
async fn applied(db: &dyn Read) -> Result<Vec<String>, StoreError> {
    let sql = "select name from schema_migrations order by name";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    rows.iter().map(|row| Ok(row.try_get("", "name")?)).collect()
}

async fn has_history(db: &Db) -> Result<bool, StoreError> {
    let sql = match db.engine() {
        Engine::Sqlite => "select 1 from sqlite_schema where type = 'table' and name = 'schema_migrations'",
        Engine::Postgres => "select 1 where to_regclass('schema_migrations') is not null",
    };
    Ok(db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?.is_some())
}

#[cfg(test)]
mod tests;
