//! The accounts of one mailbox: a mail server delivers `name+anything@host` to `name@host`.

use guildhall_domain::AccountId;
use guildhall_domain::accounts::mailbox_key;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LikeExpr, LockType};
use sea_orm::{Condition, QueryOrder, QuerySelect};

use super::account::{Column, Entity};
use crate::{StoreError, Tx};

/// Takes every account whose address is in the same mailbox, so that of two requests of one mailbox the second sees what
/// the first did. Rows that only refer to the accounts can be written meanwhile.
pub async fn hold_mailbox(tx: &Tx, email: &str) -> Result<Vec<AccountId>, StoreError> {
    let mailbox = mailbox_key(email);
    let Some((name, host)) = mailbox.rsplit_once('@') else { return Ok(Vec::new()) };
    let plain = |text: &str| text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let tagged = LikeExpr::new(format!("{}+%@{}", plain(name), plain(host))).escape('\\');
    let rows: Vec<(Uuid, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::EmailKey])
        .filter(Condition::any().add(Column::EmailKey.eq(mailbox.as_str())).add(Column::EmailKey.like(tagged)))
        .order_by_asc(Column::Id)
        .lock(LockType::NoKeyUpdate)
        .into_tuple()
        .all(tx)
        .await?;
    let same = rows.into_iter().filter(|(_, key)| mailbox_key(key) == mailbox);
    Ok(same.map(|(id, _)| id.into()).collect())
}
