//! Identifiers as types, so that an invoice's id cannot be passed for a member's.
//!
//! Invariant: an id is written in one spelling, 36 characters, lower case, with hyphens; it is read in any case (RFC 9562,
//! section 4).
//! Ids are made outside (UUIDv7); the domain only carries them.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// A text that is no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id has 36 characters: hexadecimal digits and hyphens")]
pub struct InvalidId;

fn parse_strictly(text: &str) -> Result<Uuid, InvalidId> {
    if text.len() != 36 {
        return Err(InvalidId);
    }
    Uuid::try_parse(text).map_err(|_| InvalidId)
}

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident,)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Names an existing value.
            #[must_use]
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The value as the store keeps it.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl crate::events::EventValue for $name {
            const HOLDS: crate::events::Holds = crate::events::Holds::one("id");
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0.as_hyphenated())
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                parse_strictly(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

ids! {
    /// A person's account.
    AccountId,
    /// A change of the address that somebody signs in with.
    AddressChangeId,
    /// One signed-in device: the family of its refresh tokens.
    SessionId,
    /// A member's record.
    MemberId,
    /// An application to join, renew, change category or rejoin.
    ApplicationId,
    /// An application for Life membership, and then the Life membership itself.
    LifeApplicationId,
    /// A chapter of students.
    ChapterId,
    /// A vote of the board on an honorary membership.
    HonoraryConferralId,
    /// One paid term of membership.
    TermId,
    /// One spell of employment.
    EmploymentSpellId,
    /// A local government, state association or other body.
    OrganizationId,
    /// An invoice.
    InvoiceId,
    /// A recorded payment.
    PaymentId,
    /// An entry in the ledger.
    LedgerEntryId,
    /// A message waiting in the outbox.
    MessageId,
    /// An entry of the audit.
    AuditEntryId,
    /// A cohort of the Cybersecurity Leadership Program.
    CohortId,
    /// A person's seat, or wish for one, in a cohort.
    EnrollmentId,
    /// Seats that an organization bought together.
    SeatPurchaseId,
    /// A breakout group of a cohort.
    BreakoutGroupId,
    /// Something a participant or mentor wrote for others.
    PostId,
    /// A reflection, which only its author reads.
    ReflectionId,
    /// The questions of a survey.
    SurveyId,
    /// One person's answer to a survey.
    SurveyAnswerId,
    /// An entry in the ledger of credit hours.
    CreditEntryId,
    /// A note that something billed is no longer owed.
    CreditNoteId,
    /// Money that is to be paid back, or was.
    RefundId,
    /// A year of the print magazine.
    PrintSubscriptionId,
    /// What is owed on an invoice and given up, proposed by one and approved by another.
    WriteOffId,
    /// A month of the books that finance closed.
    PeriodClosingId,
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    #[test]
    fn an_id_reads_back_from_its_own_spelling() {
        let id: MemberId = TEXT.parse().unwrap();
        assert_eq!(id.to_string(), TEXT);
        assert_eq!(MemberId::new(id.uuid()), id);
    }

    #[test]
    fn an_id_is_read_in_any_case_and_written_in_small_letters() {
        for text in [TEXT.to_uppercase(), TEXT.replace('b', "B")] {
            assert_eq!(text.parse::<MemberId>().unwrap().to_string(), TEXT, "{text}");
        }
    }

    #[test]
    fn every_other_spelling_of_an_id_is_refused() {
        let simple = TEXT.replace('-', "");
        let braced = format!("{{{TEXT}}}");
        let urn = format!("urn:uuid:{TEXT}");
        let padded = format!("{TEXT} ");
        let wide = "0".repeat(36);
        for odd in [simple.as_str(), &braced, &urn, &padded, &wide, ""] {
            assert_eq!(odd.parse::<MemberId>(), Err(InvalidId), "{odd}");
        }
    }
}
