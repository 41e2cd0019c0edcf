//! `docs/events.md`, written from the code: `UPDATE_DOCS=1 cargo test -p guildhall --lib events::list`.

use std::collections::BTreeSet;
use std::fmt::Write;

use guildhall_domain::events::{EventKind, Holds};

use crate::assembly::SLICES;

const HEAD: &str = "\
# Events

*Written from the code by `UPDATE_DOCS=1 cargo test -p guildhall --lib events::list`; change it there.*

Every change is recorded as one event, in the transaction of the change: a line in the audit trail and a row of the
table `events` under the same id. Webhooks and the change feed will tell these events; their names are a contract and
never change.

- A name is `<noun>.<past participle>`. The noun is the schema of the record in `openapi.yaml`, in snake_case; a record
  is `created`, `updated` and `deleted`, and a change of its state has a verb of its own.
- Each event has an `id`, the `name`, `payload_version`, the subject (`subject_kind`, which is the noun, and
  `subject_id`), the account that caused it (`actor_account_id`, null for the association's own software), the
  instant `at`, and a `payload` with the fields below.
- A payload holds ids, dates, numbers and code words. It never holds an amount of money, a name, an address, a secret
  or a text that somebody wrote; read the record for those, with the rights you have. Fields are added; any other
  change raises `payload_version`.
";

fn markdown() -> String {
    let mut text = HEAD.to_owned();
    for slice in SLICES.iter().filter(|slice| !slice.events.is_empty()) {
        let _ = write!(text, "\n## {}\n", slice.tag.name);
        for kind in slice.events {
            let _ = write!(text, "\n### `{}`\n\n{}", kind.name, kind.summary.trim());
            let _ = writeln!(text, " Version {}.", kind.payload_version);
            if !kind.fields.is_empty() {
                text += "\n| Field | Holds | Says |\n|---|---|---|\n";
            }
            for field in kind.fields {
                let _ = writeln!(text, "| `{}` | {} | {} |", field.name, words(field.holds), field.summary.trim());
            }
        }
    }
    text
}

fn kinds() -> impl Iterator<Item = &'static EventKind> {
    SLICES.iter().flat_map(|slice| slice.events)
}

fn words(holds: Holds) -> String {
    let word = if holds.list { format!("list of {}s", holds.word) } else { holds.word.to_owned() };
    if holds.nullable { word + ", or null" } else { word }
}

#[test]
fn the_list_of_events_in_the_documentation_is_current() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/events.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(file, markdown()).unwrap();
    }
    let committed = std::fs::read_to_string(file).unwrap();
    assert!(committed == markdown(), "docs/events.md is not what the code says: run the command at its head");
}

#[test]
fn names_are_a_noun_and_a_past_participle_and_no_two_events_share_one() {
    let irregular = ["paid", "reset", "withdrawn"];
    let mut seen = BTreeSet::new();
    for kind in kinds() {
        let (noun, deed) = kind.name.split_once('.').unwrap();
        let verb = deed.rsplit('_').next().unwrap();
        assert_eq!(noun, kind.subject_kind);
        assert!(verb.ends_with("ed") || irregular.contains(&verb), "{}", kind.name);
        assert!(seen.insert(kind.name), "{} is declared twice", kind.name);
    }
}

#[test]
fn every_event_and_field_is_described_in_a_sentence() {
    for kind in kinds() {
        for summary in kind.fields.iter().map(|field| field.summary).chain([kind.summary]) {
            assert!(summary.ends_with('.'), "{}: {summary}", kind.name);
        }
    }
}
