//! The letter about a closed account.

use chrono::{DateTime, Utc};
use guildhall_domain::association_date;
use serde::Serialize;

use crate::accounts::letters::sample_url;
use crate::app::App;
use crate::template;
use crate::templates::{LetterText, Template};

/// Tells the owner of an account that it is closed, and until when that can be undone.
#[derive(Serialize)]
pub struct AccountClosed {
    public_url: String,
    erased_on: String,
    open_invoices: usize,
}

impl AccountClosed {
    /// For this installation.
    pub fn new(app: &App, erased_at: DateTime<Utc>, open_invoices: usize) -> AccountClosed {
        let erased_on = association_date(erased_at).to_string();
        AccountClosed { public_url: app.config.public_url.clone(), erased_on, open_invoices }
    }
}

impl LetterText for AccountClosed {
    const TEMPLATE: Template = template!("letters/accounts/account_closed");

    fn samples() -> Vec<Self> {
        let sample =
            |open_invoices| AccountClosed { public_url: sample_url(), erased_on: "2026-03-31".into(), open_invoices };
        vec![sample(0), sample(2)]
    }
}
