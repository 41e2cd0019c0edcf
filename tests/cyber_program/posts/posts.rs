//! Posts: what is written where, threads, lists, and audiences that only narrow.

use serde_json::{Value, json};

use crate::cyber_program::program::{AT, Program};
use crate::support::{Role, TestServer, both_engines, one_engine};

const TALK: &str = "w01-discuss_cohort";

fn bodies(page: &Value) -> Vec<&str> {
    page["data"].as_array().into_iter().flatten().filter_map(|post| post["body"].as_str()).collect()
}

both_engines! {
    async fn a_post_reads_back_as_written_and_marks_its_activity(server: TestServer) {
        let program = Program::given(&server).await;
        let text = "Zeile 1\nline 2 <b>&amp; \u{1F511}";
        let made = program.post(&server, &program.ana, TALK, text, json!({})).await.expect(201);
        assert_eq!(made.header("location"), format!("{AT}/posts/{}", made.text_at("/id")));
        let read = server.get(made.header("location")).as_(&program.cat).send().await.expect(200);
        assert_eq!((read.text_at("/body"), read.text_at("/seen_as")), (text.to_owned(), "cohort".to_owned()));
        assert_eq!(made.text_at("/seen_as"), "author");
        assert_eq!(program.marks(&server, &program.ana).await, [TALK]);
        program.post(&server, &program.mentor, TALK, "From your mentor", json!({})).await.expect(201);
        let tag = read.tag();
        server.get(made.header("location")).as_(&program.cat).header("if-none-match", tag).send().await.expect(304);
    }

    async fn a_list_has_filters_orders_and_pages(server: TestServer) {
        let program = Program::given(&server).await;
        let first = program.post(&server, &program.ana, TALK, "one", json!({})).await.expect(201);
        let parent = first.text_at("/id");
        program.post(&server, &program.ben, TALK, "two", json!({ "parent_id": parent })).await.expect(201);
        program.post(&server, &program.cat, TALK, "three", json!({ "parent_id": parent })).await.expect(201);
        program.post(&server, &program.ana, "w01-discuss_breakout", "four", json!({})).await.expect(201);
        let list = async |query: &str| {
            server.get(&format!("{}?{query}", program.list("posts"))).as_(&program.ben).send().await.expect(200).json()
        };
        assert_eq!(bodies(&list("sort=oldest").await), ["one", "two", "three", "four"]);
        assert_eq!(bodies(&list("sort=newest&limit=2").await), ["four", "three"]);
        let page = list("limit=2").await;
        let next = page["page"]["next"].as_str().expect("a next page");
        assert_eq!(bodies(&list(&format!("limit=2&after={next}")).await), ["two", "one"]);
        assert_eq!(bodies(&list("kind=discuss_breakout").await), ["four"]);
        assert_eq!(bodies(&list("top_level=true&sort=oldest").await), ["one", "four"]);
        assert_eq!(bodies(&list(&format!("parent_id={parent}")).await), ["three", "two"]);
        assert_eq!(bodies(&list(&format!("breakout_group_id={}", program.groups[0])).await), ["four"]);
        assert_eq!(bodies(&list("week=2").await), [""; 0]);
        assert_eq!(list("top_level=true&sort=oldest").await["data"][0]["reply_count"], 2);
        let narrowed = json!({ "parent_id": parent, "audience": "breakout_group" });
        program.post(&server, &program.ben, TALK, "five", narrowed).await.expect(201);
        let read = server.get(first.header("location")).as_(&program.cat).send().await.expect(200);
        assert_eq!(read.at("/reply_count"), 2, "an answer that cat does not read is not counted for cat");
    }

    async fn the_summary_is_for_leader_or_scribe_and_there_once(server: TestServer) {
        let program = Program::given(&server).await;
        let write = async |who| program.post(&server, who, "w01-breakout_summary", "We agreed.", json!({})).await;
        write(&program.mia).await.expect_problem(409, "summary-not-on-duty");
        write(&program.ben).await.expect(201);
        write(&program.ana).await.expect_problem(409, "summary-there");
        write(&program.cat).await.expect(201);
        write(&program.mentor).await.expect_problem(409, "no-breakout-group");
        assert_eq!(program.marks(&server, &program.ben).await, ["w01-breakout_summary"]);
        assert!(program.marks(&server, &program.mia).await.is_empty());
    }

    async fn two_summaries_at_once_are_one(server: TestServer) {
        let program = Program::given(&server).await;
        let write = async |who| program.post(&server, who, "w01-breakout_summary", "We agreed.", json!({})).await.status();
        let (one, two) = tokio::join!(write(&program.ana), write(&program.ben));
        assert_eq!([one.min(two), one.max(two)], [201, 409]);
    }

    async fn an_audience_narrows_with_its_answers_and_never_widens(server: TestServer) {
        let program = Program::given(&server).await;
        let top = program.post(&server, &program.ana, TALK, "top", json!({})).await.expect(201);
        let answer = json!({ "parent_id": top.text_at("/id") });
        let reply = program.post(&server, &program.cat, TALK, "reply", answer).await.expect(201);
        let below = json!({ "parent_id": reply.text_at("/id") });
        let below = program.post(&server, &program.ben, TALK, "below", below).await.expect(201);
        let patch = async |who, to: &str, tag: &str| {
            server.patch(top.header("location")).as_(who).if_match(tag).json(&json!({ "audience": to })).send().await
        };
        patch(&program.ben, "author_alone", "*").await.expect_problem(403, "forbidden");
        patch(&program.bea, "author_alone", "*").await.expect(404);
        patch(&program.ana, "breakout_group", "\"9-0\"").await.expect_problem(412, "stale-version");
        let narrowed = patch(&program.ana, "breakout_group", &top.tag()).await.expect(200);
        assert_eq!(narrowed.at("/audience_breakout_group_id"), program.groups[0].to_string());
        let refused = patch(&program.ana, "cohort", "*").await.expect_problem(409, "audience-only-narrows");
        assert_eq!(refused.at("/rule/facts/0"), json!({ "name": "audience", "value": "breakout_group" }));
        let reads = async |who, post: &crate::support::Answer| server.get(post.header("location")).as_(who).send().await.status();
        assert_eq!(reads(&program.cat, &reply).await, 200, "one's own");
        assert_eq!(reads(&program.cat, &below).await, 404);
        assert_eq!(reads(&program.ana, &below).await, 200);
        patch(&program.ana, "author_alone", "*").await.expect(200);
        assert_eq!(reads(&program.mentor, &reply).await, 404);
        patch(&program.ana, "breakout_group", "*").await.expect_problem(409, "audience-only-narrows");
    }

    async fn an_answer_is_no_wider_than_what_it_answers(server: TestServer) {
        let program = Program::given(&server).await;
        let narrowed = json!({ "audience": "breakout_group" });
        let top = program.post(&server, &program.ana, TALK, "for us", narrowed).await.expect(201);
        let wide = json!({ "parent_id": top.text_at("/id"), "audience": "cohort" });
        program.post(&server, &program.ben, TALK, "reply", wide).await.expect_problem(409, "audience-only-narrows");
        let reply = json!({ "parent_id": top.text_at("/id") });
        let made = program.post(&server, &program.ben, TALK, "reply", reply.clone()).await.expect(201);
        assert_eq!(made.text_at("/audience"), "breakout_group");
        program.post(&server, &program.cat, TALK, "reply", reply.clone()).await.expect(404);
        program.post(&server, &program.ben, "w01-discuss_breakout", "reply", reply).await.expect_problem(409, "reply-elsewhere");
        let wide = json!({ "audience": "cohort" });
        program.post(&server, &program.ana, "w01-discuss_breakout", "x", wide).await.expect_problem(409, "audience-only-narrows");
    }

    async fn whoever_joins_a_group_later_reads_no_answer_to_what_was_said_before(server: TestServer) {
        let program = Program::given(&server).await;
        let top = program.post(&server, &program.ana, "w01-discuss_breakout", "before", json!({})).await.expect(201);
        program.move_on(&server).await;
        let answer = json!({ "parent_id": top.text_at("/id") });
        let reply = program.post(&server, &program.ben, "w01-discuss_breakout", "you said: before", answer.clone()).await.expect(201);
        let fresh = program.post(&server, &program.ben, "w01-discuss_breakout", "after", json!({})).await.expect(201);
        server.get(reply.header("location")).as_(&program.lou).send().await.expect(404);
        server.get(fresh.header("location")).as_(&program.lou).send().await.expect(200);
        program.post(&server, &program.lou, "w01-discuss_breakout", "?", answer).await.expect(404);
    }
}

