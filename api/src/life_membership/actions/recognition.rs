//! Recognition: the wish for a ceremony, and work that is done.

use guildhall_domain::Refusal;
use guildhall_domain::ids::{AccountId, LifeApplicationId};
use guildhall_domain::life::recognition::RecognitionDone;
use guildhall_domain::life::{Ceremony, Recognition, RecognitionKind};
use guildhall_persistence::Tx;
use guildhall_persistence::life_membership::{self as store, RecognitionRecord};
use serde_json::{Value, json};

use crate::app::App;
use crate::audit::{self, Subject};
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;

/// Names a designee and a ceremony, changes them, or takes the wish back.
///
/// # Errors
/// `not-found`, `stale-version`, `recognition-sent`, `designee-incomplete`, `ceremony-passed`.
pub async fn wish(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: LifeApplicationId,
    seen: &IfMatch,
    ceremony: Option<Ceremony>,
) -> Result<RecognitionRecord, Problem> {
    let mut record = store::lock_recognition(tx, id).await?;
    seen.check(record.version)?;
    let changed = match ceremony {
        Some(ceremony) => record.recognition.with_ceremony(ceremony, app.clock.today()),
        None => record.recognition.without_ceremony(),
    };
    let changed = changed.map_err(Refusal::from)?;
    save(app, tx, &mut record, changed).await?;
    note(app, tx, by, id, "life_recognition.changed", json!({})).await?;
    Ok(record)
}

/// Marks an item as done.
///
/// # Errors
/// `not-found`, `recognition-done`, `recognition-not-asked`.
pub async fn complete(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: LifeApplicationId,
    kind: RecognitionKind,
) -> Result<RecognitionRecord, Problem> {
    let mut record = store::lock_recognition(tx, id).await?;
    let done = RecognitionDone { on: app.clock.today(), by };
    let changed = record.recognition.complete(kind, done).map_err(Refusal::from)?;
    save(app, tx, &mut record, changed).await?;
    note(app, tx, by, id, "life_recognition.completed", json!({ "kind": kind })).await?;
    Ok(record)
}

async fn save(app: &App, tx: &Tx, record: &mut RecognitionRecord, changed: Recognition) -> Result<(), Problem> {
    record.recognition = changed;
    record.updated_at = app.clock.now();
    record.version = store::save_recognition(tx, record).await?;
    Ok(())
}

async fn note(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: LifeApplicationId,
    action: &str,
    detail: Value,
) -> Result<(), Problem> {
    let subject = Subject { kind: "life_application", id: id.uuid() };
    Ok(audit::record(app, tx, Some(by), action, subject, detail).await?)
}
