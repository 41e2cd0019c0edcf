//! Three retirements: declined and appealed, before the board, granted by right and recognized.

use serde_json::{Value, json};

use super::super::reader::Asked;
use super::{Player, SHARED};

const AT: &str = "/v1/life-membership/applications";
const RETIRED_ON: &str = "2025-02-01";

pub(super) async fn retire(player: &mut Player<'_>) {
    for role in ["member", "member2", "board"] {
        player.reader.sign_in(role, &format!("{role}@demo.guildhall.example"), SHARED).await;
    }
    let declined = announce(player, "member").await;
    step(player, "staff", &declined, "verification", Some(json!({}))).await;
    step(player, "staff", &declined, "decline", Some(because("Less than fifteen years of service are on record.")))
        .await;
    step(player, "member", &declined, "appeal", Some(because("Two counties merged under me."))).await;
    let referred = announce(player, "member2").await;
    step(player, "staff", &referred, "verification", Some(json!({}))).await;
    step(player, "staff", &referred, "referral", Some(because("An outstanding contribution."))).await;
    let vote = json!({ "present": 19, "for": 17, "against": 1 });
    step(player, "board", &referred, "board-vote", Some(vote)).await;
    grant(player).await;
}

async fn grant(player: &mut Player<'_>) {
    let application = announce(player, "alex").await;
    let service = json!({
        "starts_on": "1998-01-15", "ends_on": RETIRED_ON, "category": "full",
        "employment": "full_time_local_government", "reference": "Letter of the City of Springfield, 2025-02-20"
    });
    let mut given = because("Service before the association's records begin.");
    given["category_on_retirement"] = json!("full");
    given["further_service_spells"] = json!([service]);
    step(player, "staff", &application, "verification", Some(given)).await;
    step(player, "staff", &application, "grant", None).await;
    let ceremony = json!({ "designee": "Mayor Lena Ortiz", "address": "City Hall, Springfield, IL 62701" });
    let recognition = format!("{application}/recognition");
    player.change("alex", "PATCH", &recognition, Some(json!({ "ceremony": ceremony }))).await;
    let completions = application.replace("/applications/", "/recognitions/") + "/completions";
    player.post("staff", &completions, json!({ "kind": "newsletter_notice" })).await;
}

fn because(reason: &str) -> Value {
    json!({ "reasons": [reason] })
}

/// Announces a retirement and ends the work that went on; the application's address.
async fn announce(player: &mut Player<'_>, who: &str) -> String {
    let body = json!({ "retired_on": RETIRED_ON, "reason": "I have retired." });
    let made = player.post(who, AT, body).await;
    let spells = format!("/v1/members/{}/employment-spells", made["member_id"].as_str().expect("a member"));
    let held = player.get(who, &spells).await;
    for spell in held["data"].as_array().expect("spells").iter().filter(|spell| spell["ends_on"].is_null()) {
        let address = format!("{spells}/{}", spell["id"].as_str().expect("an id"));
        player.change(who, "PATCH", &address, Some(json!({ "ends_on": RETIRED_ON }))).await;
    }
    format!("{AT}/{}", made["id"].as_str().expect("an id"))
}

/// Takes a step on the version that was just read.
async fn step(player: &mut Player<'_>, by: &str, application: &str, noun: &str, body: Option<Value>) {
    player.keys += 1;
    let key = Some(format!("line-{}", player.keys));
    let by = Some(by.to_owned());
    let read = player.reader.send("GET", application, &Asked { by: by.clone(), ..Asked::default() }).await;
    let tag = read.header("etag").map(str::to_owned);
    player.reader.send("POST", &format!("{application}/{noun}"), &Asked { by, key, tag, body }).await;
}
