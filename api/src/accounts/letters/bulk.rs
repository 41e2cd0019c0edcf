//! Letters to many: each recipient gets a letter of their own in the outbox, rendered now.
//!
//! Invariant: nobody gets it twice. The letter of a recipient is appended under a key made of the bulk letter and the
//! account, so whoever takes up a delivery that was broken off appends only what is missing.

use async_trait::async_trait;
use guildhall_domain::MessageKind;
use guildhall_domain::accounts::AccountStatus;
use guildhall_domain::ids::AccountId;
use guildhall_persistence::accounts;
use guildhall_persistence::outbox::OutboxMessage;
use serde_json::Value;

use crate::app::App;
use crate::gateways::mail::{GatewayError, Letter};
use crate::http::problem::Problem;
use crate::post::{self, BulkLetter, Posting};
use crate::templates;
use crate::worker::deliverers::Deliverer;

/// Letters that one transaction appends: writers must not wait long.
const BATCH: usize = 100;

/// Delivers bulk letters.
pub struct BulkLetters;

#[async_trait]
impl Deliverer for BulkLetters {
    fn kind(&self) -> MessageKind {
        MessageKind::BulkLetter
    }

    async fn deliver(&self, app: &App, message: &OutboxMessage) -> Result<(), GatewayError> {
        let bulk: BulkLetter = serde_json::from_value(message.payload.clone())
            .map_err(|error| GatewayError::GiveUp(format!("the message is no bulk letter: {error}")))?;
        for recipients in bulk.recipients.chunks(BATCH) {
            append(app, message, &bulk, recipients).await?;
        }
        Ok(())
    }
}

async fn append(
    app: &App,
    message: &OutboxMessage,
    bulk: &BulkLetter,
    recipients: &[AccountId],
) -> Result<(), GatewayError> {
    let later = |problem: Problem| GatewayError::Retry(problem.to_string());
    let tx = app.db.begin().await.map_err(|error| later(error.into()))?;
    for id in recipients {
        let account = accounts::find_account(&tx, *id).await.map_err(|error| later(error.into()))?;
        // Whoever closed the account or lost it meanwhile is written to no more.
        let Some(account) = account.filter(|account| account.status == AccountStatus::Active) else { continue };
        let letter = letter_to(bulk, account.name.addressed(), &account.email)?;
        let key = format!("bulk/{}/{id}", message.id);
        post::append(app, &tx, Posting::keyed(letter, key)).await.map_err(later)?;
    }
    tx.commit().await.map_err(|error| later(error.into()))
}

fn letter_to(bulk: &BulkLetter, given_name: &str, to: &str) -> Result<Letter, GatewayError> {
    let mut variables = bulk.variables.clone();
    if let Some(named) = variables.get_mut("given_name") {
        *named = Value::from(given_name);
    }
    templates::write_named(&bulk.template, &variables, to).map_err(|error| GatewayError::GiveUp(error.to_string()))
}
