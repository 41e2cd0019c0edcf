//! Roles, and who is calling.

use crate::AccountId;

code_words! {
    /// What a person may do beyond reading what is public.
    pub enum Role {
        /// Anyone signed in; held by every account.
        Account => "account",
        /// A member active or in grace; derived from standing.
        Member => "member",
        /// Teaches in a program.
        Faculty => "faculty",
        /// Coaches.
        Coach => "coach",
        /// The association's staff.
        Staff => "staff",
        /// Records payments and voids invoices.
        Finance => "finance",
        /// Sits on the Executive Board.
        Board => "board",
        /// Grants roles and suspends accounts.
        Admin => "admin",
    }
}

impl Role {
    /// Whether an administrator grants it; the others follow from facts.
    #[must_use]
    pub const fn is_granted(self) -> bool {
        !matches!(self, Self::Account | Self::Member)
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of roles.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Roles(u8);

impl Roles {
    /// No role.
    pub const NONE: Roles = Roles(0);

    /// The set with one role more.
    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | role.bit())
    }

    /// The set without a role.
    #[must_use]
    pub const fn without(self, role: Role) -> Self {
        Self(self.0 & !role.bit())
    }

    /// Whether the set holds a role.
    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// Those of the set that an administrator granted.
    #[must_use]
    pub fn granted(self) -> Self {
        self.iter().filter(|role| role.is_granted()).collect()
    }

    /// The roles of the set, in the order of [`Role::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.iter().copied().filter(move |role| self.has(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::NONE, Self::with)
    }
}

impl std::fmt::Debug for Roles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// Who is calling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Nobody known.
    Anonymous,
    /// A signed-in person.
    Person {
        /// The person's account.
        account_id: AccountId,
        /// The person's roles.
        roles: Roles,
    },
}

impl Caller {
    /// The caller's account.
    #[must_use]
    pub const fn account_id(&self) -> Option<AccountId> {
        match self {
            Self::Anonymous => None,
            Self::Person { account_id, .. } => Some(*account_id),
        }
    }

    /// Whether the caller is this person.
    #[must_use]
    pub fn is(&self, account: AccountId) -> bool {
        self.account_id() == Some(account)
    }

    /// Whether the caller holds a role; everybody signed in holds `account`.
    #[must_use]
    pub const fn has(&self, role: Role) -> bool {
        match self {
            Self::Anonymous => false,
            Self::Person { roles, .. } => matches!(role, Role::Account) || roles.has(role),
        }
    }

    /// Whether the caller holds at least one of the roles.
    #[must_use]
    pub fn has_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.has(*role))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        let roles: Roles = [Role::Staff, Role::Admin].into_iter().collect();
        for role in Role::ALL {
            assert_eq!(roles.has(*role), matches!(role, Role::Staff | Role::Admin));
        }
        assert!(!roles.without(Role::Staff).has(Role::Staff));
        assert_eq!(format!("{roles:?}"), "{Staff, Admin}");
    }

    #[test]
    fn everybody_signed_in_holds_the_account_role_and_nobody_else_does() {
        let person = Caller::Person { account_id: AccountId::new(Uuid::from_u128(1)), roles: Roles::NONE };
        assert!(person.has(Role::Account));
        assert!(!person.has(Role::Member));
        assert!(!Caller::Anonymous.has(Role::Account));
    }

    #[test]
    fn account_and_member_are_derived_and_the_rest_granted() {
        let derived: Vec<&str> = Role::ALL.iter().filter(|r| !r.is_granted()).map(|r| r.as_str()).collect();
        assert_eq!(derived, ["account", "member"]);
    }
}
