//! A payment is taken back, and with it what rested on it.

use futures_util::future::join_all;
use guildhall_persistence::PageRequest;
use guildhall_persistence::outbox::{self, MessageFilter, MessageSort};
use serde_json::{Value, json};

use super::{invoice, pay};
use crate::cyber_program::seating::{RETAIL, cohort, enroll};
use crate::members::{apply, joined, joining};
use crate::support::seats::{MEMBER_PRICE, refund_due};
use crate::support::{Answer, Person, Role, TestServer, both_engines};

async fn reverse(server: &TestServer, payment: &str, key: &str, reason: &str, on: &str) -> Answer {
    let body = json!({ "reason": reason, "on": on });
    let path = format!("/v1/billing/payments/{payment}/reversal");
    server.post(&path).as_(Role::Finance).key(key).json(&body).send().await
}

async fn read(server: &TestServer, path: &str) -> Answer {
    server.get(path).as_(Role::Finance).send().await.expect(200)
}

/// The last payment toward an invoice.
async fn last(server: &TestServer, invoice: &str) -> String {
    read(server, &format!("/v1/billing/payments?invoice_id={invoice}")).await.text_at("/data/0/id")
}

async fn invoices_of(server: &TestServer, person: &Person) -> Vec<Value> {
    let list = server.get("/v1/billing/invoices").as_(person).send().await.expect(200).at("/data");
    list.as_array().cloned().unwrap_or_default()
}

async fn letters(server: &TestServer, person: &Person, subject: &str) -> usize {
    let page = PageRequest::first(100, MessageSort::Newest);
    let all = outbox::list_messages(server.db(), &MessageFilter::default(), page).await.unwrap();
    let to_them = all.items.iter().filter(|message| message.payload["to"] == person.email.as_str());
    to_them.filter(|message| message.payload["subject"].as_str().is_some_and(|text| text.starts_with(subject))).count()
}

/// The sum of each account, and of all.
async fn books(server: &TestServer) -> (i64, i64, i64) {
    let report = read(server, "/v1/billing/ledger?from=2024-12-01&until=2025-11-30").await.json();
    let accounts = report["accounts"].as_array().unwrap();
    let of = |name: &str| {
        accounts.iter().find(|of| of["account"] == name).map_or(0, |of| of["closing_cents"].as_i64().unwrap())
    };
    let all = accounts.iter().map(|of| of["closing_cents"].as_i64().unwrap()).sum();
    (of("cash"), of("accounts_receivable"), all)
}

