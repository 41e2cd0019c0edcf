//! One payment for several people, credit that is left, and references that are somebody's own.

use serde_json::{Value, json};

use super::{invoice, pay};
use crate::members::{apply, joining};
use crate::support::{Answer, Person, Role, TestServer, both_engines};

/// Somebody who has applied and was billed 975.00.
async fn billed(server: &TestServer) -> (Person, String, String) {
    let person = server.new_account().await;
    let made = apply(server, &person, &joining(15_000_000)).await.expect(201);
    let id = invoice(server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201).text_at("/id");
    (person, id, format!("/v1/members/{}", made.text_at("/member_id")))
}

async fn record(server: &TestServer, key: &str, body: Value) -> Answer {
    let mut whole = json!({ "method": "check", "received_on": "2025-03-01", "external_reference": "1001" });
    for (name, value) in body.as_object().unwrap() {
        whole[name] = value.clone();
    }
    server.post("/v1/billing/payments").as_(Role::Finance).key(key).json(&whole).send().await
}

async fn read(server: &TestServer, path: &str) -> Answer {
    server.get(path).as_(Role::Finance).send().await.expect(200)
}

async fn balance(server: &TestServer, account: &str) -> i64 {
    let report = read(server, "/v1/billing/ledger").await.json();
    let of = report["accounts"].as_array().unwrap().iter().find(|of| of["account"] == account);
    of.map_or(0, |of| of["closing_cents"].as_i64().unwrap())
}

