//! Invoices of seats: one line, one payment, settled with the seat. What an enrollment does with them is told where
//! enrollments are.

use guildhall::cyber_program::enrollments::actions::invoices as seat;
use guildhall_domain::Cents;
use guildhall_persistence::billing as store;
use serde_json::{Value, json};

use super::pay;
use crate::support::seats::{MEMBER_PRICE, billed, enrolled, given_up};
use crate::support::{Answer, Role, TestServer, both_engines};

async fn read(server: &TestServer, id: &str) -> Answer {
    server.get(&format!("/v1/billing/invoices/{id}")).as_(Role::Finance).send().await.expect(200)
}

async fn balance(server: &TestServer, account: &str) -> i64 {
    let list = server.get("/v1/billing/ledger-entries?limit=100").as_(Role::Finance).send().await.expect(200);
    let entries = list.at("/data");
    let postings =
        entries.as_array().into_iter().flatten().flat_map(|entry| entry["postings"].as_array().unwrap().clone());
    let own = postings.filter(|posting| posting["account"] == account);
    own.map(|posting| posting["amount_cents"].as_i64().unwrap()).sum()
}

/// Total, paid, credited, refunded and outstanding of an invoice.
fn amounts(invoice: &Answer) -> [i64; 5] {
    ["total", "paid", "credited", "refunded", "outstanding"]
        .map(|name| invoice.at(&format!("/{name}_cents")).as_i64().unwrap())
}

