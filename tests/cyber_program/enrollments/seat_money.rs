//! Seats and their invoices: billed at the fixed price, paid, given back by the terms, taken back.

use serde_json::{Value, json};

use crate::billing::pay;
use crate::cyber_program::seating::{MEMBER, RETAIL, accept, cohort, enroll, enroll_at, queue, read, withdraw};
use crate::support::{Answer, Role, TestServer, both_engines};

async fn invoice(server: &TestServer, id: &Value) -> Answer {
    let address = format!("/v1/billing/invoices/{}", id.as_str().expect("an invoice"));
    server.get(&address).as_(Role::Finance).send().await.expect(200)
}

both_engines! {
    async fn a_seat_is_billed_at_its_price_and_a_place_in_the_queue_is_not(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let (member, other) = (server.new_member().await, server.new_account().await);
        let seat = enroll_at(&server, &at, &member, MEMBER).await.expect(201);
        let billed = invoice(&server, &seat.at("/invoice_id")).await;
        assert_eq!((billed.at("/total_cents"), billed.at("/due_on")), (json!(MEMBER), json!("2025-03-31")));
        assert_eq!(billed.at("/bills"), "cyber_program_seat");
        assert_eq!((billed.at("/application_id"), billed.at("/member_id")), (seat.at("/id"), json!(member.member_id)));
        let waits = enroll(&server, &at, &other).await.expect(201);
        assert_eq!(waits.at("/invoice_id"), json!(null));
        server.set_clock("2025-03-20T12:00:00Z");
        withdraw(&server, &member, seat.header("location")).await.expect(200);
        assert_eq!(read(&server, waits.header("location")).await.at("/invoice_id"), json!(null), "nor is an offer");
        let seated = accept(&server, &other, waits.header("location")).await.expect(200);
        let billed = invoice(&server, &seated.at("/invoice_id")).await;
        assert_eq!((billed.at("/total_cents"), billed.at("/due_on")), (json!(RETAIL), json!("2025-04-19")));
    }

    async fn a_payer_changed_on_the_invoice_is_the_payer_of_the_enrollment(server: TestServer) {
        let at = cohort(&server, "Spring", 10).await;
        let seat = enroll(&server, &at, &server.new_account().await).await.expect(201);
        let payer = |seat: &Answer| (seat.at("/bill_to_organization_id"), seat.at("/purchase_order_number"));
        assert_eq!(payer(&seat), (json!(null), json!(null)));
        let city = json!({ "name": "Springfield", "kind": "city_or_county", "state": "IL" });
        let city = server.post("/v1/organizations").as_(Role::Staff).json(&city).send().await.expect(201).at("/id");
        let invoice = format!("/v1/billing/invoices/{}", seat.text_at("/invoice_id"));
        let readdress = |patch: Value| server.patch(&invoice).as_(Role::Finance).if_match("*").json(&patch).send();
        readdress(json!({ "bill_to_organization_id": city, "purchase_order_number": "PO-9" })).await.expect(200);
        let before = read(&server, seat.header("location")).await;
        assert_eq!(payer(&before), (city, json!("PO-9")));
        assert_ne!(before.tag(), seat.tag(), "a cache learns of it");
        readdress(json!({ "bill_to_organization_id": null })).await.expect(200);
        assert_eq!(payer(&read(&server, seat.header("location")).await), (json!(null), json!("PO-9")));
    }

    async fn enrolling_paying_and_withdrawing_gives_back_what_the_terms_say(server: TestServer) {
        let at = cohort(&server, "Spring", 10).await;
        for (now, refund, kept) in [
            ("2025-04-05T12:00:00Z", RETAIL, 0),
            ("2025-04-06T12:00:00Z", 124_750, 124_750),
            ("2025-04-21T12:00:00Z", 124_750, 124_750),
            ("2025-04-22T12:00:00Z", 0, RETAIL),
        ] {
            let person = server.new_account().await;
            server.set_clock("2025-03-01T12:00:00Z");
            let seat = enroll(&server, &at, &person).await.expect(201);
            let id = seat.text_at("/invoice_id");
            pay(&server, &id, RETAIL, &format!("CHK-{now}")).await.expect(201);
            assert_eq!(read(&server, seat.header("location")).await.at("/paid_cents"), RETAIL);
            server.set_clock(now);
            let left = withdraw(&server, &person, seat.header("location")).await.expect(200);
            let came_to = left.at("/steps/1/withdrawal");
            assert_eq!((&came_to["refund_cents"], &came_to["kept_cents"], &came_to["still_owed_cents"]), (&json!(refund), &json!(kept), &json!(0)), "{now}");
            let refunds = server.get(&format!("/v1/billing/refunds?invoice_id={id}")).as_(Role::Finance).send().await.expect(200);
            let due: Vec<i64> = refunds.at("/data").as_array().into_iter().flatten().filter_map(|one| one["amount_cents"].as_i64()).collect();
            assert_eq!(due, if refund == 0 { vec![] } else { vec![refund] }, "{now}");
            assert_eq!(invoice(&server, &json!(id)).await.at("/outstanding_cents"), 0, "{now}");
        }
    }

    async fn what_was_not_paid_is_still_owed_or_void(server: TestServer) {
        let at = cohort(&server, "Spring", 10).await;
        for (now, status, outstanding) in [
            ("2025-04-05T12:00:00Z", "void", 0),
            ("2025-04-06T12:00:00Z", "open", 124_750),
            ("2025-04-22T12:00:00Z", "open", RETAIL),
        ] {
            server.set_clock("2025-03-01T12:00:00Z");
            let person = server.new_account().await;
            let seat = enroll(&server, &at, &person).await.expect(201);
            server.set_clock(now);
            let left = withdraw(&server, &person, seat.header("location")).await.expect(200);
            assert_eq!(left.at("/steps/1/withdrawal/still_owed_cents"), outstanding, "{now}");
            let stands = invoice(&server, &seat.at("/invoice_id")).await;
            assert_eq!((stands.at("/status"), stands.at("/outstanding_cents")), (json!(status), json!(outstanding)), "{now}");
        }
    }

    async fn a_paid_seat_is_not_taken_back_and_a_part_payment_is_given_back(server: TestServer) {
        let at = cohort(&server, "Spring", 2).await;
        let people = queue(&server, &at, 2).await;
        for ((_, address), amount) in people.iter().zip([RETAIL, 100_000]) {
            let id = read(&server, address).await.text_at("/invoice_id");
            pay(&server, &id, amount, &format!("CHK-{amount}")).await.expect(201);
        }
        server.set_clock("2025-04-01T12:00:00Z");
        let release = |address: &str| server.post(&format!("{address}/release")).as_(Role::Staff).if_match("*");
        release(&people[0].1).send().await.expect_problem(409, "enrollment-is-paid");
        let released = release(&people[1].1).send().await.expect(200);
        assert_eq!(released.at("/steps/1/withdrawal/refund_cents"), 100_000);
        let refunds = server.get("/v1/billing/refunds").as_(Role::Finance).send().await.expect(200);
        assert_eq!((refunds.at("/data/0/amount_cents"), refunds.at("/data/1")), (json!(100_000), json!(null)));
    }

    async fn an_unpaid_seat_that_nobody_could_take_any_more_is_kept_and_owed(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let people = queue(&server, &at, 1).await;
        server.set_clock("2025-05-12T04:00:00Z");
        let release = server.post(&format!("{}/release", people[0].1)).as_(Role::Staff).if_match("*").send().await;
        release.expect_problem(409, "cohort-entry-closed");
        let seat = read(&server, &people[0].1).await;
        assert_eq!((seat.at("/next_steps/0/step"), seat.at("/next_steps/1")), (json!("withdraw"), json!(null)));
        assert_eq!(invoice(&server, &seat.at("/invoice_id")).await.at("/outstanding_cents"), RETAIL);
    }

    async fn a_payment_and_a_withdrawal_at_once_leave_books_that_agree(server: TestServer) {
        let at = cohort(&server, "Spring", 10).await;
        for round in 0..5 {
            let person = server.new_account().await;
            let seat = enroll(&server, &at, &person).await.expect(201);
            let id = seat.text_at("/invoice_id");
            let reference = format!("CHK-{round}");
            let (paid, left) = tokio::join!(pay(&server, &id, RETAIL, &reference), withdraw(&server, &person, seat.header("location")));
            left.expect(200);
            let refunds = server.get(&format!("/v1/billing/refunds?invoice_id={id}")).as_(Role::Finance).send().await.expect(200);
            let refunded = refunds.at("/data").as_array().map_or(0, Vec::len);
            match paid.status() {
                201 => assert_eq!(refunded, 1, "paid first, then given back"),
                409 => assert_eq!(refunded, 0, "void first, so nothing was taken"),
                other => panic!("{other}: {paid:?}"),
            }
        }
    }
}
