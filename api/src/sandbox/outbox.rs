//! `/v1/sandbox/outbox`: what the association would have sent.

use chrono::{DateTime, Utc};
use guildhall_persistence::outbox::{self as store, MessageFilter, MessageSort, OutboxMessage};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::problem::Problem;

/// A message to somebody outside.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxMessage)]
pub struct MessageOut {
    /// Id of the message.
    id: Uuid,
    /// Kind of the message. Open list.
    #[schema(max_length = 100, example = "letter")]
    kind: String,
    /// Content. Letters have `to`, `subject` and `text`; some kinds also have the values that a program would otherwise have to find in the text.
    #[schema(value_type = Object, example = json!({ "to": "maya@example.org", "subject": "Confirm your address", "text": "…" }))]
    payload: Value,
    /// When the message was written.
    created_at: DateTime<Utc>,
    /// Earliest time to send it or to try again.
    available_at: DateTime<Utc>,
    /// Number of attempts to send it.
    #[schema(minimum = 0, maximum = 1000, example = 1)]
    attempts: i32,
    /// When the message was sent; null until a job run sends it.
    #[schema(required)]
    delivered_at: Option<DateTime<Utc>>,
    /// When sending was given up; null unless it was.
    #[schema(required)]
    given_up_at: Option<DateTime<Utc>>,
}

impl From<OutboxMessage> for MessageOut {
    fn from(message: OutboxMessage) -> Self {
        MessageOut {
            id: message.id.uuid(),
            kind: message.kind,
            payload: message.payload,
            created_at: message.created_at,
            available_at: message.available_at,
            attempts: message.attempts,
            delivered_at: message.delivered_at,
            given_up_at: message.given_up_at,
        }
    }
}

/// Order of the outbox.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageOrder {
    /// Earliest first.
    #[default]
    Oldest,
    /// Latest first.
    Newest,
}

/// Filters and order of the outbox.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MessageQuery {
    /// Order of the list.
    #[serde(default)]
    #[param(inline, value_type = MessageOrder, default = "oldest")]
    sort: MessageOrder,
    /// Only messages of this kind.
    #[param(min_length = 1, max_length = 100, nullable = false, example = "letter")]
    kind: Option<String>,
}

impl ListQuery for MessageQuery {
    type Sort = MessageSort;

    fn order(&self) -> (&'static str, MessageSort) {
        match self.sort {
            MessageOrder::Oldest => ("outbox/oldest", MessageSort::Oldest),
            MessageOrder::Newest => ("outbox/newest", MessageSort::Newest),
        }
    }
}

/// List the outbox
///
/// All messages written since the start, sent or not. Nothing leaves the sandbox.
#[utoipa::path(get, path = "/outbox", tag = "Sandbox")]
pub async fn list_sandbox_messages(list: Listing<MessageQuery>) -> Result<Page<MessageOut>, Problem> {
    let filter = MessageFilter { kind: list.query.kind.clone() };
    let slice = store::list_messages(&list.app().db, &filter, list.page()).await?;
    Ok(list.answer(slice, MessageOut::from))
}
