//! Changing the address that one signs in with: proved by the new mailbox, told to the old one.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{
    BETTER, GOOD, SignedIn, confirm, enter, key, letters, pass, register, request_reset, reset, sign_in, token_for,
    works,
};
use crate::support::people::PASSWORD;
use crate::support::{Answer, Person, Role, TestServer, both_engines, one_engine};

const NEW: &str = "maya@new-city.example";

async fn ask(server: &TestServer, access: &str, body: &Value) -> Answer {
    pass(server, TimeDelta::seconds(1));
    server.post("/v1/accounts/address-changes").as_(access).key(&key()).json(body).send().await
}

async fn ask_for(server: &TestServer, by: Role, person: &Person, email: &str) -> Answer {
    pass(server, TimeDelta::seconds(1));
    let body = json!({ "email": email, "reason": "The mailbox of the former employer is closed." });
    let path = format!("/v1/accounts/{}/address-changes", person.account_id);
    server.post(&path).as_(by).key(&key()).json(&body).send().await
}

async fn prove(server: &TestServer, token: &str) -> Answer {
    server.post("/v1/accounts/address-changes/confirmations").json(&json!({ "token": token })).send().await
}

async fn revoke(server: &TestServer, token: &str) -> Answer {
    server.post("/v1/accounts/address-changes/revocations").json(&json!({ "token": token })).send().await
}

/// Somebody whose address is now `NEW`, the session that changed it, and the token of the letter to the old mailbox.
async fn moved(server: &TestServer, person: &Person) -> (SignedIn, String) {
    let session = enter(server, person).await;
    ask(server, &session.access, &json!({ "email": NEW })).await.expect(202);
    prove(server, &token_for(server, NEW).await).await.expect(200);
    (session, token_for(server, &person.email).await)
}

both_engines! {
    async fn the_new_mailbox_proves_itself_and_the_old_one_opens_nothing_any_more(server: TestServer) {
        let member = server.new_member().await;
        let (other, session) = (enter(&server, &member).await, enter(&server, &member).await);
        request_reset(&server, &member.email).await.expect(202);
        let stale = token_for(&server, &member.email).await;
        ask(&server, &session.access, &json!({ "email": NEW })).await.expect(202);
        sign_in(&server, NEW, PASSWORD).await.expect_problem(401, "wrong-credentials");
        let account = prove(&server, &token_for(&server, NEW).await).await.expect(200).json();
        assert_eq!(account["email"], NEW);
        sign_in(&server, NEW, PASSWORD).await.expect(201);
        sign_in(&server, &member.email, PASSWORD).await.expect_problem(401, "wrong-credentials");
        assert!(works(&server, &session.access).await, "the session that asked goes on");
        assert!(!works(&server, &other.access).await, "every other one has ended");
        reset(&server, &stale, BETTER).await.expect_problem(409, "one-time-token-refused");
        let before = letters(&server, &member.email).await.len();
        request_reset(&server, &member.email).await.expect(202);
        assert_eq!(letters(&server, &member.email).await.len(), before, "no letter to the old mailbox");
        let record = server.get(&format!("/v1/members/{}", account["member_id"].as_str().unwrap()));
        assert_eq!(record.as_(Role::Staff).send().await.expect(200).json()["email"], NEW);
    }

    async fn of_two_hundred_uses_of_one_token_one_changes_the_address(server: TestServer) {
        let person = server.new_account().await;
        let session = enter(&server, &person).await;
        ask(&server, &session.access, &json!({ "email": NEW })).await.expect(202);
        let token = token_for(&server, NEW).await;
        let answers = join_all((0..200).map(|_| prove(&server, &token))).await;
        let made = answers.iter().filter(|answer| answer.status() == 200).count();
        assert_eq!(made, 1);
        assert!(answers.iter().all(|answer| [200, 409, 503].contains(&answer.status())), "{answers:?}");
        let told = letters(&server, &person.email).await;
        assert_eq!(told.iter().filter(|letter| letter.subject == "Your account has another address").count(), 1);
    }

    async fn the_old_mailbox_takes_the_change_back_and_nothing_else_opens_the_account(server: TestServer) {
        let person = server.new_account().await;
        let (session, token) = moved(&server, &person).await;
        revoke(&server, &token).await.expect(204);
        assert!(!works(&server, &session.access).await);
        for email in [NEW, person.email.as_str()] {
            sign_in(&server, email, PASSWORD).await.expect_problem(401, "wrong-credentials");
        }
        reset(&server, &token_for(&server, &person.email).await, BETTER).await.expect(204);
        sign_in(&server, &person.email, BETTER).await.expect(201);
        revoke(&server, &token).await.expect_problem(409, "one-time-token-refused");
    }

    async fn a_chain_of_changes_is_undone_from_its_first_mailbox(server: TestServer) {
        let person = server.new_account().await;
        let (session, first) = moved(&server, &person).await;
        ask(&server, &session.access, &json!({ "email": "third@example.org", "current_password": PASSWORD })).await.expect(202);
        prove(&server, &token_for(&server, "third@example.org").await).await.expect(200);
        let second = token_for(&server, NEW).await;
        revoke(&server, &first).await.expect(204);
        revoke(&server, &second).await.expect_problem(409, "one-time-token-refused");
        reset(&server, &token_for(&server, &person.email).await, BETTER).await.expect(204);
        sign_in(&server, &person.email, BETTER).await.expect(201);
    }

    async fn a_taken_address_is_answered_like_a_free_one_and_only_its_owner_is_told(server: TestServer) {
        let (person, owner) = (server.new_account().await, server.new_account().await);
        let session = enter(&server, &person).await;
        let taken = ask(&server, &session.access, &json!({ "email": owner.email })).await.expect(202);
        let free = ask(&server, &session.access, &json!({ "email": NEW })).await.expect(202);
        assert_eq!(taken.text(), free.text());
        let told = letters(&server, &owner.email).await;
        assert_eq!(told.last().map(|letter| letter.subject.as_str()), Some("You have an account already"));
        assert!(told.iter().all(|letter| !letter.text.contains("token: ")));
        sign_in(&server, &owner.email, PASSWORD).await.expect(201);
    }

    async fn an_address_that_was_registered_and_never_confirmed_holds_nobody_back(server: TestServer) {
        let person = server.new_account().await;
        register(&server, NEW, GOOD).await.expect(202);
        let registered = token_for(&server, NEW).await;
        moved(&server, &person).await;
        confirm(&server, &registered, GOOD).await.expect_problem(409, "one-time-token-refused");
        sign_in(&server, NEW, PASSWORD).await.expect(201);
    }

    async fn staff_change_it_for_somebody_with_a_reason_and_never_for_themselves(server: TestServer) {
        let person = server.new_account().await;
        let session = enter(&server, &person).await;
        ask_for(&server, Role::Staff, &person, NEW).await.expect(202);
        prove(&server, &token_for(&server, NEW).await).await.expect(200);
        assert!(!works(&server, &session.access).await, "every session has ended");
        sign_in(&server, NEW, PASSWORD).await.expect(201);
        revoke(&server, &token_for(&server, &person.email).await).await.expect(204);
        let (staff, admin) = (server.person(Role::Staff), server.person(Role::Admin));
        ask_for(&server, Role::Staff, &staff, "elsewhere@example.org").await.expect_problem(409, "own-matter");
        ask_for(&server, Role::Staff, &admin, "elsewhere@example.org").await
            .expect_problem(409, "address-changed-by-admin");
        ask_for(&server, Role::Admin, &staff, "elsewhere@example.org").await.expect(202);
    }

    async fn the_contact_address_of_a_member_is_changed_in_no_other_way(server: TestServer) {
        let (member, other) = (server.new_member().await, server.new_member().await);
        let session = enter(&server, &member).await;
        let me = server.get("/v1/accounts/me").as_(&session.access).send().await.expect(200);
        let path = format!("/v1/members/{}", me.text_at("/member_id"));
        let patch = |email: &str| server.patch(&path).if_match("*").json(&json!({ "email": email }));
        for email in [NEW, other.email.as_str()] {
            patch(email).as_(Role::Staff).send().await.expect_problem(409, "address-proved-first");
            patch(email).as_(&session.access).send().await.expect_problem(409, "address-proved-first");
        }
        patch(&member.email.to_uppercase()).as_(&session.access).send().await.expect(200);
        let record = server.get(&path).as_(&session.access).send().await.expect(200);
        assert_eq!(record.text_at("/email"), member.email);
    }
}

