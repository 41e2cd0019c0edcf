//! The letters about accounts. They go through the outbox, in the transaction
//! of what they tell of.
//!
//! A letter never repeats what a stranger could have typed (names): whoever
//! registers somebody else's address would choose the words.

use guildhall_domain::accounts::TokenPurpose;
use guildhall_persistence::Tx;

use crate::app::App;
use crate::gateways::mail::Letter;
use crate::http::problem::Problem;
use crate::post::{self, Posting};

/// Puts a letter into the outbox.
///
/// # Errors
/// Those of any write.
pub async fn send(app: &App, tx: &Tx, letter: Letter) -> Result<(), Problem> {
    post::append(app, tx, Posting::once(letter)).await
}

/// Asks the owner of an address to confirm it.
pub fn confirm_address(app: &App, to: &str, token: &str) -> Letter {
    let hours = hours_of(app, TokenPurpose::ConfirmEmail);
    let text = format!(
        "Somebody registered an account with this address.\n\n\
         If it was you, confirm the address within {hours}: send the token below as `token` to\n\
         POST {}/v1/accounts/confirmations\n\n\
         token: {token}\n\n\
         If it was not you, do nothing: nobody can sign in to an account that is not confirmed.\n",
        app.config.public_url
    );
    letter(to, "Confirm your address", text)
}

/// Tells the owner of a known address that somebody registered it again.
pub fn account_exists(app: &App, to: &str) -> Letter {
    let text = format!(
        "Somebody tried to register an account with this address, which has one already.\n\n\
         If it was you, sign in with your password, or ask for a new one:\n\
         POST {}/v1/accounts/password-reset-requests\n\n\
         If it was not you, do nothing: your account is as it was.\n",
        app.config.public_url
    );
    letter(to, "You have an account already", text)
}

/// Lets the owner of an account set a new password.
pub fn reset_password(app: &App, to: &str, token: &str) -> Letter {
    let hours = hours_of(app, TokenPurpose::ResetPassword);
    let text = format!(
        "Somebody asked for a new password for your account.\n\n\
         If it was you, set it within {hours}: send the token below as `token`, with `new_password`, to\n\
         POST {}/v1/accounts/password-resets\n\n\
         token: {token}\n\n\
         If it was not you, do nothing: your password is as it was.\n",
        app.config.public_url
    );
    letter(to, "Set a new password", text)
}

/// Tells the owner of an account that its password is another one now.
pub fn password_changed(app: &App, to: &str) -> Letter {
    let text = format!(
        "The password of your account was changed.\n\n\
         If it was not you, ask for a new one at once, which signs everybody out:\n\
         POST {}/v1/accounts/password-reset-requests\n",
        app.config.public_url
    );
    letter(to, "Your password was changed", text)
}

fn letter(to: &str, subject: &str, text: String) -> Letter {
    Letter { to: to.to_owned(), subject: subject.to_owned(), text }
}

fn hours_of(app: &App, purpose: TokenPurpose) -> String {
    match app.policies.accounts.lifetimes().one_time(purpose).num_hours() {
        1 => "one hour".into(),
        hours => format!("{hours} hours"),
    }
}
