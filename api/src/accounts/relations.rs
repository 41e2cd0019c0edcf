//! How callers stand to accounts and sessions.

use guildhall_domain::accounts::{Role, Session};
use guildhall_domain::ids::SessionId;
use guildhall_persistence::{Read, Tx, accounts as store};

use crate::app::App;
use crate::http::auth::{AnyAccount, Identity};
use crate::http::problem::Problem;
use crate::http::relation::{Relation, Standing};

/// A live session of the caller's own.
pub struct OwnSession(pub Session);

impl OwnSession {
    fn of(app: &App, caller: &Identity, found: Option<Session>) -> Standing<Self> {
        let is_own = |own: &Self| own.0.is_live_for(caller.account_id, app.clock.now(), &app.policies.accounts);
        Standing::of(found.map(OwnSession), is_own)
    }
}

impl Relation for OwnSession {
    type Permission = AnyAccount;
    type Id = SessionId;
    const NAME: &'static str = "own_session";
    const MEANING: &'static str = "Whoever is signed in with it, while it is live.";
    const HELD_BY: &'static [Role] = &[];

    async fn find(app: &App, db: &dyn Read, caller: &Identity, id: &SessionId) -> Result<Standing<Self>, Problem> {
        Ok(OwnSession::of(app, caller, store::find_session(db, *id).await?))
    }

    async fn lock(app: &App, tx: &Tx, caller: &Identity, id: &SessionId) -> Result<Standing<Self>, Problem> {
        Ok(OwnSession::of(app, caller, Some(store::lock_session(tx, *id).await?)))
    }
}
