//! The second factor: an app's code, each good once, and recovery codes.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use super::{BETTER, SignedIn, enter, letters, pass, request_reset, reset, sign_in, token_for, works};
use crate::support::people::PASSWORD;
use crate::support::{Answer, Person, Role, TestServer, both_engines, one_engine};

const NOUN: &str = "/v1/accounts/me/second-factor";

/// Signs in with a code beside the password.
async fn sign_in_with(server: &TestServer, person: &Person, code: &str) -> Answer {
    let body = json!({ "email": person.email, "password": PASSWORD, "second_factor": code });
    server.post("/v1/accounts/sessions").json(&body).send().await
}

/// What the app shows now.
fn code(server: &TestServer, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(server.clock().now().timestamp().unsigned_abs()).to_string()
}

async fn confirm(server: &TestServer, access: &str, code: &str) -> Answer {
    server.post(&format!("{NOUN}/confirmation")).as_(access).json(&json!({ "code": code })).send().await
}

/// Adds a second factor; its secret and the recovery codes.
async fn added(server: &TestServer, session: &SignedIn) -> (String, Vec<String>) {
    let begun = server.post(NOUN).as_(&session.access).json(&json!({})).send().await.expect(200);
    assert!(begun.text_at("/otpauth_uri").starts_with("otpauth://totp/Guildhall:"));
    let secret = begun.text_at("/secret");
    let codes = confirm(server, &session.access, &code(server, &secret)).await.expect(200);
    let codes = codes.at("/recovery_codes");
    let codes = codes.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned());
    (secret, codes.collect())
}

async fn state(server: &TestServer, access: &str) -> Value {
    server.get(NOUN).as_(access).send().await.expect(200).json()
}

