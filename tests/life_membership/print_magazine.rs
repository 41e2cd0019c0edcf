//! The print magazine: an option of Life members for $25 a year, invoiced, and begun when it is paid.

use serde_json::{Value, json};

use super::retirees::{city, leave, life_member, record, work};
use crate::billing::pay;
use crate::support::{Answer, Person, Role, TestServer, both_engines};

async fn order(
    server: &TestServer,
    member: &Person,
    by: impl Into<crate::support::client::Credential>,
    key: &str,
) -> Answer {
    let body = json!({ "expected_total_cents": 2_500 });
    server.post(&format!("{}/print-subscriptions", record(member))).as_(by).key(key).json(&body).send().await
}

/// Where the option of the print magazine stands in the entitlements.
async fn option(server: &TestServer, member: &Person) -> (Value, Value, Value) {
    let told = server.get(&format!("{}/entitlements", record(member))).as_(member).send().await.expect(200);
    let at = |name: &str| told.at(&format!("/print_magazine/{name}"));
    (at("granted"), at("subscription_state"), at("paid_until_on"))
}

both_engines! {
    async fn a_life_member_orders_a_year_which_runs_from_the_day_it_is_paid(server: TestServer) {
        let (person, _) = life_member(&server).await;
        assert_eq!(option(&server, &person).await, (json!(true), Value::Null, Value::Null));
        let ordered = order(&server, &person, &person, "o").await.expect(201);
        assert_eq!((ordered.at("/state"), ordered.at("/starts_on")), (json!("awaiting_payment"), Value::Null));
        let invoice = ordered.text_at("/invoice_id");
        let billed = server.get(&format!("/v1/billing/invoices/{invoice}")).as_(&person).send().await.expect(200);
        assert_eq!((billed.at("/bills"), billed.at("/application_id")), (json!("print_magazine"), ordered.at("/id")));
        assert_eq!((billed.at("/total_cents"), billed.at("/lines/0/clause")), (json!(2_500), json!("dues.print_magazine")));
        assert_eq!(option(&server, &person).await, (json!(true), json!("awaiting_payment"), Value::Null));
        pay(&server, &invoice, 1_000, "part").await.expect(201);
        assert_eq!(option(&server, &person).await.1, "awaiting_payment", "a part begins nothing");
        server.set_clock("2025-03-10T12:00:00Z");
        let rest = json!({ "invoice_id": invoice, "method": "check", "amount_cents": 1_500, "received_on": "2025-03-08", "external_reference": "CHK-9" });
        server.post("/v1/billing/payments").as_(Role::Finance).key("rest").json(&rest).send().await.expect(201);
        let read = server.get(ordered.header("location")).as_(&person).send().await.expect(200);
        assert_eq!((read.at("/state"), read.at("/starts_on"), read.at("/ends_on")), (json!("current"), json!("2025-03-08"), json!("2026-03-08")));
        assert_eq!(option(&server, &person).await, (json!(true), json!("current"), json!("2026-03-08")));
        let books = server.get(&format!("/v1/billing/ledger-entries?invoice_id={invoice}")).as_(Role::Finance).send().await.expect(200);
        assert!(books.at("/data/2/postings").to_string().contains("publications_revenue"));
        let member = server.get(&record(&person)).as_(&person).send().await.expect(200);
        assert_eq!((member.at("/category"), member.at("/good_until_on")), (json!("life"), Value::Null), "no term is opened");
    }

    async fn one_year_is_ordered_at_a_time_and_the_next_when_the_last_has_ended(server: TestServer) {
        let (person, _) = life_member(&server).await;
        let first = order(&server, &person, &person, "1").await.expect(201);
        order(&server, &person, Role::Staff, "2").await.expect_problem(409, "print-subscription-awaits-payment");
        pay(&server, &first.text_at("/invoice_id"), 2_500, "CHK").await.expect(201);
        server.set_clock("2026-02-28T12:00:00Z");
        let refused = order(&server, &person, &person, "3").await.expect_problem(409, "print-subscription-current");
        assert_eq!(refused.at("/rule/earliest_on"), "2026-03-01");
        server.set_clock("2026-03-01T12:00:00Z");
        assert_eq!(option(&server, &person).await.1, "ended");
        let second = order(&server, &person, Role::Staff, "4").await.expect(201);
        let list = server.get(&format!("{}/print-subscriptions", record(&person))).as_(&person).send().await.expect(200);
        let states: Vec<(Value, Value)> = list.at("/data").as_array().unwrap().iter().map(|one| (one["id"].clone(), one["state"].clone())).collect();
        assert_eq!(states, [(second.at("/id"), json!("awaiting_payment")), (first.at("/id"), json!("ended"))]);
        server.get(second.header("location")).as_(Role::Member).send().await.expect_problem(404, "not-found");
    }

    async fn an_order_goes_with_its_invoice_and_another_can_be_made(server: TestServer) {
        let (person, _) = life_member(&server).await;
        let first = order(&server, &person, &person, "1").await.expect(201);
        let void = format!("/v1/billing/invoices/{}/void", first.text_at("/invoice_id"));
        server.post(&void).as_(Role::Finance).key("v").json(&json!({ "reason": "Not wanted any more." })).send().await.expect(200);
        let read = server.get(first.header("location")).as_(&person).send().await.expect(200);
        assert_eq!((read.at("/state"), read.at("/invoice_id")), (json!("withdrawn"), Value::Null));
        assert_eq!(option(&server, &person).await.1, Value::Null);
        order(&server, &person, &person, "2").await.expect(201);
    }

    async fn a_paid_year_is_not_taken_back(server: TestServer) {
        let (person, _) = life_member(&server).await;
        let made = order(&server, &person, &person, "1").await.expect(201);
        let invoice = made.text_at("/invoice_id");
        pay(&server, &invoice, 2_500, "CHK").await.expect(201);
        let void = format!("/v1/billing/invoices/{invoice}/void");
        server.post(&void).as_(Role::Finance).key("v").json(&json!({ "reason": "Too late." })).send().await.expect_problem(409, "invoice-paid");
        assert_eq!(option(&server, &person).await.1, "current");
    }

    async fn another_price_is_refused_not_charged(server: TestServer) {
        let (person, _) = life_member(&server).await;
        let body = json!({ "expected_total_cents": 2_499 });
        let path = format!("{}/print-subscriptions", record(&person));
        let refused = server.post(&path).as_(&person).key("p").json(&body).send().await.expect_problem(409, "price-differs");
        assert!(refused.text_at("/detail").contains("$25.00"), "{refused:?}");
        server.post(&path).as_(&person).json(&body).send().await.expect_problem(400, "missing-header");
    }

    async fn whoever_is_no_life_member_is_told_what_membership_includes(server: TestServer) {
        let member = server.new_member().await;
        let refused = order(&server, &member, &member, "1").await.expect_problem(409, "print-magazine-not-offered");
        assert!(refused.text_at("/detail").ends_with("category `full` includes reading the magazine on the website"), "{refused:?}");
        order(&server, &member, Role::Member, "2").await.expect_problem(404, "not-found");
        order(&server, &member, Role::Finance, "3").await.expect_problem(403, "forbidden");
    }

    async fn suspended_nobody_orders_and_reinstated_everybody_does(server: TestServer) {
        let (person, _) = life_member(&server).await;
        let spell = work(&server, &person, &city("2025-03-01", None)).await.expect(201);
        let refused = order(&server, &person, &person, "1").await.expect_problem(409, "life-is-suspended");
        assert!(refused.text_at("/detail").contains("suspended_full_time_local_government"));
        server.set_clock("2025-04-01T12:00:00Z");
        leave(&server, &person, &spell, "2025-04-01").await;
        order(&server, &person, &person, "2").await.expect(201);
    }

    async fn a_year_that_was_paid_runs_on_while_life_membership_is_suspended(server: TestServer) {
        let (person, _) = life_member(&server).await;
        let made = order(&server, &person, &person, "1").await.expect(201);
        pay(&server, &made.text_at("/invoice_id"), 2_500, "CHK").await.expect(201);
        work(&server, &person, &city("2025-03-01", None)).await.expect(201);
        assert_eq!(option(&server, &person).await, (json!(false), json!("current"), json!("2026-03-01")));
    }
}
