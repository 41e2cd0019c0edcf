//! What a store read runs on: the database itself or an open transaction.
//!
//! A trait object, so that each read is compiled once, in this crate, and not in every crate for each of the two.
//! sea-orm takes nothing but types of a known size; to it the reference is the connection: `select.one(&db)`.

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

/// Anything a store read can run on: the database itself or an open transaction.
#[async_trait]
pub trait Read: Sync {
    /// Which engine answers, in the words of sea-orm.
    fn backend(&self) -> DbBackend;

    /// The first row, if there is one.
    async fn row(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr>;

    /// Every row.
    async fn rows(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr>;
}

#[async_trait]
impl<C: ConnectionTrait> Read for C {
    fn backend(&self) -> DbBackend {
        self.get_database_backend()
    }

    async fn row(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.query_one_raw(statement).await
    }

    async fn rows(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.query_all_raw(statement).await
    }
}

#[async_trait]
impl ConnectionTrait for &dyn Read {
    fn get_database_backend(&self) -> DbBackend {
        (**self).backend()
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        (**self).row(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        (**self).rows(statement).await
    }

    async fn execute_raw(&self, _: Statement) -> Result<ExecResult, DbErr> {
        Err(changes_nothing())
    }

    async fn execute_unprepared(&self, _: &str) -> Result<ExecResult, DbErr> {
        Err(changes_nothing())
    }
}

fn changes_nothing() -> DbErr {
    DbErr::Custom("a read changes nothing: a write takes `&Tx`".into())
}
