//! Putting letters into the outbox, in the transaction of the change they tell of.

use guildhall_domain::MessageKind;
use guildhall_domain::ids::{AccountId, MessageId};
use guildhall_persistence::Tx;
use guildhall_persistence::outbox::{self, NewMessage};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::app::App;
use crate::gateways::mail::Letter;
use crate::http::problem::{INTERNAL, Problem};
use crate::templates::LetterText;

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
    write(app, tx, MessageKind::Letter, &posting.letter, posting.dedupe).await
}

/// One letter to many accounts, as the outbox holds it. It is rendered when it is handed over, with the name and the
/// address that each recipient has then.
#[derive(Debug, Serialize, Deserialize)]
pub struct BulkLetter {
    /// Name of the template.
    pub template: String,
    /// What its variables stand for; the recipient's own name takes the place of `given_name`.
    pub variables: Value,
    /// Who gets it.
    pub recipients: Vec<AccountId>,
}

/// Appends a letter to many; one with the same key is written once.
///
/// # Errors
/// Those of any write; when the template does not fit.
pub async fn append_bulk(
    app: &App,
    tx: &Tx,
    text: &impl LetterText,
    recipients: Vec<AccountId>,
    key: String,
) -> Result<(), Problem> {
    let bulk = BulkLetter { template: name_of(text), variables: json(text)?, recipients };
    write(app, tx, MessageKind::BulkLetter, &bulk, Some(key)).await
}

fn name_of<T: LetterText>(_: &T) -> String {
    T::TEMPLATE.name.to_owned()
}

async fn write(
    app: &App,
    tx: &Tx,
    kind: MessageKind,
    payload: &impl Serialize,
    dedupe: Option<String>,
) -> Result<(), Problem> {
    let now = app.clock.now();
    let message = NewMessage {
        id: MessageId::new(app.entropy.uuid(now)),
        kind: kind.as_str().into(),
        dedupe,
        payload: json(payload)?,
        created_at: now,
        available_at: now,
    };
    outbox::append(tx, &message).await?;
    Ok(())
}

fn json(content: &impl Serialize) -> Result<Value, Problem> {
    serde_json::to_value(content).map_err(|_| Problem::new(&INTERNAL))
}
