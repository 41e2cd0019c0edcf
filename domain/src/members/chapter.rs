//! Chapters of students, on record with a code that their students give when they join.
//!
//! Invariant: only the hash of a code is kept; a code counts until it is rotated or the chapter expires, and for no more
//! students at a time than the chapter has places. Terms are defaults of this software.

use crate::ChapterId;
use crate::members::refusal::MembershipRefusal;
use chrono::{DateTime, NaiveDate, Utc};

/// A chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The record's id.
    pub id: ChapterId,
    /// Its name.
    pub name: String,
    /// Hash of the present code.
    pub code_hash: [u8; 32],
    /// The day on which the present code was made.
    pub code_since_on: NaiveDate,
    /// How many students can be members through it at a time.
    pub capacity: i32,
    /// First day on which its code no longer counts.
    pub expires_on: NaiveDate,
    /// Whether another may have its name: staff said that they are two, or the record is from before anybody looked.
    pub has_namesakes: bool,
    /// When the record was made.
    pub created_at: DateTime<Utc>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
    /// Rises by one with each change.
    pub version: i64,
}

/// The code as it is compared: without the space around it, in capitals.
#[must_use]
pub fn code_key(code: &str) -> String {
    code.trim().to_uppercase()
}

/// Checks that somebody may join through the chapter that a code names; `taken` are those who did and are members or
/// about to be.
///
/// # Errors
/// When no chapter has the code, it has expired, or the chapter is full.
pub fn check_code(chapter: Option<&Chapter>, taken: u64, on: NaiveDate) -> Result<ChapterId, MembershipRefusal> {
    let chapter = chapter.filter(|chapter| on < chapter.expires_on).ok_or(MembershipRefusal::ChapterCodeUnknown)?;
    if taken >= u64::try_from(chapter.capacity).unwrap_or(0) {
        return Err(MembershipRefusal::ChapterFull { capacity: chapter.capacity });
    }
    Ok(chapter.id)
}
