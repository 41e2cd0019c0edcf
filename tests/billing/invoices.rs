//! Invoices: the price of the quote or none at all, numbered without gaps.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{invoice, pay};
use crate::members::{apply, joining};
use crate::support::{Role, TestServer, both_engines};

both_engines! {
    async fn the_price_of_an_invoice_is_the_price_of_its_quote(server: TestServer) {
        let person = server.new_account().await;
        let quote = json!({ "category": "full", "annual_salary_cents": 18_461_539 });
        let quote = server.post("/v1/dues/quotes").json(&quote).send().await.expect(200);
        let made = apply(&server, &person, &joining(18_461_539)).await.expect(201);
        let total = quote.at("/total_cents").as_i64().unwrap();
        let wrong = invoice(&server, &person, &made.text_at("/id"), total - 1, 1).await.expect_problem(409, "price-differs");
        assert!(wrong.text_at("/detail").contains("1,200.00"));
        let issued = invoice(&server, &person, &made.text_at("/id"), total, 1).await.expect(201);
        assert_eq!((issued.at("/total_cents"), issued.at("/status")), (json!(120_000), json!("open")));
        assert_eq!(issued.at("/lines/0/rate_table_version"), quote.at("/rate_table/version"));
        assert!(issued.text_at("/lines/0/clause").starts_with("dues."), "a line names its rule");
        let read = server.get(issued.header("location")).as_(&person).send().await.expect(200);
        assert_eq!((read.json(), read.tag()), (issued.json(), issued.tag()));
    }

    async fn a_price_that_changed_since_the_quote_is_refused_not_charged(server: TestServer) {
        server.set_clock("2022-09-30T12:00:00Z");
        let person = server.new_account().await;
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        assert_eq!(made.at("/due_today_cents"), 120_000, "0.8 % before the switch");
        server.set_clock("2022-10-01T12:00:00Z");
        invoice(&server, &person, &made.text_at("/id"), 120_000, 1).await.expect_problem(409, "price-differs");
        invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201);
    }

    async fn an_application_has_one_invoice_until_it_is_voided(server: TestServer) {
        let person = server.new_account().await;
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        let id = made.text_at("/id");
        let issued = invoice(&server, &person, &id, 97_500, 1).await.expect(201);
        let order = json!({ "application_id": id, "expected_total_cents": 97_500 });
        server.post("/v1/billing/invoices").as_(&person).key("another").json(&order).send().await.expect_problem(409, "already-invoiced");
        let void = format!("{}/void", issued.header("location"));
        let reason = json!({ "reason": "Billed to the wrong employer." });
        server.post(&void).as_(&person).key("v0").json(&reason).send().await.expect_problem(403, "forbidden");
        let voided = server.post(&void).as_(Role::Finance).key("v1").json(&reason).send().await.expect(200);
        assert_eq!((voided.at("/status"), voided.at("/void_reason")), (json!("void"), json!("Billed to the wrong employer.")));
        server.post(&void).as_(Role::Finance).key("v2").json(&reason).send().await.expect_problem(409, "invoice-void");
        let again = server.post("/v1/billing/invoices").as_(&person).key("third").json(&order).send().await.expect(201);
        assert_eq!((issued.at("/number"), again.at("/number")), (json!("2025-000001"), json!("2025-000002")), "a void number stays taken");
    }

    async fn numbers_have_no_gap_and_begin_anew_in_july(server: TestServer) {
        let mut people = Vec::new();
        for _ in 0..12 {
            let person = server.new_account().await;
            let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
            people.push((person, made.text_at("/id")));
        }
        let wrong_first = people.iter().map(|(person, id)| invoice(&server, person, id, 1, 1));
        assert!(join_all(wrong_first).await.iter().all(|answer| answer.status() == 409));
        let issued = join_all(people[..11].iter().map(|(person, id)| invoice(&server, person, id, 97_500, 1))).await;
        let mut numbers: Vec<String> = issued.into_iter().map(|answer| answer.expect(201).text_at("/number")).collect();
        numbers.sort();
        assert_eq!(numbers, (1..=11).map(|n| format!("2025-{n:06}")).collect::<Vec<_>>());
        server.set_clock("2025-07-01T12:00:00Z");
        let (person, id) = &people[11];
        assert_eq!(invoice(&server, person, id, 97_500, 1).await.expect(201).at("/number"), "2026-000001");
    }

    async fn new_members_do_not_pay_in_installments(server: TestServer) {
        let person = server.new_account().await;
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        invoice(&server, &person, &made.text_at("/id"), 97_500, 2).await.expect_problem(409, "installments-for-new-member");
    }

    async fn somebody_elses_application_is_not_billed_and_their_invoice_not_seen(server: TestServer) {
        let (person, stranger) = (server.new_account().await, server.new_account().await);
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        invoice(&server, &stranger, &made.text_at("/id"), 97_500, 1).await.expect_problem(409, "unknown-application");
        let issued = invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201);
        server.get(issued.header("location")).as_(&stranger).send().await.expect_problem(404, "not-found");
        let own = server.get("/v1/billing/invoices").as_(&stranger).send().await.expect(200);
        assert_eq!(own.at("/data"), json!([]));
        for role in [Role::Staff, Role::Finance] {
            let all = server.get("/v1/billing/invoices?status=open").as_(role).send().await.expect(200);
            assert_eq!(all.at("/data/0/id"), issued.at("/id"));
        }
    }

    async fn an_employer_is_billed_under_its_purchase_order_which_pays_nothing(server: TestServer) {
        let city = json!({ "name": "City of Springfield", "kind": "city_or_county", "state": "IL" });
        let city = server.post("/v1/organizations").as_(Role::Staff).json(&city).send().await.expect(201);
        let person = server.new_account().await;
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        let order = json!({ "application_id": made.at("/id"), "expected_total_cents": 97_500, "bill_to_organization_id": city.at("/id"), "purchase_order_number": "PO-1" });
        let issued = server.post("/v1/billing/invoices").as_(Role::Staff).key("k").json(&order).send().await.expect(201);
        assert_eq!((issued.at("/purchase_order_number"), issued.at("/outstanding_cents")), (json!("PO-1"), json!(97_500)));
        let path = issued.header("location");
        let change = json!({ "purchase_order_number": "PO-2", "bill_to_organization_id": null });
        server.patch(path).as_(&person).if_match(&issued.tag()).json(&change).send().await.expect_problem(403, "forbidden");
        let changed = server.patch(path).as_(Role::Finance).if_match(&issued.tag()).json(&change).send().await.expect(200);
        assert_eq!((changed.at("/purchase_order_number"), changed.at("/bill_to_organization_id")), (json!("PO-2"), Value::Null));
        let amounts = json!({ "total_cents": 1 });
        server.patch(path).as_(Role::Finance).if_match("*").json(&amounts).send().await.expect_problem(422, "invalid-body");
        let record = server.get(&format!("/v1/members/{}", made.text_at("/member_id"))).as_(&person).send().await.expect(200);
        assert_eq!(record.at("/standing"), "pending", "a purchase order is not payment");
    }

    async fn two_hundred_clients_racing_to_invoice_one_application_leave_one_invoice(server: TestServer) {
        let person = server.new_account().await;
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        let order = json!({ "application_id": made.at("/id"), "expected_total_cents": 97_500 });
        server.token(person.account_id).await;
        let racer = async |n: usize| server.post("/v1/billing/invoices").as_(&person).key(&format!("racer-{n}")).json(&order).send().await.status();
        let statuses = join_all((0..200).map(racer)).await;
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 201 | 409 | 503)), "{statuses:?}");
        let list = server.get("/v1/billing/invoices").as_(&person).send().await.expect(200);
        assert_eq!((list.at("/data").as_array().map(Vec::len), list.at("/data/0/number")), (Some(1), json!("2025-000001")));
    }

    async fn one_key_makes_one_invoice_however_often_it_is_sent(server: TestServer) {
        let person = server.new_account().await;
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        let id = made.text_at("/id");
        server.token(person.account_id).await;
        let answers = join_all((0..200).map(|_| invoice(&server, &person, &id, 97_500, 1))).await;
        let first: Vec<_> = answers.iter().filter(|answer| answer.status() == 201 && answer.header("idempotency-replayed").is_empty()).collect();
        assert_eq!(first.len(), 1);
        assert!(answers.iter().all(|answer| matches!(answer.status(), 201 | 409 | 503)));
        assert!(answers.iter().filter(|answer| answer.status() == 201).all(|answer| answer.bytes() == first[0].bytes()), "a replay differs");
        let without = json!({ "application_id": id, "expected_total_cents": 97_500 });
        server.post("/v1/billing/invoices").as_(&person).json(&without).send().await.expect_problem(400, "missing-header");
        pay(&server, &first[0].text_at("/id"), 97_500, "CHK").await.expect(201);
    }
}
