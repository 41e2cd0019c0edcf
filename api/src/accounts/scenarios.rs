//! Scenarios at the edges of the rules about accounts.

use serde_json::json;

use crate::accounts::RULES;
use crate::sandbox::people::PASSWORD;
use crate::sandbox::scenarios::{Scenario, Step};

/// Those of this slice. A new one is a function below and its name here.
pub fn all() -> Vec<Scenario> {
    vec![guessing(), address_change(), second_factor()]
}

fn sign_in(says: &'static str, password: &str) -> Step {
    Step::post(says, "createSession", "/v1/accounts/sessions")
        .body(json!({ "email": "account@demo.guildhall.example", "password": password }))
}

fn guessing() -> Scenario {
    let wrong = |says| sign_in(says, "not the password at all").refused(401, "wrong-credentials");
    let guesses =
        ["A wrong password", "A second", "A third", "A fourth", "A fifth", "A sixth", "A seventh", "An eighth"];
    let scenario = Scenario::new("guessing-slows-down", "Ten wrong passwords in a row, and the right one")
        .expects("ten are judged, then the right one waits thirty seconds like any other, and is taken after them")
        .unnamed_rule(RULES, "assumption")
        .at("2025-03-01T12:00:00Z");
    guesses
        .into_iter()
        .chain(["A ninth", "A tenth"])
        .fold(scenario, |scenario, says| scenario.step(wrong(says)))
        .step(sign_in("The right one", PASSWORD).refused(429, "too-many-failures"))
        .step(Step::clock("Half a minute passes", "2025-03-01T12:00:30Z"))
        .step(sign_in("The right one again", PASSWORD).answers(201).with("/current", true))
}

fn sign_in_as(says: &'static str, email: &str) -> Step {
    Step::post(says, "createSession", "/v1/accounts/sessions").body(json!({ "email": email, "password": PASSWORD }))
}

fn address_change() -> Scenario {
    let confirm = |says| {
        Step::post(says, "createAddressChangeConfirmation", "/v1/accounts/address-changes/confirmations")
            .body(json!({ "token": "{maya.token}" }))
    };
    let revoke = |says| {
        Step::post(says, "createAddressChangeRevocation", "/v1/accounts/address-changes/revocations")
            .body(json!({ "token": "{rosa.revocation}" }))
    };
    let for_somebody = |says, path, key| {
        let reason = "The mailbox of the former employer is closed.";
        Step::post(says, "createAddressChangeForSomebody", path)
            .by("staff")
            .key(key)
            .body(json!({ "email": "elsewhere@new-city.example", "reason": reason }))
    };
    let old = "maya@demo.guildhall.example";
    let new = "maya@new-city.example";
    Scenario::new("address-change", "The address to sign in with outlives the job")
        .expects(
            "the new mailbox proves the address, the old one can take the change back for seven days, and staff change \
             neither their own nor that of somebody with a role",
        )
        .rule(RULES, "accounts.address.by_staff", "assumption")
        .at("2025-03-01T12:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.asked_address("maya", ("Maya", "Okafor"), "maya@new-city.example").await?;
                stage.changed_address("rosa", ("Rosa", "Lindt"), "rosa@new-city.example").await
            })
        })
        .step(sign_in_as("Before the proof", new).refused(401, "wrong-credentials"))
        .step(confirm("The new mailbox proves itself").with("/email", new))
        .step(confirm("The same token once more").refused(409, "one-time-token-refused"))
        .step(sign_in_as("With the old address", old).refused(401, "wrong-credentials"))
        .step(sign_in_as("With the new one", new).answers(201))
        .step(revoke("Rosa's old mailbox takes her change back").answers(204))
        .step(
            sign_in_as("With the address that was taken back", "rosa@new-city.example")
                .refused(401, "wrong-credentials"),
        )
        .step(
            for_somebody("Staff change their own", "/v1/accounts/{staff.account}/address-changes", "own")
                .refused(409, "own-matter"),
        )
        .step(
            for_somebody("Staff change an administrator's", "/v1/accounts/{admin.account}/address-changes", "admin")
                .refused(409, "address-changed-by-admin")
                .with("/rule/clause", "accounts.address.by_staff"),
        )
        .step(
            for_somebody("Staff change that of a member", "/v1/accounts/{member.account}/address-changes", "member")
                .answers(202),
        )
}

fn second_factor() -> Scenario {
    let email = "nora@demo.guildhall.example";
    let with_code = |says, code: &str| {
        Step::post(says, "createSession", "/v1/accounts/sessions")
            .body(json!({ "email": email, "password": PASSWORD, "second_factor": code }))
    };
    Scenario::new("second-factor", "Signing in asks for a code, and each is good once")
        .expects(
            "without a code the answer says that one is needed and nothing is counted; a recovery code opens the account once; \
             an administrator takes a second factor away from somebody else, never their own",
        )
        .rule(RULES, "accounts.second_factor", "assumption")
        .at("2025-03-01T12:00:00Z")
        .arrange(|stage| Box::pin(async move { stage.guarded("nora", ("Nora", "Castillo")).await }))
        .step(sign_in_as("With the password alone", email).refused(401, "second-factor-required"))
        .step(with_code("With a wrong code", "000000").refused(401, "second-factor-wrong"))
        .step(with_code("With a recovery code", "{nora.code1}").answers(201))
        .step(with_code("With the same once more", "{nora.code1}").refused(401, "second-factor-wrong"))
        .step(
            Step::post("An administrator takes away their own", "createSecondFactorReset", "/v1/accounts/{admin.account}/second-factor/reset")
                .by("admin")
                .body(json!({ "reason": "The phone is lost." }))
                .refused(409, "own-matter"),
        )
        .step(
            Step::post("And Nora's, who lost the phone", "createSecondFactorReset", "/v1/accounts/{nora.account}/second-factor/reset")
                .by("admin")
                .body(json!({ "reason": "Lost the phone; identity checked in a call to the number on record." })),
        )
        .step(
            Step::post("The same once more", "createSecondFactorReset", "/v1/accounts/{nora.account}/second-factor/reset")
                .by("admin")
                .key("again")
                .body(json!({ "reason": "Lost the phone." }))
                .refused(409, "second-factor-missing")
                .with("/rule/clause", "accounts.second_factor"),
        )
        .step(sign_in_as("Her password suffices again", email).answers(201))
}
