//! The three writes every table knows: insert, insert unless taken, and save.
//!
//! Invariants: a save compares the version that was read, so of two changes of
//! one version one is [`StoreError::Stale`]; a race for a unique key is lost
//! without failing a statement, so the transaction can still answer.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Value};

use crate::{StoreError, Tx};

/// A table whose rows have an id and a version.
pub(crate) trait Versioned: EntityTrait {
    const ID: Self::Column;
    const VERSION: Self::Column;
}

/// Inserts one row.
pub(crate) async fn insert<E>(tx: &Tx, row: E::Model) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    E::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Inserts many rows in one statement.
pub(crate) async fn insert_all<E>(tx: &Tx, rows: Vec<E::Model>) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    if !rows.is_empty() {
        E::insert_many(rows.into_iter().map(IntoActiveModel::into_active_model)).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Inserts one row unless a unique key is taken; says whether it did.
pub(crate) async fn insert_if_free<E>(tx: &Tx, row: E::Model) -> Result<bool, StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    let insert = E::insert(row.into_active_model()).on_conflict(OnConflict::new().do_nothing().to_owned());
    Ok(insert.exec_without_returning(tx).await? == 1)
}

/// Inserts one row, or answers the conflict named `taken` when a unique key is taken.
pub(crate) async fn insert_or_conflict<E>(tx: &Tx, row: E::Model, taken: &'static str) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    match insert_if_free::<E>(tx, row).await? {
        true => Ok(()),
        false => Err(StoreError::Conflict(taken.into())),
    }
}

/// A unique key that was free a moment ago is taken now: the transaction may be run again, and finds who has it.
pub(crate) fn look_again(error: StoreError) -> StoreError {
    match error {
        StoreError::Conflict(_) => StoreError::Retry,
        other => other,
    }
}

/// Writes the columns that are set over the version that was read, which stands
/// in `row`; answers the new version.
pub(crate) async fn save<E: Versioned>(tx: &Tx, mut row: E::ActiveModel) -> Result<i64, StoreError> {
    let (ActiveValue::Set(id), ActiveValue::Set(Value::BigInt(Some(read)))) = (row.take(E::ID), row.take(E::VERSION))
    else {
        return Err(StoreError::Database("a row without id or version".into()));
    };
    row.set(E::VERSION, (read + 1).into());
    let saved = E::update_many().set(row).filter(E::ID.eq(id)).filter(E::VERSION.eq(read)).exec(tx).await?;
    if saved.rows_affected == 1 { Ok(read + 1) } else { Err(StoreError::Stale) }
}

/// [`save`] for a whole row.
pub(crate) async fn save_row<E: Versioned>(tx: &Tx, row: E::Model) -> Result<i64, StoreError>
where
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    save::<E>(tx, row.into_active_model().reset_all()).await
}
