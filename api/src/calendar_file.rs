//! Calendars as iCalendar text (RFC 5545), for calendar programs that subscribe to them.
//!
//! Invariants: the same events give the same bytes, so `stamped_at` is when the event last changed and never the moment
//! the calendar is asked for; times are UTC, days are dates; no line is longer than 75 octets. The text is written by the
//! crate `icalendar`; docs/adr/0025 says what it leaves to us.

use std::borrow::Cow;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use guildhall_domain::calendar::add_days;
use icalendar::{Alarm, Calendar, Component, Event, EventLike, EventStatus, Property};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::http::answers::Media;

/// Longest line, in octets, without its end (3.1).
const LONGEST: usize = 75;

/// The schema of a calendar as it is sent: text, no JSON.
pub struct CalendarFile;

impl PartialSchema for CalendarFile {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("An iCalendar file (RFC 5545)."))
            .max_length(Some(1_000_000))
            .examples([serde_json::Value::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")])
            .into()
    }
}

impl ToSchema for CalendarFile {
    fn name() -> Cow<'static, str> {
        "CalendarFile".into()
    }
}

/// The media type of calendars.
pub struct ICalendar;

impl Media for ICalendar {
    type Schema = CalendarFile;
    const TYPE: &'static str = "text/calendar";
    const CONTENT_TYPE: &'static str = "text/calendar; charset=utf-8";
}

/// When an event takes place.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// From one instant to another.
    Hours {
        /// Its beginning.
        from: DateTime<Utc>,
        /// Its end.
        to: DateTime<Utc>,
    },
    /// On a whole day, which stays free for other events.
    Day(NaiveDate),
}

/// An event of a calendar.
#[derive(Debug)]
pub struct Entry {
    /// Its id, the same for ever.
    pub uid: String,
    /// Rises each time the event is moved.
    pub sequence: u32,
    /// When it last changed.
    pub stamped_at: DateTime<Utc>,
    /// When it takes place.
    pub when: When,
    /// What it is, in one line.
    pub summary: String,
    /// More about it.
    pub description: Option<String>,
    /// Where it takes place.
    pub location: Option<String>,
    /// The page to open for it.
    pub url: Option<String>,
    /// Name and email of who organizes it.
    pub organizer: Option<(String, String)>,
    /// What kind of event it is.
    pub category: Option<&'static str>,
    /// Whether it was canceled. It stays in the calendar, so that programs strike it out.
    pub is_canceled: bool,
    /// How long before its beginning to remind of it.
    pub reminders: Vec<Duration>,
}

impl Entry {
    /// An event with nothing but what every event has.
    pub fn new(uid: String, stamped_at: DateTime<Utc>, when: When, summary: String) -> Entry {
        Entry {
            uid,
            sequence: 0,
            stamped_at,
            when,
            summary,
            description: None,
            location: None,
            url: None,
            organizer: None,
            category: None,
            is_canceled: false,
            reminders: Vec::new(),
        }
    }
}

/// The text of a calendar. `product` names what made it, `name` is what calendar programs show.
pub fn calendar_text(product: &str, name: &str, entries: impl IntoIterator<Item = Entry>) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", format!("-//Guildhall//{product}//EN")));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    calendar.append_property(("METHOD", "PUBLISH"));
    // The crate knows the type of `X-WR-CALNAME`, but not that of `NAME`.
    calendar.append_property(Property::new("NAME", clean(name)).add_parameter("VALUE", "TEXT").done());
    calendar.append_property(Property::new("X-WR-CALNAME", clean(name)));
    calendar.append_property(Property::new("REFRESH-INTERVAL", "PT12H").add_parameter("VALUE", "DURATION").done());
    calendar.extend(entries.into_iter().map(event));
    folded(&calendar.to_string())
}

fn event(entry: Entry) -> Event {
    let mut event = Event::with_uid(&entry.uid);
    event.sequence(entry.sequence).timestamp(entry.stamped_at).summary(&clean(&entry.summary));
    match entry.when {
        When::Hours { from, to } => event.starts(from).ends(to),
        When::Day(on) => event.starts(on).ends(add_days(on, 1)).add_property("TRANSP", "TRANSPARENT"),
    };
    if let Some(description) = &entry.description {
        event.description(&clean(description));
    }
    if let Some(location) = &entry.location {
        event.location(&clean(location));
    }
    if let Some(url) = &entry.url {
        event.url(&clean(url));
    }
    if let Some((name, email)) = &entry.organizer {
        // A parameter can hold no quotation mark (3.2).
        let name = clean(name).replace(['"', '\n'], "'");
        let address = format!("mailto:{}", clean(email));
        event.append_property(Property::new("ORGANIZER", address).add_parameter("CN", &name).done());
    }
    if entry.is_canceled {
        event.status(EventStatus::Cancelled);
    }
    if let Some(category) = entry.category {
        event.categories([category]);
    }
    for (place, before) in entry.reminders.iter().enumerate() {
        let mut alarm = Alarm::display(&clean(&entry.summary), -*before);
        // Without these the crate makes up an id and reads the clock.
        alarm.uid(&format!("{}-reminder-{place}", entry.uid)).timestamp(entry.stamped_at);
        event.alarm(alarm);
    }
    event.done()
}

