//! The week plan of a cohort: a template put onto its dates.
//!
//! Invariant: an activity opens with its week and is due within it; a live event is not
//! due before it takes place.

use super::dates::{Cohort, WeekWindow};
use super::live_event::LiveEvent;
use super::template::{ProgramTemplate, TemplateActivity};
use crate::calendar::{add_days, subtract_days};
use crate::cyber_program::catalogue::program::ActivityKind;
use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// An activity of a cohort's plan, spelled `w03-read`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActivityKey {
    /// The week, from 1.
    pub week: u32,
    /// The code of the template.
    pub code: String,
}

impl fmt::Display for ActivityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "w{:02}-{}", self.week, self.code)
    }
}

/// A text that is not the one spelling of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an activity key consists of week and code, for instance `w03-read`")]
pub struct InvalidActivityKey;

impl Serialize for ActivityKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for ActivityKey {
    type Err = InvalidActivityKey;

    fn from_str(text: &str) -> Result<Self, InvalidActivityKey> {
        let (week, code) = text.strip_prefix('w').and_then(|rest| rest.split_once('-')).ok_or(InvalidActivityKey)?;
        let key = Self { week: week.parse().map_err(|_| InvalidActivityKey)?, code: code.to_owned() };
        if key.to_string() == text { Ok(key) } else { Err(InvalidActivityKey) }
    }
}

/// An activity with its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedActivity {
    /// Which it is.
    pub key: ActivityKey,
    /// Its kind.
    pub kind: ActivityKind,
    /// The name.
    pub title: String,
    /// Whether completing the program needs it.
    pub required: bool,
    /// First day of its week.
    pub opens_on: NaiveDate,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
    /// When it takes place, for live events.
    pub live_event: Option<LiveEvent>,
}

/// Puts a template onto the dates of a cohort: week by week, in the template's order.
#[must_use]
pub fn plan_weeks(cohort: &Cohort, template: &ProgramTemplate) -> Vec<PlannedActivity> {
    let of_week = |window: WeekWindow| {
        let standing = template.activities.iter().filter(move |activity| activity.stands_in(window.week));
        standing.map(move |activity| planned(cohort, &window, activity))
    };
    cohort.windows().flat_map(of_week).collect()
}

fn planned(cohort: &Cohort, window: &WeekWindow, activity: &TemplateActivity) -> PlannedActivity {
    let is_live = activity.kind == ActivityKind::LiveEvent;
    let live_event = cohort.live_event_of(window.week).filter(|_| is_live);
    let last_day = subtract_days(window.ends_on, 1);
    let due_on = add_days(window.starts_on, activity.due_day.saturating_sub(1)).min(last_day);
    PlannedActivity {
        key: ActivityKey { week: window.week, code: activity.code.clone() },
        kind: activity.kind,
        title: activity.title.clone(),
        required: activity.required,
        opens_on: window.starts_on,
        due_on: live_event.map_or(due_on, |event| due_on.max(event.on)),
        live_event,
    }
}
