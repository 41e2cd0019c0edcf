//! Putting letters into the outbox, in the transaction of the change they tell of.

use guildhall_domain::ids::MessageId;
use guildhall_persistence::Tx;
use guildhall_persistence::outbox::{self, NewMessage};

use crate::app::App;
use crate::gateways::mail::Letter;
use crate::http::problem::{INTERNAL, Problem};

/// Kind of an outbox message that is a letter.
pub const LETTER: &str = "letter";

/// A letter, and what keeps it from being written twice.
pub struct Posting {
    letter: Letter,
    dedupe: Option<String>,
}

impl Posting {
    /// A letter for something that happens once by itself.
    pub fn once(letter: Letter) -> Posting {
        Posting { letter, dedupe: None }
    }

    /// A letter that a job may come to write again: one with the same key is written once.
    pub fn keyed(letter: Letter, key: String) -> Posting {
        Posting { letter, dedupe: Some(key) }
    }
}

/// Appends a letter; the worker sends it after the commit.
///
/// # Errors
/// Those of any write.
pub async fn append(app: &App, tx: &Tx, posting: Posting) -> Result<(), Problem> {
    let now = app.clock.now();
    let message = NewMessage {
        id: MessageId::new(app.entropy.uuid(now)),
        kind: LETTER.into(),
        dedupe: posting.dedupe,
        payload: serde_json::to_value(&posting.letter).map_err(|_| Problem::new(&INTERNAL))?,
        created_at: now,
        available_at: now,
    };
    outbox::append(tx, &message).await?;
    Ok(())
}
