//! What of an account ends with it: its sessions, and the links in letters that were not used.

use futures_util::future::BoxFuture;
use guildhall_domain::accounts::{SessionEnd, TokenPurpose};
use guildhall_persistence::{Tx, accounts as store};

use crate::app::App;
use crate::http::problem::Problem;
use crate::personal_data::{Ended, Ending};

/// Signs out whose account is suspended or closed, or who died. A role that is taken away ends no session: roles are
/// asked of the store at each request.
pub fn end<'a>(app: &'a App, tx: &'a Tx, ended: Ended) -> BoxFuture<'a, Result<u64, Problem>> {
    Box::pin(async move {
        let account = ended.person.account;
        match ended.ending {
            Ending::RoleTaken(_) => return Ok(0),
            // Whoever comes back may use the link of an earlier letter.
            Ending::AccountSuspended => {}
            Ending::AccountClosed | Ending::PersonDied => {
                for purpose in [TokenPurpose::ConfirmEmail, TokenPurpose::ResetPassword] {
                    store::withdraw_one_time_tokens(tx, account, purpose).await?;
                }
            }
        }
        Ok(store::end_sessions_of(tx, account, None, SessionEnd::AccountSuspended, app.clock.now()).await?)
    })
}
