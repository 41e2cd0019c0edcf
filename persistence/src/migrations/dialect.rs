//! The few words in which the engines' schema languages differ.

use std::borrow::Cow;

use crate::Engine;

/// What PostgreSQL calls a thing, and what SQLite does. Each stands after a
/// space, so no name in a script may begin with one of these words.
const SQLITE_WORDS: [(&str, &str); 3] = [(" uuid", " blob"), (" bytea", " blob"), ("collate \"C\"", "collate binary")];

/// The script as `engine` wants it.
pub(super) fn spell(script: &'static str, engine: Engine) -> Cow<'static, str> {
    match engine {
        Engine::Postgres => Cow::Borrowed(script),
        Engine::Sqlite => {
            SQLITE_WORDS.iter().fold(Cow::Borrowed(script), |text, (theirs, ours)| text.replace(theirs, ours).into())
        }
    }
}
