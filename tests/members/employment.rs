//! Spells of employment, and the salary that nobody else sees.

use serde_json::{Value, json};

use super::{position, stored_spell};
use crate::support::{Answer, Person, Role, TestServer, both_engines};

async fn add(server: &TestServer, member: &Person, spell: &Value) -> Answer {
    server.post(&path(member)).as_(member).json(spell).send().await
}

fn path(member: &Person) -> String {
    format!("/v1/members/{}/employment-spells", member.member_id.unwrap())
}

both_engines! {
    async fn a_spell_is_added_read_ended_and_removed(server: TestServer) {
        let member = server.new_member().await;
        let made = add(&server, &member, &position(15_000_000)).await.expect(201);
        let at = made.header("location").to_owned();
        let read = server.get(&at).as_(&member).send().await.expect(200);
        assert_eq!((read.json(), read.tag()), (made.json(), made.tag()));
        let early = json!({ "ends_on": "2020-03-01" });
        server.patch(&at).as_(&member).if_match(&made.tag()).json(&early).send().await.expect_problem(409, "spell-ends-before-it-starts");
        let ended = server.patch(&at).as_(&member).if_match(&made.tag()).json(&json!({ "ends_on": "2020-03-02" })).send().await.expect(200);
        assert_eq!(ended.at("/ends_on"), "2020-03-02");
        server.delete(&at).as_(&member).if_match(&made.tag()).send().await.expect_problem(412, "stale-version");
        server.delete(&at).as_(&member).send().await.expect_problem(428, "precondition-required");
        server.delete(&at).as_(&member).if_match(&ended.tag()).send().await.expect(204);
        server.get(&at).as_(&member).send().await.expect_problem(404, "not-found");
    }

    async fn the_salary_is_in_single_records_for_the_owner_staff_and_finance(server: TestServer) {
        let member = server.new_member().await;
        let made = add(&server, &member, &position(13_579_246)).await.expect(201);
        let at = made.header("location");
        for role in [Role::Staff, Role::Finance] {
            assert_eq!(server.get(at).as_(role).send().await.expect(200).at("/annual_salary_cents"), 13_579_246, "{role}");
        }
        assert_eq!(server.get(at).as_(Role::Admin).send().await.expect(200).at("/annual_salary_cents"), Value::Null);
        server.get(at).as_(Role::Member).send().await.expect_problem(404, "not-found");
        for (list, who) in [(path(&member), Role::Staff), ("/v1/members".into(), Role::Staff), ("/v1/members/applications".into(), Role::Staff)] {
            let listed = server.get(&list).as_(who).send().await.expect(200);
            assert!(!listed.text().contains("13579246"), "{list} shows a salary");
        }
        let token = server.token(member.account_id).await;
        assert!(!token.contains("13579246"));
    }

    async fn who_lost_a_role_is_not_answered_again_as_if_it_were_still_held(server: TestServer) {
        let (member, clerk) = (server.new_member().await, server.new_person(&[Role::Staff]).await);
        let send = async || server.post(&path(&member)).as_(&clerk).key("once").json(&position(13_579_246)).send().await;
        send().await.expect(201);
        assert_eq!(send().await.expect(201).header("idempotency-replayed"), "true");
        let account = format!("/v1/accounts/{}", clerk.account_id);
        server.patch(&account).as_(Role::Admin).if_match("*").json(&json!({ "roles": [] })).send().await.expect(200);
        let again = send().await.expect_problem(422, "idempotency-key-reused");
        assert!(!again.text().contains("13579246"));
    }

    async fn a_spell_of_another_member_is_not_found_under_ones_own_record(server: TestServer) {
        let (one, two) = (server.new_member().await, server.new_member().await);
        let made = add(&server, &one, &position(15_000_000)).await.expect(201);
        let misplaced = format!("{}/{}", path(&two), made.text_at("/id"));
        server.get(&misplaced).as_(&two).send().await.expect_problem(404, "not-found");
        server.patch(&misplaced).as_(&two).if_match("*").json(&json!({ "annual_salary_cents": 1 })).send().await.expect_problem(404, "not-found");
        server.delete(&misplaced).as_(Role::Staff).if_match("*").send().await.expect_problem(404, "not-found");
        server.get(made.header("location")).as_(&one).send().await.expect(200);
    }

    async fn days_that_nobody_can_have_are_refused_where_they_are_typed(server: TestServer) {
        let member = server.new_member().await;
        let record = format!("/v1/members/{}", member.member_id.unwrap());
        let born = async |on: &str| server.patch(&record).as_(&member).if_match("*").json(&json!({ "born_on": on })).send().await;
        born("1978-05-17").await.expect(200);
        for (starts_on, ends_on, status, slug, at) in [
            ("0205-01-06", Some("2015-01-01"), 422, "invalid-body", "/starts_on"),
            ("1899-12-31", None, 422, "invalid-body", "/starts_on"),
            ("1960-01-01", Some("1970-01-01"), 409, "employment-before-birth", "/starts_on"),
            ("1978-05-17", None, 409, "employment-before-birth", "/starts_on"),
            ("2027-03-02", None, 409, "employment-starts-too-late", "/starts_on"),
            ("2020-03-01", Some("2035-03-02"), 409, "employment-ends-too-late", "/ends_on"),
        ] {
            let mut spell = position(15_000_000);
            spell["starts_on"] = json!(starts_on);
            if let Some(ends_on) = ends_on {
                spell["ends_on"] = json!(ends_on);
            }
            let refused = add(&server, &member, &spell).await.expect_problem(status, slug);
            assert_eq!(refused.violations()[0].0, at, "{spell}");
            let application = json!({ "category": "other", "employment": spell });
            let refused = server.post("/v1/members/applications").as_(&member).json(&application).send().await;
            assert_eq!(refused.expect_problem(status, slug).violations()[0].0, format!("/employment{at}"), "{spell}");
        }
        let made = add(&server, &member, &position(15_000_000)).await.expect(201);
        let patch = async |body: Value| server.patch(made.header("location")).as_(&member).if_match("*").json(&body).send().await;
        assert_eq!(patch(json!({ "starts_on": "1970-01-01" })).await.expect_problem(409, "employment-before-birth").violations()[0].0, "/starts_on");
        assert_eq!(born("2020-03-01").await.expect_problem(409, "birth-date-after-employment").violations()[0].0, "/born_on");
    }

    async fn a_spell_from_before_its_days_were_judged_can_be_put_right_day_by_day(server: TestServer) {
        let member = server.new_member().await;
        let early = stored_spell(&server, &member, "0205-01-06").await;
        let record = format!("/v1/members/{}", member.member_id.unwrap());
        server.patch(&record).as_(&member).if_match("*").json(&json!({ "given_name": "Robin" })).send().await.expect(200);
        server.get(&path(&member)).as_(&member).send().await.expect(200);
        let at = format!("{}/{early}", path(&member));
        server.get(&at).as_(&member).send().await.expect(200);
        server.patch(&at).as_(&member).if_match("*").json(&json!({ "ends_on": "2015-01-01" })).send().await.expect(200);
        server.patch(&at).as_(&member).if_match("*").json(&json!({ "starts_on": "2005-01-06" })).send().await.expect(200);
    }

    async fn the_same_position_from_the_same_day_is_on_record_once_unless_it_is_another(server: TestServer) {
        let member = server.new_member().await;
        let made = add(&server, &member, &position(15_000_000)).await.expect(201);
        let mut again = position(16_000_000);
        again["employer_name"] = json!("city of  SPRINGFIELD");
        let refused = add(&server, &member, &again).await.expect_problem(409, "employment-on-record");
        assert_eq!(refused.at("/rule/facts/0"), json!({ "name": "employment_spell_id", "value": made.at("/id") }));
        assert_eq!(refused.violations()[0].0, "/position_title");
        again["distinct"] = json!(true);
        add(&server, &member, &again).await.expect(201);
        let mut later = position(15_000_000);
        later["starts_on"] = json!("2021-03-01");
        let later = add(&server, &member, &later).await.expect(201);
        let patch = json!({ "starts_on": "2020-03-01" });
        server.patch(later.header("location")).as_(&member).if_match("*").json(&patch).send().await.expect_problem(409, "employment-on-record");
        let other = server.new_member().await;
        let spell = position(15_000_000);
        let all = futures_util::future::join_all((0..8).map(|_| add(&server, &other, &spell))).await;
        assert_eq!(all.iter().filter(|answer| answer.status() == 201).count(), 1);
        assert!(all.iter().all(|answer| answer.status() == 201 || answer.slug() == "employment-on-record"));
    }

    async fn an_employer_that_is_not_on_record_is_refused(server: TestServer) {
        let member = server.new_member().await;
        let mut spell = position(15_000_000);
        spell["organization_id"] = json!("0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11");
        add(&server, &member, &spell).await.expect_problem(409, "unknown-organization");
    }
}
