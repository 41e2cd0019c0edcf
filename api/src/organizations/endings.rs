//! What ends with a person's account: speaking for organizations.

use futures_util::future::BoxFuture;
use guildhall_persistence::{Tx, organizations as store};

use super::representing;
use crate::app::App;
use crate::http::problem::Problem;
use crate::personal_data::{Ended, Ending};

/// Ends every representation of whose account is closed, or who died.
pub(super) fn end<'a>(app: &'a App, tx: &'a Tx, ended: Ended) -> BoxFuture<'a, Result<u64, Problem>> {
    Box::pin(async move {
        if !matches!(ended.ending, Ending::AccountClosed | Ending::PersonDied) {
            return Ok(0);
        }
        let account = ended.person.account;
        let represented = store::organizations_represented_by(tx, account).await?;
        for organization in &represented {
            representing::end(app, tx, ended.by.unwrap_or(account), *organization, account).await?;
        }
        Ok(represented.len() as u64)
    })
}
