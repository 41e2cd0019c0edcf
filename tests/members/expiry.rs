//! Applications of which nothing comes end by themselves: open on day 90, ended on day 91.

use guildhall::members::actions::expiry::expire_applications;
use serde_json::{Value, json};

use super::{apply, joined, joining, submit};
use crate::billing::{invoice, pay};
use crate::support::{Person, TestServer, both_engines};

async fn state(server: &TestServer, person: &Person, path: &str, at: &str) -> Value {
    server.set_clock(at);
    expire_applications(server.app()).await.unwrap();
    expire_applications(server.app()).await.unwrap();
    server.get(path).as_(person).send().await.expect(200).at("/state")
}

both_engines! {
    async fn an_unpaid_join_ends_ninety_days_after_its_invoice_which_is_then_void(server: TestServer) {
        let person = server.new_account().await;
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        server.set_clock("2025-03-11T12:00:00Z");
        let issued = invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201);
        let path = made.header("location");
        assert_eq!(state(&server, &person, path, "2025-06-09T12:00:00Z").await, "awaiting_payment", "day 90");
        assert_eq!(state(&server, &person, path, "2025-06-10T12:00:00Z").await, "expired", "day 91");
        let voided = server.get(issued.header("location")).as_(&person).send().await.expect(200);
        assert_eq!((voided.at("/status"), voided.at("/outstanding_cents")), (json!("void"), json!(0)));
        invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect_problem(409, "application-not-payable");
        submit(&server, &person, &json!({ "category": "full" })).await.expect(201);
    }

    async fn what_was_never_invoiced_ends_ninety_days_after_it_was_sent(server: TestServer) {
        let person = server.new_account().await;
        let waits = submit(&server, &person, &json!({ "category": "other" })).await.expect(201);
        let other = server.new_account().await;
        let reviewed = submit(&server, &other, &joining(15_000_000)).await.expect(201);
        for (made, who, open) in [(&waits, &person, "awaiting_payment"), (&reviewed, &other, "in_review")] {
            assert_eq!(state(&server, who, made.header("location"), "2025-05-30T12:00:00Z").await, open, "day 90");
        }
        for (made, who) in [(&waits, &person), (&reviewed, &other)] {
            assert_eq!(state(&server, who, made.header("location"), "2025-05-31T12:00:00Z").await, "expired", "day 91");
        }
    }

    async fn what_is_paid_in_part_is_for_finance_and_a_jump_ends_it_all_the_same(server: TestServer) {
        let person = server.new_account().await;
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        let issued = invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201);
        pay(&server, &issued.text_at("/id"), 100, "CHK").await.expect(201);
        let unpaid = server.new_account().await;
        let theirs = apply(&server, &unpaid, &joining(15_000_000)).await.expect(201);
        assert_eq!(state(&server, &unpaid, theirs.header("location"), "2027-03-01T12:00:00Z").await, "expired");
        assert_eq!(state(&server, &person, made.header("location"), "2027-03-01T12:00:00Z").await, "awaiting_payment");
    }

    async fn a_renewal_is_open_through_grace(server: TestServer) {
        let (person, _) = joined(&server).await;
        server.set_clock("2025-12-01T12:00:00Z");
        let made = apply(&server, &person, &json!({ "category": "full" })).await.expect(201);
        invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201);
        let path = made.header("location");
        assert_eq!(state(&server, &person, path, "2026-04-29T12:00:00Z").await, "awaiting_payment", "the last day of grace");
        assert_eq!(state(&server, &person, path, "2026-04-30T12:00:00Z").await, "expired");
    }
}
