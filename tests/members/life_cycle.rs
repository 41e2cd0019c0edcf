//! A membership through the years: joined, renewed, in grace, lapsed, rejoined.

use serde_json::{Value, json};

use super::applications::joined;
use super::{apply, joining};
use crate::billing::{invoice, pay, pay_in_full};
use crate::support::{Role, TestServer, both_engines};

async fn standing(server: &TestServer, record: &str, at: &str) -> Value {
    server.set_clock(at);
    server.get(record).as_(Role::Staff).send().await.expect(200).at("/standing")
}

both_engines! {
    async fn a_new_membership_starts_only_when_it_is_paid_in_full(server: TestServer) {
        let person = server.new_account().await;
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        let record = format!("/v1/members/{}", made.text_at("/member_id"));
        let issued = invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201);
        pay(&server, &issued.text_at("/id"), 97_499, "CHK-1").await.expect(201);
        assert_eq!(standing(&server, &record, "2025-03-02T12:00:00Z").await, "pending");
        pay(&server, &issued.text_at("/id"), 1, "CHK-2").await.expect(201);
        let member = server.get(&record).as_(&person).send().await.expect(200);
        assert_eq!((member.at("/standing"), member.at("/category")), (json!("active"), json!("full")));
        assert_eq!((member.at("/joined_on"), member.at("/good_until_on")), (json!("2025-03-01"), json!("2026-03-01")), "the second check was received on the first");
        let terms = server.get(&format!("{record}/terms")).as_(&person).send().await.expect(200);
        assert_eq!((terms.at("/data/0/starts_on"), terms.at("/data/0/ends_on")), (json!("2025-03-01"), json!("2026-03-01")));
        let application = server.get(made.header("location")).as_(&person).send().await.expect(200);
        assert_eq!(application.at("/state"), "accepted");
    }

    async fn standing_follows_the_clock_without_any_job(server: TestServer) {
        let (_, record) = joined(&server).await;
        assert_eq!(standing(&server, &record, "2026-03-01T04:59:59Z").await, "active", "still 28 February in New York");
        assert_eq!(standing(&server, &record, "2026-03-01T05:00:00Z").await, "grace");
        assert_eq!(standing(&server, &record, "2026-04-29T12:00:00Z").await, "grace", "the fifty-ninth day after");
        assert_eq!(standing(&server, &record, "2026-04-30T12:00:00Z").await, "lapsed", "the sixtieth day after");
        let report = server.get(&format!("{record}/standing")).as_(Role::Staff).send().await.expect(200);
        assert_eq!((report.at("/standing"), report.at("/changes_on")), (json!("lapsed"), Value::Null));
        assert_eq!(report.at("/explanation/0/clause"), "members.standing.lapsed");
        let tag = server.get(&record).as_(Role::Staff).send().await.expect(200).tag();
        server.set_clock("2026-03-01T05:00:00Z");
        let again = server.get(&record).as_(Role::Staff).header("if-none-match", &tag).send().await.expect(200);
        assert_eq!(again.at("/standing"), "grace", "a tag of another day must not match");
    }

    async fn a_renewal_opens_ninety_days_before_the_end_and_joins_on(server: TestServer) {
        let (person, record) = joined(&server).await;
        server.set_clock("2025-11-30T12:00:00Z");
        let early = apply(&server, &person, &json!({ "category": "full" })).await.expect_problem(409, "renewal-too-early");
        assert_eq!(early.at("/rule/earliest_on"), "2025-12-01");
        server.set_clock("2025-12-01T12:00:00Z");
        let renewal = apply(&server, &person, &json!({ "category": "full" })).await.expect(201);
        assert_eq!((renewal.at("/kind"), renewal.at("/due_today_cents")), (json!("renewal"), json!(97_500)));
        pay_in_full(&server, &person, &renewal).await;
        let member = server.get(&record).as_(&person).send().await.expect(200);
        assert_eq!((member.at("/joined_on"), member.at("/term_starts_on"), member.at("/good_until_on")), (json!("2025-03-01"), json!("2025-03-01"), json!("2027-03-01")));
        assert_eq!(member.at("/standing"), "active");
    }

    async fn installments_of_a_renewal_carry_the_membership_from_one_to_the_next(server: TestServer) {
        let (person, record) = joined(&server).await;
        server.set_clock("2026-02-01T12:00:00Z");
        let renewal = apply(&server, &person, &json!({ "category": "full" })).await.expect(201);
        let issued = invoice(&server, &person, &renewal.text_at("/id"), 97_500, 4).await.expect(201);
        let due: Vec<Value> = (0..4).map(|n| issued.at(&format!("/installments/{n}/due_on"))).collect();
        assert_eq!(due, ["2026-02-01", "2026-05-01", "2026-08-01", "2026-11-01"].map(Value::from));
        let until = async || server.get(&record).as_(&person).send().await.expect(200).at("/good_until_on");
        let id = issued.text_at("/id");
        pay(&server, &id, 24_374, "CHK-1").await.expect(201);
        assert_eq!(until().await, "2026-03-01", "the first installment is not whole yet");
        pay(&server, &id, 1, "CHK-2").await.expect(201);
        assert_eq!(until().await, "2026-05-01");
        pay(&server, &id, 24_375, "CHK-3").await.expect(201);
        assert_eq!(until().await, "2026-08-01");
        assert_eq!(standing(&server, &record, "2026-08-01T12:00:00Z").await, "grace", "the third is missed");
        pay(&server, &id, 48_750, "CHK-4").await.expect(201);
        assert_eq!(until().await, "2027-03-01");
        assert_eq!(standing(&server, &record, "2026-08-01T12:00:00Z").await, "active");
    }

    async fn lapsed_members_rejoin_through_staff_and_keep_the_join_date_within_a_year(server: TestServer) {
        for (at, joined_on) in [("2027-03-01T12:00:00Z", "2025-03-01"), ("2027-03-02T12:00:00Z", "2027-03-02")] {
            server.set_clock("2025-03-01T12:00:00Z");
            let (person, record) = joined(&server).await;
            server.set_clock(at);
            apply(&server, &person, &json!({ "category": "full" })).await.expect_problem(409, "rejoin-needs-staff");
            let by_staff = json!({ "category": "full", "account_id": person.account_id });
            let made = server.post("/v1/members/applications").as_(Role::Staff).json(&by_staff).send().await.expect(201);
            assert_eq!(made.at("/kind"), "rejoin");
            pay_in_full(&server, &person, &made).await;
            let member = server.get(&record).as_(&person).send().await.expect(200);
            assert_eq!(member.at("/joined_on"), joined_on);
            assert_eq!(member.at("/term_starts_on"), at[..10], "a rejoin opens a new run");
            let terms = server.get(&format!("{record}/terms")).as_(&person).send().await.expect(200);
            assert_eq!(terms.at("/data").as_array().map(Vec::len), Some(2), "and a new term");
        }
    }

    async fn a_renewal_is_not_invoiced_once_the_membership_has_lapsed(server: TestServer) {
        let (person, _) = joined(&server).await;
        server.set_clock("2026-04-01T12:00:00Z");
        let renewal = apply(&server, &person, &json!({ "category": "full" })).await.expect(201);
        server.set_clock("2026-04-30T12:00:00Z");
        invoice(&server, &person, &renewal.text_at("/id"), 97_500, 1).await.expect_problem(409, "application-expired");
        let withdrawal = format!("{}/withdrawal", renewal.header("location"));
        server.post(&withdrawal).as_(&person).send().await.expect(200);
        let by_staff = json!({ "category": "full", "account_id": person.account_id });
        let rejoin = server.post("/v1/members/applications").as_(Role::Staff).json(&by_staff).send().await.expect(201);
        assert_eq!(rejoin.at("/kind"), "rejoin");
    }

    async fn a_renewal_paid_after_the_lapse_begins_on_the_day_it_is_paid_in_full(server: TestServer) {
        let (person, record) = joined(&server).await;
        server.set_clock("2026-04-01T12:00:00Z");
        let renewal = apply(&server, &person, &json!({ "category": "full" })).await.expect(201);
        let issued = invoice(&server, &person, &renewal.text_at("/id"), 97_500, 1).await.expect(201);
        server.set_clock("2026-05-20T12:00:00Z");
        let received = |amount: i64, reference: &str| json!({
            "invoice_id": issued.at("/id"), "method": "wire", "amount_cents": amount, "received_on": "2026-05-20", "external_reference": reference
        });
        let record_payment = async |amount, key: &str| {
            server.post("/v1/billing/payments").as_(Role::Finance).key(key).json(&received(amount, key)).send().await.expect(201)
        };
        record_payment(100, "W-1").await;
        assert_eq!(standing(&server, &record, "2026-05-20T12:00:00Z").await, "lapsed");
        record_payment(97_400, "W-2").await;
        let member = server.get(&record).as_(&person).send().await.expect(200);
        assert_eq!((member.at("/standing"), member.at("/joined_on")), (json!("active"), json!("2025-03-01")));
        assert_eq!((member.at("/term_starts_on"), member.at("/good_until_on")), (json!("2026-05-20"), json!("2027-05-20")));
    }

    async fn an_installment_that_comes_after_the_lapse_settles_the_debt_and_brings_nothing_back(server: TestServer) {
        let (person, record) = joined(&server).await;
        server.set_clock("2026-02-01T12:00:00Z");
        let renewal = apply(&server, &person, &json!({ "category": "full" })).await.expect(201);
        let issued = invoice(&server, &person, &renewal.text_at("/id"), 97_500, 2).await.expect(201);
        pay(&server, &issued.text_at("/id"), 48_750, "CHK-1").await.expect(201);
        assert_eq!(standing(&server, &record, "2026-10-01T12:00:00Z").await, "lapsed", "the second was due on 1 August");
        let late = json!({ "invoice_id": issued.at("/id"), "method": "ach", "amount_cents": 48_750, "received_on": "2026-10-01", "external_reference": "A-1" });
        server.post("/v1/billing/payments").as_(Role::Finance).key("late").json(&late).send().await.expect(201);
        assert_eq!(standing(&server, &record, "2026-10-01T12:00:00Z").await, "lapsed");
        let paid = server.get(issued.header("location")).as_(&person).send().await.expect(200);
        assert_eq!(paid.at("/status"), "paid");
    }

    async fn the_waiver_is_judged_again_when_it_is_invoiced(server: TestServer) {
        let (person, record) = joined(&server).await;
        let spells = server.get(&format!("{record}/employment-spells")).as_(&person).send().await.expect(200);
        let spell = format!("{record}/employment-spells/{}", spells.text_at("/data/0/id"));
        let set = async |ends_on: Value| server.patch(&spell).as_(&person).if_match("*").json(&json!({ "ends_on": ends_on })).send().await.expect(200);
        set(json!("2026-01-10")).await;
        server.set_clock("2026-01-15T12:00:00Z");
        let waiver = json!({ "category": "full", "in_transition": true, "involuntarily_separated": true });
        let made = apply(&server, &person, &waiver).await.expect(201);
        set(Value::Null).await;
        invoice(&server, &person, &made.text_at("/id"), 0, 1).await.expect_problem(409, "transition-while-employed");
    }

    async fn a_member_in_transition_gets_six_waived_months_at_most_six_times(server: TestServer) {
        let (person, record) = joined(&server).await;
        let spells = server.get(&format!("{record}/employment-spells")).as_(&person).send().await.expect(200);
        let spell = format!("{record}/employment-spells/{}", spells.text_at("/data/0/id"));
        server.patch(&spell).as_(&person).if_match("*").json(&json!({ "ends_on": "2025-12-15" })).send().await.expect(200);
        let waiver = json!({ "category": "full", "in_transition": true, "involuntarily_separated": true });
        server.set_clock("2026-01-15T12:00:00Z");
        let mut plain = waiver.clone();
        plain["involuntarily_separated"] = json!(false);
        apply(&server, &person, &plain).await.expect_problem(409, "not-involuntarily-separated");
        let months = ["2026-09-01", "2027-03-01", "2027-09-01", "2028-03-01", "2028-09-01", "2029-03-01"];
        let mut at = "2026-01-15";
        for until in months {
            server.set_clock(&format!("{at}T12:00:00Z"));
            let made = apply(&server, &person, &waiver).await.expect(201);
            assert_eq!(made.at("/due_today_cents"), 0);
            let issued = invoice(&server, &person, &made.text_at("/id"), 0, 1).await.expect(201);
            assert_eq!(issued.at("/status"), "paid", "nothing is due, so it is paid at once");
            let member = server.get(&record).as_(&person).send().await.expect(200);
            assert_eq!(member.at("/good_until_on"), until);
            at = until;
        }
        server.set_clock("2029-03-01T12:00:00Z");
        apply(&server, &person, &waiver).await.expect_problem(409, "transition-exhausted");
    }

    async fn half_years_in_transition_are_counted_from_the_day_of_joining(server: TestServer) {
        server.set_clock("2024-08-31T12:00:00Z");
        let person = server.new_account().await;
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        let total = made.at("/due_today_cents").as_i64().unwrap();
        let issued = invoice(&server, &person, &made.text_at("/id"), total, 1).await.expect(201);
        let paid = json!({ "invoice_id": issued.at("/id"), "method": "ach", "amount_cents": total, "received_on": "2024-08-31", "external_reference": "A-1" });
        server.post("/v1/billing/payments").as_(Role::Finance).key("first").json(&paid).send().await.expect(201);
        let record = format!("/v1/members/{}", made.text_at("/member_id"));
        let spells = server.get(&format!("{record}/employment-spells")).as_(&person).send().await.expect(200);
        let spell = format!("{record}/employment-spells/{}", spells.text_at("/data/0/id"));
        server.patch(&spell).as_(&person).if_match("*").json(&json!({ "ends_on": "2025-08-15" })).send().await.expect(200);
        let waiver = json!({ "category": "full", "in_transition": true, "involuntarily_separated": true });
        let mut at = "2025-08-20";
        for until in ["2026-02-28", "2026-08-31", "2027-02-28", "2027-08-31", "2028-02-29", "2028-08-31"] {
            server.set_clock(&format!("{at}T12:00:00Z"));
            let made = apply(&server, &person, &waiver).await.expect(201);
            apply(&server, &person, &waiver).await.expect_problem(409, "application-already-open");
            invoice(&server, &person, &made.text_at("/id"), 0, 1).await.expect(201);
            assert_eq!(server.get(&record).as_(&person).send().await.expect(200).at("/good_until_on"), until);
            apply(&server, &person, &waiver).await.expect_problem(409, "renewal-too-early");
            at = until;
        }
    }

    async fn a_new_position_ends_the_waiver_on_its_first_day_however_it_gets_on_record(server: TestServer) {
        let (person, record) = joined(&server).await;
        let spells = format!("{record}/employment-spells");
        let held = server.get(&spells).as_(&person).send().await.expect(200);
        let old = format!("{spells}/{}", held.text_at("/data/0/id"));
        let ends = async |ends_on: Value| server.patch(&old).as_(&person).if_match("*").json(&json!({ "ends_on": ends_on })).send().await.expect(200);
        ends(json!("2026-01-10")).await;
        server.set_clock("2026-02-15T12:00:00Z");
        let waiver = json!({ "category": "full", "in_transition": true, "involuntarily_separated": true });
        let made = crate::members::submit(&server, &person, &waiver).await.expect(201);
        assert_eq!((made.at("/state"), made.at("/review/0/clause")), (json!("in_review"), json!("members.admission.separation")));
        let undocumented = server.post(&format!("{}/acceptance", made.header("location"))).as_(Role::Staff).json(&json!({})).send().await;
        undocumented.expect_problem(409, "separation-undocumented");
        crate::support::admission::accept(&server, made.header("location")).await.expect(200);
        invoice(&server, &person, &made.text_at("/id"), 0, 1).await.expect(201);
        let until = async || server.get(&record).as_(&person).send().await.expect(200).at("/good_until_on");
        assert_eq!(until().await, "2026-09-01");
        let mut next = crate::members::position(15_000_000);
        next["starts_on"] = json!("2026-05-10");
        let added = server.post(&spells).as_(Role::Staff).json(&next).send().await.expect(201);
        assert_eq!(until().await, "2026-05-10");
        let terms = server.get(&format!("{record}/terms")).as_(&person).send().await.expect(200);
        assert_eq!((terms.at("/data/0/ends_on"), terms.at("/data/0/in_transition")), (json!("2026-05-10"), json!(true)));
        server.delete(added.header("location")).as_(&person).if_match("*").send().await.expect(204);
        assert_eq!(until().await, "2026-09-01", "entered by mistake, it ends nothing");
        ends(Value::Null).await;
        assert_eq!(until().await, "2026-03-01", "the position was put back, so it was never lost");
    }
}
