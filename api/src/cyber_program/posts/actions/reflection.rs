//! Reflections: written, changed and deleted by their author.
//!
//! Invariant: no mark, no line in the audit, no message: nothing that anybody else reads tells that somebody
//! reflects (docs/adr/0019).

use guildhall_domain::cyber_program::{ActivityKind, WriteFacts};
use guildhall_domain::ids::ReflectionId;
use guildhall_persistence::Tx;
use guildhall_persistence::cyber_program::{self as store, ReflectionRecord};
use guildhall_persistence::vault::KeyOwner;

use crate::app::App;
use crate::cyber_program::relations::WritesInCohort;
use crate::cyber_program::writing::{activity_to_write, write};
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;
use crate::vault::{self, Sealed};

/// What the vault knows a reflection's text by.
pub fn sealed_as(record: &ReflectionRecord) -> Sealed {
    let author = record.author_id;
    Sealed { owner: KeyOwner::Account(author), kind: "cyber_reflection", id: record.id.uuid(), author }
}

/// Writes a reflection.
///
/// # Errors
/// The refusals of writing.
pub async fn reflect(
    app: &App,
    tx: &Tx,
    WritesInCohort { cohort, known }: &WritesInCohort,
    activity: &str,
    body: &str,
) -> Result<ReflectionRecord, Problem> {
    let viewer = known.viewer();
    let activity = activity_to_write(cohort, activity, &[ActivityKind::Reflect])?;
    let at = app.clock.now();
    let written = WriteFacts { group: None, parent: None, duties: None, already_there: false, at };
    let post = write(app, &viewer, cohort, &activity, &written)?;
    let mut record = ReflectionRecord {
        id: ReflectionId::new(app.entropy.uuid(at)),
        cohort_id: cohort.id,
        author_id: post.author(),
        activity: activity.key,
        sealed_body: Vec::new(),
        written_at: at,
        updated_at: at,
        version: 1,
    };
    seal(app, tx, &mut record, body).await?;
    store::insert_reflection(tx, &record).await?;
    Ok(record)
}

/// Writes another text over a reflection. It is its author's, so no date ends that.
///
/// # Errors
/// `stale-version`.
pub async fn rewrite(
    app: &App,
    tx: &Tx,
    mut record: ReflectionRecord,
    seen: &IfMatch,
    body: Option<&str>,
) -> Result<ReflectionRecord, Problem> {
    seen.check(record.version)?;
    let Some(body) = body else { return Ok(record) };
    let as_ = sealed_as(&record);
    let key = vault::key_for_writing(app, tx, as_.owner).await?;
    if key.open_text(&as_, &record.sealed_body)? == body {
        return Ok(record);
    }
    seal(app, tx, &mut record, body).await?;
    record.updated_at = app.clock.now();
    record.version = store::save_reflection(tx, &record).await?;
    Ok(record)
}

/// Deletes a reflection.
///
/// # Errors
/// `stale-version`.
pub async fn forget(tx: &Tx, record: &ReflectionRecord, seen: &IfMatch) -> Result<(), Problem> {
    seen.check(record.version)?;
    Ok(store::delete_reflection(tx, record).await?)
}

async fn seal(app: &App, tx: &Tx, record: &mut ReflectionRecord, body: &str) -> Result<(), Problem> {
    let as_ = sealed_as(record);
    record.sealed_body = vault::key_for_writing(app, tx, as_.owner).await?.seal(&as_, body.as_bytes())?;
    Ok(())
}
