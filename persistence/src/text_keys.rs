//! Keys by which names are searched, sorted and told apart, made anew for rows that have keys of an older folding.
//!
//! Done with the migration and not on reading: a list is read along an index of its keys, so all of them must be of one
//! folding. Done in batches, each in its own transaction that notes how far it is: a large table keeps no writer waiting,
//! and whoever starts after a failure goes on where it ended.

use guildhall_domain::members::PersonName;
use guildhall_domain::visible_text::{FOLDING, folded};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::{Db, Engine, Read, StoreError, Tx};

/// How the step is named among those that a database lacks.
pub(crate) const STEP: &str = "text_keys";

/// Rows that one transaction reads.
const BATCH: u64 = 500;

/// A key and the texts that it is made of.
struct TextKey {
    table: &'static str,
    column: &'static str,
    texts: [&'static str; 2],
    of: fn(String, String) -> String,
    /// Whether no two rows may have the same key.
    is_unique: bool,
}

/// Every stored key of a text.
const KEYS: [TextKey; 4] = [
    TextKey {
        table: "members",
        column: "family_name_key",
        texts: ["given_name", "family_name"],
        of: |given, family| PersonName::stored(given, family).family_key(),
        is_unique: false,
    },
    TextKey::of_name("organizations", false),
    TextKey::of_name("student_chapters", false),
    TextKey::of_name("cyber_cohorts", true),
];

impl TextKey {
    const fn of_name(table: &'static str, is_unique: bool) -> TextKey {
        TextKey { table, column: "name_key", texts: ["name", "name"], of: |name, _| folded(&name), is_unique }
    }
}

/// Whether every key is of the present folding.
///
/// # Errors
/// Those of any read.
pub(crate) async fn are_current(db: &dyn Read) -> Result<bool, StoreError> {
    let select = Query::select()
        .expr_as(Expr::cust("count(*)"), "current")
        .from(Alias::new(STEP))
        .and_where(Expr::col("folding").gte(FOLDING))
        .take();
    let row = db.row(db.backend().build(&select)).await?;
    let current = row.map_or(Ok(0), |row| row.try_get::<i64>("", "current"))?;
    Ok(usize::try_from(current).unwrap_or_default() >= KEYS.len())
}

/// Makes every key of an older folding anew.
///
/// # Errors
/// Those of any write; what was done until then stays done.
pub(crate) async fn refold(db: &Db) -> Result<(), StoreError> {
    if are_current(db).await? {
        return Ok(());
    }
    for key in &KEYS {
        while !refold_batch(db, key).await? {}
        tracing::info!(table = key.table, "keys of names are current");
    }
    Ok(())
}

/// Makes the keys of some rows anew; answers whether those were the last.
async fn refold_batch(db: &Db, key: &TextKey) -> Result<bool, StoreError> {
    let tx = db.begin().await?;
    let (folding, after) = progress(&tx, key).await?;
    if folding >= FOLDING {
        tx.commit().await?;
        return Ok(true);
    }
    let rows = rows_after(&tx, key, after).await?;
    let mut last = None;
    for row in &rows {
        last = Some(row.try_get_by_index::<Uuid>(0)?);
        refold_row(&tx, key, row).await?;
    }
    let is_done = (rows.len() as u64) < BATCH;
    let (folding, after) = if is_done { (FOLDING, None) } else { (folding, last) };
    let update = Query::update()
        .table(Alias::new(STEP))
        .value("folding", folding)
        .value("after_id", after)
        .and_where(Expr::col("name").eq(key.table))
        .take();
    tx.execute(&update).await?;
    tx.commit().await?;
    Ok(is_done)
}

/// The folding of a table's keys, and how far it was walked; locked until the transaction ends.
async fn progress(tx: &Tx, key: &TextKey) -> Result<(i32, Option<Uuid>), StoreError> {
    let begin = Query::insert()
        .into_table(Alias::new(STEP))
        .columns(["name", "folding"])
        .values_panic([key.table.into(), 0.into()])
        .on_conflict(OnConflict::column("name").do_nothing().to_owned())
        .take();
    tx.execute(&begin).await?;
    let mut select = Query::select();
    select.columns(["folding", "after_id"]).from(Alias::new(STEP)).and_where(Expr::col("name").eq(key.table));
    if tx.engine() == Engine::Postgres {
        select.lock_exclusive();
    }
    let row = tx.query_one(&select).await?.ok_or(StoreError::NotFound(STEP))?;
    Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))
}

async fn rows_after(tx: &Tx, key: &TextKey, after: Option<Uuid>) -> Result<Vec<QueryResult>, StoreError> {
    let mut select = Query::select();
    select
        .columns(["id", key.column].into_iter().chain(key.texts).map(Alias::new))
        .from(Alias::new(key.table))
        .order_by("id", Order::Asc)
        .limit(BATCH);
    if let Some(after) = after {
        select.and_where(Expr::col("id").gt(after));
    }
    Ok(tx.query_all(&select).await?)
}

async fn refold_row(tx: &Tx, key: &TextKey, row: &QueryResult) -> Result<(), StoreError> {
    let id: Uuid = row.try_get_by_index(0)?;
    let folded = (key.of)(row.try_get_by_index(2)?, row.try_get_by_index(3)?);
    if folded == row.try_get_by_index::<String>(1)? {
        return Ok(());
    }
    if key.is_unique && is_taken(tx, key, id, &folded).await? {
        // Both names were there before they counted as one; each keeps its own until somebody changes it.
        tracing::warn!(table = key.table, %id, "a name is told apart from another one by its old key only");
        return Ok(());
    }
    let update = Query::update()
        .table(Alias::new(key.table))
        .value(Alias::new(key.column), folded)
        .and_where(Expr::col("id").eq(id))
        .take();
    tx.execute(&update).await?;
    Ok(())
}

async fn is_taken(tx: &Tx, key: &TextKey, id: Uuid, folded: &str) -> Result<bool, StoreError> {
    let select = Query::select()
        .column("id")
        .from(Alias::new(key.table))
        .and_where(Expr::col(Alias::new(key.column)).eq(folded))
        .and_where(Expr::col("id").ne(id))
        .take();
    Ok(tx.query_one(&select).await?.is_some())
}
