//! A colleague takes a seat before the first day, and no money moves.

use serde_json::{Value, json};

use crate::billing::pay;
use crate::cyber_program::seating::{MEMBER, RETAIL, cohort, enroll, enroll_at, subjects};
use crate::support::{Answer, Person, Role, TestServer, both_engines};

async fn substitute(server: &TestServer, who: &Person, enrollment: &str, body: &Value) -> Answer {
    server.post(&format!("{enrollment}/substitution")).as_(who).if_match("*").json(body).send().await
}

fn by_account(colleague: &Person) -> Value {
    json!({ "account_id": colleague.account_id })
}

both_engines! {
    async fn a_paid_seat_goes_to_a_colleague_with_its_invoice(server: TestServer) {
        let at = cohort(&server, "Spring", 3).await;
        let (person, colleague) = (server.new_account().await, server.new_account().await);
        let seat = enroll(&server, &at, &person).await.expect(201);
        let address = seat.header("location");
        substitute(&server, &person, address, &by_account(&colleague)).await.expect_problem(409, "enrollment-not-paid");
        pay(&server, &seat.text_at("/invoice_id"), RETAIL, "CHK").await.expect(201);
        substitute(&server, &colleague, address, &by_account(&colleague)).await.expect_problem(404, "not-found");
        let changed = substitute(&server, &person, address, &by_account(&colleague)).await.expect(200);
        assert_eq!((changed.at("/account_id"), changed.at("/steps/1/step")), (json!(colleague.account_id), json!("substitute")));
        assert_eq!((changed.at("/invoice_id"), changed.at("/paid_cents")), (seat.at("/invoice_id"), json!(RETAIL)));
        server.get(address).as_(&colleague).send().await.expect(200);
        server.get(address).as_(&person).send().await.expect_problem(404, "not-found");
        assert_eq!(subjects(&server, &person).await.last().map(String::as_str), Some("A colleague has your seat"));
        assert_eq!(subjects(&server, &colleague).await, ["You have a seat"]);
        enroll(&server, &at, &colleague).await.expect_problem(409, "already-registered");
    }

    async fn nobody_gets_a_price_that_is_not_theirs_nor_a_second_seat_nor_a_seat_too_late(server: TestServer) {
        let at = cohort(&server, "Spring", 3).await;
        let (member, other, enrolled) = (server.new_member().await, server.new_account().await, server.new_account().await);
        let seat = enroll_at(&server, &at, &member, MEMBER).await.expect(201);
        let address = seat.header("location");
        pay(&server, &seat.text_at("/invoice_id"), MEMBER, "CHK").await.expect(201);
        enroll(&server, &at, &enrolled).await.expect(201);
        let staff = server.person(Role::Staff);
        let dear = substitute(&server, &member, address, &by_account(&other)).await.expect_problem(409, "substitute-costs-more");
        assert_eq!(dear.at("/rule/clause"), "cyber_program.enrollment.substitution");
        substitute(&server, &staff, address, &by_account(&enrolled)).await.expect_problem(409, "already-registered");
        substitute(&server, &staff, address, &by_account(&staff)).await.expect_problem(409, "own-matter");
        substitute(&server, &staff, address, &json!({})).await.expect_problem(409, "colleague-unclear");
        let second = server.new_member().await;
        let by_email = json!({ "email": second.email });
        substitute(&server, &member, address, &by_email).await.expect_problem(409, "unknown-account");
        server.set_clock("2025-05-05T12:00:00Z");
        substitute(&server, &staff, address, &by_email).await.expect_problem(409, "substitution-closed");
        server.set_clock("2025-05-04T12:00:00Z");
        substitute(&server, &staff, address, &by_email).await.expect(200);
    }
}