one_engine! {
    async fn what_cannot_be_written_is_refused_with_its_reason(server: TestServer) {
        let program = Program::given(&server).await;
        for (who, activity, status, slug) in [
            (&program.ana, "w99-discuss_cohort", 409, "no-such-activity"),
            (&program.ana, "w003-discuss_cohort", 409, "no-such-activity"),
            (&program.ana, "w01-reflect", 409, "activity-written-elsewhere"),
            (&program.ana, "w01-survey", 409, "activity-written-elsewhere"),
            (&program.ana, "w01-read", 409, "activity-mark-only"),
            (&program.ana, "w02-discuss_cohort", 409, "activity-not-open-yet"),
            (&program.mentor, "w01-discuss_breakout", 409, "no-breakout-group"),
            (&program.wil, TALK, 404, "not-found"),
            (&program.bea, TALK, 404, "not-found"),
            (&program.stranger, TALK, 404, "not-found"),
            (&server.person(Role::Staff), TALK, 404, "not-found"),
        ] {
            program.post(&server, who, activity, "x", json!({})).await.expect_problem(status, slug);
        }
        let group = json!({ "breakout_group_id": program.groups[1] });
        program.post(&server, &program.ana, "w01-discuss_breakout", "x", group.clone()).await.expect(404);
        program.post(&server, &program.mentor, "w01-discuss_breakout", "x", group.clone()).await.expect(201);
        // Named in a discussion of the cohort, a group would not be whom it is for.
        for who in [&program.mentor, &program.ana] {
            program.post(&server, who, TALK, "for group 2", group.clone()).await.expect_problem(409, "activity-for-no-group");
        }
        for body in ["", "  \n", &"x".repeat(10_001)] {
            program.post(&server, &program.ana, TALK, body, json!({})).await.expect_problem(422, "invalid-body");
        }
        program.post(&server, &program.ana, TALK, &"ü".repeat(10_000), json!({})).await.expect(201);
        server.set_clock("2025-07-01T12:00:00Z");
        program.post(&server, &program.ana, TALK, "x", json!({})).await.expect_problem(409, "cohort-writing-closed");
    }

    async fn a_duty_in_the_own_group_is_none_in_another_also_for_a_mentor(server: TestServer) {
        let program = Program::given(&server).await;
        program.mentor_joins(&server).await;
        let other = json!({ "breakout_group_id": program.groups[1] });
        let summary = async |more| program.post(&server, &program.mentor, "w01-breakout_summary", "ours", more).await;
        summary(other).await.expect_problem(409, "summary-not-on-duty");
        summary(json!({})).await.expect(201);
    }

    async fn a_rehearsed_post_leaves_nothing(server: TestServer) {
        let program = Program::given(&server).await;
        let sent = json!({ "activity": TALK, "body": "not yet" });
        server.post(&program.list("posts")).as_(&program.ana).json(&sent).rehearsed().send().await.expect(200);
        let list = server.get(&program.list("posts")).as_(&program.ana).send().await.expect(200);
        assert_eq!(list.at("/data"), json!([]));
        assert!(program.marks(&server, &program.ana).await.is_empty());
    }
}
