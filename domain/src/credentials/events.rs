//! What happens to credit hours.

use super::CreditSource;
use crate::ids::{AccountId, CreditEntryId};

events! {
    /// A change of the ledger of credit hours.
    pub enum CredentialsEvent {
        /// Credit was entered for somebody.
        Entered: credit_entry(CreditEntryId) "created" 1 {
            /// Account that earned the credit.
            account_id: AccountId,
            /// Credit in minutes.
            minutes: i64,
            /// What it was earned by.
            source: CreditSource,
        }
    }
}
