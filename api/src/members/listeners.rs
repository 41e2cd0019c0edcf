//! What members' records do when something happened elsewhere.

use guildhall_domain::accounts::AccountEvent;
use guildhall_domain::ids::AccountId;
use guildhall_domain::members::MembersEvent;
use guildhall_persistence::{Tx, accounts, members as store};

use super::actions::records;
use crate::app::App;
use crate::events::{self, Listener};
use crate::http::problem::Problem;
use crate::listener;

/// Every listener of this slice.
pub const LISTENERS: &[Listener] = &[listener!(AccountEvent => follow_account)];

/// The member's record has the same name and address as the account, from the same moment on.
async fn follow_account(app: &App, tx: &Tx, actor: Option<AccountId>, event: &AccountEvent) -> Result<(), Problem> {
    let account = match *event {
        AccountEvent::Updated { account }
        | AccountEvent::AddressChanged { account, .. }
        | AccountEvent::AddressChangeRevoked { account, .. } => account,
        _ => return Ok(()),
    };
    let Some(found) = store::find_member_by_account(tx, account).await? else { return Ok(()) };
    let mut member = store::lock_member(tx, found.id).await?;
    let owner = accounts::load_account(tx, account).await?;
    if member.name == owner.name && member.email == owner.email {
        return Ok(());
    }
    (member.name, member.email) = (owner.name, owner.email);
    records::save(app, tx, &mut member).await?;
    let updated = MembersEvent::MemberUpdated { member: member.id, account_id: account };
    events::record(app, tx, actor, updated).await
}
