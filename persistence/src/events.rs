//! What has happened, one row per event, written in the transaction of the change. Append-only: there is no save.
//!
//! The id is that of the line in the audit trail that was written with it. Rows written in one transaction share an
//! instant; the order in which the change feed will tell them comes with it.

use chrono::{DateTime, Utc};
use guildhall_domain::{AccountId, AuditEntryId};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::columns::{from_json, instant, micros, to_json};
use crate::{Read, StoreError, Tx, rows};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "events")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub payload_version: i32,
        pub subject_kind: String,
        pub subject_id: Uuid,
        pub actor_account_id: Option<Uuid>,
        pub at: i64,
        pub payload_json: String,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use table::Column;

/// One event. Its payload holds ids, dates, numbers and code words only.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRecord {
    /// Its id, and that of its line in the audit trail.
    pub id: AuditEntryId,
    /// Its name, for instance `invoice.issued`.
    pub name: String,
    /// Version of the payload.
    pub payload_version: i32,
    /// The kind of record that it happened to.
    pub subject_kind: String,
    /// That record's id.
    pub subject_id: Uuid,
    /// Who caused it; none for the association's own software.
    pub actor: Option<AccountId>,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What else it says.
    pub payload: serde_json::Value,
}

/// Appends an event.
///
/// # Errors
/// Those of any write.
pub async fn append(tx: &Tx, event: &EventRecord) -> Result<(), StoreError> {
    let row = table::Model {
        id: event.id.uuid(),
        name: event.name.clone(),
        payload_version: event.payload_version,
        subject_kind: event.subject_kind.clone(),
        subject_id: event.subject_id,
        actor_account_id: event.actor.map(AccountId::uuid),
        at: micros(event.at),
        payload_json: to_json(&event.payload)?,
    };
    rows::insert::<table::Entity>(tx, row).await
}

/// Everything that happened to one record, the earliest first.
///
/// # Errors
/// Those of any read.
pub async fn events_of(db: &dyn Read, subject_id: Uuid) -> Result<Vec<EventRecord>, StoreError> {
    let rows = table::Entity::find()
        .filter(Column::SubjectId.eq(subject_id))
        .order_by_asc(Column::At)
        .order_by_asc(Column::Id)
        .all(&db)
        .await?;
    rows.into_iter().map(EventRecord::try_from).collect()
}

impl TryFrom<table::Model> for EventRecord {
    type Error = StoreError;

    fn try_from(row: table::Model) -> Result<Self, StoreError> {
        Ok(EventRecord {
            id: row.id.into(),
            name: row.name,
            payload_version: row.payload_version,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            actor: row.actor_account_id.map(AccountId::new),
            at: instant(row.at)?,
            payload: from_json(&row.payload_json)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{at, change, database, id};

    fn event(number: u128, subject: u128, seconds: i64) -> EventRecord {
        EventRecord {
            id: id(number).into(),
            name: "invoice.voided".into(),
            payload_version: 1,
            subject_kind: "invoice".into(),
            subject_id: id(subject),
            actor: Some(AccountId::new(id(7))),
            at: at(seconds),
            payload: json!({ "reason": "withdrawal" }),
        }
    }

    #[tokio::test]
    async fn what_happened_to_a_record_is_read_in_order_and_nothing_else() {
        let db = database().await;
        for event in [event(2, 50, 9), event(1, 50, 3), event(3, 51, 1)] {
            change!(db, |tx| append(tx, &event)).unwrap();
        }
        assert_eq!(events_of(&*db, id(50)).await.unwrap(), [event(1, 50, 3), event(2, 50, 9)]);
    }
}
