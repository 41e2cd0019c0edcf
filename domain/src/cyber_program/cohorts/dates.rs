//! The dates of a cohort.
//!
//! Invariants: a cohort has as many weeks as the program had when it was planned; a week begins on
//! the weekday of the first day and ends before the next week; every day from the first day on is
//! in exactly one week or after the last (ambiguity 19). Dates are in the cohort's own time zone.

use super::live_event::LiveSlot;
use crate::calendar::{add_days, add_months};
use crate::cyber_program::policy::CyberProgramPolicy;
use crate::cyber_program::refusal::CohortRefusal;
use crate::zone::Zone;
use chrono::{DateTime, Datelike, NaiveDate, Utc};

const DAYS_OF_WEEK: u32 = 7;
const MONTHS_OF_YEAR: u32 = 12;

/// What a cohort is planned from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CohortFacts {
    /// First day of the first week.
    pub starts_on: NaiveDate,
    /// Name of the zone; none for the policy's.
    pub time_zone: Option<String>,
    /// How many seats it has.
    pub capacity: u32,
    /// When it meets online each week.
    pub live_event: LiveSlot,
}

/// A cohort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// First day of the first week.
    pub starts_on: NaiveDate,
    /// Its zone.
    pub zone: Zone,
    /// How many seats it has.
    pub capacity: u32,
    /// How many weeks it lasts, as the program did when it was planned.
    pub weeks: u32,
    /// When it meets online each week.
    pub live_event: LiveSlot,
    /// The day on which the association canceled it.
    pub canceled_on: Option<NaiveDate>,
}

code_words! {
    /// Where a cohort is in its time.
    pub enum CohortStage {
        /// Not begun.
        Upcoming => "upcoming",
        /// In one of its weeks.
        Running => "running",
        /// Its last week has ended.
        Over => "over",
    }
}

/// Where a date falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekPosition {
    /// Before the first week.
    Before {
        /// First day of the first week.
        starts_on: NaiveDate,
    },
    /// In a week, from 1.
    Week(u32),
    /// After the last week.
    After {
        /// First day after the last week.
        ended_on: NaiveDate,
    },
}

/// A week, half open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekWindow {
    /// The week, from 1.
    pub week: u32,
    /// First day.
    pub starts_on: NaiveDate,
    /// First day no longer in it.
    pub ends_on: NaiveDate,
    /// The instant it begins.
    pub starts_at: DateTime<Utc>,
    /// The instant it has ended.
    pub ends_at: DateTime<Utc>,
}

/// Plans a cohort.
///
/// # Errors
/// When the zone is unknown, the first day before 2000, or the capacity out of bounds.
pub fn plan_cohort(facts: &CohortFacts, policy: &CyberProgramPolicy) -> Result<Cohort, CohortRefusal> {
    let zone = match &facts.time_zone {
        None => policy.cohorts.time_zone.value,
        Some(name) => name.parse().map_err(|_| CohortRefusal::UnknownTimeZone { name: name.clone() })?,
    };
    if facts.starts_on.year() < 2000 {
        return Err(CohortRefusal::StartTooEarly { starts_on: facts.starts_on });
    }
    check_capacity(facts.capacity, 0, policy)?;
    let weeks = policy.program.weeks.value;
    let &CohortFacts { starts_on, capacity, live_event, .. } = facts;
    Ok(Cohort { starts_on, zone, capacity, weeks, live_event, canceled_on: None })
}

/// Whether a first day that is typed on a day is near enough.
///
/// # Errors
/// When it lies further ahead than cohorts are planned.
pub fn check_planned(starts_on: NaiveDate, today: NaiveDate, policy: &CyberProgramPolicy) -> Result<(), CohortRefusal> {
    let latest_on = add_months(today, policy.cohorts.planned_ahead_years.value.saturating_mul(MONTHS_OF_YEAR));
    if starts_on <= latest_on { Ok(()) } else { Err(CohortRefusal::StartTooLate { starts_on, latest_on }) }
}

