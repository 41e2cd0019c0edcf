//! A cohort on the wire: dates, seats, mentors. The only personal data are the names of mentors, which are published.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use guildhall_domain::cyber_program::{CohortStage, CyberProgramPolicy, LiveSlot, Seats};
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program::{self as store, CohortRecord, Mentor};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::codes::{CohortStageCode, WeekdayCode};
use crate::app::App;
use crate::http::problem::Problem;

/// A cohort of the program.
#[derive(Serialize, ToSchema)]
#[schema(as = Cohort)]
pub struct CohortOut {
    /// Id of the cohort.
    id: Uuid,
    /// Name, unique regardless of case.
    #[schema(max_length = 200, example = "Spring 2025")]
    name: String,
    /// Stage of the cohort today.
    #[schema(value_type = CohortStageCode)]
    stage: CohortStage,
    /// Day on which the association canceled the cohort, in its time zone; null for every other cohort.
    #[schema(required, example = "2025-04-01")]
    canceled_on: Option<NaiveDate>,
    /// First day of the first week.
    #[schema(example = "2025-04-07")]
    starts_on: NaiveDate,
    /// First day after the last week.
    #[schema(example = "2025-06-30")]
    ends_on: NaiveDate,
    /// Number of weeks.
    #[schema(minimum = 1, maximum = 104, example = 12)]
    weeks: u32,
    /// Time zone of the dates and times, an IANA name.
    #[schema(max_length = 64, example = "America/New_York")]
    time_zone: &'static str,
    /// Time of the weekly live event.
    live_event: LiveEventSlotOut,
    /// Number of seats.
    #[schema(minimum = 1, maximum = 10_000, example = 24)]
    capacity: u32,
    /// Number of seats that nobody holds.
    #[schema(minimum = 0, maximum = 10_000, example = 7)]
    free_seats: u32,
    /// Number of people on the waitlist. Free seats go to them first.
    #[schema(minimum = 0, maximum = 1_000_000, example = 0)]
    waiting: u32,
    /// First day on which a seat can no longer be taken.
    #[schema(example = "2025-04-14")]
    entry_closes_on: NaiveDate,
    /// First day on which posts and marks are no longer taken.
    #[schema(example = "2025-07-14")]
    writing_closes_on: NaiveDate,
    /// True when one of the two closing days follows from a default of this software; the association has published
    /// no figure.
    #[schema(example = true)]
    provisional: bool,
    /// Faculty mentors, in the order they were named.
    #[schema(max_items = 1000)]
    mentors: Vec<MentorOut>,
    /// Rises when dates or times change; `SEQUENCE` of the cohort's calendars.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 0)]
    calendar_sequence: u32,
    /// When the record was made.
    created_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

/// A faculty mentor of a cohort.
#[derive(Serialize, ToSchema)]
#[schema(as = CohortMentor)]
pub struct MentorOut {
    /// Account of the mentor.
    account_id: Uuid,
    /// Given name of the mentor.
    #[schema(max_length = 100, example = "Robin")]
    given_name: String,
    /// Family name of the mentor.
    #[schema(max_length = 100, example = "Okafor")]
    family_name: String,
}

/// Time of the weekly live event, in the cohort's time zone.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LiveEventSlot)]
pub struct LiveEventSlotOut {
    /// Day of the week.
    weekday: WeekdayCode,
    /// Start time, hours and minutes.
    #[serde(with = "clock_time")]
    #[schema(value_type = String, min_length = 5, max_length = 5, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "13:00")]
    at: NaiveTime,
    /// Duration in minutes.
    #[schema(minimum = 1, maximum = 1440, example = 60)]
    minutes: u32,
}

mod clock_time {
    use chrono::NaiveTime;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(at: &NaiveTime, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&at.format("%H:%M"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveTime, D::Error> {
        let text = String::deserialize(deserializer)?;
        NaiveTime::parse_from_str(&text, "%H:%M").map_err(|_| D::Error::custom("not hours and minutes"))
    }
}

/// An hour that may be left out of a patch, and is no null.
///
/// # Errors
/// When it is not hours and minutes.
pub fn given_clock_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveTime>, D::Error> {
    clock_time::deserialize(deserializer).map(Some)
}

impl From<LiveSlot> for LiveEventSlotOut {
    fn from(slot: LiveSlot) -> Self {
        LiveEventSlotOut { weekday: slot.weekday.into(), at: slot.at, minutes: slot.minutes }
    }
}

impl From<LiveEventSlotOut> for LiveSlot {
    fn from(slot: LiveEventSlotOut) -> Self {
        LiveSlot { weekday: slot.weekday.into(), at: slot.at, minutes: slot.minutes }
    }
}

/// Cohorts as they stand now: three queries, however many there are.
///
/// # Errors
/// Those of any read.
pub async fn shown(app: &App, db: &dyn Read, cohorts: Vec<CohortRecord>) -> Result<Vec<CohortOut>, Problem> {
    let ids = || cohorts.iter().map(|cohort| cohort.id);
    let seats = store::seats_of_cohorts(db, ids()).await?;
    let mentors = store::mentors_of_cohorts(db, ids()).await?;
    let now = app.clock.now();
    let out = |cohort: CohortRecord| {
        let seats = seats.get(&cohort.id).copied().unwrap_or(Seats { held: 0, waiting: 0 });
        cohort_out(cohort, seats, &mentors, now, &app.policies.cyber_program)
    };
    Ok(cohorts.into_iter().map(out).collect())
}

/// One cohort as it stands now.
///
/// # Errors
/// Those of any read.
pub async fn shown_one(app: &App, db: &dyn Read, cohort: CohortRecord) -> Result<CohortOut, Problem> {
    let mut shown = shown(app, db, vec![cohort]).await?;
    shown.pop().ok_or_else(|| Problem::new(&crate::http::problem::INTERNAL))
}

fn cohort_out(
    record: CohortRecord,
    seats: Seats,
    mentors: &[Mentor],
    now: DateTime<Utc>,
    policy: &CyberProgramPolicy,
) -> CohortOut {
    let (cohort, rules) = (record.cohort, &policy.cohorts);
    let of_cohort = mentors.iter().filter(|mentor| mentor.cohort_id == record.id);
    CohortOut {
        id: record.id.uuid(),
        name: record.name,
        stage: cohort.stage_on(cohort.date_at(now)),
        canceled_on: cohort.canceled_on,
        starts_on: cohort.starts_on,
        ends_on: cohort.ends_on(),
        weeks: cohort.weeks,
        time_zone: cohort.zone.name(),
        live_event: cohort.live_event.into(),
        capacity: cohort.capacity,
        free_seats: cohort.capacity.saturating_sub(seats.held),
        waiting: seats.waiting,
        entry_closes_on: cohort.entry_closes_on(policy),
        writing_closes_on: cohort.writing_closes_on(policy),
        provisional: rules.late_entry_days.provisional || rules.open_after_end_days.provisional,
        mentors: of_cohort.map(MentorOut::from).collect(),
        calendar_sequence: record.calendar_sequence,
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}

impl From<&Mentor> for MentorOut {
    fn from(mentor: &Mentor) -> Self {
        MentorOut {
            account_id: mentor.account_id.uuid(),
            given_name: mentor.name.given().to_owned(),
            family_name: mentor.name.family().to_owned(),
        }
    }
}
