//! `/v1/sandbox/outbox`: what the association would have sent.

use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use chrono::{DateTime, Utc};
use guildhall_persistence::PageRequest;
use guildhall_persistence::outbox::{self as store, MessageFilter, MessageSort, OutboxMessage};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::http::page::default_limit;
use crate::http::problem::Problem;
use crate::http::query::Params;
use crate::http::reply::Reply;
use crate::page_of;

page_of!(SandboxMessagePage, MessageOut);

/// A message to the world outside.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxMessage)]
pub struct MessageOut {
    /// Id of the message.
    id: Uuid,
    /// What it is. Open list.
    #[schema(max_length = 100, example = "letter")]
    kind: String,
    /// What is sent: letters have `to`, `subject` and `text`; some kinds add what a program would have to find in the text.
    #[schema(value_type = Object, example = json!({ "to": "maya@example.org", "subject": "Confirm your address", "text": "…" }))]
    payload: Value,
    /// When it was written.
    created_at: DateTime<Utc>,
    /// From when it may be sent, or is tried again.
    available_at: DateTime<Utc>,
    /// How often sending it was begun.
    #[schema(minimum = 0, maximum = 1000, example = 1)]
    attempts: i32,
    /// When it was sent; null until a job run sends it.
    #[schema(required)]
    delivered_at: Option<DateTime<Utc>>,
    /// When sending it was given up; null as a rule.
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

/// In which order messages are listed.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageOrder {
    /// Earliest first.
    #[default]
    Oldest,
    /// Latest first.
    Newest,
}

/// Which messages are wanted, and how.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MessageQuery {
    /// Most items on the page.
    #[serde(default = "default_limit")]
    #[param(value_type = i32, minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: u16,
    /// Cursor: `page.next` of the page before.
    #[param(min_length = 1, max_length = 2048, nullable = false)]
    after: Option<String>,
    /// Order of the list.
    #[serde(default)]
    #[param(inline, value_type = MessageOrder, default = "oldest")]
    sort: MessageOrder,
    /// Only of this kind.
    #[param(min_length = 1, max_length = 100, nullable = false, example = "letter")]
    kind: Option<String>,
}

/// List the outbox
///
/// Everything written to the world since the start, sent or not, in pages. Nothing leaves a sandbox.
#[utoipa::path(tag = "Sandbox", operation_id = "listSandboxMessages", security(()), params(MessageQuery),
    responses((status = 200, description = "One page.", body = SandboxMessagePage)))]
#[get("/outbox")]
pub async fn list_messages(
    app: Data<App>,
    request: HttpRequest,
    query: Params<MessageQuery>,
) -> Result<Reply, Problem> {
    let MessageQuery { limit, after, sort, kind } = query.0;
    let (sort, list) = match sort {
        MessageOrder::Oldest => (MessageSort::Oldest, "outbox/oldest"),
        MessageOrder::Newest => (MessageSort::Newest, "outbox/newest"),
    };
    let page = PageRequest { limit, sort, after: app.cursors.read(list, after.as_deref())? };
    let slice = store::list_messages(&app.db, &MessageFilter { kind }, page).await?;
    app.cursors.reply::<SandboxMessagePage, _>(&request, list, limit, slice, MessageOut::from)
}
