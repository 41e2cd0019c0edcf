//! What an administrator decides about an account: roles, suspension.

use guildhall_domain::Refusal;
use guildhall_domain::accounts::closure::ClosureRefusal;
use guildhall_domain::accounts::second_factor::is_guarded;
use guildhall_domain::accounts::{Account, AccountEvent, AccountStatus, Role, Roles};
use guildhall_domain::ids::AccountId;
use guildhall_domain::own_matter;
use guildhall_persistence::{Tx, accounts as store};

use crate::accounts::grants;
use crate::accounts::problems::{
    ACCOUNT_AWAITS_CONFIRMATION, ACCOUNT_CLOSED, ACCOUNT_SUSPENDED, LAST_ADMIN, OWN_ADMIN_ACCESS,
};
use crate::accounts::second_factor::actions::set_due;
use crate::app::App;
use crate::events;
use crate::http::etag::IfMatch;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::personal_data::{self, Ended, Ending};

/// What is to change; `None` stays.
pub struct Decision {
    /// The roles granted from now on.
    pub roles: Option<Roles>,
    /// Active or suspended.
    pub status: Option<AccountStatus>,
}

/// Carries out a decision. Suspension ends every session. An account that its owner closed is opened again by the status `active`.
///
/// # Errors
/// `own-matter`, `own-admin-access`, `last-admin`, `account-awaits-confirmation`, `account-erased`, `stale-version`, `not-found`; those of the store.
pub async fn decide(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: AccountId,
    seen: &IfMatch,
    decision: &Decision,
) -> Result<Account, Problem> {
    // Two administrators who take each other's role wait here for one another.
    let admins = store::lock_admins(tx).await?;
    let before = store::lock_account(tx, id).await?;
    seen.check(before.version)?;
    let mut account = before.clone();
    account.roles = decision.roles.unwrap_or(before.roles);
    account.status = decision.status.unwrap_or(before.status);
    let opens = decision.status == Some(AccountStatus::Active) && before.closed_at.is_some();
    if account == before && !opens {
        return Ok(before);
    }
    check(by, &before, &account)?;
    if is_admin(&before) && !is_admin(&account) && admins.iter().all(|admin| *admin == id) {
        return Err(Problem::new(&LAST_ADMIN)
            .detail("No other account can administer.")
            .at(if before.roles == account.roles { "/status" } else { "/roles" }));
    }
    if opens {
        if store::is_erased(tx, id).await? {
            return Err(Problem::from(Refusal::from(ClosureRefusal::Erased)).at("/status"));
        }
        account.closed_at = None;
    }
    account.updated_at = app.clock.now();
    account.version = store::save_account(tx, &account).await?;
    follow_up(app, tx, Some(by), &before, &account).await?;
    Ok(account)
}

/// Gives a role to the active account with an email address, by whoever runs the program; `false` when it was held.
///
/// # Errors
/// `not-found`, `account-awaits-confirmation`, `account-suspended`, `account-closed`; those of the store.
pub async fn grant_on_the_machine(app: &App, email: &str, role: Role) -> Result<bool, Problem> {
    let tx = app.db.begin().await?;
    let known = store::find_credentials(&tx, email).await?;
    let missing = || Problem::new(&NOT_FOUND).detail(format!("no account has the email address {email}"));
    let before = store::lock_account(&tx, known.ok_or_else(missing)?.account.id).await?;
    if before.closed_at.is_some() {
        return Err(Problem::new(&ACCOUNT_CLOSED));
    }
    match before.status {
        AccountStatus::Active if before.roles.has(role) => return Ok(false),
        AccountStatus::Active => {}
        AccountStatus::Pending => return Err(Problem::new(&ACCOUNT_AWAITS_CONFIRMATION)),
        AccountStatus::Suspended => return Err(Problem::new(&ACCOUNT_SUSPENDED)),
    }
    let mut account = before.clone();
    account.roles = before.roles.with(role);
    account.updated_at = app.clock.now();
    account.version = store::save_account(&tx, &account).await?;
    follow_up(app, &tx, None, &before, &account).await?;
    tx.commit().await?;
    Ok(true)
}

/// Whether somebody can administer with the account.
fn is_admin(account: &Account) -> bool {
    account.roles.has(Role::Admin) && account.status == AccountStatus::Active && account.closed_at.is_none()
}

fn check(by: AccountId, before: &Account, after: &Account) -> Result<(), Problem> {
    let loses_admin = before.roles.has(Role::Admin) && !after.roles.has(Role::Admin);
    let is_shut = after.status == AccountStatus::Suspended;
    if by == before.id && (loses_admin || is_shut) {
        let pointer = if loses_admin { "/roles" } else { "/status" };
        let detail = "The account is your own: another administrator takes the role `admin` from it or suspends it.";
        return Err(Problem::new(&OWN_ADMIN_ACCESS).detail(detail).at(pointer));
    }
    if after.roles.iter().any(|role| !before.roles.has(role)) {
        own_matter::check(by, [Some(before.id)]).map_err(|refusal| Problem::from(refusal).at("/roles"))?;
    }
    if before.status == AccountStatus::Pending && after.status != before.status {
        let detail = "The account is `pending` until its address is confirmed; only then can it be suspended.";
        return Err(Problem::new(&ACCOUNT_AWAITS_CONFIRMATION).detail(detail).at("/status"));
    }
    Ok(())
}

async fn follow_up(
    app: &App,
    tx: &Tx,
    by: Option<AccountId>,
    before: &Account,
    after: &Account,
) -> Result<(), Problem> {
    let (account, record) = (after.id, async |event| events::record(app, tx, by, event).await);
    if before.roles != after.roles {
        let (from, to) = (before.roles.iter().collect(), after.roles.iter().collect());
        record(AccountEvent::RolesUpdated { account, from, to }).await?;
        grants::tell(app, tx, before, after).await?;
        if !is_guarded(before.roles) {
            set_due(app, tx, after, true).await?;
        }
        for taken in before.roles.iter().filter(|role| !after.roles.has(*role)) {
            end(app, tx, by, account, Ending::RoleTaken(taken)).await?;
        }
    }
    if before.closed_at.is_some() && after.closed_at.is_none() {
        record(AccountEvent::Reinstated { account }).await?;
    }
    match (before.status, after.status) {
        (before, after) if before == after => {}
        (_, AccountStatus::Suspended) => {
            end(app, tx, by, account, Ending::AccountSuspended).await?;
            record(AccountEvent::Suspended { account }).await?;
        }
        _ => record(AccountEvent::Reinstated { account }).await?,
    }
    Ok(())
}

/// Ends what is open for whose account this is, in every slice.
async fn end(app: &App, tx: &Tx, by: Option<AccountId>, account: AccountId, ending: Ending) -> Result<(), Problem> {
    let person = personal_data::person(tx, account).await?;
    personal_data::end(app, tx, Ended { person, ending, by }).await.map(|_| ())
}
