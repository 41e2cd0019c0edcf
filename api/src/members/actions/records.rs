//! Correcting a member's record.

use chrono::{Datelike, NaiveDate};
use guildhall_domain::Refusal;
use guildhall_domain::accounts::email_key;
use guildhall_domain::ids::{AccountId, MemberId};
use guildhall_domain::members::plausible::check_birth;
use guildhall_domain::members::{Member, MembersEvent};
use guildhall_persistence::{Tx, accounts, members as store};

use crate::accounts::names::person_name;
use crate::accounts::problems::ADDRESS_PROVED_FIRST;
use crate::app::App;
use crate::events;
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;
use crate::members::problems::BIRTH_DATE_IN_THE_FUTURE;

/// What to change; absent stays.
pub struct MemberChange {
    /// Given name; inner none clears it.
    pub given_name: Option<Option<String>>,
    /// Family name; inner none clears it.
    pub family_name: Option<Option<String>>,
    /// Address for mail: only the one on record, in any spelling.
    pub email: Option<String>,
    /// Birth date; inner none clears it.
    pub born_on: Option<Option<NaiveDate>>,
}

/// Changes a record, if it still is as the caller saw it; the account takes a new name over.
///
/// # Errors
/// `not-found`, `stale-version`, `name-refused`, `address-proved-first`, `birth-date-in-the-future`,
/// `birth-date-after-employment`; those of the store.
pub async fn change(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: MemberId,
    seen: &IfMatch,
    change: MemberChange,
) -> Result<Member, Problem> {
    // The account first, then the record: every action locks them in this order.
    let owner = store::load_member(tx, id).await?.account_id;
    accounts::lock_account(tx, owner).await?;
    let before = store::lock_member(tx, id).await?;
    seen.check(before.version)?;
    let mut member = before.clone();
    let given = change.given_name.unwrap_or_else(|| Some(member.name.given().to_owned())).unwrap_or_default();
    let family = change.family_name.unwrap_or_else(|| Some(member.name.family().to_owned())).unwrap_or_default();
    member.name = person_name(&given, &family)?;
    check_address(&member, change.email.as_deref())?;
    if let Some(born_on) = change.born_on.filter(|born_on| *born_on != member.born_on) {
        if let Some(born_on) = born_on {
            check_birth_date(app, tx, id, born_on).await?;
        }
        member.born_on = born_on;
    }
    if member == before {
        return Ok(before);
    }
    save(app, tx, &mut member).await?;
    events::record(app, tx, Some(by), MembersEvent::MemberUpdated { member: id, account_id: owner }).await?;
    Ok(member)
}

/// The contact address is that of the account, which its mailbox has proved.
fn check_address(member: &Member, email: Option<&str>) -> Result<(), Problem> {
    if email.is_none_or(|email| email_key(email) == email_key(&member.email)) {
        return Ok(());
    }
    let detail = "The new mailbox proves itself first: the person asks at /v1/accounts/address-changes, or staff ask for \
                  them at /v1/accounts/{account_id}/address-changes.";
    Err(Problem::new(&ADDRESS_PROVED_FIRST).detail(detail).at("/email"))
}

/// A birth date is one that somebody alive can have, and before all work on record.
///
/// # Errors
/// `birth-date-in-the-future`, `birth-date-after-employment`; those of any read.
pub(super) async fn check_birth_date(app: &App, tx: &Tx, id: MemberId, on: NaiveDate) -> Result<(), Problem> {
    let today = app.clock.today();
    if on > today || on.year() < 1900 {
        let detail = format!("{on} is before 1900 or after today, {today}.");
        return Err(Problem::new(&BIRTH_DATE_IN_THE_FUTURE).detail(detail));
    }
    Ok(check_birth(on, &store::spells_of(tx, id).await?).map_err(Refusal::from)?)
}

/// Saves a record under the lock already held.
///
/// # Errors
/// Those of any write.
pub async fn save(app: &App, tx: &Tx, member: &mut Member) -> Result<(), Problem> {
    member.updated_at = app.clock.now();
    member.version = store::save_member(tx, member).await?;
    Ok(())
}
