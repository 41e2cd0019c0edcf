//! Who takes part: 25 who make an account here, five of them members, and the lapsed member of the sandbox.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::Play;

/// Somebody who registers.
pub(super) struct Person {
    /// By which they are known, also in their address.
    pub name: String,
    pub account_id: String,
    /// Address of the registration, once there is one.
    pub enrollment: String,
}

impl Person {
    /// The id of the registration.
    pub fn enrollment_id(&self) -> &str {
        self.enrollment.rsplit('/').next().expect("an id")
    }
}

/// In the order in which they register. The first five are members, the sixth was one.
pub(super) const NAMES: [&str; 26] = [
    "amara", "bruno", "celia", "dmitri", "esther", "lapsed", "farid", "greta", "hugo", "ines", "jamal", "keiko",
    "liam", "mona", "nadia", "oscar", "paula", "quinn", "rosa", "samir", "tessa", "umberto", "vera", "walid", "xenia",
    "yusuf",
];
pub(super) const MEMBERS: std::ops::Range<usize> = 0..5;
pub(super) const LAPSED: usize = 5;
/// Theirs are bought by a county.
pub(super) const BOUGHT: std::ops::Range<usize> = 20..24;
/// Paid, and gives the seat up.
pub(super) const WITHDRAWN: usize = 7;
/// Take part, and pay when all is over: hours and certificate wait for it.
pub(super) const UNPAID: [usize; 3] = [17, 18, 19];
/// First and second in line.
pub(super) const PROMOTED: usize = 24;
pub(super) const WAITING: usize = 25;
/// Do nothing in the third week and catch up in the fourth.
pub(super) const LATE: [usize; 2] = [9, 10];
/// Stays away from the ninth week on.
pub(super) const GONE: usize = 11;
/// Reads the last text a week after the end.
pub(super) const TARDY: usize = 12;
/// Misses three live events and watches the recording of one.
pub(super) const TRAVELS: usize = 13;
pub(super) const MISSED: [u32; 3] = [2, 5, 8];

/// Everybody who has a seat when the cohort begins.
pub(super) fn participants() -> Vec<usize> {
    (0..WAITING).filter(|who| *who != WITHDRAWN).collect()
}

/// What somebody signs in with: personas of the sandbox, and whoever comes here.
pub(super) fn email(who: &str) -> String {
    let place = if is_persona(who) { "demo.guildhall.example" } else { "towns.example" };
    format!("{who}@{place}")
}

pub(super) fn password(who: &str) -> &'static str {
    if is_persona(who) { "springfield-town-hall-7" } else { "mossy lantern drifts upstream" }
}

fn is_persona(who: &str) -> bool {
    who == "lapsed" || !NAMES.contains(&who)
}

/// Makes the accounts by way of the letters, and the members.
pub(super) async fn register(play: &mut Play) {
    for name in NAMES.into_iter().filter(|name| !is_persona(name)) {
        let family = format!("{}son", name.to_uppercase());
        let person =
            json!({ "email": email(name), "password": password(name), "given_name": name, "family_name": family });
        play.line(None, "POST", "/v1/accounts/registrations", Some(person), 202).await;
    }
    let letters = play.line(None, "GET", "/v1/sandbox/outbox?sort=newest&limit=100", None, 200).await.json();
    let letters: HashMap<&str, &str> = letters["data"].as_array().expect("letters").iter().filter_map(token).collect();
    for name in NAMES {
        if let Some(token) = letters.get(email(name).as_str()) {
            let asked = super::Asked {
                body: Some(json!({ "token": token, "password": password(name) })),
                ..Default::default()
            };
            let confirmed = play.reader.send("POST", "/v1/accounts/confirmations", &asked).await;
            assert_eq!(confirmed.status, 200, "{confirmed:?}");
        }
        let account_id = play.get(name, "/v1/accounts/me").await["id"].as_str().expect("an id").to_owned();
        play.people.push(Person { name: name.into(), account_id, enrollment: String::new() });
    }
    for who in MEMBERS {
        join(play, who).await;
    }
}

/// To whom a letter goes, and the token in it.
fn token(letter: &Value) -> Option<(&str, &str)> {
    let text = letter["payload"]["text"].as_str()?;
    let token = text.split_once("token: ")?.1.split_whitespace().next()?;
    Some((letter["payload"]["to"].as_str()?, token))
}

/// Applies, is invoiced, and pays: an active member from this day on.
async fn join(play: &mut Play, who: usize) {
    let name = play.name(who);
    let employment = json!({
        "employer_name": "City of Springfield", "employer_kind": "city_or_county", "position_title": "City Manager",
        "extent": "full_time", "annual_salary_cents": 9_000_000, "starts_on": "2020-03-01"
    });
    let application = json!({ "category": "full", "employment": employment });
    let application = play.make(&name, "/v1/members/applications", application).await;
    accept(play, &application).await;
    let bill = json!({ "application_id": application["id"], "expected_total_cents": application["due_today_cents"] });
    let invoice = play.make(&name, "/v1/billing/invoices", bill).await;
    super::seats::receive(play, &invoice).await;
    let me = play.get(&name, "/v1/accounts/me").await;
    assert!(me["roles"].as_array().expect("roles").contains(&json!("member")), "{me}");
}

/// Staff accept an application.
async fn accept(play: &mut Play, application: &Value) {
    let at = format!("/v1/members/applications/{}/acceptance", application["id"].as_str().expect("an id"));
    play.act("staff", &at, json!({ "criteria": crate::support::admission::criteria() })).await;
}
