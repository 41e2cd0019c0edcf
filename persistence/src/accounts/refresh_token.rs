//! Refresh tokens: each is used once; what a second use means, the domain says.

use chrono::{DateTime, Utc};
use guildhall_domain::SessionId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SelectStatement;

use crate::columns::{hash, instant, instant_or_none, micros};
use crate::{Read, StoreError, Tx, rows};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "refresh_tokens")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: Vec<u8>,
        pub session_id: Uuid,
        pub issued_at: i64,
        pub used_at: Option<i64>,
        pub used_with_key: Option<Vec<u8>>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A refresh token on record; only its hash is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshTokenRecord {
    /// SHA-256 of the token.
    pub token_hash: [u8; 32],
    /// The session it belongs to.
    pub session_id: SessionId,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// When it was used.
    pub used_at: Option<DateTime<Utc>>,
    /// SHA-256 of the Idempotency-Key it was used under, if any.
    pub used_with_key: Option<[u8; 32]>,
}

/// Inserts an unused token.
pub async fn insert_refresh_token(
    tx: &Tx,
    token_hash: &[u8; 32],
    session: SessionId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = Model {
        token_hash: token_hash.to_vec(),
        session_id: session.uuid(),
        issued_at: micros(now),
        used_at: None,
        used_with_key: None,
    };
    rows::insert::<Entity>(tx, row).await
}

/// A token, if it was ever issued. To use it, lock its session and read again.
pub async fn find_refresh_token(
    db: &dyn Read,
    token_hash: &[u8; 32],
) -> Result<Option<RefreshTokenRecord>, StoreError> {
    Entity::find_by_id(token_hash.to_vec()).one(&db).await?.map(RefreshTokenRecord::try_from).transpose()
}

/// Uses a token up; `false` when it was used before.
pub async fn use_refresh_token(
    tx: &Tx,
    token_hash: &[u8; 32],
    with_key: Option<&[u8; 32]>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(micros(now)))
        .col_expr(Column::UsedWithKey, Expr::value(with_key.map(|key| key.to_vec())))
        .filter(Column::TokenHash.eq(token_hash.to_vec()))
        .filter(Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Forgets the tokens of the sessions that a query names.
pub(super) async fn forget_tokens_of(tx: &Tx, sessions: SelectStatement) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::SessionId.in_subquery(sessions)).exec(tx).await?;
    Ok(())
}

impl TryFrom<Model> for RefreshTokenRecord {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(RefreshTokenRecord {
            token_hash: hash(row.token_hash)?,
            session_id: row.session_id.into(),
            issued_at: instant(row.issued_at)?,
            used_at: instant_or_none(row.used_at)?,
            used_with_key: row.used_with_key.map(hash).transpose()?,
        })
    }
}
