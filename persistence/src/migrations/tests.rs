use sea_orm::{ConnectionTrait, Statement};

use super::{migrate, pending, roll_back, scripts::SCRIPTS};
use crate::testing::empty_database;
use crate::{Db, DbOptions, Engine};

#[tokio::test]
async fn a_fresh_database_is_migrated_once_and_then_left_alone() {
    let db = empty_database().await;
    assert_eq!(pending(&db).await.unwrap().len(), SCRIPTS.len());
    assert_eq!(migrate(&db).await.unwrap().len(), SCRIPTS.len());
    assert!(pending(&db).await.unwrap().is_empty());
    assert!(migrate(&db).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_in_memory_database_is_migrated_where_it_is_used() {
    let db = Db::open(&DbOptions::from_url("sqlite::memory:").unwrap()).await.unwrap();
    migrate(&db).await.unwrap();
    db.execute_unprepared("select id from members").await.unwrap();
}

#[tokio::test]
async fn every_script_is_taken_back_without_a_trace_and_put_back_the_same() {
    let db = empty_database().await;
    let empty = {
        migrate(&db).await.unwrap();
        let full = schema(&db).await;
        assert_eq!(roll_back(&db, usize::MAX).await.unwrap().len(), SCRIPTS.len());
        let empty = schema(&db).await;
        migrate(&db).await.unwrap();
        assert_eq!(schema(&db).await, full);
        empty
    };
    assert!(empty.iter().all(|object| object.contains("schema_migrations")), "{empty:?}");
}

#[tokio::test]
async fn servers_that_start_together_migrate_once_between_them() {
    let first = empty_database().await;
    let starts = (0..8).map(|_| {
        let options = first.options.clone();
        tokio::spawn(async move { migrate(&Db::open(&options).await.unwrap()).await.unwrap().len() })
    });
    let mut applied = 0;
    for start in starts.collect::<Vec<_>>() {
        applied += start.await.unwrap();
    }
    assert_eq!(applied, SCRIPTS.len());
    assert!(pending(&first).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_script_unknown_to_this_version_is_served_but_not_taken_back() {
    let db = empty_database().await;
    migrate(&db).await.unwrap();
    db.execute_unprepared("insert into schema_migrations (name) values ('9999_future')").await.unwrap();
    assert!(pending(&db).await.unwrap().is_empty());
    assert!(roll_back(&db, 1).await.is_err());
}

/// Every table and index, by name and wording.
async fn schema(db: &Db) -> Vec<String> {
    let sql = match db.engine() {
        Engine::Sqlite => "select coalesce(sql, name) as object from sqlite_schema order by name",
        Engine::Postgres => {
            "select indexdef as object from pg_indexes where schemaname = current_schema() \
             union all \
             select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable \
             from information_schema.columns where table_schema = current_schema() order by 1"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "object").unwrap()).collect()
}
