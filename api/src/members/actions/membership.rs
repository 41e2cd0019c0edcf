//! A member's membership as the rules need it, put together from the record.

use guildhall_domain::members::{CurrentMembership, Member, MembershipTerm};

/// The membership that has begun, if any; `terms` are all of the member's.
pub fn of(member: &Member, terms: &[MembershipTerm]) -> Option<CurrentMembership> {
    let span = member.span?;
    let term_ends_on = terms.iter().map(|term| term.ends_on).max().unwrap_or(span.good_until_on);
    let was_full = terms.iter().any(|term| term.category.counts_as_full());
    Some(CurrentMembership {
        category: member.category,
        joined_on: member.joined_on.unwrap_or(span.starts_on),
        span,
        term_ends_on,
        has_been_full: was_full || member.category.counts_as_full(),
    })
}
