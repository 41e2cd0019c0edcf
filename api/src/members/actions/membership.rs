//! A member's membership as the rules need it, put together from the record.

use guildhall_domain::life_membership::LifeApplication;
use guildhall_domain::members::{CurrentMembership, Member, MembershipTerm};

/// The membership that has begun, if any; `terms` are all of the member's, `life` the
/// Life membership, when one was granted.
///
/// Terms from before a suspension of Life membership are behind it: whoever is suspended
/// continues where the charge begins.
pub fn of(member: &Member, terms: &[MembershipTerm], life: Option<&LifeApplication>) -> Option<CurrentMembership> {
    let span = member.span?;
    let charged_from_on = life.and_then(|life| life.charged_from_on);
    let behind = |term: &&MembershipTerm| charged_from_on.is_some_and(|from| term.starts_on < from);
    let latest = terms.iter().filter(|term| !behind(term)).map(|term| term.ends_on).max();
    let without_end = span.ends_on().is_none();
    let was_full = terms.iter().any(|term| term.category.counts_as_full());
    Some(CurrentMembership {
        category: member.category,
        joined_on: member.joined_on.unwrap_or(span.starts_on),
        span,
        term_ends_on: latest.filter(|_| !without_end).unwrap_or(span.good_until_on),
        has_been_full: was_full || member.category.counts_as_full(),
    })
}