both_engines! {
    async fn one_check_of_a_city_pays_for_two_people_and_is_recorded_once(server: TestServer) {
        let ((_, one, first), (_, two, second)) = (billed(&server).await, billed(&server).await);
        let city = json!({ "name": "City of Aurora", "kind": "city_or_county", "state": "IL" });
        let city = server.post("/v1/organizations").as_(Role::Staff).json(&city).send().await.expect(201).text_at("/id");
        let payer = json!({ "organization_id": city });
        let both = json!([{ "invoice_id": one, "amount_cents": 97_500 }, { "invoice_id": two, "amount_cents": 97_500 }]);
        let body = json!({ "payer": payer, "allocations": both, "amount_cents": 195_000 });
        let made = record(&server, "a", body).await.expect(201);
        assert_eq!((made.at("/invoice_id"), made.at("/unapplied_cents")), (json!(one), json!(0)));
        assert_eq!(made.at("/payer"), json!({ "account_id": null, "organization_id": city }));
        for path in [first, second] {
            assert_eq!(read(&server, &path).await.at("/standing"), "active");
        }
        let again = json!({ "payer": payer, "allocations": [{ "invoice_id": two, "amount_cents": 0 }], "amount_cents": 1 });
        record(&server, "b", again).await.expect_problem(409, "duplicate-reference");
        for invoice in [&one, &two] {
            let list = read(&server, &format!("/v1/billing/payments?invoice_id={invoice}")).await;
            assert_eq!(list.at("/data/0/id"), made.at("/id"));
        }
        let found = read(&server, "/v1/billing/invoices?reference=%201001").await;
        assert_eq!(found.at("/data").as_array().map(Vec::len), Some(2));
        let of_city = read(&server, &format!("/v1/billing/payments?payer_organization_id={city}&reference=1001")).await;
        assert_eq!(of_city.at("/data").as_array().map(Vec::len), Some(1));
    }

    async fn two_payers_have_a_check_of_one_number_and_one_has_it_once_however_it_is_spelled(server: TestServer) {
        let ((_, one, _), (_, two, _)) = (billed(&server).await, billed(&server).await);
        let part = |invoice: &str, reference: &str| json!({ "invoice_id": invoice, "amount_cents": 100, "external_reference": reference });
        record(&server, "a", part(&one, "1001")).await.expect(201);
        record(&server, "b", part(&two, "1001")).await.expect(201);
        for (key, spelled) in [("c", " 1001"), ("d", "10\u{200B}01"), ("e", "1001\u{FEFF}")] {
            record(&server, key, part(&one, spelled)).await.expect_problem(409, "duplicate-reference");
        }
        let unseen = record(&server, "f", part(&one, "\u{200B}\u{2060}")).await.expect_problem(409, "reference-empty");
        assert_eq!(unseen.violations()[0].0, "/external_reference");
        let kept = record(&server, "g", part(&one, "  CHK \u{200B} 7 ")).await.expect(201);
        assert_eq!(kept.at("/external_reference"), "CHK 7");
    }

    async fn a_payment_has_one_of_two_forms_and_names_what_is_wrong_with_it(server: TestServer) {
        let ((_, one, _), (_, two, _)) = (billed(&server).await, billed(&server).await);
        let of = |invoice: &str, cents: i64| json!({ "invoice_id": invoice, "amount_cents": cents });
        let wrong = [
            (json!({ "amount_cents": 1 }), "invoice-or-allocations", "/invoice_id"),
            (json!({ "amount_cents": 1, "invoice_id": one, "allocations": [of(&one, 1)] }), "invoice-or-allocations", "/allocations"),
            (json!({ "amount_cents": 2, "allocations": [of(&one, 1), of(&two, 1)] }), "payer-needed", "/payer"),
            (json!({ "amount_cents": 1, "invoice_id": one, "payer": {} }), "payer-needed", "/payer"),
            (json!({ "amount_cents": 2, "allocations": [of(&one, 1), of(&one, 1)] }), "invoice-named-twice", "/allocations/1/invoice_id"),
            (json!({ "amount_cents": 1, "allocations": [of(&one, 2)] }), "more-than-received", "/allocations"),
            (json!({ "amount_cents": 97_501, "invoice_id": one }), "more-than-outstanding", "/amount_cents"),
            (json!({ "amount_cents": 97_501, "allocations": [of(&one, 97_501)] }), "more-than-outstanding", "/allocations/0/amount_cents"),
            (json!({ "amount_cents": 1, "allocations": [of("0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11", 1)] }), "unknown-invoice", "/allocations/0/invoice_id"),
        ];
        for (place, (body, slug, at)) in wrong.into_iter().enumerate() {
            let refused = record(&server, &place.to_string(), body).await.expect_problem(409, slug);
            assert_eq!(refused.violations()[0].0, at, "{slug}");
        }
        record(&server, "empty", json!({ "amount_cents": 1, "allocations": [] })).await.expect_problem(422, "invalid-body");
    }

    async fn a_cent_too_much_is_credit_that_is_applied_or_refunded_later(server: TestServer) {
        let ((person, one, _), (_, two, other)) = (billed(&server).await, billed(&server).await);
        let body = json!({ "amount_cents": 200_000, "allocations": [{ "invoice_id": one, "amount_cents": 97_500 }] });
        let made = record(&server, "a", body).await.expect(201);
        assert_eq!(made.at("/unapplied_cents"), 102_500);
        assert_eq!((balance(&server, "unapplied_credit").await, balance(&server, "cash").await), (-102_500, 200_000));
        let path = format!("/v1/billing/payments/{}", made.text_at("/id"));
        let apply = async |key: &str, cents: i64| {
            let body = json!({ "invoice_id": two, "amount_cents": cents });
            server.post(&format!("{path}/allocations")).as_(Role::Finance).key(key).json(&body).send().await
        };
        apply("b", 102_501).await.expect_problem(409, "more-than-unapplied");
        apply("c", 97_501).await.expect_problem(409, "more-than-outstanding");
        assert_eq!(apply("d", 97_000).await.expect(200).at("/unapplied_cents"), 5_500);
        let applied = apply("e", 500).await.expect(200);
        assert_eq!(applied.at("/allocations"), json!([{ "invoice_id": one, "amount_cents": 97_500 }, { "invoice_id": two, "amount_cents": 97_500 }]));
        assert_eq!(read(&server, &other).await.at("/standing"), "active");
        let refund = async |key: &str, cents: i64| {
            let body = json!({ "amount_cents": cents });
            server.post(&format!("{path}/refunds")).as_(Role::Finance).key(key).json(&body).send().await
        };
        refund("f", 5_001).await.expect_problem(409, "more-than-unapplied");
        let due = refund("g", 5_000).await.expect(201);
        assert_eq!((due.at("/reason"), due.at("/payment_id")), (json!("unapplied_credit"), made.at("/id")));
        let payout = json!({ "method": "ach", "paid_on": "2025-03-01", "external_reference": "ACH-1" });
        let at = format!("/v1/billing/refunds/{}/payment", due.text_at("/id"));
        server.post(&at).as_(Role::Finance).key("h").json(&payout).send().await.expect(200);
        for (account, expected) in [("unapplied_credit", 0), ("refunds_payable", 0), ("cash", 195_000), ("accounts_receivable", 0)] {
            assert_eq!(balance(&server, account).await, expected, "{account}");
        }
        let list = read(&server, &format!("/v1/billing/payments?payer_account_id={}&unapplied=true", person.account_id)).await;
        assert_eq!(list.at("/data"), json!([]));
    }

    async fn money_for_an_invoice_that_is_paid_already_has_a_place_to_go(server: TestServer) {
        let (_, one, _) = billed(&server).await;
        pay(&server, &one, 97_500, "CHK").await.expect(201);
        let twice = json!({ "amount_cents": 97_500, "allocations": [{ "invoice_id": one, "amount_cents": 0 }] });
        assert_eq!(record(&server, "a", twice).await.expect(201).at("/unapplied_cents"), 97_500);
    }
}
