//! Between what columns hold and what the rest of the house speaks: instants as
//! microseconds, code words as text, structures as JSON text.
//!
//! Invariant: this is the only place that knows these spellings. A row that
//! cannot be read is a fault of ours, never the caller's.

use chrono::{DateTime, Utc};
use guildhall_domain::UnknownCode;
use std::str::FromStr;
use uuid::Uuid;

use crate::StoreError;

/// An instant as microseconds since 1970.
pub(crate) fn micros(instant: DateTime<Utc>) -> i64 {
    instant.timestamp_micros()
}

/// The instant that many microseconds after 1970.
pub(crate) fn instant(micros: i64) -> Result<DateTime<Utc>, StoreError> {
    DateTime::from_timestamp_micros(micros)
        .ok_or_else(|| StoreError::Database(format!("{micros} microseconds are no instant")))
}

/// [`instant`] for a column that may be null.
pub(crate) fn instant_or_none(micros: Option<i64>) -> Result<Option<DateTime<Utc>>, StoreError> {
    micros.map(instant).transpose()
}

/// A stored code word as its value.
pub(crate) fn code<T: FromStr<Err = UnknownCode>>(word: &str) -> Result<T, StoreError> {
    word.parse().map_err(|error: UnknownCode| StoreError::Database(error.to_string()))
}

/// A structure as JSON text.
pub(crate) fn to_json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Database(error.to_string()))
}

/// Stored JSON text as its structure. The text itself is never repeated in the fault.
pub(crate) fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| {
        StoreError::Database(format!("stored JSON, {:?} error at column {}", error.classify(), error.column()))
    })
}

/// A stored hash as its 32 bytes.
pub(crate) fn hash(bytes: Vec<u8>) -> Result<[u8; 32], StoreError> {
    bytes.try_into().map_err(|_| StoreError::Database("a stored hash is not 32 bytes long".into()))
}

/// Ids for an `IN` list, filled up to a power of two by repeating the last one:
/// lists of any length then share few statement texts, which stay prepared.
pub(crate) fn padded(ids: impl IntoIterator<Item = Uuid>) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = ids.into_iter().collect();
    if let Some(last) = ids.last().copied() {
        ids.resize(ids.len().next_power_of_two(), last);
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, id};

    #[test]
    fn an_instant_reads_back_to_the_microsecond() {
        for instant_given in [at(0), at(-3_000_000_000), DateTime::from_timestamp_micros(-1).unwrap()] {
            assert_eq!(instant(micros(instant_given)).unwrap(), instant_given);
        }
        assert!(instant(i64::MAX).is_err());
    }

    #[test]
    fn a_list_of_ids_is_filled_up_with_its_last_one() {
        assert!(padded([]).is_empty());
        assert_eq!(padded([id(1)]), [id(1)]);
        assert_eq!(padded([1, 2, 3, 4, 5].map(id)), [1, 2, 3, 4, 5, 5, 5, 5].map(id));
    }

    #[test]
    fn stored_json_that_cannot_be_read_is_not_repeated_in_the_fault() {
        let fault = from_json::<u8>("\"secret\"").unwrap_err().to_string();
        assert!(!fault.contains("secret"), "{fault}");
    }
}
