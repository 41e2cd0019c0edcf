//! Asking for a new password by mail.

use guildhall_domain::accounts::{AccountStatus, TokenPurpose};
use guildhall_persistence::{Tx, accounts as store};
use serde_json::json;

use super::{account as subject, one_time};
use crate::accounts::letters;
use crate::app::App;
use crate::audit;
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
    let token = one_time::issue(app, tx, account.id, TokenPurpose::ResetPassword).await?;
    letters::send(app, tx, letters::reset_password(app, &account.email, &token)).await?;
    Ok(audit::record(app, tx, None, "password.reset_requested", subject(account.id), json!({})).await?)
}
