//! Whoever changes a second factor shows that they have it.

use guildhall_domain::Refusal;
use guildhall_domain::accounts::second_factor::SecondFactorRefusal;
use guildhall_domain::ids::AccountId;
use guildhall_persistence::{Tx, accounts as store};

use super::checking::{self, Fitting};
use crate::accounts::actions::failures::{self, Guesser};
use crate::app::App;
use crate::http::problem::Problem;

/// What a code of one's own second factor is. A wrong one is counted like a wrong password.
///
/// # Errors
/// `second-factor-missing`, `second-factor-code-wrong`, `too-many-failures`; those of the store.
pub async fn proved(app: &App, id: AccountId, code: &str) -> Result<Fitting, Problem> {
    let account = store::load_account(&app.db, id).await?;
    failures::check(app, &app.db, Guesser::Account(id)).await?;
    let factor = checking::active(&app.db, id).await?.ok_or_else(|| Refusal::from(SecondFactorRefusal::None))?;
    if let Some(fitting) = checking::fitting(app, &app.db, &account, &factor, code).await? {
        return Ok(fitting);
    }
    failures::count(app, Guesser::Account(id)).await?;
    Err(wrong())
}

/// Uses the code up. One that another request used meanwhile is worthless.
///
/// # Errors
/// `second-factor-code-wrong`; those of the store.
pub async fn use_up(app: &App, tx: &Tx, id: AccountId, fitting: &Fitting) -> Result<(), Problem> {
    if checking::use_up(app, tx, id, fitting).await? { Ok(()) } else { Err(wrong()) }
}

fn wrong() -> Problem {
    Problem::from(Refusal::from(SecondFactorRefusal::CodeWrong)).at("/code")
}