both_engines! {
    async fn a_seat_is_billed_in_the_same_series_and_seen_by_its_person(server: TestServer) {
        let (person, stranger) = (server.new_account().await, server.new_account().await);
        let enrollment = enrolled(&server, &person).await;
        let issued = billed(&server, &person, enrollment, MEMBER_PRICE).await.invoice;
        let path = format!("/v1/billing/invoices/{}", issued.id);
        let read = server.get(&path).as_(&person).send().await.expect(200);
        assert_eq!((read.at("/number"), read.at("/bills")), (json!("2025-000001"), json!("cyber_program_seat")));
        assert_eq!(read.at("/application_id"), json!(enrollment), "the id of what it bills");
        assert_eq!((read.at("/lines/0/clause"), read.at("/rate_table_version")), (json!("cyber_program.price.member"), json!("page")));
        assert_eq!((read.at("/due_on"), read.at("/installments").as_array().map(Vec::len)), (json!("2025-03-31"), Some(1)));
        assert_eq!(read.at("/member_id"), Value::Null);
        server.get(&path).as_(&stranger).send().await.expect_problem(404, "not-found");
        for (query, found) in [("bills=cyber_program_seat", 1), ("bills=membership", 0), ("bills=print_magazine", 0)] {
            let list = server.get(&format!("/v1/billing/invoices?{query}")).as_(&person).send().await.expect(200);
            assert_eq!(list.at("/data").as_array().map(Vec::len), Some(found), "{query}");
        }
        let one = store::find_invoice_of(server.db(), &enrollment.into()).await.unwrap();
        assert_eq!(one.map(|record| record.invoice), Some(issued));
        assert_eq!(balance(&server, "program_revenue").await, -MEMBER_PRICE);
    }

    async fn its_letter_says_nothing_of_an_application(server: TestServer) {
        let person = server.new_account().await;
        let enrollment = enrolled(&server, &person).await;
        billed(&server, &person, enrollment, MEMBER_PRICE).await;
        given_up(&server, &person, enrollment, 1).await;
        let letters = server.get("/v1/sandbox/outbox?limit=100").send().await.expect(200).at("/data");
        let texts: Vec<String> = letters.as_array().unwrap().iter().map(|letter| letter["payload"].to_string()).collect();
        assert_eq!(texts.len(), 2, "{texts:?}");
        assert!(texts.iter().all(|text| !text.contains("application") && !text.contains("membership")), "{texts:?}");
    }

    async fn a_seat_that_costs_nothing_is_paid_at_once(server: TestServer) {
        let person = server.new_account().await;
        let enrollment = enrolled(&server, &person).await;
        let issued = billed(&server, &person, enrollment, 0).await.invoice;
        assert_eq!(read(&server, &issued.id.to_string()).await.at("/status"), "paid");
        let settled = given_up(&server, &person, enrollment, 0).await;
        assert!(settled.refund.is_none());
    }

    async fn finance_does_not_void_the_invoice_of_a_seat_beside_its_enrollment(server: TestServer) {
        let person = server.new_account().await;
        let enrollment = enrolled(&server, &person).await;
        let issued = billed(&server, &person, enrollment, MEMBER_PRICE).await.invoice;
        let void = format!("/v1/billing/invoices/{}/void", issued.id);
        let reason = json!({ "reason": "By mistake." });
        let refused = server.post(&void).as_(Role::Finance).key("v").json(&reason).send().await.expect_problem(409, "invoice-settled-elsewhere");
        assert!(refused.text_at("/detail").contains("cyber_program_seat"));
        assert_eq!(read(&server, &issued.id.to_string()).await.at("/status"), "open");
    }

    async fn nothing_paid_and_nothing_kept_voids_it_and_the_seat_can_be_billed_again(server: TestServer) {
        let person = server.new_account().await;
        let enrollment = enrolled(&server, &person).await;
        let first = billed(&server, &person, enrollment, MEMBER_PRICE).await.invoice;
        let settled = given_up(&server, &person, enrollment, 0).await;
        assert!(settled.refund.is_none());
        let void = read(&server, &first.id.to_string()).await;
        assert_eq!((void.at("/status"), amounts(&void)), (json!("void"), [MEMBER_PRICE, 0, 0, 0, 0]));
        assert_eq!((balance(&server, "accounts_receivable").await, balance(&server, "program_revenue").await), (0, 0));
        let again = billed(&server, &person, enrollment, MEMBER_PRICE).await.invoice;
        assert_eq!(again.number.to_string(), "2025-000002");
    }

    async fn what_is_kept_and_not_paid_stays_owed_and_can_still_be_paid(server: TestServer) {
        let person = server.new_account().await;
        let enrollment = enrolled(&server, &person).await;
        let id = billed(&server, &person, enrollment, MEMBER_PRICE).await.invoice.id.to_string();
        given_up(&server, &person, enrollment, 99_750).await;
        let owed = read(&server, &id).await;
        assert_eq!((owed.at("/status"), amounts(&owed)), (json!("open"), [MEMBER_PRICE, 0, 99_750, 0, 99_750]));
        pay(&server, &id, 99_751, "over").await.expect_problem(409, "more-than-outstanding");
        pay(&server, &id, 99_750, "rest").await.expect(201);
        let paid = read(&server, &id).await;
        assert_eq!((paid.at("/status"), amounts(&paid)), (json!("paid"), [MEMBER_PRICE, 99_750, 99_750, 0, 0]));
        assert_eq!(balance(&server, "accounts_receivable").await, 0);
    }

    async fn a_seat_taken_back_with_a_part_paid_gives_that_part_back(server: TestServer) {
        let person = server.new_account().await;
        let (unpaid, partly) = (enrolled(&server, &person).await, enrolled(&server, &person).await);
        let first = billed(&server, &person, unpaid, MEMBER_PRICE).await.invoice.id.to_string();
        let second = billed(&server, &person, partly, MEMBER_PRICE).await.invoice.id.to_string();
        pay(&server, &second, 500, "part").await.expect(201);
        let tx = server.db().begin().await.unwrap();
        let load = async |id| guildhall_persistence::cyber_program::load_enrollment(&tx, id).await.unwrap();
        let reason = "The seat was not paid in time.";
        let untouched = seat::void_for_seat(server.app(), &tx, None, &load(unpaid).await, reason).await.unwrap();
        let settled = seat::void_for_seat(server.app(), &tx, None, &load(partly).await, reason).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((untouched.refund, settled.refund.map(|refund| refund.amount)), (None, Some(Cents::new(500))));
        let void = read(&server, &first).await;
        assert_eq!((void.at("/status"), void.at("/void_reason")), (json!("void"), json!("The seat was not paid in time.")));
        let credited = read(&server, &second).await;
        assert_eq!((credited.at("/status"), amounts(&credited)), (json!("paid"), [MEMBER_PRICE, 500, MEMBER_PRICE, 500, 0]));
        let refunds = server.get("/v1/billing/refunds").as_(Role::Finance).send().await.expect(200);
        assert_eq!((refunds.at("/data/0/reason"), refunds.at("/data/0/amount_cents")), (json!("seat_released"), json!(500)));
    }

    async fn a_seat_without_an_invoice_has_nothing_to_settle(server: TestServer) {
        let person = server.new_account().await;
        let enrollment = enrolled(&server, &person).await;
        let settled = given_up(&server, &person, enrollment, 0).await;
        assert!(settled.invoice.is_none() && settled.refund.is_none());
    }
}
