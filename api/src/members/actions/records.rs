//! Correcting a member's record.

use chrono::NaiveDate;
use guildhall_domain::ids::{AccountId, MemberId};
use guildhall_domain::members::{Member, PersonName};
use guildhall_persistence::{Tx, members as store};
use serde_json::json;

use crate::app::App;
use crate::audit::{self, Subject};
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;
use crate::members::problems::NAME_NOT_STORABLE;

/// What to change; absent stays.
pub struct MemberChange {
    /// Given name.
    pub given_name: Option<String>,
    /// Family name.
    pub family_name: Option<String>,
    /// Address for mail.
    pub email: Option<String>,
    /// Birth date; inner none clears it.
    pub born_on: Option<Option<NaiveDate>>,
}

/// Changes a record, if it still is as the caller saw it.
///
/// # Errors
/// `not-found`, `stale-version`, `name-not-storable`; those of the store.
pub async fn change(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: MemberId,
    seen: &IfMatch,
    change: MemberChange,
) -> Result<Member, Problem> {
    let mut member = store::lock_member(tx, id).await?;
    seen.check(member.version)?;
    let given = change.given_name.as_deref().unwrap_or(member.name.given());
    let family = change.family_name.as_deref().unwrap_or(member.name.family());
    member.name = PersonName::new(given, family).map_err(|why| Problem::new(&NAME_NOT_STORABLE).detail(why.to_string()))?;
    if let Some(email) = change.email {
        member.email = email;
    }
    if let Some(born_on) = change.born_on {
        member.born_on = born_on;
    }
    save(app, tx, &mut member).await?;
    audit::record(app, tx, Some(by), "member.changed", subject(&member), json!({})).await?;
    Ok(member)
}

/// Saves a record under the lock already held.
pub(super) async fn save(app: &App, tx: &Tx, member: &mut Member) -> Result<(), Problem> {
    member.updated_at = app.clock.now();
    member.version = store::save_member(tx, member).await?;
    Ok(())
}

/// The record as the audit trail names it.
pub(super) fn subject(member: &Member) -> Subject {
    Subject { kind: "member", id: member.id.uuid() }
}
