//! Keys that texts are sealed with. They are sealed themselves, with a secret that no
//! table holds; here they are bytes.
//!
//! Invariant: an owner has one key, for ever. When it is deleted, everything sealed with it
//! is gone, from backups too.

use chrono::{DateTime, Utc};
use guildhall_domain::{AccountId, CohortId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, QueryOrder, QuerySelect};

use crate::columns::{micros, padded};
use crate::rows;
use crate::words::WordColumn;
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "vault_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub owner_kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub owner_id: Uuid,
        pub sealed_key: Vec<u8>,
        pub created_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The column that holds words of an open list: a new kind of owner needs no migration.
pub(crate) const WORDS: &[WordColumn] =
    &[WordColumn { table: "vault_keys", column: "owner_kind", known: || vec!["account", "cohort"] }];

/// The owner of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyOwner {
    /// A person's: what is for nobody else.
    Account(AccountId),
    /// A cohort's: what is for its people.
    Cohort(CohortId),
}

impl KeyOwner {
    /// The word for its kind.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Account(_) => "account",
            Self::Cohort(_) => "cohort",
        }
    }

    /// Its id.
    #[must_use]
    pub const fn id(self) -> Uuid {
        match self {
            Self::Account(id) => id.uuid(),
            Self::Cohort(id) => id.uuid(),
        }
    }
}

/// The sealed key of an owner, if there is one.
pub async fn find_key(db: &dyn Read, owner: KeyOwner) -> Result<Option<Vec<u8>>, StoreError> {
    let found = Entity::find_by_id((owner.kind().to_owned(), owner.id())).one(&db).await?;
    Ok(found.map(|row| row.sealed_key))
}

/// The sealed keys of people, by person; whoever has none is left out.
pub async fn keys_of_accounts(db: &dyn Read, accounts: &[AccountId]) -> Result<Vec<(AccountId, Vec<u8>)>, StoreError> {
    let select = Entity::find()
        .filter(Column::OwnerKind.eq("account"))
        .filter(Column::OwnerId.is_in(padded(accounts.iter().map(|account| account.uuid()))));
    let rows = select.all(&db).await?;
    Ok(rows.into_iter().map(|row| (row.owner_id.into(), row.sealed_key)).collect())
}

/// Keeps a key unless the owner has one; says whether it did.
pub async fn insert_key_if_free(
    tx: &Tx,
    owner: KeyOwner,
    sealed_key: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let row = Model { owner_kind: owner.kind().into(), owner_id: owner.id(), sealed_key, created_at: micros(now) };
    rows::insert_if_free::<Entity>(tx, row).await
}

/// At most `limit` sealed keys in the order of their owners, from behind `last` on.
pub async fn keys_after(
    db: &dyn Read,
    last: Option<KeyOwner>,
    limit: u64,
) -> Result<Vec<(KeyOwner, Vec<u8>)>, StoreError> {
    let mut select = Entity::find();
    if let Some(last) = last {
        let later = Condition::all().add(Column::OwnerKind.eq(last.kind())).add(Column::OwnerId.gt(last.id()));
        select = select.filter(Condition::any().add(Column::OwnerKind.gt(last.kind())).add(later));
    }
    let select = select.order_by_asc(Column::OwnerKind).order_by_asc(Column::OwnerId).limit(limit);
    select.all(&db).await?.into_iter().map(|row| Ok((owner_of(&row)?, row.sealed_key))).collect()
}

fn owner_of(row: &Model) -> Result<KeyOwner, StoreError> {
    match row.owner_kind.as_str() {
        "account" => Ok(KeyOwner::Account(row.owner_id.into())),
        "cohort" => Ok(KeyOwner::Cohort(row.owner_id.into())),
        other => Err(StoreError::Database(format!("vault_keys: no owner is of the kind `{other}`"))),
    }
}

/// Puts a key in the place of the one that was read, if that is still there; says whether it did.
pub async fn replace_key(tx: &Tx, owner: KeyOwner, read: &[u8], anew: Vec<u8>) -> Result<bool, StoreError> {
    let replaced = Entity::update_many()
        .col_expr(Column::SealedKey, Expr::value(anew))
        .filter(Column::OwnerKind.eq(owner.kind()))
        .filter(Column::OwnerId.eq(owner.id()))
        .filter(Column::SealedKey.eq(read))
        .exec(tx)
        .await?;
    Ok(replaced.rows_affected == 1)
}

/// Forgets a key, and with it all that was sealed with it; says whether there was one.
pub async fn delete_key(tx: &Tx, owner: KeyOwner) -> Result<bool, StoreError> {
    let gone = Entity::delete_by_id((owner.kind().to_owned(), owner.id())).exec(tx).await?;
    Ok(gone.rows_affected == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, change, database, id};

    #[tokio::test]
    async fn an_owner_has_one_key_until_it_is_forgotten() {
        let db = database().await;
        let (ana, spring) = (KeyOwner::Account(id(1).into()), KeyOwner::Cohort(id(1).into()));
        assert_eq!(find_key(&*db, ana).await.unwrap(), None);
        for (owner, key, new) in [(ana, 1, true), (ana, 2, false), (spring, 3, true)] {
            assert_eq!(change!(db, |tx| insert_key_if_free(tx, owner, vec![key], at(0))).unwrap(), new);
        }
        assert_eq!(find_key(&*db, ana).await.unwrap(), Some(vec![1]));
        let of = [id(1).into(), id(2).into()];
        assert_eq!(keys_of_accounts(&*db, &of).await.unwrap(), [(id(1).into(), vec![1])]);
        assert!(change!(db, |tx| delete_key(tx, ana)).unwrap());
        assert!(!change!(db, |tx| delete_key(tx, ana)).unwrap());
        assert_eq!(find_key(&*db, ana).await.unwrap(), None);
        assert_eq!(find_key(&*db, spring).await.unwrap(), Some(vec![3]));
    }
}
