//! A script that makes every change the document offers, and what it leaves behind.

mod accounts;
mod admission;
mod billing;
mod breakouts;
mod cohorts;
mod retirements;
mod writing;

use serde_json::{Value, json};

use super::reader::{Asked, Reader, Transcript};

/// The password of every persona.
const SHARED: &str = "springfield-town-hall-7";
const EMAIL: &str = "alex.rivera@springfield.example";

/// Somebody who plays the script: each change under a key of its own.
struct Player<'a> {
    reader: &'a mut Reader,
    keys: usize,
}

impl Player<'_> {
    async fn ask(&mut self, by: Option<&str>, method: &str, path: &str, body: Option<Value>) -> Value {
        self.keys += 1;
        let key = (method == "POST").then(|| format!("line-{}", self.keys));
        let asked = Asked { by: by.map(str::to_owned), key, tag: None, body };
        self.reader.send(method, path, &asked).await.json()
    }

    async fn post(&mut self, by: &str, path: &str, body: Value) -> Value {
        self.ask(Some(by), "POST", path, Some(body)).await
    }

    async fn get(&mut self, by: &str, path: &str) -> Value {
        self.ask(Some(by), "GET", path, None).await
    }

    async fn open(&mut self, method: &str, path: &str, body: Value) -> Value {
        self.ask(None, method, path, Some(body)).await
    }

    /// Reads a record for its tag, then changes or deletes it.
    async fn change(&mut self, by: &str, method: &str, path: &str, body: Option<Value>) {
        let by = Some(by.to_owned());
        let read = self.reader.send("GET", path, &Asked { by: by.clone(), ..Asked::default() }).await;
        let tag = read.header("etag").map(str::to_owned);
        let key = None;
        self.reader.send(method, path, &Asked { by, key, tag, body }).await;
    }

    /// The token in the latest letter.
    async fn token(&mut self) -> String {
        let letters = self.ask(None, "GET", "/v1/sandbox/outbox?sort=newest&limit=1", None).await;
        let text = letters["data"][0]["payload"]["text"].as_str().expect("a letter").to_owned();
        text.split_once("token: ").and_then(|(_, rest)| rest.split_whitespace().next()).expect("a token").to_owned()
    }

    async fn staff(&mut self) {
        for role in ["staff", "finance", "admin", "grace"] {
            self.reader.sign_in(role, &format!("{role}@demo.guildhall.example"), SHARED).await;
        }
    }
}

/// The script with every persona looking in, on a sandbox as it is after its start.
pub async fn play(url: &str) -> Transcript {
    let mut reader = Reader::new(url);
    live(&mut reader).await;
    look_in(&mut reader).await;
    left_behind(&mut reader).await;
    reader.transcript
}

/// Everybody signs in and looks at what is theirs.
async fn look_in(reader: &mut Reader) {
    let personas = reader.send("GET", "/v1/sandbox/personas", &Asked::default()).await.json();
    for persona in personas["data"].as_array().expect("personas") {
        let text = |member: &str| persona[member].as_str().unwrap_or_default().to_owned();
        reader.sign_in("somebody", &text("email"), &text("password")).await;
        let own = persona["member_id"].is_string().then(|| format!("/v1/members/{}", text("member_id")));
        let paths = ["/v1/accounts/me", "/v1/organizations?limit=3&sort=population", "/v1/members?limit=2"];
        for path in paths.into_iter().map(str::to_owned).chain(own) {
            reader.send("GET", &path, &Asked { by: Some("somebody".into()), ..Asked::default() }).await;
        }
    }
}

/// Every change that the document offers but those that begin anew.
pub async fn live(reader: &mut Reader) {
    let mut player = Player { reader, keys: 0 };
    look_around(&mut player).await;
    register(&mut player).await;
    player.staff().await;
    accounts::guard(&mut player).await;
    accounts::leave(&mut player).await;
    let member = join(&mut player).await;
    keep_records(&mut player, &member).await;
    void(&mut player).await;
    billing::flow_back(&mut player).await;
    admission::look(&mut player).await;
    let cohort = breakouts::take_part(&mut player).await;
    writing::write(&mut player, &cohort).await;
    retirements::retire(&mut player).await;
    billing::subscribe(&mut player).await;
    administer(&mut player).await;
    let unpaid = cohorts::enroll(&mut player).await;
    billing::pay_refunds(&mut player).await;
    for now in ["2025-05-01T12:00:00Z", "2025-09-01T12:00:00Z"] {
        player.open("PUT", "/v1/sandbox/clock", json!({ "now": now })).await;
        player.ask(None, "POST", "/v1/sandbox/job-runs", None).await;
    }
    cohorts::release(&mut player, &unpaid).await;
    cohorts::cancel(&mut player).await;
}

