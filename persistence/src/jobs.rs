//! Runs of jobs: once per slot, which is a civil date or a minute, however many replicas run.
//!
//! Invariant: a job has one row per date. For a job of the minute it tells when the last run of that date was claimed.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
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

/// What one run of a job is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A civil date.
    Date(NaiveDate),
    /// A minute, by the instant at which it begins.
    Minute(DateTime<Utc>),
}

impl Slot {
    fn due_on(self) -> NaiveDate {
        match self {
            Slot::Date(date) => date,
            Slot::Minute(begins_at) => begins_at.date_naive(),
        }
    }
}

/// Claims the run of job `name` for a slot: `true` for the first caller only. The claim lasts when the job's own
/// transaction commits.
///
/// # Errors
/// [`StoreError::Locked`] when another replica is just running it.
pub async fn claim_run(tx: &Tx, name: &str, slot: Slot, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let run = table::Model { name: name.into(), due_on: slot.due_on(), ran_at: micros(now) };
    if rows::insert_if_free::<table::Entity>(tx, run).await? {
        return Ok(true);
    }
    let Slot::Minute(begins_at) = slot else { return Ok(false) };
    let claimed = table::Entity::update_many()
        .col_expr(table::Column::RanAt, Expr::value(micros(now)))
        .filter(table::Column::Name.eq(name))
        .filter(table::Column::DueOn.eq(slot.due_on()))
        .filter(table::Column::RanAt.lt(micros(begins_at)))
        .exec(tx)
        .await?;
    Ok(claimed.rows_affected == 1)
}

/// Gives a claim back: the job failed and is to run again for the same slot.
pub async fn release_run(tx: &Tx, name: &str, slot: Slot) -> Result<(), StoreError> {
    table::Entity::delete_by_id((name.to_owned(), slot.due_on())).exec(tx).await?;
    Ok(())
}

/// The latest date on which job `name` was run.
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
    use chrono::TimeDelta;

    use super::{Slot, claim_run, last_run_on, release_run};
    use crate::testing::{at, change, database, on};

    #[tokio::test]
    async fn a_job_runs_once_for_a_date() {
        let db = database().await;
        let claim = async |name, date| change!(db, |tx| claim_run(tx, name, Slot::Date(on(date)), at(0))).unwrap();
        assert_eq!(last_run_on(&*db, "lapse").await.unwrap(), None);
        assert!(claim("lapse", "2025-03-01").await);
        assert!(!claim("lapse", "2025-03-01").await);
        assert!(claim("lapse", "2025-03-02").await);
        assert!(claim("remind", "2025-03-01").await);
        assert_eq!(last_run_on(&*db, "lapse").await.unwrap(), Some(on("2025-03-02")));
    }

    #[tokio::test]
    async fn a_job_of_the_minute_runs_once_for_a_minute_and_again_when_it_failed() {
        let db = database().await;
        let minute = |minutes| at(0) + TimeDelta::minutes(minutes);
        let claim = async |name, minutes, seconds| {
            let (slot, now) = (Slot::Minute(minute(minutes)), minute(minutes) + TimeDelta::seconds(seconds));
            change!(db, |tx| claim_run(tx, name, slot, now)).unwrap()
        };
        assert!(claim("remind", 0, 20).await);
        assert!(!claim("remind", 0, 50).await);
        assert!(claim("lapse", 0, 50).await);
        assert!(claim("remind", 1, 0).await);
        assert!(claim("remind", 3 * 24 * 60, 1).await);
        assert!(!claim("remind", 3 * 24 * 60, 2).await);
        change!(db, |tx| release_run(tx, "remind", Slot::Minute(minute(3 * 24 * 60)))).unwrap();
        assert!(claim("remind", 3 * 24 * 60, 3).await);
    }
}
