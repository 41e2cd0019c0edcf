//! Who speaks for an organization: the representatives that staff have named for it; and every refusal of the rules on
//! organizations.
//!
//! Invariants: nobody is the representative of an organization by a word of their own; nobody has an organization billed
//! for something of their own unless they represent it. No rule was published: these are defaults of this software.

use crate::OrganizationId;
use crate::accounts::role::{Caller, Role};
use crate::refusal::{Fact, Refuse, cited};

/// In which capacity somebody acts for an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mandate {
    /// As the association's staff, who enter what an organization has asked for.
    Staff,
    /// As its representative.
    Representative,
}

/// In which capacity a caller acts for an organization; none for whoever may not.
#[must_use]
pub fn mandate(caller: &Caller, is_representative: bool) -> Option<Mandate> {
    if is_representative {
        return Some(Mandate::Representative);
    }
    caller.has_any(&[Role::Staff, Role::Admin]).then_some(Mandate::Staff)
}

/// Whether a caller sees who represents an organization: its representatives, staff, finance and admins.
#[must_use]
pub fn may_see_representatives(caller: &Caller, is_representative: bool) -> bool {
    is_representative || caller.has_any(&[Role::Staff, Role::Finance, Role::Admin])
}

/// What naming an organization as payer depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayerFacts {
    /// Whether the one who names it does so for others too: staff, finance, admins.
    pub for_anybody: bool,
    /// Whether what is billed is their own.
    pub is_own: bool,
    /// Whether they represent the organization.
    pub represents: bool,
}

/// Whether somebody may name an organization as the payer.
///
/// # Errors
/// When it is neither theirs to represent nor staff who name it for somebody else.
pub fn name_payer(facts: &PayerFacts) -> Result<(), OrganizationRefusal> {
    if facts.represents || (facts.for_anybody && !facts.is_own) {
        return Ok(());
    }
    Err(OrganizationRefusal::PayerNamedByStaff)
}

/// A refusal of the rules on organizations.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrganizationRefusal {
    /// Only staff and its representatives have an organization billed.
    #[error(
        "only staff, for somebody else, and the organization's representatives can have an organization billed; leave it out, or ask one of them"
    )]
    PayerNamedByStaff,
    /// In that country a state is needed.
    #[error("an organization in the United States needs a state")]
    StateNeeded,
    /// The state is none of the country's.
    #[error("{state} is not a state or province of {country}")]
    StateOutsideCountry {
        /// The state.
        state: String,
        /// The country, by name.
        country: String,
    },
    /// Another of the same name, kind, state and country is on record.
    #[error(
        "{name} is on record with the same kind, state and country, as {organization}; send `distinct: true` if this is another one"
    )]
    OnRecord {
        /// The other one.
        organization: OrganizationId,
        /// Its name.
        name: String,
    },
}

impl Refuse for OrganizationRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::PayerNamedByStaff => "payer_named_by_staff",
            Self::StateNeeded => "state_outside_country",
            Self::StateOutsideCountry { .. } => "state_outside_country",
            Self::OnRecord { .. } => "organization_on_record",
        }
    }

    fn clause(&self) -> &'static str {
        match self {
            Self::PayerNamedByStaff => "organizations.payer",
            Self::StateNeeded | Self::StateOutsideCountry { .. } => "organizations.place",
            Self::OnRecord { .. } => "organizations.one_record",
        }
    }

    fn source(&self) -> &'static str {
        match self {
            Self::StateNeeded | Self::StateOutsideCountry { .. } => cited::STATES,
            Self::PayerNamedByStaff | Self::OnRecord { .. } => cited::ASSUMPTION,
        }
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::PayerNamedByStaff | Self::StateNeeded => Vec::new(),
            Self::StateOutsideCountry { state, country } => {
                vec![Fact::new("state", state), Fact::new("country", country)]
            }
            Self::OnRecord { organization, .. } => vec![Fact::new("organization_id", organization)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AccountId;
    use uuid::Uuid;

    fn caller(roles: &[Role]) -> Caller {
        let account_id = AccountId::new(Uuid::from_u128(1));
        Caller::Person { account_id, roles: roles.iter().copied().collect() }
    }

    #[test]
    fn staff_and_representatives_act_for_an_organization_and_nobody_else() {
        assert_eq!(mandate(&caller(&[]), false), None);
        assert_eq!(mandate(&caller(&[Role::Finance, Role::Board, Role::Faculty]), false), None);
        assert_eq!(mandate(&caller(&[Role::Staff]), false), Some(Mandate::Staff));
        assert_eq!(mandate(&caller(&[Role::Admin]), false), Some(Mandate::Staff));
        assert_eq!(mandate(&caller(&[Role::Staff]), true), Some(Mandate::Representative));
        assert!(may_see_representatives(&caller(&[Role::Finance]), false));
        assert!(may_see_representatives(&caller(&[]), true) && !may_see_representatives(&caller(&[]), false));
    }

    #[test]
    fn nobody_has_an_organization_billed_for_something_of_their_own_unless_they_represent_it() {
        let name = |for_anybody, is_own, represents| name_payer(&PayerFacts { for_anybody, is_own, represents });
        for is_own in [false, true] {
            assert_eq!(name(false, is_own, true), Ok(()), "a representative");
            assert!(name(false, is_own, false).is_err(), "anybody else");
        }
        assert_eq!(name(true, false, false), Ok(()), "staff, for others");
        assert!(name(true, true, false).is_err(), "staff, for themselves");
    }
}
