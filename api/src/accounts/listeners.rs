//! What accounts do when something happened elsewhere.

use guildhall_domain::accounts::AccountEvent;
use guildhall_domain::ids::AccountId;
use guildhall_domain::members::MembersEvent;
use guildhall_persistence::{Tx, accounts as store, members};

use crate::app::App;
use crate::events::{self, Listener};
use crate::http::problem::Problem;
use crate::listener;

/// Every listener of this slice.
pub const LISTENERS: &[Listener] = &[listener!(MembersEvent => take_name_of_member)];

/// The account has the same name as the member's record, from the same moment on.
async fn take_name_of_member(
    app: &App,
    tx: &Tx,
    actor: Option<AccountId>,
    event: &MembersEvent,
) -> Result<(), Problem> {
    let MembersEvent::MemberUpdated { member, account_id } = *event else { return Ok(()) };
    let mut account = store::lock_account(tx, account_id).await?;
    let name = members::load_member(tx, member).await?.name;
    if account.name == name {
        return Ok(());
    }
    account.name = name;
    account.updated_at = app.clock.now();
    store::save_account(tx, &account).await?;
    events::record(app, tx, actor, AccountEvent::Updated { account: account_id }).await
}
