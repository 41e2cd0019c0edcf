//! Sessions: one signed-in device each, the family of its refresh tokens.
//!
//! Invariant: a session that has ended stays ended, for the reason given first.

use chrono::{DateTime, Utc};
use guildhall_domain::accounts::{Session, SessionEnd};
use guildhall_domain::{AccountId, SessionId};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, QueryTrait, UpdateMany};

use super::refresh_token::forget_tokens_of;
use crate::columns::{code, instant, instant_or_none, micros};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::{Read, StoreError, Tx, rows};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub account_id: Uuid,
        pub created_at: i64,
        pub last_used_at: i64,
        pub expires_at: i64,
        pub ended_at: Option<i64>,
        pub end_reason: Option<String>,
        pub user_agent: Option<String>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Orders of the list of sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionSort {
    /// Latest begun first.
    Newest,
}

/// Inserts a session.
pub async fn insert_session(tx: &Tx, session: &Session) -> Result<(), StoreError> {
    rows::insert::<Entity>(tx, session.into()).await
}

/// A session, if it exists.
pub async fn find_session(db: &dyn Read, id: SessionId) -> Result<Option<Session>, StoreError> {
    Entity::find_by_id(id.uuid()).one(&db).await?.map(Session::try_from).transpose()
}

/// Takes a session for this transaction alone: two uses of one refresh token
/// are decided one after the other.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row; [`StoreError::Locked`] when another
/// transaction holds it too long.
pub async fn lock_session(tx: &Tx, id: SessionId) -> Result<Session, StoreError> {
    let row = Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?;
    row.map(Session::try_from).transpose()?.ok_or(StoreError::NotFound("session"))
}

/// A page of an account's sessions that were not ended and, when `now` is
/// given, have not expired by then.
pub async fn list_sessions(
    db: &dyn Read,
    account: AccountId,
    now: Option<DateTime<Utc>>,
    page: PageRequest<SessionSort>,
) -> Result<Slice<Session>, StoreError> {
    let select = Entity::find()
        .filter(Column::AccountId.eq(account.uuid()))
        .filter(Column::EndedAt.is_null())
        .apply_if(now, |select, now| select.filter(Column::ExpiresAt.gt(micros(now))));
    let order = match page.sort {
        SessionSort::Newest => KeysetOrder::descending(Column::CreatedAt, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

/// Notes that a session was used.
pub async fn touch_session(tx: &Tx, id: SessionId, now: DateTime<Utc>) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(micros(now)))
        .filter(Column::Id.eq(id.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends a session; `false` when it had ended before.
pub async fn end_session(tx: &Tx, id: SessionId, reason: SessionEnd, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let ended = ending(reason, now).filter(Column::Id.eq(id.uuid())).exec(tx).await?;
    Ok(ended.rows_affected == 1)
}

/// Ends every session of an account but one; answers how many.
pub async fn end_sessions_of(
    tx: &Tx,
    account: AccountId,
    except: Option<SessionId>,
    reason: SessionEnd,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let ending = ending(reason, now).filter(Column::AccountId.eq(account.uuid()));
    let ending = match except {
        Some(kept) => ending.filter(Column::Id.ne(kept.uuid())),
        None => ending,
    };
    Ok(ending.exec(tx).await?.rows_affected)
}

/// Forgets the sessions that expired before an instant, with their tokens; answers how many.
pub async fn sweep_sessions(tx: &Tx, expired_before: DateTime<Utc>) -> Result<u64, StoreError> {
    let expired = Column::ExpiresAt.lt(micros(expired_before));
    let ids = Entity::find().select_only().column(Column::Id).filter(expired.clone()).into_query();
    forget_tokens_of(tx, ids).await?;
    Ok(Entity::delete_many().filter(expired).exec(tx).await?.rows_affected)
}

fn ending(reason: SessionEnd, now: DateTime<Utc>) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(micros(now)))
        .col_expr(Column::EndReason, Expr::value(reason.as_str()))
        .filter(Column::EndedAt.is_null())
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.created_at)?), id: row.id })
}

impl TryFrom<Model> for Session {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Session {
            id: row.id.into(),
            account_id: row.account_id.into(),
            created_at: instant(row.created_at)?,
            last_used_at: instant(row.last_used_at)?,
            expires_at: instant(row.expires_at)?,
            ended_at: instant_or_none(row.ended_at)?,
            end_reason: row.end_reason.as_deref().map(code).transpose()?,
            user_agent: row.user_agent,
        })
    }
}

impl From<&Session> for Model {
    fn from(session: &Session) -> Self {
        Model {
            id: session.id.uuid(),
            account_id: session.account_id.uuid(),
            created_at: micros(session.created_at),
            last_used_at: micros(session.last_used_at),
            expires_at: micros(session.expires_at),
            ended_at: session.ended_at.map(micros),
            end_reason: session.end_reason.map(|reason| reason.as_str().to_owned()),
            user_agent: session.user_agent.clone(),
        }
    }
}
