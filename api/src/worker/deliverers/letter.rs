//! Letters, which go to the mail gateway as they are.

use async_trait::async_trait;
use guildhall_domain::MessageKind;
use guildhall_persistence::outbox::OutboxMessage;

use super::Deliverer;
use crate::app::App;
use crate::gateways::mail::{GatewayError, Letter};

/// Delivers letters.
pub(super) struct Letters;

#[async_trait]
impl Deliverer for Letters {
    fn kind(&self) -> MessageKind {
        MessageKind::Letter
    }

    async fn deliver(&self, app: &App, message: &OutboxMessage) -> Result<(), GatewayError> {
        let letter: Letter = serde_json::from_value(message.payload.clone())
            .map_err(|error| GatewayError::GiveUp(format!("the message is no letter: {error}")))?;
        app.mail.send(&message.id.to_string(), &letter).await
    }
}
