use sea_orm::{ConnectionTrait, Statement};

use super::scripts::{SCRIPTS, Script};
use super::{history, migrate, migrate_by, pending, roll_back};
use crate::testing::empty_database;
use crate::{Db, DbOptions, Engine, StoreError};

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

/// Released scripts and their checksums. A release adds its scripts here; a line never changes.
const RELEASED: &[(&str, &str)] = &[
    ("0001_accounts", "b81015840445b01b90164be8cb3559ecf44a12659c738043e2315eed1e62781d"),
    ("0002_deliveries", "4d4e59852004394d900b5d62ff58f6f35986eecd4fb9de5db9f9dd04fdd8f869"),
    ("0003_organizations", "bc640e0ddf1894d8f2c0b266d16696a584d0b1accf0d50177bbe04679b6ae59d"),
    ("0004_members", "12723eaf8875629d1a824922003ec09111d3d0526f7d2da815fe66fbfafcc96f"),
    ("0005_billing", "949569a9e186d4f65e2439c617829e068305bb60d10aa28ac1272089b7292d5b"),
    ("0006_life_membership", "f87530040fbdbbcdf8548be3b0117c2cc85b5e864799d8eccd112b08d9e0e9e5"),
    ("0007_cyber_program", "84fce79b16bbbcd2b8d46d4beddd3dc82d0bf724800780b193a833f513e7d2d9"),
    ("0008_credentials", "3ab4cda65f2dfdf8020503c95d172c6a47d2df55a2e601c0cbd057b5a98b68c7"),
    ("0009_billing_subjects", "32eb78910a607077cb37589f775e023f974ccbc9039525484076c5e562e8aad8"),
];

#[test]
fn a_released_script_never_changes() {
    let now: Vec<(&str, String)> = SCRIPTS.iter().map(|script| (script.name, history::checksum(script))).collect();
    for ((name, released), (now_named, checksum)) in RELEASED.iter().zip(&now) {
        assert_eq!((name, *released), (now_named, checksum.as_str()), "{name} was edited after its release");
    }
}

#[tokio::test]
async fn a_script_that_was_edited_after_it_ran_is_refused_by_name() {
    let edited = [
        Script { name: SCRIPTS[0].name, up: SCRIPTS[0].up, down: SCRIPTS[0].down },
        Script { name: SCRIPTS[1].name, up: "create table job_runs (name text not null)", down: "" },
    ];
    let db = empty_database().await;
    migrate(&db).await.unwrap();
    let Err(StoreError::Conflict(words)) = migrate_by(&db, &edited).await else { panic!("it was taken") };
    assert!(words.contains("0002_deliveries") && !words.contains("0001_accounts"), "{words}");

    let other = empty_database().await;
    migrate_by(&other, &edited[1..]).await.unwrap();
    for refused in [pending(&other).await.err(), migrate(&other).await.err(), roll_back(&other, 1).await.err()] {
        assert!(refused.is_some_and(|error| error.violates("0002_deliveries")));
    }
}

#[tokio::test]
async fn a_history_from_before_checksums_is_taken_at_its_word_once() {
    let db = empty_database().await;
    migrate(&db).await.unwrap();
    db.execute_unprepared("alter table schema_migrations drop column checksum").await.unwrap();
    assert!(pending(&db).await.unwrap().is_empty());
    assert!(migrate(&db).await.unwrap().is_empty());
    let sql = "update schema_migrations set checksum = 'another' where name = '0003_organizations'";
    assert_eq!(db.execute_unprepared(sql).await.unwrap().rows_affected(), 1);
    assert!(migrate(&db).await.unwrap_err().violates("0003_organizations"));
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
