//! The secret link to a participant's calendar.
//!
//! Invariant: the token is told once; what is kept is its hash, and it is in no log.

use aws_lc_rs::digest;
use guildhall_domain::cyber_program::CyberProgramEvent;
use guildhall_domain::ids::{AccountId, EnrollmentId};
use guildhall_persistence::Tx;
use guildhall_persistence::cyber_program as store;

use crate::app::App;
use crate::events;
use crate::http::problem::Problem;

/// Gives an enrollment a new link in place of the one it had; answers the token.
///
/// # Errors
/// Those of any write.
pub async fn give(app: &App, tx: &Tx, by: AccountId, enrollment: EnrollmentId) -> Result<String, Problem> {
    let token = app.entropy.secret();
    store::replace_calendar_link(tx, enrollment, &hash_of(&token), app.clock.now()).await?;
    events::record(app, tx, Some(by), CyberProgramEvent::CalendarLinkCreated { enrollment }).await?;
    Ok(token)
}

/// Takes the link back, if there is one.
///
/// # Errors
/// Those of any write.
pub async fn revoke(app: &App, tx: &Tx, by: AccountId, enrollment: EnrollmentId) -> Result<(), Problem> {
    if store::delete_calendar_link(tx, enrollment).await? {
        events::record(app, tx, Some(by), CyberProgramEvent::CalendarLinkDeleted { enrollment }).await?;
    }
    Ok(())
}

/// The hash under which a token is kept.
pub fn hash_of(token: &str) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(digest::digest(&digest::SHA256, token.as_bytes()).as_ref());
    out
}
