//! Reflections: kept for their author, and told by nothing.

use guildhall_persistence::PageRequest;
use guildhall_persistence::audit::{AuditFilter, AuditSort, list_entries};
use serde_json::json;

use crate::cyber_program::program::{AT, Program};
use crate::support::{Role, TestServer, both_engines};

both_engines! {
    async fn a_reflection_is_written_changed_and_deleted_by_its_author(server: TestServer) {
        let program = Program::given(&server).await;
        let made = program.reflect(&server, &program.ana, "First thought").await.expect(201);
        let path = made.header("location").to_owned();
        assert_eq!(made.header("cache-control"), "no-store");
        let change = json!({ "body": "Second thought" });
        server.patch(&path).as_(&program.ana).json(&change).send().await.expect(428);
        let changed = server.patch(&path).as_(&program.ana).if_match(&made.tag()).json(&change).send().await.expect(200);
        server.patch(&path).as_(&program.ana).if_match(&made.tag()).json(&change).send().await.expect(412);
        assert_eq!(server.get(&path).as_(&program.ana).send().await.expect(200).text_at("/body"), "Second thought");
        for other in [&program.ben, &program.mentor, &server.person(Role::Admin), &server.person(Role::Staff)] {
            server.get(&path).as_(other).send().await.expect(404);
            server.patch(&path).as_(other).if_match("*").json(&change).send().await.expect(404);
            server.delete(&path).as_(other).if_match("*").send().await.expect(404);
        }
        server.delete(&path).as_(&program.ana).if_match(&changed.tag()).send().await.expect(204);
        server.get(&path).as_(&program.ana).send().await.expect(404);
    }

    async fn a_list_is_ones_own_also_after_withdrawing(server: TestServer) {
        let program = Program::given(&server).await;
        let made = program.reflect(&server, &program.wes, "mine").await.expect(201);
        program.reflect(&server, &program.ana, "hers").await.expect(201);
        program.move_on(&server).await;
        let list = async |who| server.get(&program.list("reflections")).as_(who).send().await;
        let own = list(&program.wes).await.expect(200);
        assert_eq!((own.at("/data/0/body"), own.at("/data/1")), (json!("mine"), json!(null)));
        assert_eq!(list(&program.mentor).await.expect(200).at("/data"), json!([]));
        list(&program.bea).await.expect(404);
        program.reflect(&server, &program.wes, "more").await.expect(404);
        let path = format!("{AT}/reflections/{}", made.text_at("/id"));
        server.patch(&path).as_(&program.wes).if_match("*").json(&json!({ "body": "still mine" })).send().await.expect(200);
        server.delete(&path).as_(&program.wes).if_match("*").send().await.expect(204);
    }

    async fn neither_marks_nor_the_audit_nor_the_outbox_tell_who_reflects(server: TestServer) {
        let program = Program::given(&server).await;
        let made = program.reflect(&server, &program.ana, "quietly").await.expect(201);
        let path = made.header("location").to_owned();
        server.patch(&path).as_(&program.ana).if_match("*").json(&json!({ "body": "still" })).send().await.expect(200);
        server.delete(&path).as_(&program.ana).if_match("*").send().await.expect(204);
        assert!(program.marks(&server, &program.ana).await.is_empty());
        let page = PageRequest::first(100, AuditSort::Newest);
        assert_eq!(list_entries(server.db(), &AuditFilter::default(), page).await.unwrap().items, []);
    }

    async fn only_participants_reflect_and_only_on_what_is_to_be_reflected_on(server: TestServer) {
        let program = Program::given(&server).await;
        program.reflect(&server, &program.mentor, "x").await.expect_problem(409, "activity-for-participants");
        program.reflect(&server, &program.wil, "x").await.expect(404);
        program.reflect(&server, &server.person(Role::Admin), "x").await.expect(404);
        let sent = json!({ "activity": "w01-discuss_cohort", "body": "x" });
        let answer = server.post(&program.list("reflections")).as_(&program.ana).json(&sent).send().await;
        answer.expect_problem(409, "activity-written-elsewhere");
    }
}
