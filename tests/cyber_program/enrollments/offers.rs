//! A free seat is offered to whoever has waited longest, and binds nobody before it is accepted (fault A2).

use serde_json::{Value, json};

use crate::billing::pay;
use crate::cyber_program::seating::{RETAIL, accept, change, cohort, enroll, queue, read, stands, subjects, withdraw};
use crate::support::{Answer, Person, Role, TestServer, both_engines};

async fn decline(server: &TestServer, who: &Person, enrollment: &str) -> Answer {
    server.post(&format!("{enrollment}/offer-decline")).as_(who).send().await
}

async fn end_offers(server: &TestServer) -> u64 {
    guildhall::cyber_program::jobs::end_offers(server.app()).await.expect("done")
}

async fn invoice(server: &TestServer, id: &str) -> Answer {
    server.get(&format!("/v1/billing/invoices/{id}")).as_(Role::Finance).send().await.expect(200)
}

/// How many invoices there are, and what is owed on all of them.
async fn owed(server: &TestServer) -> (usize, i64) {
    let all = server.get("/v1/billing/invoices?limit=100").as_(Role::Finance).send().await.expect(200);
    let all: Vec<Value> = all.at("/data").as_array().cloned().unwrap_or_default();
    (all.len(), all.iter().filter_map(|one| one["outstanding_cents"].as_i64()).sum())
}

