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
    "Stage of a cohort: `upcoming` before the first day, `running` during its weeks, `over` after that. Closed list."
);
/// A day of the week. Closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Weekday)]
pub enum WeekdayCode {
    /// Day 1 of the ISO week.
    Monday,
    /// Day 2.
    Tuesday,
    /// Day 3.
    Wednesday,
    /// Day 4.
    Thursday,
    /// Day 5.
    Friday,
    /// Day 6.
    Saturday,
    /// Day 7.
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
