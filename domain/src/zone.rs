//! A time zone by its name, and its local times.
//!
//! Invariants: every civil date and time of day has one instant, also when daylight saving time
//! begins or ends; no date makes these functions panic. A local time that is skipped uses the
//! offset before the change; a local time that occurs twice means the first (RFC 5545, 3.3.5), so
//! that a calendar program shows the same time.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// The longest stretch that clocks have ever skipped, and some hours more.
const LONGEST_SKIP_HOURS: i64 = 30;

/// A time zone of the IANA data base, for instance `America/New_York`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(Tz);

/// A name that is not one of the IANA data base.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a known time zone")]
pub struct UnknownZone(pub String);

impl Zone {
    /// The association's own zone, a default of this software.
    pub const ASSOCIATION: Zone = Zone(chrono_tz::America::New_York);

    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The civil date at an instant.
    #[must_use]
    pub fn date_at(self, at: DateTime<Utc>) -> NaiveDate {
        let utc = at.naive_utc();
        let offset = self.0.offset_from_utc_datetime(&utc).fix();
        utc.checked_add_offset(offset).unwrap_or(utc).date()
    }

    /// Date and time that clocks show at an instant, to the minute.
    #[must_use]
    pub fn shown(self, at: DateTime<Utc>) -> String {
        let utc = at.naive_utc();
        let offset = self.0.offset_from_utc_datetime(&utc).fix();
        utc.checked_add_offset(offset).unwrap_or(utc).format("%Y-%m-%d %H:%M").to_string()
    }

    /// The instant at which clocks show a time on a date.
    #[must_use]
    pub fn instant(self, on: NaiveDate, at: NaiveTime) -> DateTime<Utc> {
        let local = on.and_time(at);
        let offset = self.offset_of(local);
        offset.and_then(|offset| local.checked_sub_offset(offset)).unwrap_or(local).and_utc()
    }

    /// The instant at which a civil date begins.
    #[must_use]
    pub fn starts_at(self, on: NaiveDate) -> DateTime<Utc> {
        self.instant(on, NaiveTime::MIN)
    }

    /// The offset in force, or the one before the change for a time that clocks skip.
    fn offset_of(self, local: NaiveDateTime) -> Option<FixedOffset> {
        let hours_before = |hours| local.checked_sub_signed(TimeDelta::hours(hours));
        let offset = |local: NaiveDateTime| self.0.offset_from_local_datetime(&local).earliest();
        (0..=LONGEST_SKIP_HOURS).filter_map(hours_before).find_map(offset).map(|offset| offset.fix())
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(name: &str) -> Result<Self, UnknownZone> {
        name.parse().map(Self).map_err(|_| UnknownZone(name.to_owned()))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<'de, str>::deserialize(deserializer)?;
        name.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, instant};
    use chrono::Datelike;
    use proptest::prelude::*;

    fn time(text: &str) -> NaiveTime {
        text.parse().unwrap()
    }

    fn at(zone: &str, on: &str, hour: &str) -> DateTime<Utc> {
        zone.parse::<Zone>().unwrap().instant(day(on), time(hour))
    }

    #[test]
    fn clocks_are_an_hour_ahead_in_summer_where_they_are_changed() {
        assert_eq!(at("America/New_York", "2027-03-13", "13:00:00"), instant("2027-03-13T18:00:00Z"));
        assert_eq!(at("America/New_York", "2027-03-14", "13:00:00"), instant("2027-03-14T17:00:00Z"));
        assert_eq!(at("America/Phoenix", "2027-03-13", "13:00:00"), instant("2027-03-13T20:00:00Z"));
        assert_eq!(at("America/Phoenix", "2027-03-14", "13:00:00"), instant("2027-03-14T20:00:00Z"));
    }

    #[test]
    fn a_time_that_clocks_skip_is_read_with_the_offset_before() {
        assert_eq!(at("America/New_York", "2027-03-14", "01:59:59"), instant("2027-03-14T06:59:59Z"));
        assert_eq!(at("America/New_York", "2027-03-14", "02:00:00"), instant("2027-03-14T07:00:00Z"));
        assert_eq!(at("America/New_York", "2027-03-14", "02:30:00"), instant("2027-03-14T07:30:00Z"));
        assert_eq!(at("America/New_York", "2027-03-14", "03:00:00"), instant("2027-03-14T07:00:00Z"));
    }

    #[test]
    fn a_time_that_clocks_show_twice_is_the_first() {
        assert_eq!(at("America/New_York", "2027-11-07", "01:30:00"), instant("2027-11-07T05:30:00Z"));
        assert_eq!(at("America/New_York", "2027-11-07", "02:00:00"), instant("2027-11-07T07:00:00Z"));
    }

    #[test]
    fn a_whole_day_that_was_skipped_still_has_an_instant() {
        assert_eq!(at("Pacific/Apia", "2011-12-30", "12:00:00"), instant("2011-12-30T22:00:00Z"));
    }

    #[test]
    fn only_names_of_the_data_base_are_zones() {
        assert_eq!("America/New_York".parse(), Ok(Zone::ASSOCIATION));
        for odd in ["", "Eastern", "america/new_york", "America/New York", "+05:00"] {
            assert!(odd.parse::<Zone>().is_err(), "{odd}");
        }
    }

    proptest! {
        #[test]
        fn no_date_and_no_zone_make_the_clock_panic(
            days in NaiveDate::MIN.num_days_from_ce()..=NaiveDate::MAX.num_days_from_ce(), seconds in 0_u32..86_400,
            zone in proptest::sample::select(chrono_tz::TZ_VARIANTS.to_vec())
        ) {
            let on = NaiveDate::from_num_days_from_ce_opt(days);
            let at = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0);
            if let (Some(on), Some(at)) = (on, at) {
                let _ = Zone(zone).date_at(Zone(zone).instant(on, at));
            }
        }

        #[test]
        fn a_day_at_noon_is_that_day_in_every_zone(
            days in 730_000_i32..760_000, zone in proptest::sample::select(chrono_tz::TZ_VARIANTS.to_vec())
        ) {
            let on = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            let noon = Zone(zone).instant(on, NaiveTime::from_hms_opt(12, 0, 0).unwrap());
            // Zones that crossed the date line skipped one whole day.
            prop_assert!((Zone(zone).date_at(noon) - on).num_days() <= 1);
            prop_assert!(Zone(zone).date_at(noon) >= on);
        }
    }
}
