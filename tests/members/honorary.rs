//! Honorary membership: two voting members propose, the board confers it by vote, and can revoke it.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Answer, Person, Role, TestServer, both_engines};

const NOUN: &str = "/v1/members/honorary-conferrals";

/// A vote on somebody, proposed by members.
async fn vote(server: &TestServer, person: &Person, nominators: &[&Person], in_favor: u32) -> Answer {
    let ids: Vec<Value> = nominators.iter().map(|one| json!(one.member_id)).collect();
    let body = json!({
        "account_id": person.account_id, "nominator_ids": ids, "citation": "Thirty years of teaching.",
        "decided_on": "2025-03-01", "vote": { "present": 17, "for": in_favor, "against": 0 }
    });
    server.post(NOUN).as_(Role::Board).json(&body).send().await
}

async fn record(server: &TestServer, person: &Person) -> Value {
    let me = server.get("/v1/accounts/me").as_(person).send().await.expect(200);
    let record = format!("/v1/members/{}", me.text_at("/member_id"));
    server.get(&record).as_(Role::Staff).send().await.expect(200).json()
}

async fn roles(server: &TestServer, person: &Person) -> Value {
    server.get("/v1/accounts/me").as_(person).send().await.expect(200).at("/roles")
}

both_engines! {
    async fn a_vote_of_more_than_half_makes_an_honorary_member_without_end_and_without_dues(server: TestServer) {
        let (professor, one, two) = (server.new_account().await, server.new_member().await, server.new_member().await);
        let failed = vote(&server, &professor, &[&one, &two], 8).await.expect(201);
        assert_eq!((failed.at("/carried"), roles(&server, &professor).await), (json!(false), json!(["account"])));
        let carried = vote(&server, &professor, &[&one, &two], 9).await.expect(201);
        assert_eq!((carried.at("/carried"), carried.at("/ground/clause")), (json!(true), json!("members.honorary.vote")));
        let member = record(&server, &professor).await;
        assert_eq!((&member["category"], &member["standing"]), (&json!("honorary"), &json!("active")));
        assert_eq!(roles(&server, &professor).await, json!(["account", "member"]));
        let rights = server.get(&format!("/v1/members/{}/entitlements", member["id"].as_str().unwrap())).as_(&professor).send().await.expect(200);
        assert_eq!((rights.at("/vote/granted"), rights.at("/dues_waived/granted")), (json!(false), json!(true)));
        vote(&server, &professor, &[&one, &two], 9).await.expect_problem(409, "honorary-not-needed");
        let list = server.get(NOUN).as_(Role::Staff).send().await.expect(200);
        assert_eq!(list.at("/data").as_array().unwrap().len(), 2);
    }

    async fn what_was_held_before_comes_back_when_it_is_revoked(server: TestServer) {
        let (person, one, two) = (server.new_member().await, server.new_member().await, server.new_member().await);
        let before = record(&server, &person).await;
        let carried = vote(&server, &person, &[&one, &two], 17).await.expect(201);
        let revoke = format!("{NOUN}/{}/revocation", carried.text_at("/id"));
        let reason = json!({ "reason": "Recorded for another person." });
        let answers = join_all((0..6).map(|_| server.post(&revoke).as_(Role::Board).json(&reason).send())).await;
        assert_eq!(answers.iter().filter(|answer| answer.status() == 200).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|answer| answer.status() == 200 || answer.slug() == "honorary-not-in-force"));
        let after = record(&server, &person).await;
        for member in ["category", "standing", "joined_on", "good_until_on"] {
            assert_eq!(after[member], before[member], "{member}");
        }
    }

    async fn only_members_who_vote_propose_and_nobody_themselves(server: TestServer) {
        let (person, one, outsider) = (server.new_member().await, server.new_member().await, server.new_account().await);
        vote(&server, &outsider, &[&one], 17).await.expect_problem(409, "honorary-nominators-too-few");
        let own = vote(&server, &person, &[&one, &person], 17).await;
        let own = own.expect_problem(409, "honorary-nominator-has-no-vote");
        assert_eq!(own.violations(), [("/nominator_ids/1".to_owned(), "honorary_nominator_has_no_vote".to_owned())]);
        let twice = vote(&server, &outsider, &[&one, &one], 17).await;
        twice.expect_problem(409, "honorary-nominators-too-few");
        let body = json!({
            "account_id": outsider.account_id, "nominator_ids": [one.member_id, outsider.account_id], "citation": "x",
            "decided_on": "2025-03-02", "vote": { "present": 1, "for": 1, "against": 0 }
        });
        server.post(NOUN).as_(Role::Board).json(&body).send().await.expect_problem(409, "unknown-member");
        server.post(NOUN).as_(Role::Staff).json(&body).send().await.expect_problem(403, "forbidden");
    }
}
