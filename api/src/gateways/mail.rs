//! Mail: the trait, real SMTP, files for a demo, and none for a sandbox, whose
//! outbox is read over HTTP.

use std::path::PathBuf;
use std::time::Duration;

use async_trait::async_trait;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::file::AsyncFileTransport;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use serde::{Deserialize, Serialize};

/// A letter in plain text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Address of the recipient.
    pub to: String,
    /// Subject line.
    pub subject: String,
    /// Text.
    pub text: String,
}

/// Why something could not be handed to the outside.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// It may work later.
    #[error("try again later: {0}")]
    Retry(String),
    /// It will never work.
    #[error("will never work: {0}")]
    GiveUp(String),
}

/// Hands letters to whoever carries them.
#[async_trait]
pub trait MailGateway: Send + Sync {
    /// Sends `letter`. The message id is the same each time the same letter is
    /// tried, so that a receiver can tell a repetition.
    ///
    /// # Errors
    /// [`GatewayError::Retry`] when it may work later, [`GatewayError::GiveUp`] when never.
    async fn send(&self, message_id: &str, letter: &Letter) -> Result<(), GatewayError>;
}

/// Letters through an SMTP server.
pub struct SmtpMail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl SmtpMail {
    /// A connection pool to the server that `url` names.
    ///
    /// # Errors
    /// When the address or the sender cannot be read.
    pub fn new(url: &str, from: &str) -> anyhow::Result<SmtpMail> {
        let transport =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(Duration::from_secs(10))).build();
        Ok(SmtpMail { transport, from: from.parse()? })
    }

    /// Whether the server answers and lets us in; no letter is sent.
    ///
    /// # Errors
    /// What it said, or why it cannot be reached.
    pub async fn reach(&self) -> anyhow::Result<()> {
        let answers = self.transport.test_connection().await?;
        if answers { Ok(()) } else { anyhow::bail!("the server does not answer NOOP") }
    }
}

#[async_trait]
impl MailGateway for SmtpMail {
    async fn send(&self, message_id: &str, letter: &Letter) -> Result<(), GatewayError> {
        let message = compose(message_id, &self.from, letter)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(GatewayError::GiveUp(error.to_string())),
            Err(error) => Err(GatewayError::Retry(error.to_string())),
        }
    }
}

/// Letters as `.eml` files in a folder.
pub struct FileMail {
    transport: AsyncFileTransport<Tokio1Executor>,
    from: Mailbox,
}

impl FileMail {
    /// Files in `folder`, which is made when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made or the sender cannot be read.
    pub fn new(folder: &PathBuf, from: &str) -> anyhow::Result<FileMail> {
        std::fs::create_dir_all(folder)?;
        Ok(FileMail { transport: AsyncFileTransport::new(folder), from: from.parse()? })
    }
}

#[async_trait]
impl MailGateway for FileMail {
    async fn send(&self, message_id: &str, letter: &Letter) -> Result<(), GatewayError> {
        let message = compose(message_id, &self.from, letter)?;
        self.transport.send(message).await.map(|_| ()).map_err(|error| GatewayError::Retry(error.to_string()))
    }
}

/// No mail at all: in a sandbox the outbox itself is what people read.
pub struct OutboxOnly;

#[async_trait]
impl MailGateway for OutboxOnly {
    async fn send(&self, _: &str, _: &Letter) -> Result<(), GatewayError> {
        Ok(())
    }
}

fn compose(message_id: &str, from: &Mailbox, letter: &Letter) -> Result<Message, GatewayError> {
    let give_up = |error: &dyn std::fmt::Display| GatewayError::GiveUp(error.to_string());
    let to: Mailbox = letter.to.parse().map_err(|error: lettre::address::AddressError| give_up(&error))?;
    Message::builder()
        .message_id(Some(format!("<{message_id}@guildhall>")))
        .from(from.clone())
        .to(to)
        .subject(&letter.subject)
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text.clone())
        .map_err(|error| give_up(&error))
}
