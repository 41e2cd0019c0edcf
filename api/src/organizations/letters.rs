//! What the association writes to those who represent an organization.

use guildhall_domain::ids::AccountId;
use guildhall_domain::organizations::Organization;
use guildhall_persistence::{Tx, accounts};
use serde::Serialize;

use crate::app::App;
use crate::http::problem::Problem;
use crate::post::{self, Posting};
use crate::template;
use crate::templates::{LetterKind, LetterText, Template};

/// Every letter of this slice.
pub const LETTERS: &[LetterKind] = &[LetterKind::of::<RepresentativeNamed>(), LetterKind::of::<RepresentativeEnded>()];

/// What both name.
#[derive(Serialize)]
struct Mandate {
    given_name: String,
    organization: String,
}

macro_rules! letters_about_mandates {
    ($($name:ident => $template:literal),+ $(,)?) => {$(
        #[derive(Serialize)]
        #[serde(transparent)]
        struct $name(Mandate);

        impl LetterText for $name {
            const TEMPLATE: Template = template!($template);

            fn samples() -> Vec<Self> {
                vec![$name(Mandate { given_name: "Ana".into(), organization: "City of Springfield".into() })]
            }
        }
    )+};
}

letters_about_mandates! {
    RepresentativeNamed => "letters/organizations/representative_named",
    RepresentativeEnded => "letters/organizations/representative_ended",
}

/// Tells somebody that they represent an organization.
///
/// # Errors
/// Those of the store.
pub async fn representative_named(
    app: &App,
    tx: &Tx,
    organization: &Organization,
    account: AccountId,
) -> Result<(), Problem> {
    let account = accounts::load_account(tx, account).await?;
    let mandate = Mandate { given_name: account.name.addressed().into(), organization: organization.name.clone() };
    let letter = RepresentativeNamed(mandate).letter(&account.email)?;
    post::append(app, tx, Posting::once(letter)).await
}

/// Tells somebody that they represent an organization no longer.
///
/// # Errors
/// Those of the store.
pub async fn representative_ended(
    app: &App,
    tx: &Tx,
    organization: &Organization,
    account: AccountId,
) -> Result<(), Problem> {
    let account = accounts::load_account(tx, account).await?;
    let mandate = Mandate { given_name: account.name.addressed().into(), organization: organization.name.clone() };
    let letter = RepresentativeEnded(mandate).letter(&account.email)?;
    post::append(app, tx, Posting::once(letter)).await
}
