//! The letters about a change of address: to the mailbox that is to prove itself, to the old one, and to the owner of
//! an address that somebody else wanted.

use serde::Serialize;

use crate::accounts::letters::{sample_url, spelled};
use crate::app::App;
use crate::template;
use crate::templates::{LetterText, Template};

/// Asks the owner of a mailbox to confirm that it is the new address of an account.
#[derive(Serialize)]
pub struct ConfirmNewAddress {
    public_url: String,
    token: String,
    valid_for: String,
}

impl ConfirmNewAddress {
    /// With this token.
    pub fn new(app: &App, token: String) -> ConfirmNewAddress {
        let valid_for = spelled(app.policies.accounts.address.proof());
        ConfirmNewAddress { public_url: app.config.public_url.clone(), token, valid_for }
    }
}

impl LetterText for ConfirmNewAddress {
    const TEMPLATE: Template = template!("letters/accounts/confirm_new_address");

    fn samples() -> Vec<Self> {
        vec![ConfirmNewAddress { public_url: sample_url(), token: "8f2c".into(), valid_for: "48 hours".into() }]
    }
}

/// Tells the old mailbox that the account has another address, and how to take that back.
#[derive(Serialize)]
pub struct AddressChanged {
    public_url: String,
    token: String,
    days: i64,
}

impl AddressChanged {
    /// With this token.
    pub fn new(app: &App, token: String) -> AddressChanged {
        let days = app.policies.accounts.address.revocation().num_days();
        AddressChanged { public_url: app.config.public_url.clone(), token, days }
    }
}

impl LetterText for AddressChanged {
    const TEMPLATE: Template = template!("letters/accounts/address_changed");

    fn samples() -> Vec<Self> {
        vec![AddressChanged { public_url: sample_url(), token: "8f2c".into(), days: 7 }]
    }
}

/// Tells the owner of an address that somebody wanted it for another account.
#[derive(Serialize)]
pub struct AddressWanted {
    public_url: String,
}

impl AddressWanted {
    /// For this installation.
    pub fn new(app: &App) -> AddressWanted {
        AddressWanted { public_url: app.config.public_url.clone() }
    }
}

impl LetterText for AddressWanted {
    const TEMPLATE: Template = template!("letters/accounts/address_wanted");

    fn samples() -> Vec<Self> {
        vec![AddressWanted { public_url: sample_url() }]
    }
}
