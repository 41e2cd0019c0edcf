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

#[cfg(test)]
mod tests {
    use sea_orm::Statement;

    use super::*;
    use crate::migrate;
    use crate::migrations::pending;
    use crate::organizations::insert_organization;
    use crate::testing::cyber::given_cohort;
    use crate::testing::fixtures::{given_member, member, organization};
    use crate::testing::{change, database};

    async fn run(db: &Db, sql: &str) {
        db.execute_unprepared(sql).await.unwrap();
    }

    /// The keys of a table in the order in which a list is read.
    async fn keys(db: &Db, table: &str, column: &str) -> Vec<String> {
        let sql = format!("select {column} from {table} order by {column}, id");
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    #[tokio::test]
    async fn keys_of_an_older_folding_are_made_anew_once_and_then_left_alone() {
        let db = database().await;
        for (number, name) in [(1, "O\u{2019}Connor"), (2, "A\u{30a}ngstro\u{308}m"), (3, "Zeta")] {
            given_member(&db, &member(number, name)).await;
        }
        change!(db, |tx| insert_organization(tx, &organization(1, "Smith\u{2010}Town"))).unwrap();
        run(&db, "update members set family_name_key = 'old'").await;
        run(&db, "update organizations set name_key = 'old'").await;
        run(&db, "update text_keys set folding = 1").await;
        assert_eq!(pending(&db).await.unwrap(), [STEP]);
        migrate(&db).await.unwrap();
        assert!(pending(&db).await.unwrap().is_empty());
        assert_eq!(keys(&db, "members", "family_name_key").await, ["o'connor", "zeta", "\u{e5}ngström"]);
        assert_eq!(keys(&db, "organizations", "name_key").await, ["smith-town"]);
        run(&db, "update members set family_name_key = 'kept'").await;
        migrate(&db).await.unwrap();
        assert_eq!(keys(&db, "members", "family_name_key").await, ["kept", "kept", "kept"]);
    }

    #[tokio::test]
    async fn whoever_starts_after_a_failure_goes_on_where_it_ended() {
        let db = database().await;
        for (number, name) in [(1, "Alder"), (2, "Birch"), (3, "Cedar")] {
            given_member(&db, &member(number, name)).await;
        }
        run(&db, "update members set family_name_key = 'done'").await;
        let birch = "(select id from members where family_name = 'Birch')";
        run(&db, &format!("update text_keys set folding = 1, after_id = {birch} where name = 'members'")).await;
        migrate(&db).await.unwrap();
        assert_eq!(keys(&db, "members", "family_name_key").await, ["cedar", "done", "done"]);
    }

    #[tokio::test]
    async fn two_cohorts_whose_names_count_as_one_now_keep_their_keys_apart() {
        let db = database().await;
        given_cohort(&db, 1, "Spring").await;
        given_cohort(&db, 2, "Other").await;
        run(&db, "update cyber_cohorts set name = 'SPR\u{200b}ING', name_key = 'spr\u{200b}ing' where name = 'Other'")
            .await;
        run(&db, "update text_keys set folding = 1").await;
        migrate(&db).await.unwrap();
        assert_eq!(keys(&db, "cyber_cohorts", "name_key").await, ["spring", "spr\u{200b}ing"]);
        assert!(pending(&db).await.unwrap().is_empty());
    }
}
