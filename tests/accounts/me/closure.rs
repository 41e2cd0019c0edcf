//! Closing one's own account, opening it again, and forgetting its owner.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::accounts::{GOOD, enter, join, letters, pass, register, sign_in, works};
use crate::support::fixture::settle;
use crate::support::people::PASSWORD;
use crate::support::{Answer, Role, TestServer, both_engines, one_engine};

const NOUN: &str = "/v1/accounts/me/closure";

async fn close(server: &TestServer, access: &str, body: Value) -> Answer {
    server.post(NOUN).as_(access).json(&body).send().await
}

async fn decide(server: &TestServer, account: &str, decision: Value) -> Answer {
    server.patch(&format!("/v1/accounts/{account}")).as_(Role::Admin).if_match("*").json(&decision).send().await
}

async fn read(server: &TestServer, account: &str) -> Value {
    server.get(&format!("/v1/accounts/{account}")).as_(Role::Admin).send().await.expect(200).json()
}

both_engines! {
    async fn nobody_signs_in_to_a_closed_account_and_an_administrator_opens_it_again_without_its_roles(server: TestServer) {
        let person = server.new_person(&[Role::Staff]).await;
        let session = enter(&server, &person).await;
        let closed = close(&server, &session.access, json!({})).await.expect(200);
        assert_eq!((closed.text_at("/erased_on"), closed.at("/open_invoices")), ("2025-03-31".into(), json!([])));
        assert!(!works(&server, &session.access).await);
        sign_in(&server, &person.email, PASSWORD).await.expect_problem(403, "account-closed");
        sign_in(&server, &person.email, "not the password at all").await.expect_problem(401, "wrong-credentials");
        let subjects: Vec<String> = letters(&server, &person.email).await.into_iter().map(|one| one.subject).collect();
        assert_eq!(subjects, ["Your account is closed"]);
        let opened = decide(&server, &person.account_id.to_string(), json!({ "status": "active" })).await.expect(200);
        assert_eq!((opened.at("/closed_at"), opened.at("/roles")), (Value::Null, json!(["account"])));
        sign_in(&server, &person.email, PASSWORD).await.expect(201);
    }

    async fn its_owner_is_forgotten_after_thirty_days_and_not_a_day_before(server: TestServer) {
        let session = join(&server, "leaving@example.org").await;
        let id = server.get("/v1/accounts/me").as_(&session.access).send().await.expect(200).text_at("/id");
        close(&server, &session.access, json!({})).await.expect(200);
        pass(&server, TimeDelta::days(29));
        server.post("/v1/sandbox/job-runs").send().await.expect(200);
        assert_eq!(read(&server, &id).await["email"], "leaving@example.org");
        pass(&server, TimeDelta::days(2));
        server.post("/v1/sandbox/job-runs").send().await.expect(200);
        let forgotten = read(&server, &id).await;
        assert_eq!((&forgotten["given_name"], &forgotten["family_name"]), (&json!("Erased"), &json!("Account")));
        assert!(forgotten["email"].as_str().unwrap().ends_with("@guildhall.invalid"));
        decide(&server, &id, json!({ "status": "active" })).await.expect_problem(409, "account-erased");
        // The address is free for whoever owns it.
        register(&server, "leaving@example.org", GOOD).await.expect(202);
        let last = letters(&server, "leaving@example.org").await.pop().unwrap();
        assert!(last.text.contains("token: "), "{}", last.text);
    }

    async fn what_is_owed_is_named_first_and_stays_owed(server: TestServer) {
        let fixture = settle(&server).await;
        let owner = &fixture.applicant;
        let access = enter(&server, &owner.person).await.access;
        let refused = close(&server, &access, json!({})).await.expect_problem(409, "invoices-open");
        let invoice = server.get(&format!("/v1/billing/invoices/{}", owner.id("seat_invoice_id"))).as_(Role::Finance);
        let invoice = invoice.send().await.expect(200);
        assert!(refused.text_at("/detail").contains(&invoice.text_at("/number")), "{refused:?}");
        let closed = close(&server, &access, json!({ "despite_open_invoices": true })).await.expect(200);
        let numbers: Vec<Value> = closed.at("/open_invoices").as_array().unwrap().iter().map(|one| one["number"].clone()).collect();
        assert!(numbers.contains(&invoice.at("/number")), "{numbers:?}");
        assert!(closed.at("/kept").as_array().unwrap().iter().any(|one| one["records"] == "invoices"), "{closed:?}");
        // The application on which nothing was paid has ended with its invoice.
        let application = server.get(&format!("/v1/members/applications/{}", owner.id("application_id"))).as_(Role::Staff);
        assert_eq!(application.send().await.expect(200).text_at("/state"), "withdrawn");
    }
}

one_engine! {
    async fn it_takes_the_password_or_a_fresh_session(server: TestServer) {
        let person = server.new_account().await;
        let session = enter(&server, &person).await;
        pass(&server, TimeDelta::minutes(5));
        close(&server, &session.access, json!({})).await.expect_problem(409, "current-password-needed");
        close(&server, &session.access, json!({ "current_password": "wrong" })).await.expect_problem(403, "wrong-current-password");
        close(&server, &session.access, json!({ "current_password": PASSWORD })).await.expect(200);
    }

    async fn an_administrator_is_relieved_first(server: TestServer) {
        let admin = server.new_person(&[Role::Admin]).await;
        let session = enter(&server, &admin).await;
        close(&server, &session.access, json!({})).await.expect_problem(409, "own-admin-access");
    }
}