/// Whether a cohort may have so many seats while so many are held.
///
/// # Errors
/// When there are none, more than policy allows, or fewer than are held.
pub fn check_capacity(capacity: u32, held: u32, policy: &CyberProgramPolicy) -> Result<(), CohortRefusal> {
    let most = policy.cohorts.capacity_at_most.value;
    if !(1..=most).contains(&capacity) {
        return Err(CohortRefusal::CapacityOutOfRange { capacity, most });
    }
    if capacity < held {
        return Err(CohortRefusal::CapacityBelowHeld { capacity, held });
    }
    Ok(())
}

impl Cohort {
    /// First day after the last week.
    #[must_use]
    pub fn ends_on(&self) -> NaiveDate {
        self.week_starts_on(self.weeks.saturating_add(1))
    }

    /// The civil date at an instant, by the cohort's calendar.
    #[must_use]
    pub fn date_at(&self, at: DateTime<Utc>) -> NaiveDate {
        self.zone.date_at(at)
    }

    /// Where the cohort is in its time.
    #[must_use]
    pub fn stage_on(&self, on: NaiveDate) -> CohortStage {
        match self.week_of(on) {
            WeekPosition::Before { .. } => CohortStage::Upcoming,
            WeekPosition::Week(_) => CohortStage::Running,
            WeekPosition::After { .. } => CohortStage::Over,
        }
    }

    /// Whether its live events may still be moved.
    ///
    /// # Errors
    /// When the cohort is over.
    pub fn check_not_over(&self, on: NaiveDate) -> Result<(), CohortRefusal> {
        let ended_on = self.ends_on();
        if on < ended_on { Ok(()) } else { Err(CohortRefusal::Ended { ended_on }) }
    }

    /// Whether it still takes place.
    ///
    /// # Errors
    /// When it was canceled.
    pub fn check_not_canceled(&self) -> Result<(), CohortRefusal> {
        self.canceled_on.map_or(Ok(()), |canceled_on| Err(CohortRefusal::Canceled { canceled_on }))
    }

    /// Whether it can be canceled on a day: once, and until it is over.
    ///
    /// # Errors
    /// When it was canceled before, or has ended.
    pub fn check_cancelable(&self, on: NaiveDate) -> Result<(), CohortRefusal> {
        self.check_not_canceled()?;
        let ended_on = self.ends_on();
        if on < ended_on { Ok(()) } else { Err(CohortRefusal::OverBeforeCanceled { ended_on }) }
    }

    /// The week a date falls in.
    #[must_use]
    pub fn week_of(&self, on: NaiveDate) -> WeekPosition {
        let Ok(days) = u32::try_from((on - self.starts_on).num_days()) else {
            return WeekPosition::Before { starts_on: self.starts_on };
        };
        let week = days / DAYS_OF_WEEK + 1;
        if week > self.weeks {
            return WeekPosition::After { ended_on: self.ends_on() };
        }
        WeekPosition::Week(week)
    }

    /// The days and instants of a week; none when the cohort has no such week.
    #[must_use]
    pub fn window(&self, week: u32) -> Option<WeekWindow> {
        if !(1..=self.weeks).contains(&week) {
            return None;
        }
        let (starts_on, ends_on) = (self.week_starts_on(week), self.week_starts_on(week.saturating_add(1)));
        let (starts_at, ends_at) = (self.zone.starts_at(starts_on), self.zone.starts_at(ends_on));
        Some(WeekWindow { week, starts_on, ends_on, starts_at, ends_at })
    }

    /// Every week, the first one first.
    pub fn windows(&self) -> impl Iterator<Item = WeekWindow> {
        (1..=self.weeks).filter_map(|week| self.window(week))
    }

    /// First day on which a seat can no longer be taken.
    #[must_use]
    pub fn entry_closes_on(&self, policy: &CyberProgramPolicy) -> NaiveDate {
        add_days(self.starts_on, policy.cohorts.late_entry_days.value)
    }

    /// First day on which nothing more is posted or answered.
    #[must_use]
    pub fn writing_closes_on(&self, policy: &CyberProgramPolicy) -> NaiveDate {
        add_days(self.ends_on(), policy.cohorts.open_after_end_days.value)
    }

    fn week_starts_on(&self, week: u32) -> NaiveDate {
        add_days(self.starts_on, week.saturating_sub(1).saturating_mul(DAYS_OF_WEEK))
    }
}
