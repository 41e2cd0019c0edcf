//! A fresh, migrated database per test, and the values tests are made of.
//!
//! SQLite in a temporary file, unless `GUILDHALL_TEST_DATABASE_URL` names a
//! PostgreSQL database: then a schema of its own in that database.

pub(crate) mod cyber;
pub(crate) mod fixtures;

use std::ops::Deref;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{Db, DbOptions, migrate};

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
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let schema = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let db = Db::open(&DbOptions::from_url(server).unwrap()).await.unwrap();
    db.execute_unprepared(&format!("drop schema if exists {schema} cascade; create schema {schema}")).await.unwrap();
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

/// Reads a whole list page by page; `between` runs after each page.
macro_rules! walk {
    ($limit:literal, $sort:expr, |$page:ident| $read:expr, between $between:expr) => {{
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let $page = $crate::PageRequest { limit: $limit, sort: $sort, after };
            let slice = $read.await.unwrap();
            seen.extend(slice.items);
            $between;
            match slice.next {
                Some(position) => after = Some(position),
                None => break seen,
            }
        }
    }};
    ($limit:literal, $sort:expr, |$page:ident| $read:expr) => {
        $crate::testing::walk!($limit, $sort, |$page| $read, between())
    };
}
pub(crate) use walk;

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
pub(crate) const fn hash_of(number: u8) -> [u8; 32] {
    [number; 32]
}
