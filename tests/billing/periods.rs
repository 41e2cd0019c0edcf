//! The books by month: closed, opened again by two, exported; what is owed by its age.

use serde_json::{Value, json};

use super::invoice;
use crate::members::{apply, joining};
use crate::support::{Answer, Role, TestServer, both_engines};

async fn post(server: &TestServer, role: Role, path: &str, key: &str, body: Value) -> Answer {
    server.post(path).as_(role).key(key).json(&body).send().await
}

async fn received(server: &TestServer, invoice: &str, on: &str) -> Value {
    let body = json!({ "invoice_id": invoice, "method": "check", "amount_cents": 100, "received_on": on, "external_reference": on });
    let made = post(server, Role::Finance, "/v1/billing/payments", on, body).await.expect(201);
    let entries = server.get("/v1/billing/ledger-entries?limit=1").as_(Role::Finance).send().await.expect(200);
    assert_eq!(entries.at("/data/0/payment_id"), made.at("/id"));
    json!([entries.at("/data/0/posted_on"), entries.at("/data/0/happened_on")])
}

both_engines! {
    async fn what_concerns_a_closed_month_is_posted_on_the_first_open_day_and_keeps_its_own(server: TestServer) {
        let person = server.new_account().await;
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        let id = invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201).text_at("/id");
        server.set_clock("2025-05-10T12:00:00Z");
        assert_eq!(received(&server, &id, "2025-03-15").await, json!(["2025-03-15", "2025-03-15"]));
        let close = async |month: &str, key: &str| post(&server, Role::Finance, "/v1/billing/period-closings", key, json!({ "month": month })).await;
        close("2025-05", "a").await.expect_problem(409, "month-not-over");
        let march = close("2025-03", "b").await.expect(201);
        close("2025-03", "c").await.expect_problem(409, "month-closed");
        close("2025-04", "d").await.expect(201);
        close("2025-13", "e").await.expect_problem(422, "invalid-body");
        assert_eq!(received(&server, &id, "2025-03-16").await, json!(["2025-05-01", "2025-03-16"]));
        assert_eq!(received(&server, &id, "2025-05-02").await, json!(["2025-05-02", "2025-05-02"]));
        let path = march.header("location").to_owned();
        let journal = server.get(&format!("{path}/journal")).as_(Role::Finance).send().await.expect(200);
        let text = journal.text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "posted_on,happened_on,entry_id,kind,invoice_number,account,debit,credit");
        assert_eq!(lines.len(), 5, "an invoice and a payment, of two postings each: {text}");
        let sum = |column: usize| lines[1..].iter().filter_map(|line| line.split(',').nth(column)?.parse::<f64>().ok()).sum::<f64>();
        assert!((sum(6) - sum(7)).abs() < 0.001 && sum(6) > 975.0);
        let reopening = json!({ "reason": "The statement was corrected." });
        let reopen = async |role, key: &str| post(&server, role, &format!("{path}/reopening"), key, reopening.clone()).await;
        assert_eq!(reopen(Role::Finance, "f").await.expect(200).at("/state"), "reopening_proposed");
        reopen(Role::Finance, "g").await.expect_problem(409, "second-person-needed");
        assert_eq!(received(&server, &id, "2025-03-17").await, json!(["2025-05-01", "2025-03-17"]));
        assert_eq!(reopen(Role::Admin, "h").await.expect(200).at("/state"), "reopened");
        reopen(Role::Admin, "i").await.expect_problem(409, "month-reopened");
        assert_eq!(received(&server, &id, "2025-03-18").await, json!(["2025-03-18", "2025-03-18"]));
        server.get(&format!("{path}/journal")).as_(Role::Finance).send().await.expect_problem(409, "month-reopened");
    }

    async fn the_ledger_by_date_has_balances_before_and_after_and_its_totals_agree(server: TestServer) {
        let person = server.new_account().await;
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        let id = invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201).text_at("/id");
        server.set_clock("2025-03-05T12:00:00Z");
        received(&server, &id, "2025-03-04").await;
        let report = server.get("/v1/billing/ledger?from=2025-03-02&until=2025-03-05").as_(Role::Finance).send().await.expect(200);
        let owed = report.at("/accounts/0");
        assert_eq!(owed, json!({ "account": "accounts_receivable", "opening_cents": 97_500, "debit_cents": 0, "credit_cents": 100, "closing_cents": 97_400 }));
        assert_eq!((report.at("/days/0/posted_on"), report.at("/debit_cents"), report.at("/credit_cents")), (json!("2025-03-04"), json!(100), json!(100)));
        for query in ["from=2025-03-05&until=2025-03-04", "from=2024-01-01&until=2025-03-01"] {
            let path = format!("/v1/billing/ledger?{query}");
            server.get(&path).as_(Role::Finance).send().await.expect_problem(409, "report-span");
        }
    }

    async fn what_is_owed_is_found_and_aged_by_the_earliest_part_that_is_not_paid(server: TestServer) {
        let person = server.new_account().await;
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        let issued = invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201);
        let number = issued.text_at("/number");
        let of = async |query: String| {
            let list = server.get(&format!("/v1/billing/invoices?{query}")).as_(Role::Finance).send().await.expect(200);
            list.at("/data").as_array().map_or(0, Vec::len)
        };
        assert_eq!(issued.at("/overdue"), false);
        assert_eq!((of("overdue=true".into()).await, of(format!("number={number}")).await, of("number=2025-999999".into()).await), (0, 1, 0));
        assert_eq!((of("issued_from=2025-03-01&issued_until=2025-03-01".into()).await, of("issued_from=2025-03-02".into()).await, of("issued_until=2025-02-28".into()).await), (1, 0, 0));
        server.set_clock("2025-04-01T12:00:00Z");
        let read = server.get(issued.header("location")).as_(&person).send().await.expect(200);
        assert_eq!((read.at("/overdue"), read.at("/days_overdue"), read.at("/next_due_on")), (json!(true), json!(31), json!("2025-03-01")));
        assert_eq!((of("overdue=true".into()).await, of("overdue=false".into()).await), (1, 0));
        assert_eq!((of("due_before=2025-03-01".into()).await, of("due_before=2025-03-02".into()).await), (0, 1));
        let aging = server.get("/v1/billing/aging").as_(Role::Finance).send().await.expect(200);
        assert_eq!(aging.at("/days_31_to_60"), json!({ "payment_count": 1, "amount_cents": 97_500 }));
        assert_eq!((aging.at("/days_0_to_30/amount_cents"), aging.at("/total/amount_cents")), (json!(0), json!(97_500)));
    }
}
