//! Purchase orders that hold no seat before they are paid: what becomes of a request when the policy says so.

use serde_json::json;

use crate::billing::pay;
use crate::cyber_program::seating::{RETAIL, accept, cohort, enroll, read, seat, stands, withdraw};
use crate::support::{Answer, Person, Role, TestServer, both_engines};

/// A server under a policy by which only payment brings a purchase order to a seat.
async fn strict(server: &TestServer) -> TestServer {
    server.replica_under(|tables| tables.cyber_program.enrollment.purchase_order_holds_seat.value = false).await
}

async fn request(server: &TestServer, cohort: &str, person: &Person) -> Answer {
    let mut body = seat(RETAIL);
    (body["settlement"], body["purchase_order_number"]) = (json!("purchase_order"), json!("PO-2025-0117"));
    server.post(&format!("{cohort}/enrollments")).as_(person).key("request").json(&body).send().await.expect(201)
}

async fn pays(server: &TestServer, request: &Answer, amount: i64) {
    pay(server, &request.text_at("/invoice_id"), amount, &format!("CHK-{amount}")).await.expect(201);
}

both_engines! {
    async fn a_request_holds_no_seat_and_comes_to_one_when_it_is_paid_in_full(server: TestServer) {
        let server = strict(&server).await;
        let at = cohort(&server, "Spring", 1).await;
        let asked = request(&server, &at, &server.new_account().await).await;
        assert_eq!((asked.at("/state"), asked.at("/payment_due_on")), (json!("requested"), json!(null)));
        assert_eq!(server.get(&at).send().await.expect(200).at("/free_seats"), 1);
        pays(&server, &asked, 1_000).await;
        assert_eq!(stands(&server, asked.header("location")).await.0, "requested", "paid in part");
        pays(&server, &asked, RETAIL - 1_000).await;
        let seated = read(&server, asked.header("location")).await;
        assert_eq!((seated.at("/state"), seated.at("/steps/1/step"), seated.at("/steps/1/actor")), (json!("enrolled"), json!("confirm"), json!("system")));
        assert_eq!(server.get(&at).send().await.expect(200).at("/free_seats"), 0);
    }

    async fn paid_too_late_for_a_seat_it_waits_behind_those_who_came_before_the_payment(server: TestServer) {
        let server = strict(&server).await;
        let at = cohort(&server, "Spring", 1).await;
        let slow = request(&server, &at, &server.new_account().await).await;
        let (holder, waiting) = (server.new_account().await, server.new_account().await);
        let held = enroll(&server, &at, &holder).await.expect(201);
        let waits = enroll(&server, &at, &waiting).await.expect(201);
        assert_eq!((held.at("/state"), waits.at("/waitlist_position")), (json!("enrolled"), json!(1)));
        pays(&server, &slow, RETAIL).await;
        assert_eq!(stands(&server, slow.header("location")).await, (json!("waitlisted"), json!(2)));
        withdraw(&server, &holder, held.header("location")).await.expect(200);
        assert_eq!(stands(&server, waits.header("location")).await.0, "offered");
        accept(&server, &waiting, waits.header("location")).await.expect(200);
        withdraw(&server, &waiting, waits.header("location")).await.expect(200);
        let seated = read(&server, slow.header("location")).await;
        assert_eq!((seated.at("/state"), seated.at("/payment_due_on"), seated.at("/paid_cents")), (json!("enrolled"), json!(null), json!(RETAIL)));
        let invoice = server.get(&format!("/v1/billing/invoices/{}", slow.text_at("/invoice_id")));
        assert_eq!(invoice.as_(Role::Finance).send().await.expect(200).at("/outstanding_cents"), 0, "billed once");
    }

    async fn paid_after_entry_was_closed_it_stays_a_request_and_all_is_given_back(server: TestServer) {
        let server = strict(&server).await;
        let at = cohort(&server, "Spring", 1).await;
        let late = request(&server, &at, &server.new_account().await).await;
        server.set_clock("2025-05-12T04:00:00Z");
        pays(&server, &late, RETAIL).await;
        assert_eq!(stands(&server, late.header("location")).await.0, "requested");
        server.set_clock("2025-10-01T12:00:00Z");
        let left = withdraw(&server, &server.person(Role::Staff), late.header("location")).await.expect(200);
        assert_eq!((left.at("/steps/1/withdrawal/refund_cents"), left.at("/steps/1/withdrawal/kept_cents")), (json!(RETAIL), json!(0)));
    }
}
