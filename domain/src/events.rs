//! What has happened: one typed event per change, the same for the audit trail, listeners, feed and webhooks.
//!
//! Invariants: a name is `<noun>.<past participle>` and never changes, the noun being its subject as the document of
//! the API names it (`CohortPost` is `cohort_post`); a payload holds ids, dates, numbers and code words, and no text that a person wrote, no amount and no secret: only what is
//! [`EventValue`] fits into one. A payload may gain fields; whatever else changes it raises its version.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use crate::billing::InvoiceNumber;
use crate::cyber_program::ActivityKey;

/// The closed list of events of a slice.
pub trait Event: Serialize + Send + Sync + 'static {
    /// Every kind, in the order of declaration.
    const KINDS: &'static [EventKind];

    /// The kind of this one.
    fn kind(&self) -> &'static EventKind;

    /// The id of the record that it happened to.
    fn subject_id(&self) -> Uuid;
}

/// A kind of event, as it is documented and stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventKind {
    /// Its name for ever.
    pub name: &'static str,
    /// Version of its payload.
    pub payload_version: i32,
    /// The kind of record that it happens to: the noun of the name.
    pub subject_kind: &'static str,
    /// When it happens, in a sentence.
    pub summary: &'static str,
    /// Its payload.
    pub fields: &'static [EventField],
}

/// A field of a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventField {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// What it says, in a sentence.
    pub summary: &'static str,
}

/// What a field of a payload holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds {
    /// The type in one word.
    pub word: &'static str,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether it is a list.
    pub list: bool,
}

impl Holds {
    /// One value that is always there.
    #[must_use]
    pub const fn one(word: &'static str) -> Holds {
        Holds { word, nullable: false, list: false }
    }
}

/// What may stand in a payload. Plain text and amounts of money are no such values.
pub trait EventValue: Serialize {
    /// What it is.
    const HOLDS: Holds;
}

impl EventValue for NaiveDate {
    const HOLDS: Holds = Holds::one("date");
}

impl EventValue for bool {
    const HOLDS: Holds = Holds::one("boolean");
}

impl EventValue for u32 {
    const HOLDS: Holds = Holds::one("integer");
}

impl EventValue for u64 {
    const HOLDS: Holds = Holds::one("integer");
}

impl EventValue for i64 {
    const HOLDS: Holds = Holds::one("integer");
}

impl EventValue for InvoiceNumber {
    const HOLDS: Holds = Holds::one("invoice number");
}

impl EventValue for ActivityKey {
    const HOLDS: Holds = Holds::one("activity key");
}

impl<T: EventValue> EventValue for Option<T> {
    const HOLDS: Holds = Holds { nullable: true, ..T::HOLDS };
}

impl<T: EventValue> EventValue for Vec<T> {
    const HOLDS: Holds = Holds { list: true, ..T::HOLDS };
}

/// Declares the events of a slice. `Issued: invoice(InvoiceId) "issued" 1` is `invoice.issued` with version 1 of its
/// payload, and has the field `invoice`, its subject, besides those of the payload.
macro_rules! events {
    ($(#[$meta:meta])* pub enum $Events:ident {
        $(
            $(#[doc = $summary:literal])+
            $Variant:ident: $subject:ident($Subject:ty) $verb:literal $version:literal {
                $($(#[doc = $about:literal])+ $field:ident: $Type:ty,)*
            }
        )+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $Events {
            $(
                $(#[doc = $summary])+
                $Variant {
                    /// What it happened to.
                    $subject: $Subject,
                    $($(#[doc = $about])+ $field: $Type,)*
                },
            )+
        }

        impl $crate::events::Event for $Events {
            const KINDS: &'static [$crate::events::EventKind] = &[$(
                $crate::events::EventKind {
                    name: concat!(stringify!($subject), ".", $verb),
                    payload_version: $version,
                    subject_kind: stringify!($subject),
                    summary: concat!($($summary),+),
                    fields: &[$(
                        $crate::events::EventField {
                            name: stringify!($field),
                            holds: <$Type as $crate::events::EventValue>::HOLDS,
                            summary: concat!($($about),+),
                        },
                    )*],
                },
            )+];

            fn kind(&self) -> &'static $crate::events::EventKind {
                let name = match self {
                    $(Self::$Variant { .. } => concat!(stringify!($subject), ".", $verb),)+
                };
                // Both lists are made from one declaration, so the name is there.
                Self::KINDS.iter().find(|kind| kind.name == name).unwrap_or(&Self::KINDS[0])
            }

            fn subject_id(&self) -> uuid::Uuid {
                match self {
                    $(Self::$Variant { $subject, .. } => (*$subject).into(),)+
                }
            }
        }

        impl serde::Serialize for $Events {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                #[allow(unused_mut, reason = "an event without a payload adds nothing to it")]
                let mut payload = serializer.serialize_map(None)?;
                match self {
                    $(Self::$Variant { $subject: _, $($field,)* } => {
                        $(payload.serialize_entry(stringify!($field), $field)?;)*
                    })+
                }
                payload.end()
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing::{BillingEvent, PaymentMethod};
    use crate::{InvoiceId, PaymentId};

    #[test]
    fn an_event_knows_its_kind_and_its_subject() {
        let id = Uuid::from_u128(7);
        let voided = BillingEvent::InvoiceVoided { invoice: InvoiceId::new(id) };
        assert_eq!((voided.kind().name, voided.kind().payload_version), ("invoice.voided", 1));
        assert_eq!((voided.kind().subject_kind, voided.subject_id()), ("invoice", id));
        let payment = BillingEvent::PaymentRecorded {
            payment: PaymentId::new(id),
            invoice_id: InvoiceId::new(id),
            method: PaymentMethod::Check,
        };
        let names: Vec<&str> = payment.kind().fields.iter().map(|field| field.name).collect();
        assert_eq!((payment.kind().subject_kind, names), ("payment", vec!["invoice_id", "method"]));
    }

    #[test]
    fn a_field_says_whether_it_may_be_null_or_is_a_list() {
        assert_eq!(Option::<InvoiceId>::HOLDS, Holds { word: "id", nullable: true, list: false });
        assert_eq!(Vec::<PaymentMethod>::HOLDS, Holds { word: "word", nullable: false, list: true });
    }
}
