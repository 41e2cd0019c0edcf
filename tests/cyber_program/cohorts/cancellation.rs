//! What the association does to participants: a cohort that is canceled or moved, better terms, a mentor who comes later.

use serde_json::json;

use crate::cyber_program::seating::{RETAIL, change, cohort, enroll, queue, read, stands, subjects, withdraw};
use crate::support::{Role, TestServer, both_engines};

fn reason() -> serde_json::Value {
    json!({ "reason": "Too few people enrolled." })
}

async fn pay(server: &TestServer, enrollment: &str) {
    let invoice = read(server, enrollment).await.text_at("/invoice_id");
    let payment = json!({
        "invoice_id": invoice, "method": "check", "amount_cents": RETAIL, "received_on": "2025-03-01",
        "external_reference": format!("CHK-{invoice}")
    });
    server.post("/v1/billing/payments").as_(Role::Finance).key(&invoice).json(&payment).send().await.expect(201);
}

both_engines! {
    async fn a_cohort_that_is_canceled_keeps_nobodys_money(server: TestServer) {
        let at = cohort(&server, "Spring", 2).await;
        let people = queue(&server, &at, 3).await;
        pay(&server, &people[0].1).await;
        server.set_clock("2025-04-26T12:00:00Z");
        let cancel = format!("{at}/cancellation");
        server.post(&cancel).as_(&people[0].0).json(&reason()).send().await.expect_problem(403, "forbidden");
        let canceled = server.post(&cancel).as_(Role::Staff).json(&reason()).send().await.expect(200);
        assert_eq!((canceled.at("/canceled_on"), canceled.at("/waiting")), (json!("2025-04-26"), json!(0)));
        server.post(&cancel).as_(Role::Staff).json(&reason()).send().await.expect_problem(409, "cohort-canceled");
        for (person, enrollment) in &people {
            assert_eq!(stands(&server, enrollment).await, (json!("canceled"), json!(null)));
            assert!(subjects(&server, person).await.contains(&"Your cohort is canceled".to_owned()));
        }
        let paid = read(&server, &people[0].1).await;
        let came_to = paid.at("/steps/1/withdrawal");
        assert_eq!((&came_to["kept_cents"], &came_to["refund_cents"]), (&json!(0), &json!(RETAIL)));
        assert_eq!(read(&server, &people[1].1).await.at("/invoice_id"), json!(null), "nothing is owed");
        let late = server.new_account().await;
        enroll(&server, &at, &late).await.expect_problem(409, "cohort-canceled");
        change(&server, &at, &json!({ "capacity": 9 })).await.expect_problem(409, "cohort-canceled");
    }

    async fn a_cohort_that_is_canceled_under_way_credits_the_weeks_not_held_and_is_struck_out_of_calendars(server: TestServer) {
        let at = cohort(&server, "Spring", 2).await;
        let people = queue(&server, &at, 1).await;
        pay(&server, &people[0].1).await;
        let (person, enrollment) = &people[0];
        let link = server.post(&format!("{enrollment}/calendar-link")).as_(person).send().await.expect(200).text_at("/url");
        let link = link.strip_prefix(crate::support::parts::PUBLIC_URL).expect("our own address").to_owned();
        server.set_clock("2025-06-18T12:00:00Z");
        server.post(&format!("{at}/cancellation")).as_(Role::Staff).json(&reason()).send().await.expect(200);
        let came_to = read(&server, enrollment).await.at("/steps/1/withdrawal");
        assert_eq!((&came_to["kept_cents"], &came_to["refund_cents"]), (&json!(124_750), &json!(124_750)));
        let text = server.get(&link).send().await.expect(200).text().replace("\r\n ", "");
        let canceled: Vec<&str> = text.split("BEGIN:VEVENT").filter(|event| event.contains("STATUS:CANCELLED")).collect();
        assert!(canceled.iter().any(|event| event.contains("w07-live_event")), "{text}");
        assert!(!canceled.iter().any(|event| event.contains("w06-live_event")), "{text}");
        server.set_clock("2025-07-28T12:00:00Z");
        let over = cohort(&server, "Over", 2).await;
        server.post(&format!("{over}/cancellation")).as_(Role::Staff).json(&reason()).send().await.expect_problem(409, "cohort-ended");
    }

    async fn a_first_day_that_moves_far_is_told_and_gives_fourteen_days_to_withdraw(server: TestServer) {
        let at = cohort(&server, "Spring", 4).await;
        let people = queue(&server, &at, 1).await;
        let (person, enrollment) = &people[0];
        server.set_clock("2025-04-28T12:00:00Z");
        change(&server, &at, &json!({ "starts_on": "2025-05-10" })).await.expect(200);
        assert_eq!(read(&server, enrollment).await.at("/withdraw_free_until"), json!(null));
        change(&server, &at, &json!({ "starts_on": "2025-05-13" })).await.expect(200);
        assert_eq!(read(&server, enrollment).await.at("/withdraw_free_until"), "2025-05-12", "small moves are counted together");
        assert_eq!(subjects(&server, person).await.iter().filter(|one| *one == "Your cohort has new dates").count(), 2);
        server.set_clock("2025-05-12T12:00:00Z");
        let left = withdraw(&server, person, enrollment).await.expect(200);
        assert_eq!((left.at("/steps/1/withdrawal/percent"), left.at("/withdraw_free_until")), (json!(100), json!(null)));
    }

    async fn staff_withdraw_somebody_on_better_terms_and_never_on_worse(server: TestServer) {
        let at = cohort(&server, "Spring", 4).await;
        let people = queue(&server, &at, 1).await;
        server.set_clock("2025-04-10T12:00:00Z");
        let address = format!("{}/withdrawal-on-terms", people[0].1);
        let terms = |kept: u32| json!({ "kept_percent": kept, "reason": "Deployed." });
        let send = |who: Role, kept: u32| server.post(&address).as_(who).if_match("*").json(&terms(kept)).send();
        send(Role::Member, 0).await.expect_problem(403, "forbidden");
        send(Role::Staff, 51).await.expect_problem(409, "withdrawal-terms-worse");
        let left = send(Role::Staff, 10).await.expect(200);
        assert_eq!((left.at("/state"), left.at("/steps/1/withdrawal/kept_cents")), (json!("withdrawn"), json!(24_950)));
    }
}
