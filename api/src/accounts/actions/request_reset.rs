//! Asking for a new password by mail.

use guildhall_domain::accounts::{AccountEvent, AccountStatus, TokenPurpose};
use guildhall_persistence::{Tx, accounts as store};

use super::one_time;
use crate::accounts::letters;
use crate::app::App;
use crate::events;
use crate::http::problem::Problem;

/// Writes to the owner of the address, if an account has it; nobody else learns whether one has.
///
/// # Errors
/// Those of the store.
pub async fn request_reset(app: &App, tx: &Tx, email: &str) -> Result<(), Problem> {
    let Some(known) = store::find_credentials(tx, email).await? else { return Ok(()) };
    let account = known.account;
    if account.status == AccountStatus::Suspended {
        return Ok(());
    }
    if !letters::may_send::<letters::ResetPassword>(app, tx, &account.email).await? {
        return Ok(());
    }
    // Beside the earlier ones: whoever asks for letter after letter makes none worthless that the owner has open.
    let token = one_time::issue_another(app, tx, account.id, TokenPurpose::ResetPassword).await?;
    letters::send(app, tx, &account.email, &letters::ResetPassword::new(app, token)).await?;
    events::record(app, tx, None, AccountEvent::PasswordResetRequested { account: account.id }).await
}
