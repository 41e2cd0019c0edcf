//! Entries of the ledger of credit hours.
//!
//! Invariants: entries are added and never changed; a grant key is entered once, whoever
//! races for it; an entry is taken back once.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::credentials::{CreditEntry, CreditSource, CreditTime, Grant, GrantKey, Provenance};
use guildhall_domain::{AccountId, CreditEntryId};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::columns::{code, from_json, instant, micros, to_json};
use crate::{Read, StoreError, Tx, rows};
pub(super) use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "credit_entries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub account_id: Uuid,
        pub minutes: i64,
        pub earned_on: chrono::NaiveDate,
        pub source: String,
        pub title: String,
        pub ground_json: String,
        pub grant_key: String,
        pub reverses_id: Option<Uuid>,
        pub entered_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An entry and when it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditRecord {
    /// The entry.
    pub entry: CreditEntry,
    /// When it was made.
    pub entered_at: DateTime<Utc>,
}

/// An entry, if it exists.
pub async fn find_credit_entry(db: &dyn Read, id: CreditEntryId) -> Result<Option<CreditRecord>, StoreError> {
    Entity::find_by_id(id.uuid()).one(&db).await?.map(CreditRecord::try_from).transpose()
}

/// The entry that a grant key stands for, if there is one.
pub async fn find_granted(db: &dyn Read, key: &GrantKey) -> Result<Option<CreditRecord>, StoreError> {
    let row = Entity::find().filter(Column::GrantKey.eq(key.as_str())).one(&db).await?;
    row.map(CreditRecord::try_from).transpose()
}

/// What the ledger holds under a grant key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantedRecord {
    /// The latest entry.
    pub record: CreditRecord,
    /// Whether it was taken back.
    pub is_reversed: bool,
    /// How many times the credit was entered.
    pub times: u32,
}

/// The latest entry of a grant: under the key itself, or, when that was taken back, under the next.
pub async fn find_latest_granted(db: &dyn Read, key: &GrantKey) -> Result<Option<GrantedRecord>, StoreError> {
    let mut latest: Option<GrantedRecord> = None;
    while latest.as_ref().is_none_or(|granted| granted.is_reversed) {
        let times = latest.as_ref().map_or(0, |granted| granted.times) + 1;
        // A key that has become too long was never entered.
        let Ok(key) = key.for_time(times) else { break };
        let Some(record) = find_granted(db, &key).await? else { break };
        let reversal = Entity::find().filter(Column::ReversesId.eq(record.entry.id.uuid())).one(&db).await?;
        latest = Some(GrantedRecord { record, is_reversed: reversal.is_some(), times });
    }
    Ok(latest)
}

/// What somebody earned from one day up to another, both included, the earliest first.
pub async fn entries_between(
    db: &dyn Read,
    account: AccountId,
    (first_day, last_day): (NaiveDate, NaiveDate),
) -> Result<Vec<CreditEntry>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AccountId.eq(account.uuid()))
        .filter(Column::EarnedOn.between(first_day, last_day))
        .order_by_asc(Column::EarnedOn)
        .order_by_asc(Column::Id)
        .all(&db)
        .await?;
    rows.into_iter().map(|row| Ok(CreditRecord::try_from(row)?.entry)).collect()
}

/// Inserts an entry.
///
/// # Errors
/// [`StoreError::Conflict`] naming `grant_key` when the key was entered already, also by
/// somebody who raced for it; the transaction can continue.
pub async fn insert_credit_entry(tx: &Tx, record: &CreditRecord) -> Result<(), StoreError> {
    rows::insert_or_conflict::<Entity>(tx, row_of(record)?, "credit_entries.grant_key").await
}

impl TryFrom<Model> for CreditRecord {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let source: CreditSource = code(&row.source)?;
        let unreadable = |error| StoreError::Database(format!("credit entry {}: {error}", row.id));
        let grant = Grant {
            account_id: row.account_id.into(),
            time: CreditTime::from_minutes(row.minutes),
            earned_on: row.earned_on,
            provenance: Provenance { source, title: row.title, ground: from_json(&row.ground_json)? },
            key: row.grant_key.parse().map_err(unreadable)?,
        };
        let entry = CreditEntry { id: row.id.into(), grant, reverses: row.reverses_id.map(CreditEntryId::new) };
        Ok(CreditRecord { entry, entered_at: instant(row.entered_at)? })
    }
}

fn row_of(record: &CreditRecord) -> Result<Model, StoreError> {
    let CreditEntry { id, grant, reverses } = &record.entry;
    Ok(Model {
        id: id.uuid(),
        account_id: grant.account_id.uuid(),
        minutes: grant.time.minutes(),
        earned_on: grant.earned_on,
        source: grant.provenance.source.as_str().to_owned(),
        title: grant.provenance.title.clone(),
        ground_json: to_json(&grant.provenance.ground)?,
        grant_key: grant.key.as_str().to_owned(),
        reverses_id: reverses.map(CreditEntryId::uuid),
        entered_at: micros(record.entered_at),
    })
}
