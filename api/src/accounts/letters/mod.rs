//! The letters about accounts. They go through the outbox, in the transaction
//! of what they tell of.
//!
//! A letter never repeats what a stranger could have typed (names): whoever
//! registers somebody else's address would choose the words.

mod bulk;

use chrono::TimeDelta;
use guildhall_domain::accounts::{TokenPurpose, after_letter};
use guildhall_persistence::{Tx, accounts as store};
use serde::Serialize;

use super::address_changes::letters::{AddressChanged, AddressWanted, ConfirmNewAddress};
use super::closure::letters::AccountClosed;
use super::grants::OfficeGiven;
use super::second_factor::letters::{RecoveryCodesReplaced, SecondFactorAdded, SecondFactorRemoved, SecondFactorTaken};
use super::secrets::letters_hash;
use crate::app::App;
use crate::http::problem::Problem;
use crate::post::{self, Posting};
use crate::template;
use crate::templates::{LetterKind, LetterText, Template};
pub use bulk::BulkLetters;

/// Every letter of this slice.
pub const LETTERS: &[LetterKind] = &[
    LetterKind::of::<ConfirmNewAddress>(),
    LetterKind::of::<AddressChanged>(),
    LetterKind::of::<AddressWanted>(),
    LetterKind::of::<AccountClosed>(),
    LetterKind::of::<OfficeGiven>(),
    LetterKind::of::<SecondFactorAdded>(),
    LetterKind::of::<SecondFactorTaken>(),
    LetterKind::of::<SecondFactorRemoved>(),
    LetterKind::of::<RecoveryCodesReplaced>(),
    LetterKind::of::<ConfirmAddress>(),
    LetterKind::of::<AccountExists>(),
    LetterKind::of::<ResetPassword>(),
    LetterKind::of::<PasswordChanged>(),
];

/// Puts a letter into the outbox.
///
/// # Errors
/// Those of any write.
pub async fn send(app: &App, tx: &Tx, to: &str, text: &impl LetterText) -> Result<(), Problem> {
    post::append(app, tx, Posting::once(text.letter(to)?)).await
}

/// Whether one more letter of a kind may go to a mailbox that nobody has proved to want it; if so it is counted.
/// Whoever asked is told nothing of it.
///
/// # Errors
/// Those of any write.
pub async fn may_send<T: LetterText>(app: &App, tx: &Tx, to: &str) -> Result<bool, Problem> {
    let (key, now) = (letters_hash(&app.secret, T::TEMPLATE.name, to), app.clock.now());
    let before = store::lock_failures(tx, &key, now).await?;
    let Some(after) = after_letter(before, now, &app.policies.accounts) else { return Ok(false) };
    store::save_failures(tx, &key, after).await?;
    Ok(true)
}

/// Asks the owner of an address to confirm it.
#[derive(Serialize)]
pub struct ConfirmAddress {
    public_url: String,
    token: String,
    valid_for: String,
}

impl ConfirmAddress {
    /// With this token.
    pub fn new(app: &App, token: String) -> ConfirmAddress {
        let valid_for = valid_for(app, TokenPurpose::ConfirmEmail);
        ConfirmAddress { public_url: app.config.public_url.clone(), token, valid_for }
    }
}

impl LetterText for ConfirmAddress {
    const TEMPLATE: Template = template!("letters/accounts/confirm_address");

    fn samples() -> Vec<Self> {
        vec![ConfirmAddress { public_url: sample_url(), token: "8f2c".into(), valid_for: "24 hours".into() }]
    }
}

/// Tells the owner of a known address that somebody registered it again.
#[derive(Serialize)]
pub struct AccountExists {
    public_url: String,
}

impl AccountExists {
    /// For this installation.
    pub fn new(app: &App) -> AccountExists {
        AccountExists { public_url: app.config.public_url.clone() }
    }
}

impl LetterText for AccountExists {
    const TEMPLATE: Template = template!("letters/accounts/account_exists");

    fn samples() -> Vec<Self> {
        vec![AccountExists { public_url: sample_url() }]
    }
}

/// Lets the owner of an account set a new password.
#[derive(Serialize)]
pub struct ResetPassword {
    public_url: String,
    token: String,
    valid_for: String,
}

impl ResetPassword {
    /// With this token.
    pub fn new(app: &App, token: String) -> ResetPassword {
        let valid_for = valid_for(app, TokenPurpose::ResetPassword);
        ResetPassword { public_url: app.config.public_url.clone(), token, valid_for }
    }
}

impl LetterText for ResetPassword {
    const TEMPLATE: Template = template!("letters/accounts/reset_password");

    fn samples() -> Vec<Self> {
        vec![ResetPassword { public_url: sample_url(), token: "8f2c".into(), valid_for: "one hour".into() }]
    }
}

/// Tells the owner of an account that its password is another one now.
#[derive(Serialize)]
pub struct PasswordChanged {
    public_url: String,
}

impl PasswordChanged {
    /// For this installation.
    pub fn new(app: &App) -> PasswordChanged {
        PasswordChanged { public_url: app.config.public_url.clone() }
    }
}

impl LetterText for PasswordChanged {
    const TEMPLATE: Template = template!("letters/accounts/password_changed");

    fn samples() -> Vec<Self> {
        vec![PasswordChanged { public_url: sample_url() }]
    }
}

/// An address for samples.
pub fn sample_url() -> String {
    "https://api.example.org".into()
}

fn valid_for(app: &App, purpose: TokenPurpose) -> String {
    spelled(app.policies.accounts.lifetimes().one_time(purpose))
}

/// A time of hours in words.
pub fn spelled(time: TimeDelta) -> String {
    match time.num_hours() {
        1 => "one hour".into(),
        hours => format!("{hours} hours"),
    }
}
