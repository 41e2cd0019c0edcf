//! When a cohort meets online.
//!
//! Invariant: once in each week, at the same local time, so that its UTC hour changes with daylight
//! saving time. The sixty minutes are published; the cohort chooses day and hour.

use super::dates::Cohort;
use crate::calendar::add_days;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

/// The weekly hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveSlot {
    /// The weekday.
    pub weekday: Weekday,
    /// When it begins, by the cohort's clocks.
    pub at: NaiveTime,
    /// How long it lasts.
    pub minutes: u32,
}

/// One live event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveEvent {
    /// The week, from 1.
    pub week: u32,
    /// The civil date.
    pub on: NaiveDate,
    /// The instant it begins.
    pub starts_at: DateTime<Utc>,
    /// The instant it ends: as many minutes later, whatever clocks do.
    pub ends_at: DateTime<Utc>,
}

impl Cohort {
    /// The live event of a week; none when the cohort has no such week.
    #[must_use]
    pub fn live_event_of(&self, week: u32) -> Option<LiveEvent> {
        let window = self.window(week)?;
        let slot = self.live_event;
        let on = add_days(window.starts_on, slot.weekday.days_since(window.starts_on.weekday()));
        let starts_at = self.zone.instant(on, slot.at);
        let ends_at = starts_at.checked_add_signed(TimeDelta::minutes(slot.minutes.into())).unwrap_or(starts_at);
        Some(LiveEvent { week, on, starts_at, ends_at })
    }

    /// Every live event, the first one first.
    pub fn live_events(&self) -> impl Iterator<Item = LiveEvent> {
        (1..=self.weeks).filter_map(|week| self.live_event_of(week))
    }
}
