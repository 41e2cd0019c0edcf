//! Asking for another address. What happens with an address that has an account, only its owner learns, by mail.

use guildhall_domain::accounts::address_change::{is_fresh, password_needed};
use guildhall_domain::accounts::session::later;
use guildhall_domain::accounts::{
    Account, AccountEvent, AccountStatus, AddressChange, AddressRefusal, Role, email_key,
};
use guildhall_domain::ids::{AccountId, AddressChangeId, SessionId};
use guildhall_domain::{Refusal, own_matter};
use guildhall_persistence::{Tx, accounts as store};
use secrecy::SecretString;

use super::letters::{AddressWanted, ConfirmNewAddress};
use crate::accounts::actions::change_password;
use crate::accounts::problems::ACCOUNT_AWAITS_CONFIRMATION;
use crate::accounts::secrets::token_hash;
use crate::accounts::{letters, names};
use crate::app::App;
use crate::events;
use crate::http::auth::Identity;
use crate::http::problem::{NOT_FOUND, Problem};

/// A change that somebody asks for.
pub struct Asked {
    /// Whose address.
    pub account_id: AccountId,
    /// The new one.
    pub email: String,
    /// Who asks.
    pub by: AccountId,
    /// The session of the owner who asks.
    pub session_id: Option<SessionId>,
    /// Why staff ask.
    pub reason: Option<String>,
}

/// Passes for an owner who knows the password, or has just shown it by signing in.
///
/// # Errors
/// `address-refused`, `current-password-needed`, `wrong-current-password`, `too-many-failures`; those of the store.
pub async fn check_owner(
    app: &App,
    caller: &Identity,
    email: &str,
    password: Option<&SecretString>,
) -> Result<(), Problem> {
    names::check_address(email)?;
    check_present(app, caller, password).await
}

/// Passes for an owner who is there: who sends the password, or has just shown it by signing in.
///
/// # Errors
/// `current-password-needed`, `wrong-current-password`, `too-many-failures`; those of the store.
pub async fn check_present(app: &App, caller: &Identity, password: Option<&SecretString>) -> Result<(), Problem> {
    if let Some(password) = password {
        return change_password::check_current(app, caller.account_id, password).await.map(|_| ());
    }
    let session = store::find_session(&app.db, caller.session_id).await?;
    if session.is_some_and(|session| is_fresh(&session, app.clock.now(), &app.policies.accounts)) {
        return Ok(());
    }
    let refusal = Refusal::from(password_needed(&app.policies.accounts));
    Err(Problem::from(refusal).at("/current_password"))
}

/// Passes for staff who do it for somebody else; of somebody who holds granted roles, for an administrator.
///
/// # Errors
/// `own-matter`, `address-refused`, `address-changed-by-admin`, `account-awaits-confirmation`, `not-found`.
pub async fn check_staff(app: &App, caller: &Identity, id: AccountId, email: &str) -> Result<(), Problem> {
    let account = store::find_account(&app.db, id).await?.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    own_matter::check(caller.account_id, [Some(account.id)])?;
    names::check_address(email)?;
    if account.roles.iter().next().is_some() && !caller.roles.has(Role::Admin) {
        return Err(Refusal::from(AddressRefusal::RolesGranted).into());
    }
    if account.status == AccountStatus::Pending {
        let detail = "The account is `pending`: whoever reads the mail of its address confirms it first.";
        return Err(Problem::new(&ACCOUNT_AWAITS_CONFIRMATION).detail(detail));
    }
    Ok(())
}

/// Sends a letter to the new mailbox, and answers the token in it; an earlier change that waits for its proof is
/// forgotten. For an address that has an account there is no token.
///
/// # Errors
/// `address-unchanged`; those of the store.
pub async fn ask(app: &App, tx: &Tx, asked: &Asked) -> Result<Option<String>, Problem> {
    let account = store::lock_account(tx, asked.account_id).await?;
    if email_key(&account.email) == email_key(&asked.email) {
        return Err(Problem::from(Refusal::from(AddressRefusal::Unchanged)).at("/email"));
    }
    store::withdraw_address_changes(tx, account.id).await?;
    let owner = store::find_credentials(tx, &asked.email).await?.map(|known| known.account);
    // An address that was registered and never confirmed is nobody's: its mailbox decides.
    if let Some(owner) = owner.filter(|owner| owner.status != AccountStatus::Pending) {
        letters::send(app, tx, &owner.email, &AddressWanted::new(app)).await?;
        return Ok(None);
    }
    invite(app, tx, &account, asked).await.map(Some)
}

async fn invite(app: &App, tx: &Tx, account: &Account, asked: &Asked) -> Result<String, Problem> {
    let now = app.clock.now();
    let change = AddressChange {
        id: AddressChangeId::new(app.entropy.uuid(now)),
        account_id: account.id,
        former_email: account.email.clone(),
        email: asked.email.trim().to_owned(),
        asked_by: asked.by,
        session_id: asked.session_id,
        reason: asked.reason.clone(),
        asked_at: now,
        changed_at: None,
    };
    let token = app.entropy.secret();
    let expires_at = later(now, app.policies.accounts.address.proof());
    store::insert_address_change(tx, &change, &token_hash(&token), expires_at).await?;
    letters::send(app, tx, &change.email, &ConfirmNewAddress::new(app, token.clone())).await?;
    let requested = AccountEvent::AddressChangeRequested {
        account: account.id,
        change: change.id,
        by_staff: asked.reason.is_some(),
    };
    events::record(app, tx, Some(asked.by), requested).await?;
    Ok(token)
}
