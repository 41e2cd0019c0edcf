//! The plan of every list, in every order, with each filter: an index gives the
//! order and the place to begin, so a page costs the same at any depth.
//!
//! Some filters are left to the planner: accounts with a role and members in
//! grace, who are few, and the beginning of a name in an order other than that
//! of names.

use std::sync::Mutex;

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::audit::{AuditFilter, AuditSort, list_entries};
use crate::outbox::{MessageFilter, MessageSort, list_messages};
use crate::testing::{at, database, id, on};
use crate::{Db, Engine, PositionKey};

/// A database that remembers the first statement asked of it.
pub(crate) struct Recorder<'a> {
    db: &'a Db,
    asked: Mutex<Option<Statement>>,
}

impl<'a> Recorder<'a> {
    pub(crate) fn of(db: &'a Db) -> Recorder<'a> {
        Recorder { db, asked: Mutex::new(None) }
    }

    /// Asserts that the statement is read along an index and sorts nothing.
    pub(crate) async fn assert_indexed(self, later: bool) {
        let asked = self.asked.into_inner().unwrap().unwrap();
        assert_indexed(self.db, asked, later).await;
    }
}

#[async_trait]
impl ConnectionTrait for Recorder<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.db.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.db.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.db.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.db.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.asked.lock().unwrap().get_or_insert_with(|| statement.clone());
        self.db.query_all_raw(statement).await
    }
}

/// Asserts on the plans of the first and of a later page.
macro_rules! assert_paged {
    ($db:expr, $sort:expr, $key:expr, |$on:ident, $page:ident| $list:expr) => {
        for after in [None, Some($crate::Position { key: $key, id: $crate::testing::id(1) })] {
            let later = after.is_some();
            let recorder = $crate::plans::Recorder::of(&$db);
            let ($on, $page) = (&recorder, $crate::PageRequest { limit: 50, sort: $sort, after });
            $list.await.unwrap();
            recorder.assert_indexed(later).await;
        }
    };
}
pub(crate) use assert_paged;

async fn assert_indexed(db: &Db, asked: Statement, later: bool) {
    let sql = asked.sql.clone();
    let plan = match db.engine() {
        Engine::Sqlite => sqlite_plan(db, asked).await,
        Engine::Postgres => postgres_plan(db, asked).await,
    };
    let sorted = plan.contains("Sort") || plan.contains("TEMP B-TREE");
    let scanned = plan.contains("Seq Scan");
    let begins = plan.lines().any(|line| match db.engine() {
        Engine::Sqlite => line.starts_with("SEARCH") && (line.contains('<') || line.contains('>')),
        Engine::Postgres => line.contains("Index Cond") && (line.contains('<') || line.contains('>')),
    });
    assert!(!sorted && !scanned && (begins || !later), "{sql}\n{plan}");
}

async fn sqlite_plan(db: &Db, mut asked: Statement) -> String {
    asked.sql.insert_str(0, "explain query plan ");
    let rows = db.query_all_raw(asked).await.unwrap();
    lines(rows, "detail")
}

/// As it would be if the tables were large.
async fn postgres_plan(db: &Db, mut asked: Statement) -> String {
    asked.sql.insert_str(0, "explain ");
    let tx = db.begin().await.unwrap();
    for means in ["seqscan", "sort", "incremental_sort", "bitmapscan", "hashjoin", "mergejoin"] {
        tx.execute_unprepared(&format!("set local enable_{means} = off")).await.unwrap();
    }
    lines(tx.query_all_raw(asked).await.unwrap(), "QUERY PLAN")
}

fn lines(rows: Vec<QueryResult>, column: &str) -> String {
    rows.iter().map(|row| row.try_get::<String>("", column).unwrap() + "\n").collect()
}

pub(crate) fn instant() -> PositionKey {
    PositionKey::Instant(at(0))
}

pub(crate) fn text() -> PositionKey {
    PositionKey::Text("m".into())
}

pub(crate) fn date() -> PositionKey {
    PositionKey::Date(on("2025-03-01"))
}

#[tokio::test]
async fn lists_of_messages_and_of_the_audit_are_read_in_the_order_of_an_index() {
    let db = database().await;
    for sort in [MessageSort::Newest, MessageSort::Oldest] {
        assert_paged!(db, sort, instant(), |on, page| list_messages(on, &MessageFilter::default(), page));
    }
    for filter in [
        AuditFilter::default(),
        AuditFilter { subject_id: Some(id(1)), actor: None },
        AuditFilter { subject_id: None, actor: Some(id(1).into()) },
    ] {
        assert_paged!(db, AuditSort::Newest, instant(), |on, page| list_entries(on, &filter, page));
    }
}
