//! What follows the work on a member's record, in the transaction that changes it.

use async_trait::async_trait;
use guildhall_domain::ids::{AccountId, MemberId};
use guildhall_persistence::Tx;

use crate::app::App;
use crate::http::problem::Problem;

/// Something that depends on what a member works as.
#[async_trait]
pub trait EmploymentFollower: Send + Sync {
    /// Takes what depends on it for this transaction alone; the member's record is locked after it.
    ///
    /// # Errors
    /// Those of the store.
    async fn lock(&self, tx: &Tx, member: MemberId) -> Result<(), Problem>;

    /// Does what the work on record demands today.
    ///
    /// # Errors
    /// Those of the store; the rules' own when the facts on record contradict each other.
    async fn follow(&self, app: &App, tx: &Tx, by: AccountId, member: MemberId) -> Result<(), Problem>;
}
