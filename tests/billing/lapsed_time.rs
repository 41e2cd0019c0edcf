//! Lapsed time never counts, whatever is paid later.

use serde_json::json;

use super::{invoice, pay};
use crate::members::{apply, joined};
use crate::support::admission::accept_if_in_review;
use crate::support::{Answer, Person, Role, TestServer, both_engines};

async fn service(server: &TestServer, record: &str, person: &Person) -> Answer {
    let path = format!("{record}/life-membership?retired_on=2027-06-01");
    server.get(&path).as_(person).send().await.expect(200)
}

both_engines! {
    async fn an_old_debt_that_is_paid_after_a_rejoin_brings_no_lapsed_time_back(server: TestServer) {
        let (person, record) = joined(&server).await;
        let born = json!({ "born_on": "1970-01-01" });
        server.patch(&record).as_(&person).if_match("*").json(&born).send().await.expect(200);
        server.set_clock("2026-02-01T12:00:00Z");
        let renewal = apply(&server, &person, &json!({ "category": "full" })).await.expect(201);
        let old = invoice(&server, &person, &renewal.text_at("/id"), 97_500, 4).await.expect(201).text_at("/id");
        pay(&server, &old, 24_375, "first").await.expect(201);
        server.set_clock("2026-09-01T12:00:00Z");
        let lapsed = server.get(&record).as_(Role::Staff).send().await.expect(200);
        assert_eq!((lapsed.at("/standing"), lapsed.at("/good_until_on")), (json!("lapsed"), json!("2026-05-01")));
        let request = json!({ "category": "full", "account_id": person.account_id });
        let rejoin = server.post("/v1/members/applications").as_(Role::Staff).json(&request).send().await.expect(201);
        accept_if_in_review(&server, &rejoin).await;
        let again = invoice(&server, &person, &rejoin.text_at("/id"), 97_500, 1).await.expect(201).text_at("/id");
        let payment = json!({ "invoice_id": again, "method": "check", "amount_cents": 97_500, "received_on": "2026-09-01", "external_reference": "again" });
        server.post("/v1/billing/payments").as_(Role::Finance).key("again").json(&payment).send().await.expect(201);
        server.set_clock("2027-06-01T12:00:00Z");
        let before = service(&server, &record, &person).await;
        let debt = json!({ "invoice_id": old, "method": "check", "amount_cents": 73_125, "received_on": "2027-06-01", "external_reference": "debt" });
        server.post("/v1/billing/payments").as_(Role::Finance).key("debt").json(&debt).send().await.expect(201);
        let after = service(&server, &record, &person).await;
        // Active and in grace from 2025-03-01 until 2026-06-30, and again from 2026-09-01.
        let counted = json!({ "years": 2, "days": 28 });
        for answer in [before, after] {
            assert_eq!(answer.at("/assessment/qualifying_service"), counted, "{}", answer.json());
        }
    }
}
