//! Entering credit, once for its grant key, and taking it back.

use guildhall_domain::credentials::{CredentialsEvent, Grant, GrantKey, Granted, Posting, post, reverse};
use guildhall_domain::refusal::cited;
use guildhall_domain::{Clause, CreditEntryId, Refusal};
use guildhall_persistence::credentials::{self as store, CreditRecord};
use guildhall_persistence::{StoreError, Tx};

use crate::app::App;
use crate::events;
use crate::http::problem::Problem;

/// Enters credit. The same grant told again, or by another at the same time, is the entry
/// that is there; the id is that entry's. What was taken back counts again when it is granted anew.
///
/// # Errors
/// When the rules refuse the grant, which is a fault of whoever grants it; those of the store.
pub async fn enter(app: &App, tx: &Tx, grant: Grant) -> Result<CreditEntryId, Problem> {
    match enter_unless_raced(app, tx, grant.clone()).await {
        // Lost: what the winner entered is committed by now, and is looked at again.
        Err(Entering::Store(StoreError::Conflict(_))) => Ok(enter_unless_raced(app, tx, grant).await?),
        outcome => Ok(outcome?),
    }
}

enum Entering {
    Refused(Refusal),
    Recorded(Problem),
    Store(StoreError),
}

impl From<StoreError> for Entering {
    fn from(error: StoreError) -> Self {
        Entering::Store(error)
    }
}

impl From<Entering> for Problem {
    fn from(failed: Entering) -> Self {
        match failed {
            Entering::Refused(refusal) => refusal.into(),
            Entering::Recorded(problem) => problem,
            Entering::Store(error) => error.into(),
        }
    }
}

async fn enter_unless_raced(app: &App, tx: &Tx, grant: Grant) -> Result<CreditEntryId, Entering> {
    let before = store::find_latest_granted(tx, &grant.key).await?;
    let before = before.as_ref().map(|granted| Granted {
        entry: &granted.record.entry,
        is_reversed: granted.is_reversed,
        times: granted.times,
    });
    let now = app.clock.now();
    let id = CreditEntryId::new(app.entropy.uuid(now));
    let posting = post(grant, id, before, app.clock.today(), &app.policies.credentials);
    let entry = match posting.map_err(|refusal| Entering::Refused(refusal.into()))? {
        Posting::AlreadyThere(id) => return Ok(id),
        Posting::Entered(entry) => entry,
    };
    let created = CredentialsEvent::Entered {
        credit_entry: id,
        account_id: entry.grant.account_id,
        minutes: entry.grant.time.minutes(),
        source: entry.grant.provenance.source,
    };
    store::insert_credit_entry(tx, &CreditRecord { entry, entered_at: now }).await?;
    events::record(app, tx, None, created).await.map_err(Entering::Recorded)?;
    Ok(id)
}

/// Takes back what a grant key stands for, by an entry of its own; nothing happens when it stands for nothing.
///
/// # Errors
/// Those of the rules and of the store.
pub async fn take_back(app: &App, tx: &Tx, key: &GrantKey, why: &str) -> Result<(), Problem> {
    let granted = store::find_latest_granted(tx, key).await?.filter(|granted| !granted.is_reversed);
    let Some(granted) = granted else { return Ok(()) };
    let now = app.clock.now();
    let id = CreditEntryId::new(app.entropy.uuid(now));
    let ground = Clause::new("credentials.reversal", cited::ASSUMPTION, why);
    let entry = reverse(&granted.record.entry, id, &[], ground).map_err(Refusal::from)?;
    let created = CredentialsEvent::Entered {
        credit_entry: id,
        account_id: entry.grant.account_id,
        minutes: entry.grant.time.minutes(),
        source: entry.grant.provenance.source,
    };
    store::insert_credit_entry(tx, &CreditRecord { entry, entered_at: now }).await?;
    events::record(app, tx, None, created).await
}
