//! The words of cohorts as named schemas.

use chrono::Weekday;
use guildhall_domain::cyber_program::CohortStage;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::code_schema;

code_schema!(
    CohortStageCode,
    "CohortStage",
    CohortStage::ALL,
    "Where a cohort is in its time: `upcoming` before the first day, `running` in one of its weeks, `over` afterward. Closed list."
);
/// A day of the week. Closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Weekday)]
pub enum WeekdayCode {
    /// The first day of the week.
    Monday,
    /// The second.
    Tuesday,
    /// The third.
    Wednesday,
    /// The fourth.
    Thursday,
    /// The fifth.
    Friday,
    /// The sixth.
    Saturday,
    /// The last.
    Sunday,
}

impl From<Weekday> for WeekdayCode {
    fn from(weekday: Weekday) -> Self {
        match weekday {
            Weekday::Mon => Self::Monday,
            Weekday::Tue => Self::Tuesday,
            Weekday::Wed => Self::Wednesday,
            Weekday::Thu => Self::Thursday,
            Weekday::Fri => Self::Friday,
            Weekday::Sat => Self::Saturday,
            Weekday::Sun => Self::Sunday,
        }
    }
}

impl From<WeekdayCode> for Weekday {
    fn from(weekday: WeekdayCode) -> Self {
        match weekday {
            WeekdayCode::Monday => Self::Mon,
            WeekdayCode::Tuesday => Self::Tue,
            WeekdayCode::Wednesday => Self::Wed,
            WeekdayCode::Thursday => Self::Thu,
            WeekdayCode::Friday => Self::Fri,
            WeekdayCode::Saturday => Self::Sat,
            WeekdayCode::Sunday => Self::Sun,
        }
    }
}
