//! What happens to accounts, sessions and sign-ins. Names and addresses are in none of them.

use uuid::Uuid;

use super::{Role, SessionEnd};
use crate::ids::{AccountId, AddressChangeId, SessionId};

events! {
    /// A change of an account.
    pub enum AccountEvent {
        /// An account was registered and waits for its address to be confirmed.
        Registered: account(AccountId) "registered" 1 {
            /// Whether the address had been registered before and never confirmed.
            again: bool,
        }
        /// The address of an account was confirmed.
        Confirmed: account(AccountId) "confirmed" 1 {}
        /// The name on an account was changed.
        Updated: account(AccountId) "updated" 1 {}
        /// The roles of an account were changed.
        RolesUpdated: account(AccountId) "roles_updated" 1 {
            /// Roles before.
            from: Vec<Role>,
            /// Roles from now on.
            to: Vec<Role>,
        }
        /// An account was suspended.
        Suspended: account(AccountId) "suspended" 1 {}
        /// A suspended account was opened again.
        Reinstated: account(AccountId) "reinstated" 1 {}
        /// A letter with a token went to the mailbox that is to be the new address of an account.
        AddressChangeRequested: account(AccountId) "address_change_requested" 1 {
            /// The change.
            change: AddressChangeId,
            /// Whether staff asked, for an owner who lost the old mailbox.
            by_staff: bool,
        }
        /// The new mailbox proved itself: the account has another address.
        AddressChanged: account(AccountId) "address_changed" 1 {
            /// The change.
            change: AddressChangeId,
        }
        /// Whoever reads the old mailbox took a change of address back.
        AddressChangeRevoked: account(AccountId) "address_change_revoked" 1 {
            /// The change.
            change: AddressChangeId,
        }
        /// The owner of an account added a second factor.
        SecondFactorAdded: account(AccountId) "second_factor_added" 1 {}
        /// The owner of an account removed its second factor.
        SecondFactorRemoved: account(AccountId) "second_factor_removed" 1 {}
        /// An administrator reset the second factor of somebody who lost it.
        SecondFactorReset: account(AccountId) "second_factor_reset" 1 {}
        /// The owner of an account replaced the recovery codes.
        RecoveryCodesReplaced: account(AccountId) "recovery_codes_replaced" 1 {}
        /// The owner of an account closed it.
        Closed: account(AccountId) "closed" 1 {}
        /// What is held about the owner of a closed account was deleted or made anonymous.
        Erased: account(AccountId) "erased" 1 {}
        /// The owner of an account changed its password.
        PasswordChanged: account(AccountId) "password_changed" 1 {}
        /// A letter with a token for a new password was sent to the owner of an account.
        PasswordResetRequested: account(AccountId) "password_reset_requested" 1 {}
        /// A new password was set with the token of a letter.
        PasswordReset: account(AccountId) "password_reset" 1 {}
        /// Somebody signed in.
        SessionCreated: session(SessionId) "created" 1 {
            /// Account that signed in.
            account_id: AccountId,
        }
        /// A session was ended before it expired.
        SessionEnded: session(SessionId) "ended" 1 {
            /// Why.
            reason: SessionEnd,
        }
        /// A sign-in failed. The subject stands for the address that was tried, whether or not an account has it.
        SignInFailed: sign_in(Uuid) "failed" 1 {}
    }
}