async fn look_around(player: &mut Player<'_>) {
    for path in ["/v1/sandbox/personas", "/v1/sandbox/scenarios", "/.well-known/jwks.json", "/v1/dues/rate-tables"] {
        player.ask(None, "GET", path, None).await;
    }
    player.open("POST", "/v1/dues/quotes", json!({ "category": "full", "annual_salary_cents": 10_000_000 })).await;
    player.open("POST", "/v1/dues/quotes", json!({ "category": "king" })).await;
    let retiring = json!({ "born_on": "1960-05-17", "retired_on": "2025-02-01", "category_on_retirement": "full", "service_spells": [] });
    player.open("POST", "/v1/life-membership/assessments", retiring).await;
    player.open("POST", "/v1/life-membership/standings", json!({ "employment": "full_time_university" })).await;
    let participants = json!([{ "membership_standing": "grace" }, { "membership_standing": "none" }]);
    player.open("POST", "/v1/cyber-program/price-quotes", json!({ "participants": participants })).await;
    player.open("POST", "/v1/cyber-program/breakout-plans", json!({ "participant_count": 25 })).await;
    player.ask(None, "GET", "/v1/nowhere", None).await;
}

/// From nothing to somebody signed in, by way of every kind of letter.
async fn register(player: &mut Player<'_>) {
    let (first, second) = ("mossy lantern drifts upstream", "seven kettles argue quietly");
    let person = json!({ "email": EMAIL, "password": first, "given_name": "Alex", "family_name": "Rivera" });
    player.open("POST", "/v1/accounts/registrations", person).await;
    let token = player.token().await;
    player.open("POST", "/v1/accounts/confirmations", json!({ "token": token, "password": first })).await;
    let session = player.reader.sign_in("alex", EMAIL, first).await;
    let refresh = json!({ "refresh_token": session["tokens"]["refresh_token"] });
    player.open("POST", "/v1/accounts/refreshes", refresh).await;
    player.change("alex", "PATCH", "/v1/accounts/me", Some(json!({ "given_name": "Alexandra" }))).await;
    let change = json!({ "current_password": first, "new_password": second });
    player.post("alex", "/v1/accounts/password-changes", change).await;
    player.open("POST", "/v1/accounts/password-reset-requests", json!({ "email": EMAIL })).await;
    let token = player.token().await;
    player.open("POST", "/v1/accounts/password-resets", json!({ "token": token, "new_password": first })).await;
    let session = player.reader.sign_in("alex", EMAIL, first).await;
    player.reader.sign_in("alex", EMAIL, first).await;
    let elsewhere = format!("/v1/accounts/sessions/{}", session["id"].as_str().expect("an id"));
    player.ask(Some("alex"), "DELETE", &elsewhere, None).await;
}

/// Applies, takes it back, applies again, is invoiced, pays in two parts.
async fn join(player: &mut Player<'_>) -> String {
    let position = json!({
        "employer_name": "City of Springfield", "employer_kind": "city_or_county", "position_title": "City Manager",
        "extent": "full_time", "annual_salary_cents": 15_000_000, "starts_on": "2020-03-01"
    });
    let apply = json!({ "category": "full", "employment": position });
    let first = player.post("alex", "/v1/members/applications", apply).await;
    let withdrawal = format!("/v1/members/applications/{}/withdrawal", first["id"].as_str().expect("an id"));
    player.ask(Some("alex"), "POST", &withdrawal, None).await;
    let again = player.post("alex", "/v1/members/applications", json!({ "category": "full" })).await;
    admission::review(player, again["id"].as_str().expect("an id")).await;
    let bill = json!({ "application_id": again["id"], "expected_total_cents": 97_500 });
    let invoice = player.post("alex", "/v1/billing/invoices", bill).await;
    let address = format!("/v1/billing/invoices/{}", invoice["id"].as_str().expect("an id"));
    player.change("staff", "PATCH", &address, Some(json!({ "purchase_order_number": "PO-1" }))).await;
    for (amount, reference) in [(50_000, "CHK-1"), (47_500, "CHK-2")] {
        let payment = json!({
            "invoice_id": invoice["id"], "method": "check", "amount_cents": amount,
            "received_on": "2025-03-01", "external_reference": reference
        });
        player.post("finance", "/v1/billing/payments", payment).await;
    }
    invoice["member_id"].as_str().expect("a member").to_owned()
}