one_engine! {
    async fn a_session_older_than_five_minutes_needs_the_password(server: TestServer) {
        let person = server.new_account().await;
        let session = enter(&server, &person).await;
        pass(&server, TimeDelta::minutes(5));
        let refused = ask(&server, &session.access, &json!({ "email": NEW })).await.expect_problem(409, "current-password-needed");
        assert_eq!(refused.violations(), [("/current_password".to_owned(), "current_password_needed".to_owned())]);
        ask(&server, &session.access, &json!({ "email": NEW, "current_password": GOOD })).await
            .expect_problem(403, "wrong-current-password");
        assert!(letters(&server, NEW).await.is_empty());
        ask(&server, &session.access, &json!({ "email": NEW, "current_password": PASSWORD })).await.expect(202);
    }

    async fn only_the_latest_letter_counts_for_two_days_and_the_way_back_for_seven(server: TestServer) {
        let person = server.new_account().await;
        let session = enter(&server, &person).await;
        ask(&server, &session.access, &json!({ "email": NEW })).await.expect(202);
        let early = token_for(&server, NEW).await;
        ask(&server, &session.access, &json!({ "email": NEW })).await.expect(202);
        prove(&server, &early).await.expect_problem(409, "one-time-token-refused");
        pass(&server, TimeDelta::hours(48));
        prove(&server, &token_for(&server, NEW).await).await.expect_problem(409, "one-time-token-refused");
        let (_, back) = moved(&server, &person).await;
        pass(&server, TimeDelta::days(7));
        revoke(&server, &back).await.expect_problem(409, "one-time-token-refused");
    }

    async fn ones_own_address_and_one_that_no_mail_reaches_are_refused(server: TestServer) {
        let person = server.new_account().await;
        let session = enter(&server, &person).await;
        let own = json!({ "email": person.email.to_uppercase() });
        ask(&server, &session.access, &own).await.expect_problem(409, "address-unchanged");
        ask(&server, &session.access, &json!({ "email": "a@[127.0.0.1]" })).await.expect_problem(409, "address-refused");
    }
}
