//! Recognition of a new Life member on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::life_membership::{Ceremony, Recipient, RecognitionItem, RecognitionKind};
use guildhall_persistence::life_membership::RecognitionRecord;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::life_membership::codes::{RecipientCode, RecognitionKindCode};

/// What a new Life member is owed, and what is done.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeRecognition)]
pub struct RecognitionOut {
    /// The application that was granted.
    life_application_id: Uuid,
    /// The ceremony wished for; null when none is.
    #[schema(required)]
    ceremony: Option<CeremonyOut>,
    /// What is to be done.
    #[schema(max_items = 20)]
    items: Vec<RecognitionItemOut>,
    /// Whether everything is done.
    #[schema(example = false)]
    complete: bool,
    /// When the list was begun: the grant.
    begun_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

/// A ceremony at which a designee presents certificate and pin.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeCeremony)]
pub struct CeremonyOut {
    /// Who presents them.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", example = "Mayor Lena Ortiz")]
    designee: String,
    /// Where they are sent.
    #[schema(
        min_length = 1,
        max_length = 500,
        pattern = r"\S",
        example = "City Hall, 1 Main Street, Springfield, IL 62701"
    )]
    address: String,
    /// The day; null while it is not known. When it is named, today at the earliest.
    #[schema(required, example = "2025-05-12")]
    held_on: Option<NaiveDate>,
}

/// Something to be done for a new Life member.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeRecognitionItem)]
pub struct RecognitionItemOut {
    /// What.
    #[schema(value_type = RecognitionKindCode)]
    kind: RecognitionKind,
    /// What is promised.
    #[schema(max_length = 500, example = "each Life member gets a certificate by mail")]
    text: &'static str,
    /// To whom it goes.
    #[schema(value_type = RecipientCode)]
    recipient: Recipient,
    /// The day by which it should be there; null when nothing sets one.
    #[schema(required, example = "2025-05-12")]
    needed_on: Option<NaiveDate>,
    /// When it was done; null while it waits.
    #[schema(required, example = "2025-03-14")]
    done_on: Option<NaiveDate>,
    /// Who did it; null while it waits.
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
