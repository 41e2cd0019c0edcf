//! The waiver between positions ends with the next one, however that gets on record.

use guildhall_domain::ids::{AccountId, MemberId};
use guildhall_domain::members::employment::EmploymentFact;
use guildhall_domain::members::{MembersEvent, MembershipTerm, TermSpan, waived_until};
use guildhall_persistence::{Tx, members as store};

use super::records;
use crate::app::App;
use crate::events;
use crate::http::problem::Problem;

/// Follows a change of the positions on record: the waived terms that a membership now ends with last until the first
/// day of the next full-time position, or as long as they were granted when there is none.
///
/// # Errors
/// Those of the store.
pub async fn follow(app: &App, tx: &Tx, by: AccountId, member_id: MemberId) -> Result<(), Problem> {
    let terms = store::terms_of(tx, member_id).await?;
    let waived = terms.iter().rev().take_while(|term| term.in_transition).count();
    let Some(first) = terms.len().checked_sub(waived).filter(|_| waived > 0) else { return Ok(()) };
    let spells = store::spells_of(tx, member_id).await?;
    let positions: Vec<EmploymentFact> = spells.iter().map(EmploymentFact::from).collect();
    let mut member = store::lock_member(tx, member_id).await?;
    let Some(span) = member.span else { return Ok(()) };
    let before = terms.last().map(|term| term.ends_on);
    let mut ended = None;
    for term in &terms[first..] {
        let planned = term.planned_ends_on.unwrap_or(term.ends_on);
        // Once one has ended, those granted after it never begin.
        let ends_on = ended.map_or_else(|| waived_until(term.starts_on, planned, &positions), |_| term.starts_on);
        if ends_on < planned {
            ended = ended.or(Some(ends_on));
        }
        if ends_on != term.ends_on {
            let planned_ends_on = (ends_on < planned).then_some(planned);
            store::save_term_end(tx, &MembershipTerm { ends_on, planned_ends_on, ..term.clone() }).await?;
        }
    }
    let last = terms.last().map(|term| term.planned_ends_on.unwrap_or(term.ends_on));
    let (Some(good_until_on), Some(before)) = (ended.or(last), before) else { return Ok(()) };
    if span.good_until_on == good_until_on || span.ends_on().is_none() || span.good_until_on > before {
        return Ok(());
    }
    member.span = Some(TermSpan { good_until_on, ..span });
    records::save(app, tx, &mut member).await?;
    events::record(app, tx, Some(by), MembersEvent::TransitionEnded { member: member_id, ends_on: good_until_on }).await
}
