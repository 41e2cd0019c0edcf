//! Spells of employment, and the salary that nobody else sees.

use serde_json::{Value, json};

use super::position;
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

    async fn an_employer_that_is_not_on_record_is_refused(server: TestServer) {
        let member = server.new_member().await;
        let mut spell = position(15_000_000);
        spell["organization_id"] = json!("0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11");
        add(&server, &member, &spell).await.expect_problem(409, "unknown-organization");
    }
}
