//! Who is behind a token: the session, the account, and every role held now.

use guildhall_domain::accounts::{AccountStatus, Role, Roles, SessionState};
use guildhall_domain::ids::{AccountId, SessionId};
use guildhall_domain::members::{Member, standing_on};
use guildhall_persistence::{accounts as store, members};

use super::second_factor;
use crate::app::App;
use crate::http::auth::Identity;
use crate::http::problem::Problem;

/// Who is behind a token's session; `None` when the session or account no longer counts.
///
/// # Errors
/// Those of any read.
pub async fn identity(app: &App, account: AccountId, session: SessionId) -> Result<Option<Identity>, Problem> {
    let Some(found) = store::find_session(&app.db, session).await? else { return Ok(None) };
    let live = found.state_at(app.clock.now(), &app.policies.accounts) == SessionState::Live;
    if !live || found.account_id != account {
        return Ok(None);
    }
    let holder = store::find_account(&app.db, account).await?;
    let Some(holder) = holder.filter(|holder| holder.status == AccountStatus::Active && holder.closed_at.is_none())
    else {
        return Ok(None);
    };
    let member = members::find_member_by_account(&app.db, account).await?;
    Ok(Some(Identity {
        account_id: account,
        session_id: session,
        roles: held_roles(app, second_factor::actions::counting(app, &app.db, &holder).await?, member.as_ref()),
    }))
}

/// The roles granted and those that follow from facts: `account` always,
/// `member` while the membership is active or in grace, and does not wait for staff's look.
pub fn held_roles(app: &App, granted: Roles, member: Option<&Member>) -> Roles {
    let today = app.clock.today();
    let is_current = |member: &Member| {
        let standing = standing_on(member.span.as_ref(), today, &app.policies.members);
        standing.is_current() && !member.confirmation_awaited
    };
    let held = granted.with(Role::Account);
    if member.is_some_and(is_current) { held.with(Role::Member) } else { held }
}
