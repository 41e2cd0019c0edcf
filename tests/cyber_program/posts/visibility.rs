//! The table of RULES 4, row by row: who sees what somebody in group 1 wrote.

use serde_json::{Value, json};

use crate::cyber_program::program::{AT, Program, pace};
use crate::support::client::Credential;
use crate::support::{Role, TestServer, both_engines};

/// Everybody who could look, by name.
async fn who_gets(server: &TestServer, program: &Program, path: &str) -> Vec<&'static str> {
    let mut seen = Vec::new();
    for (name, who) in everybody(program) {
        let mut request = server.get(path);
        if let Some(who) = who {
            request = request.as_(who);
        }
        let answer = request.send().await;
        match answer.status() {
            200 => seen.push(name),
            401 if name == "anonymous" => (),
            status => assert_eq!((status, answer.slug().as_str()), (404, "not-found"), "{name}: {path}"),
        }
    }
    seen
}

fn everybody(program: &Program) -> Vec<(&'static str, Option<Credential>)> {
    let person = |name, who: &crate::support::Person| (name, Some(Credential::from(who)));
    let role = |role: Role| (role.as_str(), Some(Credential::from(role)));
    vec![
        person("ana", &program.ana),
        person("ben", &program.ben),
        person("mia", &program.mia),
        person("wes", &program.wes),
        person("cat", &program.cat),
        person("lou", &program.lou),
        person("wil", &program.wil),
        person("bea", &program.bea),
        person("mentor", &program.mentor),
        person("stranger", &program.stranger),
        role(Role::Account),
        role(Role::Member),
        role(Role::Faculty),
        role(Role::Coach),
        role(Role::Staff),
        role(Role::Finance),
        role(Role::Board),
        role(Role::Admin),
        ("anonymous", None),
    ]
}

/// Writes as ana, lets people move, and says who reads it; it is in the list of exactly those.
async fn who_reads(server: &TestServer, activity: &str, more: Value) -> Vec<&'static str> {
    let program = Program::given(server).await;
    let made = program.post(server, &program.ana, activity, "Secret of group 1", more).await.expect(201);
    program.move_on(server).await;
    let id = made.text_at("/id");
    let seen = who_gets(server, &program, &format!("{AT}/posts/{id}")).await;
    for (name, who) in everybody(&program) {
        let Some(who) = who else { continue };
        let listed = server.get(&program.list("posts")).as_(who).send().await;
        let found = listed.status() == 200 && listed.text().contains(&id);
        assert_eq!(found, seen.contains(&name), "{name} in the list");
    }
    seen
}

const COHORT: [&str; 8] = ["ana", "ben", "mia", "cat", "lou", "mentor", "staff", "admin"];

both_engines! {
    async fn a_summary_is_read_by_the_cohort_its_faculty_staff_and_admins(server: TestServer) {
        assert_eq!(who_reads(&server, "w01-breakout_summary", json!({})).await, COHORT);
    }

    async fn a_breakout_discussion_is_read_by_the_group_of_then_and_now_and_by_faculty_and_not_by_staff(server: TestServer) {
        assert_eq!(who_reads(&server, "w01-discuss_breakout", json!({})).await, ["ana", "ben", "mentor"]);
    }

    async fn a_cohort_discussion_is_read_by_the_cohort_its_faculty_staff_and_admins(server: TestServer) {
        assert_eq!(who_reads(&server, "w01-discuss_cohort", json!({})).await, COHORT);
    }

    async fn a_cohort_post_narrowed_to_the_group_is_not_read_by_the_rest(server: TestServer) {
        let narrowed = json!({ "audience": "breakout_group" });
        assert_eq!(who_reads(&server, "w01-discuss_cohort", narrowed).await, ["ana", "ben", "mentor", "staff", "admin"]);
    }

    async fn a_post_for_its_author_alone_is_read_by_nobody_else(server: TestServer) {
        let program = Program::given(&server).await;
        for activity in ["w01-discuss_cohort", "w01-discuss_breakout", "w01-breakout_summary"] {
            let alone = json!({ "audience": "author_alone" });
            let made = program.post(&server, &program.ana, activity, "Mine", alone).await.expect(201);
            let path = format!("{AT}/posts/{}", made.text_at("/id"));
            assert_eq!(who_gets(&server, &program, &path).await, ["ana"]);
        }
    }

    async fn a_reflection_is_read_by_its_author_and_by_nobody_else_whatever_the_role(server: TestServer) {
        let program = Program::given(&server).await;
        let made = program.reflect(&server, &program.ana, "Mine alone").await.expect(201);
        program.move_on(&server).await;
        let id = made.text_at("/id");
        assert_eq!(who_gets(&server, &program, &format!("{AT}/reflections/{id}")).await, ["ana"]);
        for (name, who) in everybody(&program) {
            let Some(who) = who else { continue };
            let listed = server.get(&program.list("reflections")).as_(who).send().await;
            assert_eq!(listed.text().contains(&id), name == "ana", "{name}");
        }
    }

    async fn an_answer_to_a_survey_is_read_by_its_author_and_by_nobody_else(server: TestServer) {
        let program = Program::given(&server).await;
        let survey = program.survey(&server).await;
        server.post(&format!("{survey}/answer")).as_(&program.ana).json(&pace("fast")).send().await.expect(201);
        assert_eq!(who_gets(&server, &program, &format!("{survey}/answer")).await, ["ana"]);
    }

    async fn the_counts_of_a_closed_survey_are_read_by_faculty_staff_and_admins(server: TestServer) {
        let program = Program::given(&server).await;
        let survey = program.survey(&server).await;
        server.set_clock("2025-03-03T05:00:00Z");
        assert_eq!(who_gets(&server, &program, &format!("{survey}/results")).await, ["mentor", "staff", "admin"]);
    }

    async fn a_foreign_post_and_none_look_the_same(server: TestServer) {
        let program = Program::given(&server).await;
        let made = program.post(&server, &program.ana, "w01-discuss_breakout", "Secret", json!({})).await.expect(201);
        let reflection = program.reflect(&server, &program.ana, "Secret").await.expect(201);
        let nowhere = "0190f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11";
        let plain = |answer: crate::support::Answer| {
            let mut body = answer.json();
            for member in ["instance", "request_id"] {
                body[member] = Value::Null;
            }
            (answer.status(), body)
        };
        for who in [Credential::from(&program.cat), Role::Staff.into(), Role::Admin.into()] {
            let Credential::Account(who) = who else { continue };
            for (noun, id) in [("posts", made.text_at("/id")), ("reflections", reflection.text_at("/id"))] {
                let foreign = server.get(&format!("{AT}/{noun}/{id}")).as_(who).send().await.expect(404);
                let absent = server.get(&format!("{AT}/{noun}/{nowhere}")).as_(who).send().await.expect(404);
                assert_eq!(plain(foreign), plain(absent));
                let patch = |id: &str| server.patch(&format!("{AT}/{noun}/{id}")).as_(who).if_match("*").json(&json!({}));
                assert_eq!(plain(patch(&id).send().await), plain(patch(nowhere).send().await));
            }
        }
    }
}
