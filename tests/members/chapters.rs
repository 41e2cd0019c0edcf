//! Student chapters: on record, with a code that is told once, rotated and bounded.

use serde_json::{Value, json};

use super::submit;
use crate::support::{Answer, Role, TestServer, both_engines};

async fn chapter(server: &TestServer, capacity: i32, expires_on: &str) -> Answer {
    let body = json!({ "name": "Springfield University", "capacity": capacity, "expires_on": expires_on });
    server.post("/v1/members/chapters").as_(Role::Staff).json(&body).send().await.expect(201)
}

async fn join(server: &TestServer, code: &str) -> Answer {
    let person = server.new_account().await;
    submit(server, &person, &json!({ "category": "chapter_student", "chapter_code": code })).await
}

both_engines! {
    async fn a_student_joins_with_the_code_of_a_chapter_on_record_and_with_no_other(server: TestServer) {
        let made = chapter(&server, 40, "2025-09-01").await;
        let code = made.text_at("/code");
        for wrong in ["x", "SPRINGFIELD-U", &code[..code.len() - 1]] {
            let refused = join(&server, wrong).await.expect_problem(409, "chapter-code-unknown");
            assert_eq!(refused.at("/errors/0/pointer"), "/chapter_code");
        }
        let joined = join(&server, &format!(" {} ", code.to_lowercase())).await.expect(201);
        assert_eq!((joined.at("/state"), joined.at("/chapter_id")), (json!("awaiting_payment"), made.at("/id")));
        let read = server.get(made.header("location")).as_(Role::Staff).send().await.expect(200);
        assert_eq!(read.at("/code"), Value::Null, "the code is told once");
        assert!(!read.text().contains(&code));
    }

    async fn a_rotated_an_expired_and_a_full_chapter_take_nobody(server: TestServer) {
        let made = chapter(&server, 1, "2025-09-01").await;
        let old = made.text_at("/code");
        let rotated = server.post(&format!("{}/codes", made.header("location"))).as_(Role::Staff).send().await.expect(200);
        join(&server, &old).await.expect_problem(409, "chapter-code-unknown");
        join(&server, &rotated.text_at("/code")).await.expect(201);
        let full = join(&server, &rotated.text_at("/code")).await.expect_problem(409, "chapter-full");
        assert_eq!(full.at("/rule/facts/0/value"), "1");
        let wider = json!({ "capacity": 2 });
        server.patch(made.header("location")).as_(Role::Staff).if_match("*").json(&wider).send().await.expect(200);
        server.set_clock("2025-09-01T12:00:00Z");
        join(&server, &rotated.text_at("/code")).await.expect_problem(409, "chapter-code-unknown");
        server.set_clock("2025-08-31T12:00:00Z");
        join(&server, &rotated.text_at("/code")).await.expect(201);
    }

    async fn a_second_chapter_of_a_name_is_one_only_when_staff_say_so_and_a_code_has_an_end(server: TestServer) {
        let made = chapter(&server, 1, "2025-09-01").await;
        let body = json!({ "name": "springfield  UNIVERSITY", "capacity": 1, "expires_on": "2025-09-01" });
        let post = |body: &Value| server.post("/v1/members/chapters").as_(Role::Staff).json(body);
        let refused = post(&body).send().await.expect_problem(409, "chapter-on-record");
        assert_eq!(refused.at("/rule/facts/0"), json!({ "name": "chapter_id", "value": made.at("/id") }));
        assert_eq!(refused.violations()[0].0, "/name");
        let mut distinct = body.clone();
        distinct["distinct"] = json!(true);
        post(&distinct).send().await.expect(201);
        let other = json!({ "name": "Shelbyville University", "capacity": 1, "expires_on": "2025-09-01" });
        let other = post(&other).send().await.expect(201);
        let patch = |body: Value| server.patch(other.header("location")).as_(Role::Staff).if_match("*").json(&body);
        patch(json!({ "name": "Springfield University" })).send().await.expect_problem(409, "chapter-on-record");
        let refused = patch(json!({ "expires_on": "2035-03-02" })).send().await.expect_problem(409, "chapter-expires-too-late");
        assert_eq!(refused.violations()[0].0, "/expires_on");
        let rival = json!({ "name": "Ogdenville University", "capacity": 1, "expires_on": "2025-09-01" });
        let all = futures_util::future::join_all((0..10).map(|_| post(&rival).send())).await;
        assert_eq!(all.iter().filter(|answer| answer.status() == 201).count(), 1);
        assert!(all.iter().all(|answer| answer.status() == 201 || answer.slug() == "chapter-on-record"));
    }

    async fn the_last_place_of_a_chapter_is_taken_once_by_many_at_once(server: TestServer) {
        let code = chapter(&server, 1, "2025-09-01").await.text_at("/code");
        let statuses: Vec<u16> =
            futures_util::future::join_all((0..20).map(|_| async { join(&server, &code).await.status() })).await;
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    }
}
