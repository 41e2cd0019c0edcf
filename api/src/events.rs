//! Recording what has happened, in the transaction of the change.
//!
//! Invariant: no change without its event, and an event has three effects that are committed with the change or not at
//! all: a line in the audit trail, a row of the table of events, and whatever the listeners of other slices do. A
//! listener may record events of its own; one that finds nothing to do records none, which ends every circle.

#[cfg(test)]
mod list;

use std::any::Any;

use futures_util::future::BoxFuture;
use guildhall_domain::events::{Event, EventKind};
use guildhall_domain::ids::{AccountId, AuditEntryId};
use guildhall_persistence::audit::{self, AuditEntry};
use guildhall_persistence::events::{self as store, EventRecord};
use guildhall_persistence::{StoreError, Tx};
use serde_json::Value;
use uuid::Uuid;

use crate::app::App;
use crate::assembly;
use crate::http::problem::{INTERNAL, Problem};

/// What a slice does when something happened in another.
pub struct Listener {
    hear: Hear,
}

/// What a listener does, under way.
pub type Reaction<'a> = BoxFuture<'a, Result<(), Problem>>;

type Hear = for<'a> fn(&'a App, &'a Tx, Option<AccountId>, &'a (dyn Any + Send + Sync)) -> Option<Reaction<'a>>;

impl Listener {
    /// Made by [`listener!`](crate::listener), which knows the type of the event.
    pub const fn new(hear: Hear) -> Listener {
        Listener { hear }
    }
}

/// A listener to the events of one slice: `listener!(MembersEvent => follow_employment)`, where the function is
/// `async fn(&App, &Tx, Option<AccountId>, &MembersEvent) -> Result<(), Problem>`.
#[macro_export]
macro_rules! listener {
    ($Event:ty => $hear:path) => {{
        fn hear<'a>(
            app: &'a $crate::app::App,
            tx: &'a guildhall_persistence::Tx,
            actor: Option<guildhall_domain::ids::AccountId>,
            event: &'a (dyn std::any::Any + Send + Sync),
        ) -> Option<$crate::events::Reaction<'a>> {
            let event = event.downcast_ref::<$Event>()?;
            Some(Box::pin($hear(app, tx, actor, event)))
        }
        $crate::events::Listener::new(hear)
    }};
}

/// Records an event: what `actor` did, or the association's own software when there is none.
///
/// # Errors
/// Those of any write, and of the listeners.
pub async fn record<E: Event>(app: &App, tx: &Tx, actor: Option<AccountId>, event: E) -> Result<(), Problem> {
    let payload = serde_json::to_value(&event).map_err(|_| Problem::new(&INTERNAL))?;
    write(app, tx, actor, event.kind(), event.subject_id(), payload).await?;
    for listener in assembly::listeners() {
        if let Some(reaction) = (listener.hear)(app, tx, actor, &event) {
            reaction.await?;
        }
    }
    Ok(())
}

async fn write(
    app: &App,
    tx: &Tx,
    actor: Option<AccountId>,
    kind: &EventKind,
    subject_id: Uuid,
    payload: Value,
) -> Result<(), StoreError> {
    let at = app.clock.now();
    let id = AuditEntryId::new(app.entropy.uuid(at));
    let entry = AuditEntry {
        id,
        at,
        actor,
        action: kind.name.into(),
        subject_kind: kind.subject_kind.into(),
        subject_id,
        detail: payload.clone(),
    };
    audit::append(tx, &entry).await?;
    let event = EventRecord {
        id,
        name: kind.name.into(),
        payload_version: kind.payload_version,
        subject_kind: kind.subject_kind.into(),
        subject_id,
        actor,
        at,
        payload,
    };
    store::append(tx, &event).await
}
