//! Who hands over which kind of message. A kind without a deliverer is given up and counted as failed: text messages
//! and webhook calls have none until a slice brings their gateway.

mod letter;

use async_trait::async_trait;
use guildhall_domain::MessageKind;
use guildhall_persistence::outbox::OutboxMessage;

use crate::app::App;
use crate::assembly;
use crate::gateways::mail::GatewayError;

/// Hands over the messages of one kind.
#[async_trait]
pub trait Deliverer: Sync {
    /// The kind.
    fn kind(&self) -> MessageKind;

    /// Hands one over. The same message may come again, under the same id, when a worker died before it was marked.
    ///
    /// # Errors
    /// [`GatewayError::Retry`] when it may work later, [`GatewayError::GiveUp`] when never.
    async fn deliver(&self, app: &App, message: &OutboxMessage) -> Result<(), GatewayError>;
}

/// The kinds that belong to no slice. A slice registers the deliverers that it brings.
const OF_THE_HOUSE: &[&dyn Deliverer] = &[&letter::Letters];

fn deliverers() -> impl Iterator<Item = &'static dyn Deliverer> {
    OF_THE_HOUSE.iter().chain(assembly::SLICES.iter().flat_map(|slice| slice.deliverers)).copied()
}

/// Hands a message to the deliverer of its kind.
///
/// # Errors
/// Those of the deliverer; [`GatewayError::GiveUp`] when there is none.
pub(super) async fn deliver(app: &App, message: &OutboxMessage) -> Result<(), GatewayError> {
    let deliverer = deliverers().find(|one| one.kind().as_str() == message.kind);
    match deliverer {
        Some(deliverer) => deliverer.deliver(app, message).await,
        None => Err(GatewayError::GiveUp(format!("no deliverer for messages of kind `{}`", message.kind))),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_kind_has_one_deliverer_at_most() {
        let kinds: BTreeSet<MessageKind> = deliverers().map(|deliverer| deliverer.kind()).collect();
        assert_eq!(kinds.len(), deliverers().count());
    }
}
