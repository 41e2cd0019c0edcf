//! `POST /v1/members/{member_id}/life-assessments`: assumed facts on top of the record.

use guildhall_domain::Category;
use serde_json::{Value, json};

use crate::life_membership::past::{assessment_of, day, id_of, membership, on_record, path, veteran, what_if, works};
use crate::life_membership::{assess, served, with};
use crate::support::{Role, TestServer, both_engines};

both_engines! {
    async fn with_nothing_assumed_it_is_the_answer_of_the_record(server: TestServer) {
        let member = veteran(&server).await;
        let record = on_record(&server, &member, Some("2030-01-01")).await.expect(200);
        for body in [json!({ "retired_on": "2030-01-01" }), json!({ "retired_on": "2030-01-01", "assume": {} })] {
            assert_eq!(what_if(&server, &member, &body).await.expect(200).text(), record.text());
        }
        let today = on_record(&server, &member, None).await.expect(200);
        assert_eq!(what_if(&server, &member, &json!({})).await.expect(200).text(), today.text());
    }

    async fn what_is_assumed_is_marked_in_the_answer_and_in_evidence(server: TestServer) {
        let member = server.new_member().await;
        membership(&server, &member, &[(Category::Full, day("2010-01-01"), day("2026-01-01"))]).await;
        works(&server, &member, "city_or_county", "full_time", "2010-01-01", None).await;
        let spell = with(json!({ "spell": served("1998-01-01", Some("2008-01-01")) }), "/spell/reference", json!("before we had records"))["spell"].clone();
        let body = json!({ "assume": { "born_on": "1960-05-01", "category_on_retirement": "full", "service_spells": [spell] } });
        let answer = what_if(&server, &member, &body).await.expect(200);
        assert_eq!(answer.at("/assumed"), json!(["/born_on", "/retired_on", "/category_on_retirement", "/service_spells/1"]));
        assert_eq!(answer.at("/facts/service_spells/1/reference"), "assumed:0");
        let evidence = answer.at("/assessment/clauses/1/evidence/1");
        assert_eq!((&evidence["reference"], &evidence["counts"]), (&json!("assumed:0"), &json!(true)));
        assert_eq!((answer.at("/assessment/outcome"), answer.at("/assessment/qualifying_service")), (json!("eligible"), json!({ "years": 25, "days": 59 })));
        let replayed = assess(&server, &answer.at("/facts")).await.expect(200);
        assert_eq!(replayed.text(), assessment_of(&answer));
    }

    async fn nothing_is_written(server: TestServer) {
        let member = veteran(&server).await;
        let record = format!("/v1/members/{}", id_of(&member));
        let before = server.get(&record).as_(&member).send().await.expect(200);
        let body = json!({ "assume": { "born_on": "1930-01-01", "category_on_retirement": "other", "service_spells": [served("1950-01-01", None)] } });
        let answer = what_if(&server, &member, &body).await.expect(200);
        assert_eq!(answer.at("/assessment/outcome"), "not_eligible");
        let after = server.get(&record).as_(&member).send().await.expect(200);
        assert_eq!((before.text(), before.tag()), (after.text(), after.tag()));
        assert_eq!(on_record(&server, &member, None).await.expect(200).at("/assessment/outcome"), "eligible");
    }

    async fn faults_are_named_where_the_request_can_be_mended(server: TestServer) {
        let member = veteran(&server).await;
        let assume = json!({ "born_on": "1996-01-01", "service_spells": [served("1995-01-01", Some("1994-01-01"))] });
        let body = json!({ "retired_on": "1995-12-31", "assume": assume });
        let answer = what_if(&server, &member, &body).await.expect_problem(409, "life-facts-contradict");
        let found = answer.violations();
        assert_eq!(found, [
            (String::new(), "service_spell_starts_before_birth".to_owned()),
            ("/assume/service_spells/0/ends_on".to_owned(), "service_spell_ends_before_it_starts".to_owned()),
            ("/assume/service_spells/0/starts_on".to_owned(), "service_spell_starts_before_birth".to_owned()),
            ("/retired_on".to_owned(), "retired_before_birth".to_owned()),
        ]);
    }

    async fn more_spells_than_an_assessment_reads_are_refused(server: TestServer) {
        let member = veteran(&server).await;
        let body = |count: usize| json!({ "assume": { "service_spells": vec![served("2000-01-01", None); count] } });
        what_if(&server, &member, &body(499)).await.expect(200);
        what_if(&server, &member, &body(500)).await.expect_problem(409, "life-too-many-spells");
        what_if(&server, &member, &body(501)).await.expect_problem(422, "invalid-body");
    }

    async fn it_is_for_whoever_may_read_the_assessment_of_the_record(server: TestServer) {
        let member = veteran(&server).await;
        let path = path(&member).replace("life-membership", "life-assessments");
        let ask = |role: Role| server.post(&path).as_(role).json(&json!({}));
        for role in [Role::Staff, Role::Board, Role::Admin] {
            ask(role).send().await.expect(200);
        }
        ask(Role::Finance).send().await.expect_problem(403, "forbidden");
        ask(Role::Member).send().await.expect_problem(404, "not-found");
        server.post(&path).json(&json!({})).send().await.expect_problem(401, "unauthenticated");
    }

    async fn hostile_bodies_are_told_every_fault_at_once(server: TestServer) {
        let member = veteran(&server).await;
        let body = json!({ "retired_on": null, "assume": { "born_on": "1960-13-01", "category_on_retirement": null, "service_spells": {}, "salary": 1 }, "member_id": "x" });
        let answer = what_if(&server, &member, &body).await.expect_problem(422, "invalid-body");
        let expected = [
            ("/assume/born_on", "wrong_format"),
            ("/assume/category_on_retirement", "not_in_list"),
            ("/assume/category_on_retirement", "wrong_type"),
            ("/assume/salary", "unknown_member"),
            ("/assume/service_spells", "wrong_type"),
            ("/member_id", "unknown_member"),
            ("/retired_on", "wrong_type"),
        ];
        assert_eq!(answer.violations(), expected.map(|(at, code)| (at.to_owned(), code.to_owned())));
        for body in [Value::Null, json!([]), json!("x")] {
            what_if(&server, &member, &body).await.expect_problem(422, "invalid-body");
        }
    }
}
