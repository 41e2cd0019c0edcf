//! The weeks of a cohort as iCalendar text (RFC 5545).
//!
//! Invariants: lines end with CRLF and are at most 75 octets long, folded between characters;
//! an event keeps its UID for ever; times are UTC, days are dates; nothing of the moment the
//! calendar is asked for is in it, so the same dates give the same text.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::calendar::add_days;
use guildhall_domain::cyber_program::{ActivityKind, PlannedActivity};
use guildhall_persistence::cyber_program::CohortRecord;

/// Longest line, in octets, without its end (3.1).
const LONGEST: usize = 75;

/// Live events with their hours; meetings, surveys and whatever is required as days. A
/// reflection stands in no calendar that somebody may look at over a shoulder.
pub fn feed(cohort: &CohortRecord, plan: &[PlannedActivity]) -> String {
    let mut text = Text::default();
    text.put("BEGIN", "VCALENDAR");
    text.put("VERSION", "2.0");
    text.put("PRODID", "-//Guildhall//Cyber program//EN");
    text.put("CALSCALE", "GREGORIAN");
    text.put("METHOD", "PUBLISH");
    text.put("NAME", &escaped(&cohort.name));
    text.put("X-WR-CALNAME", &escaped(&cohort.name));
    text.put("REFRESH-INTERVAL;VALUE=DURATION", "PT12H");
    for activity in plan.iter().filter(|activity| stands(activity)) {
        put_event(&mut text, cohort, activity);
    }
    text.put("END", "VCALENDAR");
    text.0
}

fn stands(activity: &PlannedActivity) -> bool {
    let shown = matches!(activity.kind, ActivityKind::LiveEvent | ActivityKind::BreakoutMeeting | ActivityKind::Survey);
    shown || activity.required
}

fn put_event(text: &mut Text, cohort: &CohortRecord, activity: &PlannedActivity) {
    text.put("BEGIN", "VEVENT");
    text.put("UID", &format!("{}-{}", cohort.id, activity.key));
    text.put("SEQUENCE", &cohort.calendar_sequence.to_string());
    text.put("DTSTAMP", &utc(cohort.updated_at));
    match activity.live_event {
        Some(event) => {
            text.put("DTSTART", &utc(event.starts_at));
            text.put("DTEND", &utc(event.ends_at));
        }
        None => {
            text.put("DTSTART;VALUE=DATE", &date(activity.due_on));
            text.put("DTEND;VALUE=DATE", &date(add_days(activity.due_on, 1)));
            text.put("TRANSP", "TRANSPARENT");
        }
    }
    text.put("SUMMARY", &escaped(&format!("Week {}: {}", activity.key.week, activity.title)));
    text.put("CATEGORIES", &escaped(activity.kind.as_str()));
    text.put("END", "VEVENT");
}

fn utc(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

fn date(on: NaiveDate) -> String {
    on.format("%Y%m%d").to_string()
}

/// A text value (3.3.11): other control characters than a line's end may not stand in one.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for letter in value.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(letter),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// Content lines.
#[derive(Default)]
struct Text(String);

impl Text {
    /// Writes a line, folded where it is too long: the blank that begins the next one counts.
    fn put(&mut self, name: &str, value: &str) {
        let mut width = 0;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if width + letter.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(letter);
            width += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(name: &str, value: &str) -> String {
        let mut text = Text::default();
        text.put(name, value);
        text.0
    }

    #[test]
    fn a_line_of_75_octets_stays_whole_and_one_of_76_is_folded() {
        assert_eq!(put("X", &"a".repeat(73)), format!("X:{}\r\n", "a".repeat(73)));
        assert_eq!(put("X", &"a".repeat(74)), format!("X:{}\r\n a\r\n", "a".repeat(73)));
        let long = put("X", &"b".repeat(500));
        assert!(long.split("\r\n").all(|line| line.len() <= LONGEST), "{long}");
        assert_eq!(long.replace("\r\n ", ""), format!("X:{}\r\n", "b".repeat(500)));
    }

    #[test]
    fn a_character_is_never_cut() {
        let value = "ü€𝄞".repeat(60);
        let folded = put("SUMMARY", &value);
        assert!(folded.split("\r\n").all(|line| line.len() <= LONGEST), "{folded}");
        assert_eq!(folded.replace("\r\n ", ""), format!("SUMMARY:{value}\r\n"));
    }

    #[test]
    fn what_means_something_in_a_text_is_escaped() {
        assert_eq!(escaped("a\\b; c, d: \"e\"\nf\r\ng\u{7}"), "a\\\\b\\; c\\, d: \"e\"\\nf\\ng");
    }
}
