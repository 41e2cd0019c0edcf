//! What members' records do when something happened elsewhere.

use guildhall_domain::accounts::AccountEvent;
use guildhall_domain::ids::AccountId;
use guildhall_domain::members::MembersEvent;
use guildhall_domain::organizations::OrganizationEvent;
use guildhall_persistence::{Tx, accounts, members as store, organizations};

use super::actions::{admission, records};
use crate::app::App;
use crate::events::{self, Listener};
use crate::http::problem::Problem;
use crate::listener;

/// Every listener of this slice.
pub const LISTENERS: &[Listener] =
    &[listener!(AccountEvent => follow_account), listener!(OrganizationEvent => follow_confirmed_figures)];

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

/// Whoever works for an organization whose figures staff confirmed is priced by them.
async fn follow_confirmed_figures(
    app: &App,
    tx: &Tx,
    actor: Option<AccountId>,
    event: &OrganizationEvent,
) -> Result<(), Problem> {
    let OrganizationEvent::FiguresConfirmed { organization } = *event else { return Ok(()) };
    let confirmed = organizations::load_organization(tx, organization).await?;
    admission::credit_small_community(app, tx, actor, &confirmed).await
}
