//! The schema and its history: numbered pairs of SQL scripts, up and down.
//!
//! Invariants: a script runs once, in its own transaction with the record that
//! it ran, so a schema is never half migrated; of several servers that start
//! together one migrates and the others wait. A released script never changes:
//! the checksum of each is kept beside its name, and a database that was made
//! by a script of other contents is refused, with the script's name.
//!
//! Scripts are written for PostgreSQL in words SQLite understands too, but for
//! the few types of [`dialect`]. A schema newer than this binary is no error:
//! an older replica goes on serving while a newer one is rolled out.

mod dialect;
mod history;
mod scripts;

use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Statement};

use crate::{Db, Engine, StoreError, Tx, text_keys};
use dialect::spell;
use scripts::{SCRIPTS, Script};

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
/// the migration for a minute; [`StoreError::Conflict`] naming a script that
/// was applied with other contents; [`StoreError::Database`] when a script fails.
pub async fn migrate(db: &Db) -> Result<Vec<&'static str>, StoreError> {
    let done = migrate_by(db, SCRIPTS).await?;
    text_keys::refold(db).await?;
    Ok(done)
}

async fn migrate_by(db: &Db, scripts: &[Script]) -> Result<Vec<&'static str>, StoreError> {
    let mut done = Vec::new();
    for script in scripts {
        let tx = begin_alone(db, scripts).await?;
        if history::applied(&tx, scripts).await?.iter().any(|name| name == script.name) {
            // What was prepared for the history is kept, also when no script is left to run.
            tx.commit().await?;
            continue;
        }
        run(&tx, script.up).await?;
        history::remember(&tx, script).await?;
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
        let tx = begin_alone(db, SCRIPTS).await?;
        let names = history::applied(&tx, SCRIPTS).await?;
        let Some(newest) = names.last() else {
            tx.rollback().await?;
            break;
        };
        let Some(script) = SCRIPTS.iter().find(|script| script.name == newest) else {
            return Err(StoreError::Conflict(format!("schema script {newest} is not known to this version")));
        };
        run(&tx, script.down).await?;
        history::forget(&tx, script).await?;
        tx.commit().await?;
        undone.push(script.name);
    }
    Ok(undone)
}

/// The names of the scripts that have yet to run, and of the step that follows them.
///
/// # Errors
/// [`StoreError::Unavailable`] when the engine is down; [`StoreError::Conflict`]
/// naming a script that was applied with other contents.
pub async fn pending(db: &Db) -> Result<Vec<&'static str>, StoreError> {
    let applied = history::applied(db, SCRIPTS).await?;
    let is_applied = |script: &&Script| applied.iter().any(|done| done == script.name);
    let mut lacking: Vec<_> = SCRIPTS.iter().filter(|script| !is_applied(script)).map(|script| script.name).collect();
    if lacking.is_empty() && !text_keys::are_current(db).await? {
        lacking.push(text_keys::STEP);
    }
    Ok(lacking)
}

/// A transaction that no other migrating server runs at the same time.
async fn begin_alone(db: &Db, scripts: &[Script]) -> Result<Tx, StoreError> {
    let started = Instant::now();
    loop {
        match try_begin_alone(db, scripts).await {
            Ok(Some(tx)) => return Ok(tx),
            Ok(None) if started.elapsed() < WAIT_LIMIT => tokio::time::sleep(WAIT_STEP).await,
            Ok(None) => return Err(StoreError::Unavailable("another server is still migrating".into())),
            Err(error) => return Err(error),
        }
    }
}

/// `None` when another server is at it.
async fn try_begin_alone(db: &Db, scripts: &[Script]) -> Result<Option<Tx>, StoreError> {
    let tx = match (db.engine(), db.begin().await) {
        // The writer is taken: here that is how a migration elsewhere looks.
        (Engine::Sqlite, Err(StoreError::Unavailable(_))) => return Ok(None),
        (_, begun) => begun?,
    };
    if tx.engine() == Engine::Postgres && !take_advisory_lock(&tx).await? {
        tx.rollback().await?;
        return Ok(None);
    }
    history::prepare(&tx, scripts).await?;
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

#[cfg(test)]
mod tests;