both_engines! {
    async fn a_membership_that_was_never_paid_never_began_and_begins_when_it_is_paid_after_all(server: TestServer) {
        let (person, record) = joined(&server).await;
        let id = invoices_of(&server, &person).await[0]["id"].as_str().unwrap().to_owned();
        let payment = last(&server, &id).await;
        server.set_clock("2025-03-10T12:00:00Z");
        reverse(&server, &payment, "early", "returned", "2025-02-28").await.expect_problem(409, "reversal-date");
        reverse(&server, &payment, "late", "returned", "2025-03-11").await.expect_problem(409, "reversal-date");
        let reversed = reverse(&server, &payment, "a", "returned", "2025-03-08").await.expect(200);
        assert_eq!((reversed.at("/reversal/reason"), reversed.at("/reversal/on")), (json!("returned"), json!("2025-03-08")));
        reverse(&server, &payment, "b", "returned", "2025-03-08").await.expect_problem(409, "payment-reversed");
        let open = read(&server, &format!("/v1/billing/invoices/{id}")).await;
        assert_eq!((open.at("/status"), open.at("/paid_cents"), open.at("/installments/0/paid_cents")), (json!("open"), json!(0), json!(0)));
        let member = read(&server, &record).await;
        assert_eq!((member.at("/standing"), member.at("/joined_on"), member.at("/good_until_on")), (json!("pending"), Value::Null, Value::Null));
        let application = read(&server, &format!("/v1/members/applications/{}", open.text_at("/application_id"))).await;
        assert_eq!(application.at("/state"), "awaiting_payment");
        assert_eq!(read(&server, &format!("{record}/terms")).await.at("/data"), json!([]));
        assert_eq!(letters(&server, &person, "A payment on invoice").await, 1);
        assert_eq!(letters(&server, &person, "A payment for your membership").await, 1);
        assert_eq!(books(&server).await, (0, 97_500, 0));
        // The bank presents the same check again.
        let again = json!({ "invoice_id": id, "method": "check", "amount_cents": 97_500, "received_on": "2025-03-10", "external_reference": format!("{id}/CHK") });
        server.post("/v1/billing/payments").as_(Role::Finance).key("again").json(&again).send().await.expect(201);
        assert_eq!(books(&server).await, (97_500, 0, 0));
        let member = read(&server, &record).await;
        assert_eq!((member.at("/standing"), member.at("/joined_on")), (json!("active"), json!("2025-03-10")));
    }

    async fn a_renewal_goes_back_to_where_grace_and_lapse_put_it(server: TestServer) {
        let (person, record) = joined(&server).await;
        server.set_clock("2026-01-15T12:00:00Z");
        let made = apply(&server, &person, &json!({ "category": "full" })).await.expect(201);
        let id = invoice(&server, &person, &made.text_at("/id"), 97_500, 4).await.expect(201).text_at("/id");
        pay(&server, &id, 24_375, "first").await.expect(201);
        assert_eq!(read(&server, &record).await.at("/good_until_on"), "2026-04-15");
        pay(&server, &id, 30_000, "second").await.expect(201);
        assert_eq!(read(&server, &record).await.at("/good_until_on"), "2026-07-15");
        let second = last(&server, &id).await;
        reverse(&server, &second, "a", "returned", "2026-01-15").await.expect(200);
        assert_eq!(read(&server, &record).await.at("/good_until_on"), "2026-04-15");
        let first = last(&server, &id).await;
        let first = if first == second { read(&server, &format!("/v1/billing/payments?invoice_id={id}")).await.text_at("/data/1/id") } else { first };
        server.set_clock("2026-03-20T12:00:00Z");
        reverse(&server, &first, "b", "returned", "2026-03-20").await.expect(200);
        let member = read(&server, &record).await;
        assert_eq!((member.at("/standing"), member.at("/good_until_on"), member.at("/joined_on")), (json!("grace"), json!("2026-03-01"), json!("2025-03-01")));
        assert_eq!(read(&server, made.header("location")).await.at("/state"), "awaiting_payment");
        pay(&server, &id, 97_500, "all").await.expect(201);
        let member = read(&server, &record).await;
        assert_eq!((member.at("/standing"), member.at("/good_until_on")), (json!("active"), json!("2027-03-01")));
    }

    async fn one_dollar_on_the_wrong_application_locks_nobody(server: TestServer) {
        let person = server.new_account().await;
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        let id = invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201).text_at("/id");
        pay(&server, &id, 100, "wrong").await.expect(201);
        let withdrawal = format!("{}/withdrawal", made.header("location"));
        server.post(&withdrawal).as_(&person).send().await.expect_problem(409, "invoice-paid");
        reverse(&server, &last(&server, &id).await, "a", "posted_wrongly", "2025-03-01").await.expect(200);
        server.post(&withdrawal).as_(&person).send().await.expect(200);
        let void = read(&server, &format!("/v1/billing/invoices/{id}")).await;
        assert_eq!(void.at("/status"), "void");
        assert_eq!(books(&server).await, (0, 0, 0));
    }

    async fn what_was_to_be_refunded_of_a_payment_is_not_when_it_is_returned(server: TestServer) {
        let person = server.new_account().await;
        let refund = refund_due(&server, &person).await;
        let id = invoices_of(&server, &person).await[0]["id"].as_str().unwrap().to_owned();
        let payment = last(&server, &id).await;
        reverse(&server, &payment, "a", "returned", "2025-03-01").await.expect(200);
        let canceled = read(&server, &format!("/v1/billing/refunds/{refund}")).await;
        assert_eq!(canceled.at("/state"), "canceled");
        let owed = read(&server, &format!("/v1/billing/invoices/{id}")).await;
        assert_eq!((owed.at("/outstanding_cents"), owed.at("/refunded_cents")), (json!(MEMBER_PRICE / 2), json!(0)));
        assert_eq!(books(&server).await, (0, MEMBER_PRICE / 2, 0));
        let payout = json!({ "method": "ach", "paid_on": "2025-03-01", "external_reference": "ACH-1" });
        let path = format!("/v1/billing/refunds/{refund}/payment");
        server.post(&path).as_(Role::Finance).key("p").json(&payout).send().await.expect_problem(409, "refund-canceled");
        let second = refund_due(&server, &person).await;
        let path = format!("/v1/billing/refunds/{second}/payment");
        server.post(&path).as_(Role::Finance).key("q").json(&payout).send().await.expect(200);
        let second = read(&server, &format!("/v1/billing/refunds/{second}")).await.text_at("/invoice_id");
        let payment = last(&server, &second).await;
        reverse(&server, &payment, "b", "returned", "2025-03-01").await.expect_problem(409, "paid-back");
    }

    async fn a_seat_is_kept_and_owed_again_until_a_new_day(server: TestServer) {
        let at = cohort(&server, "Spring", 4).await;
        let person = server.new_account().await;
        let enrolled = enroll(&server, &at, &person).await.expect(201);
        let id = enrolled.text_at("/invoice_id");
        pay(&server, &id, RETAIL, "CHK").await.expect(201);
        server.set_clock("2025-03-10T12:00:00Z");
        let payment = last(&server, &id).await;
        reverse(&server, &payment, "a", "returned", "2025-03-10").await.expect(200);
        let seat = server.get(enrolled.header("location")).as_(&person).send().await.expect(200);
        assert_eq!(seat.at("/state"), "enrolled");
        assert!(seat.text_at("/payment_due_on") > enrolled.text_at("/payment_due_on"), "{}", seat.text());
        assert_eq!(letters(&server, &person, "Your seat is to be paid").await, 1);
        assert_eq!(books(&server).await, (0, RETAIL, 0));
    }

    async fn of_two_hundred_clients_that_reverse_one_payment_one_does(server: TestServer) {
        let (person, record) = joined(&server).await;
        let id = invoices_of(&server, &person).await[0]["id"].as_str().unwrap().to_owned();
        let payment = last(&server, &id).await;
        server.token(server.person(Role::Finance).account_id).await;
        let racers = (0..200).map(|n| {
            let (server, payment) = (server.clone(), payment.clone());
            async move { reverse(&server, &payment, &format!("r-{n}"), "duplicate", "2025-03-01").await.status() }
        });
        let statuses = join_all(racers).await;
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 200 | 409 | 503)), "{statuses:?}");
        assert_eq!(books(&server).await, (0, 97_500, 0));
        assert_eq!(read(&server, &record).await.at("/standing"), "pending");
    }
}