/// A text without the control characters that may not stand in one (3.3.11).
fn clean(text: &str) -> String {
    let may_stand = |letter: &char| !letter.is_control() || matches!(letter, '\n' | '\t');
    text.replace("\r\n", "\n").chars().filter(may_stand).collect()
}

/// Folds the lines that are too long still: the crate forgets the blank that begins a folded line when it measures the
/// last one.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive("\r\n") {
        let content = line.trim_end_matches("\r\n");
        if content.len() > LONGEST {
            let at = content.floor_char_boundary(LONGEST);
            out.extend([&content[..at], "\r\n "]);
            out.push_str(&line[at..]);
        } else {
            out.push_str(line);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: u32) -> DateTime<Utc> {
        NaiveDate::from_ymd_opt(2025, 3, 5).unwrap().and_hms_opt(18, minute, 0).unwrap().and_utc()
    }

    fn entry(summary: &str) -> Entry {
        let when = When::Hours { from: at(5), to: at(50) };
        Entry { sequence: 2, ..Entry::new("one".into(), at(0), when, summary.into()) }
    }

    fn lines(entry: Entry) -> Vec<String> {
        let text = calendar_text("Test", "A, B; C", [entry]);
        assert!(text.ends_with("\r\n") && text.split("\r\n").all(|line| line.len() <= LONGEST), "{text}");
        text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    fn has(lines: &[String], line: &str) {
        assert!(lines.iter().any(|one| one == line), "no {line} in {lines:#?}");
    }

    #[test]
    fn an_event_with_everything_has_a_line_for_each() {
        let lines = lines(Entry {
            description: Some("Bring a pen.\r\nAnd paper.".into()),
            location: Some("Room 5; City Hall".into()),
            url: Some("https://guildhall.example/1?a=1,2".into()),
            organizer: Some(("Mira \"M.\" Ode, staff".into(), "mira@guildhall.example".into())),
            category: Some("live_event"),
            is_canceled: true,
            reminders: vec![Duration::minutes(15), Duration::days(1)],
            ..entry("Kickoff")
        });
        for line in [
            "PRODID:-//Guildhall//Test//EN",
            "METHOD:PUBLISH",
            "NAME;VALUE=TEXT:A\\, B\\; C",
            "X-WR-CALNAME:A\\, B\\; C",
            "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
            "UID:one",
            "SEQUENCE:2",
            "DTSTAMP:20250305T180000Z",
            "DTSTART:20250305T180500Z",
            "DTEND:20250305T185000Z",
            "SUMMARY:Kickoff",
            "STATUS:CANCELLED",
            "DESCRIPTION:Bring a pen.\\nAnd paper.",
            "LOCATION:Room 5\\; City Hall",
            "URL:https://guildhall.example/1?a=1,2",
            "ORGANIZER;CN=\"Mira 'M.' Ode, staff\":mailto:mira@guildhall.example",
            "CATEGORIES:live_event",
            "TRIGGER:-PT900S",
            "TRIGGER:-PT86400S",
            "UID:one-reminder-1",
        ] {
            has(&lines, line);
        }
    }

    #[test]
    fn a_day_is_a_date_that_ends_the_day_after_and_keeps_nobody_busy() {
        let on = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
        let lines = lines(Entry { when: When::Day(on), ..entry("Due") });
        for line in ["DTSTART;VALUE=DATE:20240229", "DTEND;VALUE=DATE:20240301", "TRANSP:TRANSPARENT"] {
            has(&lines, line);
        }
    }

    #[test]
    fn the_same_events_give_the_same_bytes_whenever_asked() {
        let made = || calendar_text("Test", "Name", [Entry { reminders: vec![Duration::minutes(5)], ..entry("x") }]);
        assert_eq!(made(), made());
        let stamps = |text: &str| text.matches("DTSTAMP").count() == text.matches("DTSTAMP:20250305T180000Z").count();
        assert!(stamps(&made()), "{}", made());
    }

    #[test]
    fn a_line_of_any_length_is_folded_between_characters_and_unfolds_to_itself() {
        for letter in ["a", "ü", "€", "𝄞", "a ", " "] {
            for count in 1..400 {
                let summary = format!("x{}x", letter.repeat(count));
                has(&lines(entry(&summary)), &format!("SUMMARY:{summary}"));
            }
        }
    }

    #[test]
    fn what_means_something_in_a_text_is_escaped_and_control_characters_are_left_out() {
        has(&lines(entry("a\\b; c, d: \"e\"\nf\r\ng\u{7}\rh")), "SUMMARY:a\\\\b\\; c\\, d: \"e\"\\nf\\ngh");
    }
}
