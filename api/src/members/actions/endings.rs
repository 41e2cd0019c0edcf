//! What of a membership ends with the person's account: an application that awaits payment. Terms that were paid end on
//! their date, and standing follows from it.

use futures_util::future::BoxFuture;
use guildhall_persistence::{Tx, members as store};

use super::apply;
use crate::app::App;
use crate::http::problem::Problem;
use crate::personal_data::{Ended, Ending};

/// Withdraws the application of whose account is closed, or who died, unless something was paid toward it.
pub fn end<'a>(app: &'a App, tx: &'a Tx, ended: Ended) -> BoxFuture<'a, Result<u64, Problem>> {
    Box::pin(async move {
        if !matches!(ended.ending, Ending::AccountClosed | Ending::PersonDied) {
            return Ok(0);
        }
        let account = ended.person.account;
        let Some(open) = store::find_open_application(tx, account).await? else { return Ok(0) };
        match apply::withdraw(app, tx, ended.by.unwrap_or(account), open.id).await {
            Ok(_) => Ok(1),
            // What was paid toward it is for finance to give back.
            Err(refused) if refused.kind.status == 409 => Ok(0),
            Err(problem) => Err(problem),
        }
    })
}
