//! What is remembered of the scripts that ran: name and checksum.
//!
//! Invariant: a script that this version knows was applied with the contents it
//! has here. Scripts that were applied before checksums were kept are taken at
//! their word once, and held to it from then on.

use aws_lc_rs::digest::{SHA256, digest};
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

use super::scripts::Script;
use crate::{Read, StoreError, Tx};

/// Makes the table of the history, and gives every script in it a checksum.
pub(super) async fn prepare(tx: &Tx, scripts: &[Script]) -> Result<(), StoreError> {
    tx.execute_unprepared("create table if not exists schema_migrations (name text not null primary key)").await?;
    if !columns(tx).await?.iter().any(|column| column == "checksum") {
        tx.execute_unprepared("alter table schema_migrations add column checksum text").await?;
    }
    let without = names(tx, "select name from schema_migrations where checksum is null").await?;
    let sql = "update schema_migrations set checksum = $2 where name = $1";
    for script in scripts.iter().filter(|script| without.iter().any(|name| name == script.name)) {
        execute(tx, sql, [script.name.into(), checksum(script).into()]).await?;
    }
    Ok(())
}

/// The names of the scripts that ran, oldest first: names begin with their number.
///
/// # Errors
/// [`StoreError::Conflict`] naming a script that ran with other contents.
pub(super) async fn applied(db: &dyn Read, scripts: &[Script]) -> Result<Vec<String>, StoreError> {
    let columns = columns(db).await?;
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    if columns.iter().any(|column| column == "checksum") {
        check(db, scripts).await?;
    }
    names(db, "select name from schema_migrations order by name").await
}

async fn check(db: &dyn Read, scripts: &[Script]) -> Result<(), StoreError> {
    let sql = "select name, checksum from schema_migrations where checksum is not null order by name";
    for row in db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await? {
        let (name, applied): (String, String) = (row.try_get("", "name")?, row.try_get("", "checksum")?);
        let known = scripts.iter().find(|script| script.name == name);
        if known.is_some_and(|script| checksum(script) != applied) {
            let words = format!(
                "schema script {name} was applied with other contents than it has in this version; \
                 a released script never changes: undo the edit and add a new script"
            );
            return Err(StoreError::Conflict(words));
        }
    }
    Ok(())
}

/// Writes down that a script ran.
pub(super) async fn remember(tx: &Tx, script: &Script) -> Result<(), StoreError> {
    let sql = "insert into schema_migrations (name, checksum) values ($1, $2)";
    execute(tx, sql, [script.name.into(), checksum(script).into()]).await
}

/// Strikes out a script that was taken back.
pub(super) async fn forget(tx: &Tx, script: &Script) -> Result<(), StoreError> {
    execute(tx, "delete from schema_migrations where name = $1", [script.name.into()]).await
}

/// SHA-256 of what brings the schema up, in hexadecimal.
pub(super) fn checksum(script: &Script) -> String {
    let bytes = digest(&SHA256, script.up.as_bytes());
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The columns of the history; none when it has not begun.
async fn columns(db: &dyn Read) -> Result<Vec<String>, StoreError> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => "select name from pragma_table_info('schema_migrations')",
        _ => {
            "select column_name::text as name from information_schema.columns \
             where table_schema = current_schema() and table_name = 'schema_migrations'"
        }
    };
    names(db, sql).await
}

async fn names(db: &dyn Read, sql: &str) -> Result<Vec<String>, StoreError> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    rows.iter().map(|row| Ok(row.try_get("", "name")?)).collect()
}

async fn execute<const N: usize>(tx: &Tx, sql: &str, values: [Value; N]) -> Result<(), StoreError> {
    tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), sql, values)).await?;
    Ok(())
}
