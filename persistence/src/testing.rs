//! A fresh, migrated database per test, and the values tests are made of.
//!
//! SQLite in a temporary file, unless `GUILDHALL_TEST_DATABASE_URL` names a
//! PostgreSQL database: then a schema of its own in that database.

use std::ops::Deref;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{Db, DbOptions, Tx, migrate};

/// A database that lives as long as the test.
pub(crate) struct TestDb {
    pub(crate) db: Db,
    pub(crate) options: DbOptions,
    _directory: Option<tempfile::TempDir>,
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

/// A fresh database with the whole schema.
pub(crate) async fn database() -> TestDb {
    let test = empty_database().await;
    migrate(&test.db).await.unwrap();
    test
}

/// A fresh database without any table.
pub(crate) async fn empty_database() -> TestDb {
    let (url, directory) = match std::env::var("GUILDHALL_TEST_DATABASE_URL") {
        Ok(server) => (fresh_schema(&server).await, None),
        Err(_) => {
            let directory = tempfile::tempdir().unwrap();
            (format!("sqlite:{}", directory.path().join("guildhall.db").display()), Some(directory))
        }
    };
    let options = DbOptions::from_url(&url).unwrap();
    TestDb { db: Db::open(&options).await.unwrap(), options, _directory: directory }
}

async fn fresh_schema(server: &str) -> String {
    let schema = format!("test_{}", Uuid::now_v7().simple());
    let db = Db::open(&DbOptions::from_url(server).unwrap()).await.unwrap();
    db.execute_unprepared(&format!("create schema {schema}")).await.unwrap();
    format!("{server}?options=-c%20search_path%3D{schema}")
}

/// Runs one change in a transaction of its own.
macro_rules! change {
    ($db:expr, |$tx:ident| $run:expr) => {{
        let transaction = $db.begin().await.unwrap();
        let $tx = &transaction;
        let answer = $run.await;
        transaction.commit().await.unwrap();
        answer
    }};
}
pub(crate) use change;

/// The id that a number stands for.
pub(crate) fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number)
}

/// So many seconds after noon of 1 March 2025.
pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_740_830_400, 0).unwrap() + TimeDelta::seconds(seconds)
}

/// A civil date.
pub(crate) fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A hash that a number stands for.
pub(crate) fn hash_of(number: u8) -> [u8; 32] {
    [number; 32]
}

/// Does nothing but end a transaction without a trace.
pub(crate) async fn undo(tx: Tx) {
    tx.rollback().await.unwrap();
}
