//! The words and measures of the credit ledger as named schemas.

use guildhall_domain::credentials::{CreditSource, CreditTime};
use serde::Serialize;
use utoipa::ToSchema;

use crate::code_schema;

code_schema!(
    CreditSourceCode,
    "CreditSource",
    CreditSource::ALL,
    "By what credit was earned. Open list: more may come."
);

/// Time credited, in minutes and in hours.
#[derive(Serialize, ToSchema)]
#[schema(as = CreditTime)]
pub struct CreditTimeOut {
    /// Whole minutes; below zero where an entry takes another one back.
    #[schema(minimum = -1_000_000_000, maximum = 1_000_000_000, example = 2880)]
    minutes: i64,
    /// The same in hours, as a decimal; rounded to hundredths when the minutes are no multiple of three.
    #[schema(max_length = 16, example = "48")]
    hours: String,
}

impl From<CreditTime> for CreditTimeOut {
    fn from(time: CreditTime) -> Self {
        CreditTimeOut { minutes: time.minutes(), hours: time.hours_text() }
    }
}
