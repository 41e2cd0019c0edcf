//! What Life membership does when something happened elsewhere.

use guildhall_domain::ids::AccountId;
use guildhall_domain::members::MembersEvent;
use guildhall_persistence::Tx;

use super::applications::actions::employment;
use crate::app::App;
use crate::events::Listener;
use crate::http::problem::Problem;
use crate::listener;

/// Every listener of this slice.
pub const LISTENERS: &[Listener] = &[listener!(MembersEvent => follow_employment)];

/// Full-time work suspends Life membership, and leaving that work reinstates it. Whoever changes employment has
/// locked the member's account, so that nobody else holds the application.
async fn follow_employment(app: &App, tx: &Tx, actor: Option<AccountId>, event: &MembersEvent) -> Result<(), Problem> {
    let (MembersEvent::EmploymentCreated { member_id, .. }
    | MembersEvent::EmploymentUpdated { member_id, .. }
    | MembersEvent::EmploymentDeleted { member_id, .. }) = *event
    else {
        return Ok(());
    };
    if let Some(mut life) = employment::locked(tx, member_id).await? {
        let by = actor.unwrap_or(life.account_id);
        employment::follow(app, tx, by, &mut life).await?;
    }
    Ok(())
}
