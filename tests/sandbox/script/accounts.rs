//! Another address and back, and a second factor that is lost.

use chrono::{DateTime, Utc};
use serde_json::json;
use totp_rs::{Builder, Secret};

use super::Player;

const FIRST: &str = "robin.okafor@springfield.example";

/// Somebody changes the address, takes that back, and adds a second factor that an administrator takes away.
pub(super) async fn guard(player: &mut Player<'_>) {
    let (password, noun) = ("mossy lantern drifts upstream", "/v1/accounts/address-changes");
    let person = json!({ "email": FIRST, "given_name": "Robin", "family_name": "Okafor" });
    player.open("POST", "/v1/accounts/registrations", person).await;
    let token = player.token().await;
    let confirmation = json!({ "token": token, "password": password });
    let account = player.open("POST", "/v1/accounts/confirmations", confirmation).await;
    player.reader.sign_in("robin", FIRST, password).await;
    player.post("robin", noun, json!({ "email": "robin.okafor@shelbyville.example" })).await;
    let token = player.token().await;
    player.open("POST", &format!("{noun}/confirmations"), json!({ "token": token })).await;
    let token = player.token().await;
    player.open("POST", &format!("{noun}/revocations"), json!({ "token": token })).await;
    let token = player.token().await;
    player.open("POST", "/v1/accounts/password-resets", json!({ "token": token, "new_password": password })).await;
    player.reader.sign_in("robin", FIRST, password).await;
    let begun = player.post("robin", "/v1/accounts/me/second-factor", json!({})).await;
    let now = player.ask(None, "GET", "/v1/sandbox/clock", None).await;
    let code = code(begun["secret"].as_str().expect("a secret"), now["now"].as_str().expect("an instant"));
    let codes = player.post("robin", "/v1/accounts/me/second-factor/confirmation", json!({ "code": code })).await;
    let noun = "/v1/accounts/me/second-factor";
    let renewed =
        player.post("robin", &format!("{noun}/recovery-codes"), json!({ "code": codes["recovery_codes"][0] })).await;
    player.post("robin", &format!("{noun}/removal"), json!({ "code": renewed["recovery_codes"][0] })).await;
    let begun = player.post("robin", noun, json!({})).await;
    let code = self::code(begun["secret"].as_str().expect("a secret"), now["now"].as_str().expect("an instant"));
    player.post("robin", &format!("{noun}/confirmation"), json!({ "code": code })).await;
    let own = format!("/v1/accounts/{}", account["id"].as_str().expect("an id"));
    let reason = json!({ "reason": "Lost the phone; identity checked in a call." });
    player.post("admin", &format!("{own}/second-factor/reset"), reason).await;
    let elsewhere = json!({ "email": "robin.okafor@capital.example", "reason": "The old mailbox is closed." });
    player.post("staff", &format!("{own}/address-changes"), elsewhere).await;
}

/// Somebody leaves for good.
pub(super) async fn leave(player: &mut Player<'_>) {
    let (email, password) = ("kim.leaving@springfield.example", "mossy lantern drifts upstream");
    let person = json!({ "email": email, "given_name": "Kim", "family_name": "Leaving" });
    player.open("POST", "/v1/accounts/registrations", person).await;
    let token = player.token().await;
    player.open("POST", "/v1/accounts/confirmations", json!({ "token": token, "password": password })).await;
    player.reader.sign_in("kim", email, password).await;
    player.post("kim", "/v1/accounts/me/closure", json!({})).await;
}

/// What the app shows at an instant.
fn code(secret: &str, now: &str) -> String {
    let now: DateTime<Utc> = now.parse().expect("an instant");
    let secret = Secret::try_from_base32(secret).expect("a secret");
    let totp = Builder::new().with_secret(secret).build().expect("a generator");
    totp.generate(now.timestamp().unsigned_abs()).to_string()
}
