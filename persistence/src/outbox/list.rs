//! Reading the outbox: the sandbox shows it.

use guildhall_domain::MessageId;
use sea_orm::QueryTrait;
use sea_orm::entity::prelude::*;

use super::table::{Column, Entity, Model};
use super::{OutboxMessage, StoreError, instant};
use crate::Read;
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};

/// Orders of the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageSort {
    /// Latest first.
    Newest,
    /// Sorted with the earliest first.
    Oldest,
}

/// Which messages are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageFilter {
    /// Of one kind.
    pub kind: Option<String>,
}

/// One message, if it exists.
pub async fn find_message(db: &dyn Read, id: MessageId) -> Result<Option<OutboxMessage>, StoreError> {
    Entity::find_by_id(id.uuid()).one(&db).await?.map(OutboxMessage::try_from).transpose()
}

/// A page of the outbox.
pub async fn list_messages(
    db: &dyn Read,
    filter: &MessageFilter,
    page: PageRequest<MessageSort>,
) -> Result<Slice<OutboxMessage>, StoreError> {
    let select = Entity::find().apply_if(filter.kind.as_deref(), |select, kind| select.filter(Column::Kind.eq(kind)));
    let order = match page.sort {
        MessageSort::Newest => KeysetOrder::descending(Column::CreatedAt, Column::Id),
        MessageSort::Oldest => KeysetOrder::ascending(Column::CreatedAt, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.created_at)?), id: row.id })
}