both_engines! {
    async fn signing_in_asks_for_the_code_and_takes_each_once(server: TestServer) {
        let person = server.new_account().await;
        let session = enter(&server, &person).await;
        let (secret, _) = added(&server, &session).await;
        sign_in(&server, &person.email, PASSWORD).await.expect_problem(401, "second-factor-required");
        sign_in(&server, &person.email, "not the password at all").await.expect_problem(401, "wrong-credentials");
        let used = code(&server, &secret);
        sign_in_with(&server, &person, &used).await.expect_problem(401, "second-factor-wrong");
        pass(&server, TimeDelta::seconds(30));
        let fresh = code(&server, &secret);
        let answers = join_all((0..8).map(|_| sign_in_with(&server, &person, &fresh))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status() == 201).count(), 1, "{answers:?}");
        let state = state(&server, &session.access).await;
        assert_eq!((&state["active"], &state["recovery_codes_left"]), (&json!(true), &json!(10)));
        pass(&server, TimeDelta::minutes(20));
        sign_in_with(&server, &person, &fresh).await.expect_problem(401, "second-factor-wrong");
    }

    async fn a_recovery_code_is_good_once_and_for_its_owner_alone(server: TestServer) {
        let (person, other) = (server.new_account().await, server.new_account().await);
        let (session, others) = (enter(&server, &person).await, enter(&server, &other).await);
        let (_, codes) = added(&server, &session).await;
        added(&server, &others).await;
        assert_eq!(codes.len(), 10);
        sign_in_with(&server, &other, &codes[0]).await.expect_problem(401, "second-factor-wrong");
        sign_in_with(&server, &person, &codes[0].to_uppercase().replace('-', " ")).await.expect(201);
        sign_in_with(&server, &person, &codes[0]).await.expect_problem(401, "second-factor-wrong");
        sign_in_with(&server, &person, &codes[1]).await.expect(201);
    }

    async fn an_administrator_takes_a_lost_one_away_and_never_their_own(server: TestServer) {
        let person = server.new_account().await;
        let session = enter(&server, &person).await;
        added(&server, &session).await;
        let reason = json!({ "reason": "Lost the phone; identity checked in a call." });
        let path = |person: &Person| format!("/v1/accounts/{}/second-factor/reset", person.account_id);
        let reset = async |role: Role, of: &Person| server.post(&path(of)).as_(role).json(&reason).send().await;
        reset(Role::Staff, &person).await.expect_problem(403, "forbidden");
        reset(Role::Admin, &server.person(Role::Admin)).await.expect_problem(409, "own-matter");
        reset(Role::Admin, &person).await.expect(200);
        assert!(!works(&server, &session.access).await);
        sign_in(&server, &person.email, PASSWORD).await.expect(201);
        reset(Role::Admin, &person).await.expect_problem(409, "second-factor-missing");
        let subjects: Vec<String> = letters(&server, &person.email).await.into_iter().map(|one| one.subject).collect();
        assert_eq!(subjects, ["Signing in asks for a code now", "Your second factor was taken away"]);
    }

    async fn its_owner_removes_it_with_a_code_and_is_told(server: TestServer) {
        let person = server.new_account().await;
        let session = enter(&server, &person).await;
        let change = async |access: &str, noun: &str, code: &str| {
            server.post(&format!("{NOUN}/{noun}")).as_(access).json(&json!({ "code": code })).send().await
        };
        change(&session.access, "removal", "123456").await.expect_problem(409, "second-factor-missing");
        let (_, codes) = added(&server, &session).await;
        let other = SignedIn::of(&sign_in_with(&server, &person, &codes[0]).await.expect(201));
        change(&session.access, "removal", &codes[0]).await.expect_problem(409, "second-factor-code-wrong");
        change(&session.access, "removal", &codes[1]).await.expect(204);
        assert!(works(&server, &session.access).await && !works(&server, &other.access).await);
        sign_in(&server, &person.email, PASSWORD).await.expect(201);
        let last = letters(&server, &person.email).await.pop().unwrap();
        assert_eq!(last.subject, "Your second factor was removed");
    }

    async fn new_recovery_codes_make_the_earlier_ones_worthless(server: TestServer) {
        let person = server.new_account().await;
        let session = enter(&server, &person).await;
        let (_, codes) = added(&server, &session).await;
        let body = json!({ "code": codes[0] });
        let renew = || server.post(&format!("{NOUN}/recovery-codes")).as_(&session.access).json(&body).send();
        let answers = join_all([renew(), renew()]).await;
        let (mut made, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status() == 200);
        assert_eq!((made.len(), refused.len()), (1, 1));
        let fresh = made.remove(0).at("/recovery_codes");
        assert_eq!(fresh.as_array().unwrap().len(), 10);
        sign_in_with(&server, &person, &codes[1]).await.expect_problem(401, "second-factor-wrong");
        sign_in_with(&server, &person, fresh[0].as_str().unwrap()).await.expect(201);
    }

    async fn a_new_password_by_mail_does_not_replace_it(server: TestServer) {
        let person = server.new_account().await;
        let session = enter(&server, &person).await;
        added(&server, &session).await;
        request_reset(&server, &person.email).await.expect(202);
        reset(&server, &token_for(&server, &person.email).await, BETTER).await.expect(204);
        sign_in(&server, &person.email, BETTER).await.expect_problem(401, "second-factor-required");
    }
}

one_engine! {
    async fn it_guards_nothing_before_its_first_code_and_is_added_once(server: TestServer) {
        let person = server.new_account().await;
        let session = enter(&server, &person).await;
        confirm(&server, &session.access, "123456").await.expect_problem(409, "second-factor-not-begun");
        let begun = server.post(NOUN).as_(&session.access).json(&json!({})).send().await.expect(200);
        let right = code(&server, &begun.text_at("/secret"));
        let wrong = if right == "123456" { "654321" } else { "123456" };
        confirm(&server, &session.access, wrong).await.expect_problem(409, "second-factor-code-wrong");
        sign_in(&server, &person.email, PASSWORD).await.expect(201);
        confirm(&server, &session.access, &right).await.expect(200);
        server.post(NOUN).as_(&session.access).json(&json!({})).send().await.expect_problem(409, "second-factor-active");
        pass(&server, TimeDelta::minutes(5));
        let late = server.post(NOUN).as_(&session.access).json(&json!({})).send().await;
        late.expect_problem(409, "current-password-needed");
    }

    async fn wrong_codes_are_counted_like_wrong_passwords(server: TestServer) {
        let person = server.new_account().await;
        let session = enter(&server, &person).await;
        added(&server, &session).await;
        for _ in 0..10 {
            sign_in_with(&server, &person, "000000").await.expect_problem(401, "second-factor-wrong");
        }
        sign_in_with(&server, &person, "000000").await.expect_problem(429, "too-many-failures");
    }
}
