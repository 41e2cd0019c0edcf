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

/// Gives a claim back: the job failed and is to run again for the same date.
///
/// # Errors
/// Those of any write.
pub async fn release_run(tx: &Tx, name: &str, due_on: NaiveDate) -> Result<(), StoreError> {
    table::Entity::delete_by_id((name.to_owned(), due_on)).exec(tx).await?;
    Ok(())
}

/// The latest date on which job `name` was run.
///
/// # Errors
/// Those of any read.
pub async fn last_run_on(db: &dyn Read, name: &str) -> Result<Option<NaiveDate>, StoreError> {
    let last = table::Entity::find()
        .filter(table::Column::Name.eq(name))
        .order_by_desc(table::Column::DueOn)
        .limit(1)
        .one(&db)
        .await?;
    Ok(last.map(|run| run.due_on))
}

#[cfg(test)]
mod tests {
    use super::{claim_run, last_run_on};
    use crate::testing::{at, change, database, on};

    #[tokio::test]
    async fn a_job_runs_once_for_a_date() {
        let db = database().await;
        let claim = async |name, date| change!(db, |tx| claim_run(tx, name, on(date), at(0))).unwrap();
        assert_eq!(last_run_on(&*db, "lapse").await.unwrap(), None);
        assert!(claim("lapse", "2025-03-01").await);
        assert!(!claim("lapse", "2025-03-01").await);
        assert!(claim("lapse", "2025-03-02").await);
        assert!(claim("remind", "2025-03-01").await);
        assert_eq!(last_run_on(&*db, "lapse").await.unwrap(), Some(on("2025-03-02")));
    }
}
