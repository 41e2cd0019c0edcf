//! What changes chapters, and who joins with their codes.

use chrono::{Months, NaiveDate};
use guildhall_domain::Refusal;
use guildhall_domain::calendar::starts_at;
use guildhall_domain::ids::{AccountId, ChapterId};
use guildhall_domain::members::chapter::code_key;
use guildhall_domain::members::plausible::check_expiry;
use guildhall_domain::members::{Chapter, MembersEvent, RecordRefusal, check_code};
use guildhall_domain::visible_text::folded;
use guildhall_persistence::{Tx, members as store};

use crate::accounts::secrets::token_hash;
use crate::app::App;
use crate::events;
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;

/// What staff say of a chapter.
#[derive(Clone)]
pub struct Particulars {
    /// Its name.
    pub name: String,
    /// How many students can be members through it at a time.
    pub capacity: i32,
    /// First day on which its code no longer counts.
    pub expires_on: NaiveDate,
    /// Whether it is another one than the one of its name that is on record.
    pub distinct: bool,
}

/// Puts a chapter on record with a code, which is not kept and told once.
///
/// # Errors
/// `chapter-on-record`, `chapter-expires-too-late`; those of the store.
pub async fn create(
    app: &App,
    tx: &Tx,
    by: AccountId,
    particulars: Particulars,
    code: &str,
) -> Result<Chapter, Problem> {
    let now = app.clock.now();
    let chapter = Chapter {
        id: ChapterId::new(app.entropy.uuid(now)),
        name: particulars.name,
        code_hash: token_hash(&code_key(code)),
        code_since_on: app.clock.today(),
        capacity: particulars.capacity,
        expires_on: particulars.expires_on,
        has_namesakes: particulars.distinct,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    check_expiry(chapter.expires_on, app.clock.today(), &app.policies.members.plausible).map_err(Refusal::from)?;
    check_alone(tx, &chapter).await?;
    store::insert_chapter(tx, &chapter).await?;
    events::record(app, tx, Some(by), MembersEvent::ChapterCreated { student_chapter: chapter.id }).await?;
    Ok(chapter)
}

/// Changes a chapter, if it still is as the caller saw it.
///
/// # Errors
/// `not-found`, `stale-version`, `chapter-on-record`, `chapter-expires-too-late`; those of the store.
pub async fn amend(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: ChapterId,
    seen: &IfMatch,
    distinct: bool,
    change: impl FnOnce(&mut Chapter),
) -> Result<Chapter, Problem> {
    let before = store::lock_chapter(tx, id).await?;
    seen.check(before.version)?;
    let mut chapter = before.clone();
    change(&mut chapter);
    if chapter == before {
        return Ok(before);
    }
    if chapter.expires_on != before.expires_on {
        check_expiry(chapter.expires_on, app.clock.today(), &app.policies.members.plausible).map_err(Refusal::from)?;
    }
    if folded(&chapter.name) != folded(&before.name) {
        chapter.has_namesakes = distinct;
        check_alone(tx, &chapter).await?;
    }
    save(app, tx, &mut chapter).await?;
    events::record(app, tx, Some(by), MembersEvent::ChapterUpdated { student_chapter: id }).await?;
    Ok(chapter)
}

/// Gives a chapter another code; the one before no longer counts.
///
/// # Errors
/// `not-found`; those of the store.
pub async fn rotate(app: &App, tx: &Tx, by: AccountId, id: ChapterId, code: &str) -> Result<Chapter, Problem> {
    let mut chapter = store::lock_chapter(tx, id).await?;
    chapter.code_hash = token_hash(&code_key(code));
    chapter.code_since_on = app.clock.today();
    save(app, tx, &mut chapter).await?;
    events::record(app, tx, Some(by), MembersEvent::ChapterCodeRotated { student_chapter: id }).await?;
    Ok(chapter)
}

/// Checks that no other chapter of that name is on record, unless staff said that there are two. A unique key of the store
/// is the last word on two that are put on record at once.
async fn check_alone(tx: &Tx, chapter: &Chapter) -> Result<(), Problem> {
    if chapter.has_namesakes {
        return Ok(());
    }
    match store::find_chapter_namesake(tx, chapter).await? {
        None => Ok(()),
        Some(Chapter { id, name, .. }) => {
            Err(Refusal::from(RecordRefusal::ChapterOnRecord { chapter: id, name }).into())
        }
    }
}

async fn save(app: &App, tx: &Tx, chapter: &mut Chapter) -> Result<(), Problem> {
    chapter.updated_at = app.clock.now();
    chapter.version = store::save_chapter(tx, chapter).await?;
    Ok(())
}

/// A new code: 80 random bits that people can copy.
pub fn new_code(app: &App) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let letters = app.entropy.bytes::<16>().map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
    let parts: Vec<String> = letters.chunks(4).map(|part| part.iter().collect()).collect();
    parts.join("-")
}

/// The chapter that a code names, with a place for one more student. Its row is held, so that places are counted one
/// applicant after the other.
///
/// # Errors
/// `chapter-code-unknown`, `chapter-full`; those of the store.
pub async fn of_code(app: &App, tx: &Tx, code: &str) -> Result<ChapterId, Problem> {
    let today = app.clock.today();
    let chapter = store::lock_chapter_by_code(tx, &token_hash(&code_key(code))).await?;
    let taken = match &chapter {
        Some(chapter) => {
            let since = today.checked_sub_months(Months::new(12)).unwrap_or(today);
            store::taken_places(tx, chapter.id, starts_at(since)).await?
        }
        None => 0,
    };
    let checked = check_code(chapter.as_ref(), taken, today).map_err(Refusal::from);
    checked.map_err(|refusal| Problem::from(refusal).at("/chapter_code"))
}
