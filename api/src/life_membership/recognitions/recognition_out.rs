//! Recognition of a new Life member on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::life_membership::{Ceremony, Recipient, RecognitionItem, RecognitionKind};
use guildhall_persistence::life_membership::RecognitionRecord;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::life_membership::codes::{RecipientCode, RecognitionKindCode};

/// Recognition of a new Life member: what is to be done and what is done.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeRecognition)]
pub struct RecognitionOut {
    /// Application that was granted.
    life_application_id: Uuid,
    /// Ceremony requested; null when there is none.
    #[schema(required)]
    ceremony: Option<CeremonyOut>,
    /// Items to be done.
    #[schema(max_items = 20)]
    items: Vec<RecognitionItemOut>,
    /// Whether everything is done.
    #[schema(example = false)]
    complete: bool,
    /// When Life membership was granted.
    begun_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

/// A ceremony at which a designee presents certificate and pin.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeCeremony)]
pub struct CeremonyOut {
    /// Person who presents the certificate and the pin.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", example = "Mayor Lena Ortiz")]
    designee: String,
    /// Address the certificate and the pin are sent to.
    #[schema(
        min_length = 1,
        max_length = 500,
        pattern = r"\S",
        example = "City Hall, 1 Main Street, Springfield, IL 62701"
    )]
    address: String,
    /// Date of the ceremony; null while it is not known. It cannot be set to a date in the past.
    #[schema(required, example = "2025-05-12")]
    held_on: Option<NaiveDate>,
}

/// One item of the recognition of a new Life member.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeRecognitionItem)]
pub struct RecognitionItemOut {
    /// Kind of item.
    #[schema(value_type = RecognitionKindCode)]
    kind: RecognitionKind,
    /// What the association promises, in its own words.
    #[schema(max_length = 500, example = "each Life member gets a certificate by mail")]
    text: &'static str,
    /// Recipient of the item.
    #[schema(value_type = RecipientCode)]
    recipient: Recipient,
    /// Date by which it should arrive; null when there is none.
    #[schema(required, example = "2025-05-12")]
    needed_on: Option<NaiveDate>,
    /// Date on which it was done; null until then.
    #[schema(required, example = "2025-03-14")]
    done_on: Option<NaiveDate>,
    /// Account that completed it; null until then.
    #[schema(required)]
    done_by: Option<Uuid>,
}

impl From<RecognitionRecord> for RecognitionOut {
    fn from(record: RecognitionRecord) -> Self {
        let complete = record.recognition.is_complete();
        RecognitionOut {
            life_application_id: record.application_id.uuid(),
            ceremony: record.recognition.ceremony.map(CeremonyOut::from),
            items: record.recognition.items.into_iter().map(RecognitionItemOut::from).collect(),
            complete,
            begun_at: record.begun_at,
            updated_at: record.updated_at,
        }
    }
}

impl From<RecognitionItem> for RecognitionItemOut {
    fn from(item: RecognitionItem) -> Self {
        RecognitionItemOut {
            kind: item.kind,
            text: item.kind.text(),
            recipient: item.recipient,
            needed_on: item.needed_on,
            done_on: item.done.map(|done| done.on),
            done_by: item.done.map(|done| done.by.uuid()),
        }
    }
}

impl From<Ceremony> for CeremonyOut {
    fn from(ceremony: Ceremony) -> Self {
        CeremonyOut { designee: ceremony.designee, address: ceremony.address, held_on: ceremony.held_on }
    }
}
