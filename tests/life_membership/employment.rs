//! Life membership follows the work on record: suspended, charged, reinstated without a test.

use guildhall::worker::job;
use serde_json::{Value, json};

use crate::billing::pay_in_full;
use crate::life_membership::retirees::{APPLICATIONS, city, held, leave, life_member, position, record, state, work};
use crate::members::apply;
use crate::support::{Role, TestServer, both_engines};

async fn run_jobs(server: &TestServer) {
    for job in guildhall::assembly::jobs() {
        job::run(server.app(), job).await.expect("the job runs");
    }
}

both_engines! {
    async fn a_life_member_back_in_service_pays_by_salary_and_is_reinstated_on_leaving_without_a_test(server: TestServer) {
        let (person, application) = life_member(&server).await;
        server.set_clock("2027-05-03T12:00:00Z");
        let spell = work(&server, &person, &city("2027-05-01", None)).await.expect(201);
        assert_eq!(state(&server, &application).await, (json!("suspended_full_time_lg"), json!("suspend")));
        assert_eq!(held(&server, &person).await, (json!("full"), json!("grace"), json!("2027-05-03")));
        let made = apply(&server, &person, &json!({ "category": "full" })).await.expect(201);
        assert_eq!((made.at("/kind"), made.at("/due_today_cents")), (json!("renewal"), json!(97_500)));
        pay_in_full(&server, &person, &made).await;
        assert_eq!(held(&server, &person).await, (json!("full"), json!("active"), json!("2028-05-03")));
        server.set_clock("2027-11-02T12:00:00Z");
        leave(&server, &person, &spell, "2027-11-01").await;
        assert_eq!(held(&server, &person).await, (json!("life"), json!("active"), Value::Null));
        let read = server.get(&application).as_(&person).send().await.expect(200);
        let told: Vec<(Value, Value, Value)> = read.at("/transitions").as_array().unwrap()[2..].iter()
            .map(|step| (step["step"].clone(), step["actor"].clone(), step["taken_on"].clone())).collect();
        let expected = [("grant", "staff", "2025-03-01"), ("suspend", "system", "2027-05-03"), ("reinstate", "system", "2027-11-02")];
        assert_eq!(told, expected.map(|(step, actor, on)| (json!(step), json!(actor), json!(on))));
        assert_eq!(read.at("/transitions/3/ground/clause"), "life.standing.full_time_local_government");
        work(&server, &person, &city("2027-11-02", None)).await.expect(201);
        assert_eq!(held(&server, &person).await, (json!("full"), json!("active"), json!("2028-05-03")), "what was paid for is not owed again");
    }

    async fn other_full_time_work_is_charged_two_hundred_dollars(server: TestServer) {
        let (person, application) = life_member(&server).await;
        server.set_clock("2027-05-03T12:00:00Z");
        let spell = work(&server, &person, &position("university", "full_time", "2027-05-01")).await.expect(201);
        assert_eq!(state(&server, &application).await.0, "suspended_other_employment");
        assert_eq!(held(&server, &person).await, (json!("full_not_in_service"), json!("grace"), json!("2027-05-03")));
        apply(&server, &person, &json!({ "category": "full" })).await.expect_problem(409, "life-is-kept");
        let made = apply(&server, &person, &json!({ "category": "full_not_in_service" })).await.expect(201);
        assert_eq!(made.at("/due_today_cents"), 20_000);
        leave(&server, &person, &spell, "2027-05-02").await;
        assert_eq!(held(&server, &person).await, (json!("life"), json!("active"), Value::Null));
        let taken_back = server.get(made.header("location")).as_(&person).send().await.expect(200);
        assert_eq!(taken_back.at("/state"), "withdrawn", "nothing was paid on it");
    }

    async fn interim_and_part_time_work_keep_life_membership(server: TestServer) {
        let (person, application) = life_member(&server).await;
        for (kind, extent) in [("city_or_county", "interim"), ("city_or_county", "part_time"), ("private_company", "part_time"), ("university", "part_time")] {
            work(&server, &person, &position(kind, extent, "2025-02-10")).await.expect(201);
            assert_eq!(held(&server, &person).await, (json!("life"), json!("active"), Value::Null), "{kind} {extent}");
        }
        assert_eq!(state(&server, &application).await.0, "granted");
    }

    async fn what_was_paid_for_before_the_grant_is_not_owed_again(server: TestServer) {
        let (person, _) = life_member(&server).await;
        work(&server, &person, &city("2025-02-20", None)).await.expect(201);
        assert_eq!(held(&server, &person).await, (json!("full"), json!("active"), json!("2026-01-01")));
    }

    async fn work_that_begins_and_ends_later_is_followed_on_its_day(server: TestServer) {
        let (person, application) = life_member(&server).await;
        work(&server, &person, &city("2026-06-01", Some("2026-09-01"))).await.expect(201);
        assert_eq!(state(&server, &application).await.0, "granted");
        for (at, expected) in [
            ("2026-05-31T12:00:00Z", "granted"), ("2026-06-01T12:00:00Z", "suspended_full_time_lg"),
            ("2026-08-31T12:00:00Z", "suspended_full_time_lg"), ("2026-09-01T12:00:00Z", "reinstated"),
        ] {
            server.set_clock(at);
            run_jobs(&server).await;
            run_jobs(&server).await;
            assert_eq!(state(&server, &application).await.0, expected, "{at}");
        }
        assert_eq!(held(&server, &person).await, (json!("life"), json!("active"), Value::Null));
    }

    async fn work_begun_between_the_retirement_and_the_grant_suspends_in_the_same_moment(server: TestServer) {
        let person = crate::life_membership::retirees::retiree(&server, "1998-01-15").await;
        work(&server, &person, &position("private_company", "full_time", "2025-02-15")).await.expect(201);
        let application = crate::life_membership::retirees::verified(&server, &person).await;
        let granted = crate::life_membership::retirees::step(&server, &application, "grant", Role::Staff, &Value::Null).await.expect(200);
        let steps: Vec<Value> = granted.at("/transitions").as_array().unwrap().iter().map(|step| step["step"].clone()).collect();
        assert_eq!(steps, ["announce", "verify", "grant", "suspend"]);
        assert_eq!(held(&server, &person).await.0, "full_not_in_service");
    }

    async fn a_life_member_is_never_invoiced_written_to_or_given_a_date(server: TestServer) {
        let (person, application) = life_member(&server).await;
        for category in ["full", "retired", "other", "full_not_in_service"] {
            apply(&server, &person, &json!({ "category": category })).await.expect_problem(409, "life-is-kept");
        }
        for at in ["2025-12-01T12:00:00Z", "2026-01-01T12:00:00Z", "2026-03-05T12:00:00Z", "2050-01-01T12:00:00Z"] {
            server.set_clock(at);
            run_jobs(&server).await;
            assert_eq!(held(&server, &person).await, (json!("life"), json!("active"), Value::Null));
        }
        let invoices = server.get("/v1/billing/invoices").as_(&person).send().await.expect(200);
        assert_eq!(invoices.at("/data"), json!([]));
        let letters = server.get("/v1/sandbox/outbox?limit=100").send().await.expect(200);
        let mine = letters.at("/data").as_array().unwrap().iter().filter(|one| one["payload"]["to"] == json!(person.email)).count();
        assert_eq!(mine, 1, "the letter of the grant and no other: {letters:?}");
        let member = record(&person);
        for (path, role) in [
            (member.clone(), Role::Staff), (format!("{member}/standing"), Role::Staff), (format!("{member}/terms"), Role::Staff),
            ("/v1/members?sort=good_until".into(), Role::Staff), (application, Role::Staff), (APPLICATIONS.into(), Role::Staff),
            ("/v1/sandbox/outbox?limit=100".into(), Role::Staff), ("/v1/accounts/me".into(), Role::Staff),
        ] {
            let text = server.get(&path).as_(role).send().await.expect(200).text();
            assert!(!text.contains("9999-12-31"), "{path} shows the date that stands for none");
        }
    }

    async fn a_renewal_not_paid_yet_is_taken_back_by_the_grant_and_one_paid_in_part_is_owed_on(server: TestServer) {
        for paid in [0, 100] {
            server.set_clock("2025-11-01T12:00:00Z");
            let person = crate::life_membership::retirees::retiree(&server, "1998-01-15").await;
            let application = crate::life_membership::retirees::verified(&server, &person).await;
            let spell = work(&server, &person, &city("2025-02-20", None)).await.expect(201);
            let renewal = apply(&server, &person, &json!({ "category": "full" })).await.expect(201);
            let issued = crate::billing::invoice(&server, &person, &renewal.text_at("/id"), 97_500, 1).await.expect(201);
            leave(&server, &person, &spell, "2025-10-01").await;
            let receive = |cents: i64| json!({ "invoice_id": issued.at("/id"), "method": "ach", "amount_cents": cents,
                "received_on": "2025-11-01", "external_reference": format!("{}-{cents}", issued.text_at("/id")) });
            let receive = async |cents| server.post("/v1/billing/payments").as_(Role::Finance).key(&format!("{}-{cents}", issued.text_at("/id"))).json(&receive(cents)).send().await.expect(201);
            if paid > 0 {
                receive(paid).await;
            }
            crate::life_membership::retirees::step(&server, &application, "grant", Role::Staff, &Value::Null).await.expect(200);
            let left = server.get(renewal.header("location")).as_(&person).send().await.expect(200).at("/state");
            assert_eq!(left, if paid == 0 { "withdrawn" } else { "awaiting_payment" });
            if paid > 0 {
                receive(97_500 - paid).await;
            }
            assert_eq!(held(&server, &person).await, (json!("life"), json!("active"), Value::Null));
        }
    }
}
