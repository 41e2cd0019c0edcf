//! The letters about a second factor.

use serde::Serialize;

use crate::accounts::letters::sample_url;
use crate::app::App;
use crate::template;
use crate::templates::{LetterText, Template};

/// Tells the owner of an account that signing in asks for a code now.
#[derive(Serialize)]
pub struct SecondFactorAdded {
    public_url: String,
}

impl SecondFactorAdded {
    /// For this installation.
    pub fn new(app: &App) -> SecondFactorAdded {
        SecondFactorAdded { public_url: app.config.public_url.clone() }
    }
}

impl LetterText for SecondFactorAdded {
    const TEMPLATE: Template = template!("letters/accounts/second_factor_added");

    fn samples() -> Vec<Self> {
        vec![SecondFactorAdded { public_url: sample_url() }]
    }
}

/// Tells the owner of an account that an administrator took the second factor away.
#[derive(Serialize)]
pub struct SecondFactorTaken {
    public_url: String,
}

impl SecondFactorTaken {
    /// For this installation.
    pub fn new(app: &App) -> SecondFactorTaken {
        SecondFactorTaken { public_url: app.config.public_url.clone() }
    }
}

impl LetterText for SecondFactorTaken {
    const TEMPLATE: Template = template!("letters/accounts/second_factor_taken");

    fn samples() -> Vec<Self> {
        vec![SecondFactorTaken { public_url: sample_url() }]
    }
}

/// Tells the owner of an account that the second factor was removed with one of its codes.
#[derive(Serialize)]
pub struct SecondFactorRemoved {
    public_url: String,
}

impl SecondFactorRemoved {
    /// For this installation.
    pub fn new(app: &App) -> SecondFactorRemoved {
        SecondFactorRemoved { public_url: app.config.public_url.clone() }
    }
}

impl LetterText for SecondFactorRemoved {
    const TEMPLATE: Template = template!("letters/accounts/second_factor_removed");

    fn samples() -> Vec<Self> {
        vec![SecondFactorRemoved { public_url: sample_url() }]
    }
}

/// Tells the owner of an account that it has new recovery codes.
#[derive(Serialize)]
pub struct RecoveryCodesReplaced {
    public_url: String,
}

impl RecoveryCodesReplaced {
    /// For this installation.
    pub fn new(app: &App) -> RecoveryCodesReplaced {
        RecoveryCodesReplaced { public_url: app.config.public_url.clone() }
    }
}

impl LetterText for RecoveryCodesReplaced {
    const TEMPLATE: Template = template!("letters/accounts/recovery_codes_replaced");

    fn samples() -> Vec<Self> {
        vec![RecoveryCodesReplaced { public_url: sample_url() }]
    }
}
