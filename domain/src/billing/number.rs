//! Invoice numbers: fiscal year and a running number without gaps, `2026-000001`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// The digits of the running number; larger numbers grow to the left.
const DIGITS: usize = 6;

/// An invoice number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InvoiceNumber {
    /// Fiscal year, named by the year in which it ends.
    pub fiscal_year: i32,
    /// Position within the year, from 1.
    pub sequence: i64,
}

/// A text that is not an invoice number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an invoice number has the form 2026-000001")]
pub struct InvalidInvoiceNumber;

impl InvoiceNumber {
    /// The name of the year's running number in the store.
    #[must_use]
    pub fn sequence_name(fiscal_year: i32) -> String {
        format!("invoice-{fiscal_year}")
    }
}

impl fmt::Display for InvoiceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:0DIGITS$}", self.fiscal_year, self.sequence)
    }
}

impl FromStr for InvoiceNumber {
    type Err = InvalidInvoiceNumber;

    fn from_str(text: &str) -> Result<Self, InvalidInvoiceNumber> {
        let (year, sequence) = text.split_once('-').ok_or(InvalidInvoiceNumber)?;
        let number = Self {
            fiscal_year: year.parse().map_err(|_| InvalidInvoiceNumber)?,
            sequence: sequence.parse().map_err(|_| InvalidInvoiceNumber)?,
        };
        // One number has one spelling.
        if number.sequence >= 1 && number.to_string() == text { Ok(number) } else { Err(InvalidInvoiceNumber) }
    }
}

impl Serialize for InvoiceNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for InvoiceNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
