//! Staff's look at a membership that began when it was paid: confirmed, or ended when it was got wrongly.

use guildhall_domain::ids::{AccountId, MemberId};
use guildhall_domain::members::{Member, MembersEvent, MembershipRefusal, MembershipTerm};
use guildhall_domain::{Refusal, own_matter};
use guildhall_persistence::{Tx, accounts, members as store};

use super::records;
use crate::app::App;
use crate::events;
use crate::http::problem::Problem;
use crate::members::letters;

/// Confirms a membership: what only members have begins with it.
///
/// # Errors
/// `not-found`, `own-matter`, `membership-not-begun`; those of the store.
pub async fn confirm(app: &App, tx: &Tx, by: AccountId, id: MemberId) -> Result<Member, Problem> {
    let mut member = locked(tx, by, id).await?;
    if member.confirmed_on.is_some() && !member.confirmation_awaited {
        return Ok(member);
    }
    (member.confirmed_on, member.confirmation_awaited) = (Some(app.clock.today()), false);
    records::save(app, tx, &mut member).await?;
    let account_id = member.account_id;
    events::record(app, tx, Some(by), MembersEvent::MemberConfirmed { member: id, account_id }).await?;
    letters::membership_confirmed(app, tx, &member).await?;
    Ok(member)
}

/// Ends a membership that was got wrongly, today: it counts as never begun, and its running terms end.
///
/// # Errors
/// `not-found`, `own-matter`, `membership-not-begun`; those of the store.
pub async fn end(app: &App, tx: &Tx, by: AccountId, id: MemberId, reasons: &[String]) -> Result<Member, Problem> {
    let mut member = locked(tx, by, id).await?;
    let today = app.clock.today();
    for term in store::terms_of(tx, id).await?.iter().filter(|term| term.ends_on > today) {
        let planned_ends_on = term.planned_ends_on.or(Some(term.ends_on));
        let ends_on = today.max(term.starts_on);
        store::save_term_end(tx, &MembershipTerm { ends_on, planned_ends_on, ..term.clone() }).await?;
    }
    (member.span, member.joined_on) = (None, None);
    (member.confirmed_on, member.confirmation_awaited) = (None, false);
    records::save(app, tx, &mut member).await?;
    let account_id = member.account_id;
    events::record(app, tx, Some(by), MembersEvent::MemberEnded { member: id, account_id }).await?;
    letters::membership_ended(app, tx, &member, reasons).await?;
    Ok(member)
}

async fn locked(tx: &Tx, by: AccountId, id: MemberId) -> Result<Member, Problem> {
    let account = store::load_member(tx, id).await?.account_id;
    accounts::lock_account(tx, account).await?;
    own_matter::check(by, [Some(account)]).map_err(Refusal::from)?;
    let member = store::lock_member(tx, id).await?;
    // Life membership is granted and ended by its own rules.
    if member.span.is_none_or(|span| span.ends_on().is_none()) {
        return Err(Refusal::from(MembershipRefusal::NotBegun).into());
    }
    Ok(member)
}
