//! A share of an amount, exact to a millionth, written as a decimal: `"0.0065"`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

const MILLIONTHS: u32 = 1_000_000;
const DIGITS: usize = 6;

/// A share between nothing and the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(u32);

/// A text that is not a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a rate is a decimal between 0 and 1 with at most six decimal places")]
pub struct InvalidRate;

impl Rate {
    /// The share in millionths.
    #[must_use]
    pub const fn millionths(self) -> u32 {
        self.0
    }
}

impl FromStr for Rate {
    type Err = InvalidRate;

    fn from_str(text: &str) -> Result<Self, InvalidRate> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if whole.len() != 1 || !all_digits(whole) || !all_digits(decimals) || decimals.len() > DIGITS {
            return Err(InvalidRate);
        }
        let padded = format!("{whole}{decimals:0<DIGITS$}");
        let millionths: u32 = padded.parse().map_err(|_| InvalidRate)?;
        if millionths > MILLIONTHS {
            return Err(InvalidRate);
        }
        Ok(Self(millionths))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = format!("{:06}", self.0 % MILLIONTHS);
        let decimals = decimals.trim_end_matches('0');
        let decimals = if decimals.is_empty() { "0" } else { decimals };
        write!(f, "{}.{decimals}", self.0 / MILLIONTHS)
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_read_exactly_and_printed_without_idle_zeros() {
        for (text, millionths, printed) in [
            ("0.0065", 6_500, "0.0065"),
            ("0.008000", 8_000, "0.008"),
            ("0.20", 200_000, "0.2"),
            ("1", 1_000_000, "1.0"),
            ("0", 0, "0.0"),
            ("0.000001", 1, "0.000001"),
        ] {
            let rate: Rate = text.parse().unwrap();
            assert_eq!(rate.millionths(), millionths, "{text}");
            assert_eq!(rate.to_string(), printed);
        }
    }

    #[test]
    fn a_rate_above_the_whole_or_finer_than_a_millionth_is_refused() {
        for text in ["1.000001", "2", "0.0000001", "-0.1", "0,5", ".5", "0.", "1e-3", "", "00.1"] {
            assert_eq!(text.parse::<Rate>(), Err(InvalidRate), "{text}");
        }
    }
}
