//! Who did what to which record, kept for ever, in the transaction of the deed.

use guildhall_domain::ids::{AccountId, AuditEntryId};
use guildhall_persistence::audit::{self as store, AuditEntry};
use guildhall_persistence::{StoreError, Tx};
use serde_json::Value;
use uuid::Uuid;

use crate::app::App;

/// The record that something was done to.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// What it is, for instance `organization`.
    pub kind: &'static str,
    /// Its id.
    pub id: Uuid,
}

/// Writes an entry. `detail` never holds a secret: no salary, password or token.
///
/// # Errors
/// Those of any write.
pub async fn record(
    app: &App,
    tx: &Tx,
    actor: Option<AccountId>,
    action: &str,
    subject: Subject,
    detail: Value,
) -> Result<(), StoreError> {
    let at = app.clock.now();
    let entry = AuditEntry {
        id: AuditEntryId::new(app.entropy.uuid(at)),
        at,
        actor,
        action: action.into(),
        subject_kind: subject.kind.into(),
        subject_id: subject.id,
        detail,
    };
    store::append(tx, &entry).await
}
