//! `/v1/members/chapters`: chapters of students.

use actix_web::web::{Data, Path};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::ids::ChapterId;
use guildhall_domain::members::Chapter;
use guildhall_persistence::members::{self as store, ChapterSort};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::{self, Particulars};
use crate::app::App;
use crate::http::answers::{Answered, Created, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::members::problems::{CHAPTER_EXPIRES_TOO_LATE, CHAPTER_ON_RECORD};

/// A chapter of students.
#[derive(Serialize, ToSchema)]
#[schema(as = StudentChapter)]
pub struct ChapterOut {
    /// Id of the chapter.
    id: Uuid,
    /// Name.
    #[schema(max_length = 200, example = "Springfield University")]
    name: String,
    /// How many students can be members through it at a time.
    #[schema(minimum = 1, maximum = 10_000, example = 40)]
    capacity: i32,
    /// First day on which its code no longer counts.
    #[schema(example = "2026-09-01")]
    expires_on: NaiveDate,
    /// Day on which its present code was made. The code itself is not kept.
    #[schema(example = "2025-09-01")]
    code_since_on: NaiveDate,
    /// When the record was made.
    created_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

/// A chapter with the code that was made for it: told once, and not kept.
#[derive(Serialize, ToSchema)]
#[schema(as = StudentChapterCode)]
pub struct ChapterCodeOut {
    /// Id of the chapter.
    id: Uuid,
    /// Name.
    #[schema(max_length = 200, example = "Springfield University")]
    name: String,
    /// The code that its students send as `chapter_code`. Only its hash is kept; make another when it is lost.
    #[schema(max_length = 64, example = "7KQ2-M9XA-4TRB-HW6E", extensions(("x-secret" = json!(true))))]
    code: String,
    /// How many students can be members through it at a time.
    #[schema(minimum = 1, maximum = 10_000, example = 40)]
    capacity: i32,
    /// First day on which the code no longer counts.
    #[schema(example = "2026-09-01")]
    expires_on: NaiveDate,
}

impl From<Chapter> for ChapterOut {
    fn from(chapter: Chapter) -> Self {
        ChapterOut {
            id: chapter.id.uuid(),
            name: chapter.name,
            capacity: chapter.capacity,
            expires_on: chapter.expires_on,
            code_since_on: chapter.code_since_on,
            created_at: chapter.created_at,
            updated_at: chapter.updated_at,
        }
    }
}

impl ChapterCodeOut {
    pub(super) fn of(chapter: Chapter, code: String) -> ChapterCodeOut {
        ChapterCodeOut {
            id: chapter.id.uuid(),
            name: chapter.name,
            code,
            capacity: chapter.capacity,
            expires_on: chapter.expires_on,
        }
    }
}

/// A new chapter.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewStudentChapter)]
pub struct ChapterIn {
    /// Name.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", example = "Springfield University")]
    name: String,
    /// How many students can be members through it at a time.
    #[schema(minimum = 1, maximum = 10_000, example = 40)]
    capacity: i32,
    /// First day on which its code no longer counts.
    #[schema(example = "2026-09-01")]
    expires_on: NaiveDate,
    /// True when this is another chapter than the one of the same name that is on record.
    #[serde(default)]
    #[schema(example = false)]
    distinct: bool,
}

/// Changes to a chapter. Members left out stay unchanged.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = StudentChapterPatch)]
pub struct ChapterPatch {
    /// Name.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", nullable = false, example = "Springfield University")]
    name: Option<String>,
    /// How many students can be members through it at a time.
    #[schema(minimum = 1, maximum = 10_000, nullable = false, example = 40)]
    capacity: Option<i32>,
    /// First day on which its code no longer counts.
    #[schema(nullable = false, example = "2026-09-01")]
    expires_on: Option<NaiveDate>,
    /// True when the new name is that of another chapter on record, and this is a different one.
    #[serde(default)]
    #[schema(example = false)]
    distinct: bool,
}

impl ChapterPatch {
    fn apply(self, chapter: &mut Chapter) {
        chapter.name = self.name.unwrap_or_else(|| chapter.name.clone());
        chapter.capacity = self.capacity.unwrap_or(chapter.capacity);
        chapter.expires_on = self.expires_on.unwrap_or(chapter.expires_on);
    }
}

/// Chapters have one order and no filter.
#[derive(Deserialize, IntoParams)]
pub struct ChapterQuery {}

impl ListQuery for ChapterQuery {
    type Sort = ChapterSort;

    fn order(&self) -> (&'static str, ChapterSort) {
        ("members/chapters", ChapterSort::Name)
    }
}

/// List student chapters
///
/// For staff. Sorted by name; codes are not kept and so not shown.
#[utoipa::path(get, path = "/chapters", tag = "Members")]
pub async fn list_student_chapters(_: Caller<Staff>, list: Listing<ChapterQuery>) -> Result<Page<ChapterOut>, Problem> {
    let slice = store::list_chapters(&list.app().db, list.page()).await?;
    Ok(list.answer(slice, ChapterOut::from))
}

/// Put a student chapter on record
///
/// For staff. The answer has the chapter's code, which is told once: only its hash is kept.
#[utoipa::path(post, path = "/chapters", tag = "Members", extensions(("x-refuses" = json!([
    CHAPTER_ON_RECORD, CHAPTER_EXPIRES_TOO_LATE
]))))]
pub async fn create_student_chapter(
    caller: Caller<Staff>,
    write: Write,
    body: Body<ChapterIn>,
) -> Result<Answered<Created<ChapterCodeOut>>, Problem> {
    let app = write.app();
    write
        .perform(async |tx| {
            let ChapterIn { name, capacity, expires_on, distinct } = body.0.clone();
            let code = actions::new_code(app);
            let particulars = Particulars { name, capacity, expires_on, distinct };
            let chapter = actions::create(app, tx, caller.account_id, particulars, &code).await?;
            let (location, version) = (format!("/v1/members/chapters/{}", chapter.id), chapter.version);
            Ok(Created::at(location, ChapterCodeOut::of(chapter, code), version))
        })
        .await
}

/// Get a student chapter
///
/// For staff.
#[utoipa::path(get, path = "/chapters/{chapter_id}", tag = "Members")]
pub async fn get_student_chapter(
    _: Caller<Staff>,
    app: Data<App>,
    id: Path<ChapterId>,
    _: Params<NoParams>,
) -> Result<Record<ChapterOut>, Problem> {
    let chapter = store::load_chapter(&app.db, *id).await?;
    let version = chapter.version;
    Ok(Record::new(chapter.into(), version))
}

/// Update a student chapter
///
/// For staff. A code that was made stays; an earlier `expires_on` ends it.
#[utoipa::path(patch, path = "/chapters/{chapter_id}", tag = "Members", extensions(("x-refuses" = json!([
    CHAPTER_ON_RECORD, CHAPTER_EXPIRES_TOO_LATE
]))))]
pub async fn update_student_chapter(
    caller: Caller<Staff>,
    id: Path<ChapterId>,
    seen: IfMatch,
    write: Write,
    body: Body<ChapterPatch>,
) -> Result<Answered<Record<ChapterOut>>, Problem> {
    let app = write.app();
    write
        .perform(async |tx| {
            let patch = body.0.clone();
            let distinct = patch.distinct;
            let change = |chapter: &mut Chapter| patch.apply(chapter);
            let changed = actions::amend(app, tx, caller.account_id, *id, &seen, distinct, change).await?;
            let version = changed.version;
            Ok(Record::new(ChapterOut::from(changed), version))
        })
        .await
}
