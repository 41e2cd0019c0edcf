//! Offices that let somebody decide over others are given in the open: every administrator is told by letter.

use guildhall_domain::accounts::{Account, AccountStatus, Role};
use guildhall_domain::ids::AccountId;
use guildhall_persistence::accounts::{self as store, AccountFilter, AccountSort};
use guildhall_persistence::{PageRequest, Tx};
use serde::Serialize;

use crate::app::App;
use crate::http::problem::Problem;
use crate::post;
use crate::template;
use crate::templates::{LetterText, Template};

/// The roles whose grant every administrator is told of.
const SENSITIVE: [Role; 3] = [Role::Admin, Role::Finance, Role::Faculty];

/// Tells an administrator of an office that somebody was given.
#[derive(Serialize)]
pub struct OfficeGiven {
    given_name: String,
    email: String,
    office: String,
}

impl LetterText for OfficeGiven {
    const TEMPLATE: Template = template!("letters/accounts/office_given");

    fn samples() -> Vec<Self> {
        let office = "the role `finance`".into();
        vec![OfficeGiven { given_name: "Ana".into(), email: "ruth@example.org".into(), office }]
    }
}

/// Tells of the sensitive roles that an account holds now and did not hold before.
///
/// # Errors
/// Those of the store.
pub async fn tell(app: &App, tx: &Tx, before: &Account, after: &Account) -> Result<(), Problem> {
    let is_new = |role: &Role| after.roles.has(*role) && !before.roles.has(*role);
    for role in SENSITIVE.into_iter().filter(is_new) {
        let key = format!("office/{}/{role}/{}", after.id, after.version);
        tell_admins(app, tx, after, format!("the role `{role}`"), key).await?;
    }
    Ok(())
}

/// Tells every administrator that an account was given an office; under one key once.
///
/// # Errors
/// Those of the store.
pub async fn tell_admins(app: &App, tx: &Tx, account: &Account, office: String, key: String) -> Result<(), Problem> {
    let text = OfficeGiven { given_name: String::new(), email: account.email.clone(), office };
    post::append_bulk(app, tx, &text, admins(tx).await?, key).await
}

async fn admins(tx: &Tx) -> Result<Vec<AccountId>, Problem> {
    let filter = AccountFilter { role: Some(Role::Admin), status: Some(AccountStatus::Active), email: None };
    let mut page = PageRequest::first(100, AccountSort::Newest);
    let mut found = Vec::new();
    loop {
        let slice = store::list_accounts(tx, &filter, page.clone()).await?;
        found.extend(slice.items.iter().map(|account| account.id));
        page.after = slice.next;
        if page.after.is_none() {
            return Ok(found);
        }
    }
}