both_engines! {
    async fn nobody_owes_a_seat_that_they_did_not_accept(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let people = queue(&server, &at, 3).await;
        server.set_clock("2025-04-01T12:00:00Z");
        withdraw(&server, &people[0].0, &people[0].1).await.expect(200);
        let offered = read(&server, &people[1].1).await;
        assert_eq!((offered.at("/state"), offered.at("/invoice_id")), (json!("offered"), json!(null)));
        assert_eq!((offered.at("/offer_expires_at"), offered.at("/payment_due_on")), (json!("2025-04-04T12:00:00Z"), json!(null)));
        assert_eq!(server.get(&at).send().await.expect(200).at("/free_seats"), 0, "it is kept for her");
        let before = owed(&server).await;
        accept(&server, &people[2].0, &people[1].1).await.expect_problem(404, "not-found");
        accept(&server, &server.person(Role::Staff), &people[1].1).await.expect_problem(409, "enrollment-step-not-theirs");
        accept(&server, &people[2].0, &people[2].1).await.expect_problem(409, "enrollment-step-not-open");
        let declined = decline(&server, &people[1].0, &people[1].1).await.expect(200);
        assert_eq!((declined.at("/state"), declined.at("/steps/2/step"), declined.at("/steps/2/withdrawal")), (json!("withdrawn"), json!("decline"), json!(null)));
        assert_eq!(owed(&server).await, before, "nothing was billed");
        assert_eq!(stands(&server, &people[2].1).await.0, "offered");
        let left = withdraw(&server, &people[2].0, &people[2].1).await.expect(200);
        assert_eq!((left.at("/state"), left.at("/steps/2/withdrawal")), (json!("withdrawn"), json!(null)), "an offer is given up as freely");
        assert_eq!(owed(&server).await, before);
    }

    async fn an_accepted_offer_is_billed_and_owed_from_that_day_on(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let people = queue(&server, &at, 2).await;
        withdraw(&server, &people[0].0, &people[0].1).await.expect(200);
        server.set_clock("2025-03-02T12:00:00Z");
        let seated = accept(&server, &people[1].0, &people[1].1).await.expect(200);
        assert_eq!((seated.at("/state"), seated.at("/offer_expires_at")), (json!("enrolled"), json!(null)));
        let billed = invoice(&server, &seated.text_at("/invoice_id")).await;
        assert_eq!((billed.at("/total_cents"), billed.at("/due_on")), (json!(RETAIL), json!("2025-04-01")));
        accept(&server, &people[1].0, &people[1].1).await.expect_problem(409, "enrollment-step-not-open");
    }

    async fn an_offer_ends_by_itself_and_the_next_one_gets_it(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let people = queue(&server, &at, 3).await;
        withdraw(&server, &people[0].0, &people[0].1).await.expect(200);
        server.set_clock("2025-03-04T11:59:59Z");
        assert_eq!((end_offers(&server).await, stands(&server, &people[1].1).await.0), (0, json!("offered")));
        server.set_clock("2025-03-04T12:00:00Z");
        assert_eq!(stands(&server, &people[1].1).await.0, "withdrawn", "before any job has run");
        let late = accept(&server, &people[1].0, &people[1].1).await.expect_problem(409, "seat-offer-expired");
        assert_eq!(late.at("/rule/clause"), "cyber_program.enrollment.offer");
        assert_eq!((end_offers(&server).await, end_offers(&server).await), (1, 0));
        let ended = read(&server, &people[1].1).await;
        assert_eq!((ended.at("/steps/2/step"), ended.at("/steps/2/actor")), (json!("expire"), json!("system")));
        assert_eq!(stands(&server, &people[2].1).await.0, "offered");
        assert_eq!(subjects(&server, &people[1].0).await.last().map(String::as_str), Some("The offer of a seat has ended"));
    }

    async fn whoever_comes_when_an_offer_has_just_ended_comes_behind_those_who_wait(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let people = queue(&server, &at, 2).await;
        withdraw(&server, &people[0].0, &people[0].1).await.expect(200);
        server.set_clock("2025-03-04T12:00:00Z");
        let late = enroll(&server, &at, &server.new_account().await).await.expect(201);
        assert_eq!(late.at("/state"), "enrolled", "nobody waits any more");
        assert_eq!(stands(&server, &people[1].1).await.0, "withdrawn");
    }

    async fn an_offer_ends_a_day_before_the_first_day_at_the_latest(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let people = queue(&server, &at, 2).await;
        server.set_clock("2025-05-02T12:00:00Z");
        withdraw(&server, &people[0].0, &people[0].1).await.expect(200);
        assert_eq!(read(&server, &people[1].1).await.at("/offer_expires_at"), "2025-05-04T04:00:00Z", "midnight in New York");
    }

    async fn a_seat_that_is_sold_again_owes_nothing_more_from_the_first(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let people = queue(&server, &at, 2).await;
        let first = read(&server, &people[0].1).await.text_at("/invoice_id");
        server.set_clock("2025-04-25T12:00:00Z");
        withdraw(&server, &people[0].0, &people[0].1).await.expect(200);
        assert_eq!(invoice(&server, &first).await.at("/outstanding_cents"), RETAIL, "the terms give nothing back");
        let seated = accept(&server, &people[1].0, &people[1].1).await.expect(200);
        assert_eq!(invoice(&server, &first).await.at("/outstanding_cents"), RETAIL, "the seat is not paid yet");
        pay(&server, &seated.text_at("/invoice_id"), RETAIL, "CHK").await.expect(201);
        let released = invoice(&server, &first).await;
        assert_eq!((released.at("/status"), released.at("/outstanding_cents")), (json!("void"), json!(0)));
    }

    async fn what_was_paid_for_a_seat_that_is_sold_again_is_given_back(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let people = queue(&server, &at, 3).await;
        let first = read(&server, &people[0].1).await.text_at("/invoice_id");
        pay(&server, &first, RETAIL, "CHK-1").await.expect(201);
        server.set_clock("2025-04-25T12:00:00Z");
        withdraw(&server, &people[0].0, &people[0].1).await.expect(200);
        // The second takes the seat and gives it up unpaid; the third pays for it.
        let second = accept(&server, &people[1].0, &people[1].1).await.expect(200).text_at("/invoice_id");
        withdraw(&server, &people[1].0, &people[1].1).await.expect(200);
        assert_eq!(invoice(&server, &second).await.at("/outstanding_cents"), RETAIL);
        let third = accept(&server, &people[2].0, &people[2].1).await.expect(200).text_at("/invoice_id");
        pay(&server, &third, RETAIL, "CHK-3").await.expect(201);
        assert_eq!(invoice(&server, &second).await.at("/outstanding_cents"), 0);
        let refunds = server.get(&format!("/v1/billing/refunds?invoice_id={first}")).as_(Role::Finance).send().await.expect(200);
        assert_eq!((refunds.at("/data/0/amount_cents"), refunds.at("/data/0/reason")), (json!(RETAIL), json!("seat_resold")));
        assert_eq!(refunds.at("/data/1"), json!(null), "once");
    }

    async fn a_seat_that_nobody_had_before_is_no_second_sale(server: TestServer) {
        let at = cohort(&server, "Spring", 5).await;
        let people = queue(&server, &at, 1).await;
        let first = read(&server, &people[0].1).await.text_at("/invoice_id");
        server.set_clock("2025-04-25T12:00:00Z");
        withdraw(&server, &people[0].0, &people[0].1).await.expect(200);
        let other = enroll(&server, &at, &server.new_account().await).await.expect(201);
        pay(&server, &other.text_at("/invoice_id"), RETAIL, "CHK").await.expect(201);
        assert_eq!(invoice(&server, &first).await.at("/outstanding_cents"), RETAIL, "four seats were never sold");
    }

    async fn of_twenty_who_accept_and_a_withdrawal_one_invoice_comes(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let people = queue(&server, &at, 2).await;
        withdraw(&server, &people[0].0, &people[0].1).await.expect(200);
        let accepting = (0..20).map(|_| accept(&server, &people[1].0, &people[1].1));
        let statuses: Vec<u16> = futures_util::future::join_all(accepting).await.iter().map(Answer::status).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        let own = server.get("/v1/billing/invoices").as_(&people[1].0).send().await.expect(200);
        assert_eq!(own.at("/data").as_array().map(Vec::len), Some(1));
    }

    async fn more_seats_are_offered_and_a_cohort_is_made_no_smaller_than_its_offers(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        queue(&server, &at, 3).await;
        change(&server, &at, &json!({ "capacity": 3 })).await.expect(200);
        change(&server, &at, &json!({ "capacity": 2 })).await.expect_problem(409, "cohort-capacity-below-held");
    }
}
