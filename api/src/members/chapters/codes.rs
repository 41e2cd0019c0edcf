//! `/v1/members/chapters/{chapter_id}/codes`: another code for a chapter.

use actix_web::web::Path;
use guildhall_domain::ids::ChapterId;

use super::actions;
use super::chapters::ChapterCodeOut;
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::perform::Write;
use crate::http::problem::Problem;

/// Give a student chapter another code
///
/// For staff. The code before no longer counts; the new one is told once.
#[utoipa::path(post, path = "/chapters/{chapter_id}/codes", tag = "Members")]
pub async fn create_student_chapter_code(
    caller: Caller<Staff>,
    id: Path<ChapterId>,
    write: Write,
) -> Result<Answered<Record<ChapterCodeOut>>, Problem> {
    let app = write.app();
    write
        .perform(async |tx| {
            let code = actions::new_code(app);
            let chapter = actions::rotate(app, tx, caller.account_id, *id, &code).await?;
            let version = chapter.version;
            Ok(Record::new(ChapterCodeOut::of(chapter, code), version))
        })
        .await
}
