//! What the twelve weeks came to: completed or not, 48 hours once, certificates.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::people::{GONE, TARDY, UNPAID, WAITING, WITHDRAWN, participants};
use super::seats::pay_seat;
use super::weeks::{OF_A_REFLECTION, mark, results};
use super::{Play, counts, day};

/// A week after the end: 22 have completed it and look, and one does what was left.
pub(super) async fn finish(play: &mut Play) {
    assert_eq!(play.states().await, counts([("completed", 22), ("enrolled", 2), ("waitlisted", 1), ("withdrawn", 1)]));
    for who in UNPAID {
        let (name, at) = (play.name(who), play.sheet(who, "certificate"));
        let waits = play.line(Some(&name), "GET", &at, None, 409).await.json();
        assert!(waits["type"].as_str().expect("a type").ends_with("/seat-not-paid"), "{waits}");
        pay_seat(play, who).await;
    }
    for who in participants().into_iter().filter(|who| ![GONE, TARDY].contains(who)) {
        look(play, who, "2025-07-25").await;
    }
    play.clock(day(91)).await;
    results(play, 12).await;
    let (name, at) = (play.name(TARDY), play.sheet(TARDY, "certificate"));
    play.line(Some(&name), "GET", &at, None, 409).await;
    mark(play, TARDY, "w12-read", "done").await;
    look(play, TARDY, "2025-08-04").await;
}

/// Somebody who has completed the program: the certificate, the entry in the ledger, the year.
async fn look(play: &mut Play, who: usize, completed_on: &str) {
    let (name, seat) = (play.name(who), play.people[who].enrollment.clone());
    let seat = play.get(&name, &seat).await;
    assert_eq!((&seat["state"], &seat["completed_on"]), (&json!("completed"), &json!(completed_on)), "{name}");
    let certificate = play.line(Some(&name), "GET", &play.sheet(who, "certificate"), None, 200).await;
    assert_eq!(certificate.header("content-type"), Some("application/pdf"));
    assert!(certificate.body.starts_with("%PDF-"), "{name}");
    let entries = play.get(&name, "/v1/credentials/credit-entries?limit=100").await;
    let brought: Vec<&Value> = of_the_program(&entries).collect();
    assert_eq!((brought.len(), &brought[0]["earned_on"]), (1, &json!(completed_on)), "{name}");
    let year = play.get(&name, "/v1/credentials/year-statements?year=2025").await;
    assert_eq!((&year["met"], &year["earned"]["minutes"]), (&json!(true), &json!(2_880)), "{name}");
}

fn of_the_program(entries: &Value) -> impl Iterator<Item = &Value> {
    entries["data"].as_array().expect("entries").iter().filter(|entry| entry["source"] == "cyber_program")
}

/// Nothing more is taken: the job tells the last outcome, once, and the ledger is as it was.
pub(super) async fn close(play: &mut Play) {
    for (after, told) in [(97, 0), (98, 1), (99, 0)] {
        assert_eq!(play.clock(day(after)).await["cyber_program.completion"], told, "{after} days");
    }
    assert_eq!(
        play.states().await,
        counts([("completed", 23), ("not_completed", 1), ("waitlisted", 1), ("withdrawn", 1)])
    );
    let (name, seat) = (play.name(GONE), play.people[GONE].enrollment.clone());
    assert_eq!(play.get(&name, &seat).await["state"], "not_completed");
    let activity = json!({ "activity": "w12-read", "kind": "done" });
    play.refused(&name, &play.sheet(GONE, "marks"), activity, "cohort-writing-closed").await;
    play.line(Some(&name), "GET", &play.sheet(GONE, "certificate"), None, 409).await;
    let year = play.get(&name, "/v1/credentials/year-statements?year=2025").await;
    assert_eq!((&year["met"], &year["earned"]["minutes"]), (&json!(false), &json!(0)));
    for who in [WITHDRAWN, WAITING] {
        for noun in ["certificate", "progress", "agenda"] {
            play.absent(&play.name(who), &play.sheet(who, noun)).await;
        }
    }
    entered_once(play).await;
    kept_to_themselves(play).await;
}

/// 23 times 48 hours, to 23 accounts.
async fn entered_once(play: &mut Play) {
    let list = play.get("staff", "/v1/credentials/credit-entries?limit=100").await;
    assert_eq!(list["page"]["has_more"], false);
    let mut minutes: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for entry in of_the_program(&list)
        .filter(|entry| entry["title"].as_str().is_some_and(|title| title.ends_with(": Spring 2025")))
    {
        let account = entry["account_id"].as_str().expect("an account");
        minutes.entry(account).or_default().push(entry["icma_cm_hours"]["minutes"].as_i64().expect("minutes"));
    }
    let completed = participants().into_iter().filter(|who| *who != GONE);
    let expected = completed.map(|who| (play.people[who].account_id.as_str(), vec![2_880])).collect();
    assert_eq!(minutes, expected);
}

/// Their authors read their reflections, and nobody else anything of them.
async fn kept_to_themselves(play: &mut Play) {
    let reflections = std::mem::take(&mut play.reflections);
    assert_eq!(reflections.len(), 5 * 12 - 1, "five people reflect each week but one who is late");
    let (author, path) = &reflections[0];
    play.get(&play.name(*author), path).await;
    for who in ["faculty", "staff", "admin"] {
        play.absent(who, path).await;
    }
    let told = play.reader.transcript.0.iter().filter(|line| line.body.contains(OF_A_REFLECTION));
    assert!(told.into_iter().all(|line| line.asked.contains("/reflections")));
}
