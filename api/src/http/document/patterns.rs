//! The patterns that formats imply, in requests and in answers; [`crate::http::formats`] says what each means.

/// Text is anything but U+0000, which no database column holds.
pub const TEXT: &str = r"^[^\x00]*$";

/// Text that is not blank.
pub const TEXT_NOT_BLANK: &str = r"^[^\x00]*[^\s\x00][^\x00]*$";

/// One line of text that is not blank.
pub const ONE_LINE: &str = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$";

/// An id as it is written.
pub const ID: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

/// An id as it is read.
pub const ANY_ID: &str = "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$";

/// A date as it is read.
pub const DATE: &str = "^((19|20|21)[0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

/// An instant as it is read.
pub const INSTANT: &str = "^((19|20|21)[0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$";
