//! The audit: who did what to which record, and when. Append-only: there is no save.

use chrono::{DateTime, Utc};
use guildhall_domain::{AccountId, AuditEntryId};
use sea_orm::QueryTrait;
use sea_orm::entity::prelude::*;

use crate::columns::{from_json, instant, micros, to_json};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::{Read, StoreError, Tx, rows};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_entries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub at: i64,
        pub actor_account_id: Option<Uuid>,
        pub action: String,
        pub subject_kind: String,
        pub subject_id: Uuid,
        pub detail_json: String,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use table::Column;

/// One entry of the audit. Holds no secrets: no salary, password or token.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// Its id.
    pub id: AuditEntryId,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Who did it; none for the house itself.
    pub actor: Option<AccountId>,
    /// What was done, for instance `billing.invoice.void`.
    pub action: String,
    /// What kind of record it was done to, for instance `invoice`.
    pub subject_kind: String,
    /// The record's id.
    pub subject_id: Uuid,
    /// What else is worth knowing.
    pub detail: serde_json::Value,
}

/// Orders of the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditSort {
    /// Latest first.
    Newest,
}

/// Which lines are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// About one record.
    pub subject_id: Option<Uuid>,
    /// By one person.
    pub actor: Option<AccountId>,
}

/// Appends a line.
pub async fn append(tx: &Tx, entry: &AuditEntry) -> Result<(), StoreError> {
    let row = table::Model {
        id: entry.id.uuid(),
        at: micros(entry.at),
        actor_account_id: entry.actor.map(AccountId::uuid),
        action: entry.action.clone(),
        subject_kind: entry.subject_kind.clone(),
        subject_id: entry.subject_id,
        detail_json: to_json(&entry.detail)?,
    };
    rows::insert::<table::Entity>(tx, row).await
}

/// A page of the audit.
pub async fn list_entries(
    db: &dyn Read,
    filter: &AuditFilter,
    page: PageRequest<AuditSort>,
) -> Result<Slice<AuditEntry>, StoreError> {
    let select = table::Entity::find()
        .apply_if(filter.subject_id, |select, id| select.filter(Column::SubjectId.eq(id)))
        .apply_if(filter.actor, |select, actor| select.filter(Column::ActorAccountId.eq(actor.uuid())));
    let order = match page.sort {
        AuditSort::Newest => KeysetOrder::descending(Column::At, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

fn position(row: &table::Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.at)?), id: row.id })
}

impl TryFrom<table::Model> for AuditEntry {
    type Error = StoreError;

    fn try_from(row: table::Model) -> Result<Self, StoreError> {
        Ok(AuditEntry {
            id: row.id.into(),
            at: instant(row.at)?,
            actor: row.actor_account_id.map(AccountId::new),
            action: row.action,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            detail: from_json(&row.detail_json)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{at, change, database, id, walk};

    fn entry(number: u128, subject: u128, actor: Option<AccountId>) -> AuditEntry {
        AuditEntry {
            id: id(number).into(),
            at: at(0),
            actor,
            action: "members.member.change".into(),
            subject_kind: "member".into(),
            subject_id: id(subject),
            detail: json!({ "fields": ["email"] }),
        }
    }

    #[tokio::test]
    async fn the_audit_is_listed_latest_first_and_narrowed_by_subject_and_actor() {
        let db = database().await;
        let ana = AccountId::new(id(7));
        let lines = [entry(1, 50, Some(ana)), entry(2, 50, None), entry(3, 51, Some(ana))];
        for line in &lines {
            change!(db, |tx| append(tx, line)).unwrap();
        }
        let only = async |filter: AuditFilter| walk!(1, AuditSort::Newest, |page| list_entries(&*db, &filter, page));
        assert_eq!(only(AuditFilter::default()).await, lines.iter().rev().cloned().collect::<Vec<_>>());
        let subject = AuditFilter { subject_id: Some(id(50)), actor: None };
        assert_eq!(only(subject).await, [lines[1].clone(), lines[0].clone()]);
        let actor = AuditFilter { subject_id: None, actor: Some(ana) };
        assert_eq!(only(actor).await, [lines[2].clone(), lines[0].clone()]);
    }
}