async fn keep_records(player: &mut Player<'_>, member: &str) {
    let record = format!("/v1/members/{member}");
    player.change("alex", "PATCH", &record, Some(json!({ "born_on": "1975-04-12" }))).await;
    let spell = json!({
        "employer_name": "County of Hamilton", "employer_kind": "city_or_county", "position_title": "Assistant",
        "extent": "full_time", "starts_on": "2016-06-01", "ends_on": "2020-02-29"
    });
    player.post("alex", &format!("{record}/life-assessments"), json!({ "retired_on": "2040-06-30" })).await;
    let spells = format!("{record}/employment-spells");
    for title in ["Assistant", "Analyst"] {
        let mut spell = spell.clone();
        spell["position_title"] = json!(title);
        player.post("alex", &spells, spell).await;
    }
    let kept = player.get("alex", &spells).await;
    let address = |place: usize| format!("{spells}/{}", kept["data"][place]["id"].as_str().expect("an id"));
    player.change("alex", "PATCH", &address(1), Some(json!({ "position_title": "Deputy" }))).await;
    player.change("alex", "DELETE", &address(2), None).await;
    let town = json!({ "name": "City of Springfield", "kind": "city_or_county", "state": "IL" });
    let town = player.post("staff", "/v1/organizations", town).await;
    let address = format!("/v1/organizations/{}", town["id"].as_str().expect("an id"));
    player.change("staff", "PATCH", &address, Some(json!({ "population": 115_200 }))).await;
}

/// An invoice of somebody whose membership has just ended, taken back.
async fn void(player: &mut Player<'_>) {
    let application = player.post("grace", "/v1/members/applications", json!({ "category": "full" })).await;
    let bill = json!({ "application_id": application["id"], "expected_total_cents": application["due_today_cents"] });
    let invoice = player.post("grace", "/v1/billing/invoices", bill).await;
    let address = format!("/v1/billing/invoices/{}/void", invoice["id"].as_str().expect("an id"));
    player.post("finance", &address, json!({ "reason": "Billed to the wrong employer." })).await;
}

async fn administer(player: &mut Player<'_>) {
    let account = player.get("admin", "/v1/accounts/me").await["id"].as_str().expect("an id").to_owned();
    let everybody = player.get("staff", "/v1/accounts?limit=100").await;
    let other = everybody["data"].as_array().expect("accounts").iter().find(|one| one["email"] == EMAIL);
    let other = other.expect("alex")["id"].as_str().expect("an id").to_owned();
    assert_ne!(account, other);
    player.change("admin", "PATCH", &format!("/v1/accounts/{other}"), Some(json!({ "roles": ["faculty"] }))).await;
}

/// Everything that the script left behind, read by those who see all of it.
pub async fn left_behind(reader: &mut Reader) -> Vec<Value> {
    let mut player = Player { reader, keys: 1_000 };
    player.staff().await;
    let mut state = vec![player.ask(None, "GET", "/v1/sandbox/outbox?limit=100", None).await];
    for (who, path) in [
        ("staff", "/v1/accounts?limit=100"),
        ("staff", "/v1/members?limit=100"),
        ("staff", "/v1/members/applications?limit=100"),
        ("staff", "/v1/organizations?limit=100"),
        ("staff", "/v1/life-membership/applications?limit=100"),
        ("staff", "/v1/cyber-program/cohorts?limit=100"),
        ("staff", "/v1/cyber-program/enrollments?limit=100"),
        ("staff", "/v1/credentials/credit-entries?limit=100"),
        ("finance", "/v1/billing/invoices?limit=100"),
        ("finance", "/v1/billing/payments?limit=100"),
        ("finance", "/v1/billing/refunds?limit=100"),
        ("finance", "/v1/billing/ledger-entries?limit=100"),
    ] {
        let list = player.get(who, path).await;
        assert_eq!(list["page"]["has_more"], false, "{path}");
        state.push(list);
    }
    state
}
