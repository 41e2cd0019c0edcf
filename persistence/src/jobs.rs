//! Daily jobs: once per civil date, however many replicas run.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use crate::columns::micros;
use crate::{Read, StoreError, Tx, rows};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "job_runs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub due_on: chrono::NaiveDate,
        pub ran_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Claims the run of job `name` that is due on a date: `true` for the first
/// caller only. The claim lasts when the job's own transaction commits.
///
/// # Errors
/// [`StoreError::Locked`] when another replica is just running it.
pub async fn claim_run(tx: &Tx, name: &str, due_on: NaiveDate, now: DateTime<Utc>) -> Result<bool, StoreError> {
    rows::insert_if_free::<table::Entity>(tx, table::Model { name: name.into(), due_on, ran_at: micros(now) }).await
}

/// The latest date on which job `name` was run.
///
/// # Errors
/// Those of any read.
pub async fn last_run_on(db: &impl Read, name: &str) -> Result<Option<NaiveDate>, StoreError> {
    let last = table::Entity::find()
        .filter(table::Column::Name.eq(name))
        .order_by_desc(table::Column::DueOn)
        .limit(1)
        .one(db)
        .await?;
    Ok(last.map(|run| run.due_on))
}
