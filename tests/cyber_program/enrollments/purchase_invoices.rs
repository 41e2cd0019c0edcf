//! One transfer settles a city's purchase (fault Y3): one invoice to the payer, with a line for each seat.

use serde_json::{Value, json};

use crate::billing::pay;
use crate::cyber_program::seating::{MEMBER, RETAIL, accept, cohort, read, stands, subjects, withdraw};
use crate::support::{Answer, Person, Role, TestServer, both_engines};

async fn city(server: &TestServer) -> (Value, Person) {
    let city = json!({ "name": "City of Springfield", "kind": "city_or_county", "state": "IL" });
    let city = server.post("/v1/organizations").as_(Role::Staff).json(&city).send().await.expect(201).at("/id");
    let person = server.new_account().await;
    let at = format!("/v1/organizations/{}/representatives", city.as_str().expect("an id"));
    let body = json!({ "account_id": person.account_id });
    server.post(&at).as_(Role::Staff).json(&body).send().await.expect(201);
    (city, person)
}

async fn buy(
    server: &TestServer,
    who: &Person,
    cohort: &str,
    city: &Value,
    people: &[&Person],
    expected: i64,
) -> Answer {
    let participants: Vec<Value> =
        people.iter().map(|person| json!({ "account_id": person.account_id, "discipline": "operations" })).collect();
    let body = json!({ "organization_id": city, "purchase_order_number": "PO-7", "participants": participants, "expected_total_cents": expected });
    server
        .post(&format!("{cohort}/seat-purchases"))
        .as_(who)
        .key(&format!("{}-{expected}", who.email))
        .json(&body)
        .send()
        .await
}

fn seat_at(bought: &Answer, place: usize) -> String {
    format!("/v1/cyber-program/enrollments/{}", bought.text_at(&format!("/enrollments/{place}/id")))
}

async fn invoice(server: &TestServer, bought: &Answer) -> Answer {
    let address = format!("/v1/billing/invoices/{}", bought.text_at("/invoice_id"));
    server.get(&address).as_(Role::Finance).send().await.expect(200)
}

both_engines! {
    async fn a_purchase_is_one_invoice_to_the_payer_with_a_line_for_each_seat(server: TestServer) {
        let at = cohort(&server, "Spring", 2).await;
        let (city, rep) = city(&server).await;
        let (member, other, third) = (server.new_member().await, server.new_account().await, server.new_account().await);
        let people = [&member, &other, &third];
        buy(&server, &other, &at, &city, &people, MEMBER + 2 * RETAIL).await.expect_problem(403, "forbidden");
        let bought = buy(&server, &rep, &at, &city, &people, MEMBER + 2 * RETAIL).await.expect(200);
        let billed = invoice(&server, &bought).await;
        assert_eq!((billed.at("/total_cents"), billed.at("/bill_to_organization_id")), (json!(MEMBER + RETAIL), city.clone()));
        assert_eq!((billed.at("/bills"), billed.at("/application_id")), (json!("cyber_program_seat_purchase"), bought.at("/id")));
        assert_eq!((billed.at("/lines/0/amount_cents"), billed.at("/lines/1/amount_cents"), billed.at("/lines/2")), (json!(MEMBER), json!(RETAIL), json!(null)));
        for place in 0..2 {
            assert_eq!(bought.at(&format!("/enrollments/{place}/invoice_id")), bought.at("/invoice_id"));
        }
        assert_eq!((bought.at("/enrollments/2/state"), bought.at("/enrollments/2/invoice_id")), (json!("waitlisted"), json!(null)));
        assert_eq!(subjects(&server, &other).await, ["You have a seat"]);
        server.get(&format!("/v1/billing/invoices/{}", bought.text_at("/invoice_id"))).as_(&rep).send().await.expect(200);
        server.get(&format!("/v1/billing/invoices/{}", bought.text_at("/invoice_id"))).as_(&other).send().await.expect(404);
        pay(&server, &bought.text_at("/invoice_id"), MEMBER + RETAIL, "ACH").await.expect(201);
        for (place, price) in [MEMBER, RETAIL].into_iter().enumerate() {
            assert_eq!(read(&server, &seat_at(&bought, place)).await.at("/paid_cents"), price);
        }
    }

    async fn withdrawing_one_seat_credits_its_line_and_leaves_the_others(server: TestServer) {
        let at = cohort(&server, "Spring", 2).await;
        let (city, rep) = city(&server).await;
        let people = [server.new_account().await, server.new_account().await, server.new_account().await];
        let bought = buy(&server, &rep, &at, &city, &[&people[0], &people[1], &people[2]], 3 * RETAIL).await.expect(200);
        withdraw(&server, &rep, &seat_at(&bought, 0)).await.expect(200);
        let billed = invoice(&server, &bought).await;
        assert_eq!((billed.at("/status"), billed.at("/outstanding_cents")), (json!("open"), json!(RETAIL)));
        assert_eq!(stands(&server, &seat_at(&bought, 2)).await.0, "offered");
        let seated = accept(&server, &rep, &seat_at(&bought, 2)).await.expect(200);
        assert_ne!(seated.at("/invoice_id"), bought.at("/invoice_id"), "an invoice of its own");
        assert_eq!(seated.at("/bill_to_organization_id"), city);
        pay(&server, &bought.text_at("/invoice_id"), RETAIL, "ACH").await.expect(201);
        server.set_clock("2025-04-10T12:00:00Z");
        let left = withdraw(&server, &rep, &seat_at(&bought, 1)).await.expect(200);
        assert_eq!(left.at("/steps/1/withdrawal/refund_cents"), 124_750);
        let refunds = server.get(&format!("/v1/billing/refunds?invoice_id={}", bought.text_at("/invoice_id"))).as_(Role::Finance).send().await.expect(200);
        assert_eq!((refunds.at("/data/0/amount_cents"), refunds.at("/data/1")), (json!(124_750), json!(null)));
    }

    async fn a_purchase_that_is_given_up_whole_and_unpaid_owes_nothing(server: TestServer) {
        let at = cohort(&server, "Spring", 2).await;
        let (city, _) = city(&server).await;
        let people = [server.new_account().await, server.new_account().await];
        let staff = server.person(Role::Staff);
        let bought = buy(&server, &staff, &at, &city, &[&people[0], &people[1]], 2 * RETAIL).await.expect(200);
        for place in 0..2 {
            withdraw(&server, &staff, &seat_at(&bought, place)).await.expect(200);
        }
        assert_eq!(invoice(&server, &bought).await.at("/outstanding_cents"), 0);
    }

    async fn a_former_representative_sees_no_invoice_of_the_city_any_more(server: TestServer) {
        let at = cohort(&server, "Spring", 2).await;
        let (city, rep) = city(&server).await;
        let person = server.new_account().await;
        let bought = buy(&server, &rep, &at, &city, &[&person], RETAIL).await.expect(200);
        let address = format!("/v1/billing/invoices/{}", bought.text_at("/invoice_id"));
        let own = async || server.get("/v1/billing/invoices").as_(&rep).send().await.expect(200).at("/data/0/id");
        assert_eq!(own().await, bought.at("/invoice_id"));
        let ended = format!("/v1/organizations/{}/representatives/{}", city.as_str().expect("an id"), rep.account_id);
        server.delete(&ended).as_(Role::Staff).send().await.expect(204);
        server.get(&address).as_(&rep).send().await.expect_problem(404, "not-found");
        assert_eq!(own().await, json!(null));
        server.get(&seat_at(&bought, 0)).as_(&rep).send().await.expect_problem(404, "not-found");
    }
}
