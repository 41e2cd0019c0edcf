//! Writing while others write, and while groups change: nobody waits in vain, nobody reads what was for others.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::cyber_program::under_way::Program;
use crate::support::{Answer, Person, Role, TestServer, both_engines};

const WEEK_ONE: &str = "2025-03-04T17:00:00Z";

async fn post(server: &TestServer, program: &Program, who: &Person, activity: &str) -> Answer {
    let body = json!({ "activity": activity, "body": "For those it is for" });
    server.post(&program.at("posts")).as_(who).json(&body).send().await
}

async fn groups(server: &TestServer, program: &Program) -> Vec<Value> {
    let read = server.get(&program.at("breakout-groups")).as_(Role::Staff).send().await.expect(200);
    read.at("/groups").as_array().cloned().unwrap_or_default()
}

/// Who of the participants is in a group, by their number.
fn those_in(program: &Program, group: &Value) -> BTreeSet<usize> {
    let members: BTreeSet<&str> = group["members"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|member| member["enrollment_id"].as_str())
        .collect();
    let seats = program.people.iter().map(|(_, enrollment)| enrollment.to_string()).enumerate();
    seats.filter(|(_, seat)| members.contains(seat.as_str())).map(|(number, _)| number).collect()
}

/// Who of the participants reads a post, by their number.
async fn readers(server: &TestServer, program: &Program, post: &Answer) -> BTreeSet<usize> {
    let mut readers = BTreeSet::new();
    for (number, (person, _)) in program.people.iter().enumerate() {
        if server.get(post.header("location")).as_(person).send().await.status() == 200 {
            readers.insert(number);
        }
    }
    readers
}

async fn assign(server: &TestServer, program: &Program) -> Answer {
    server.post(&program.at("breakout-assignment")).as_(&program.mentor).send().await
}

both_engines! {
    async fn twenty_four_who_post_at_once_all_post(server: TestServer) {
        let program = Program::given(&server, 24).await;
        assign(&server, &program).await.expect(201);
        server.set_clock(WEEK_ONE);
        for activity in ["w01-discuss_cohort", "w01-discuss_breakout"] {
            let posts = program.people.iter().map(|(person, _)| post(&server, &program, person, activity));
            for answer in join_all(posts).await {
                answer.expect(201);
            }
        }
    }

    async fn whoever_posts_while_groups_are_made_anew_is_read_by_the_group_they_are_in(server: TestServer) {
        let mut program = Program::given(&server, 12).await;
        assign(&server, &program).await.expect(201);
        for _ in 0..12 {
            program.join(&server).await;
        }
        server.set_clock(WEEK_ONE);
        let posts = join_all((0..6).map(|who| post(&server, &program, program.person(who), "w01-discuss_breakout")));
        let (posts, anew) = tokio::join!(posts, assign(&server, &program));
        assert!(matches!(anew.status(), 201 | 409), "{anew:?}");
        let groups = groups(&server, &program).await;
        for (who, post) in posts.into_iter().enumerate() {
            let post = post.expect(201);
            let group = groups.iter().find(|group| those_in(&program, group).contains(&who)).expect("a group");
            assert_eq!(post.at("/breakout_group_id"), group["id"]);
            assert_eq!(readers(&server, &program, &post).await, those_in(&program, group));
        }
    }

    async fn by_a_clock_that_stands_nobody_reads_what_was_said_before_they_came(server: TestServer) {
        let program = Program::given(&server, 24).await;
        assign(&server, &program).await.expect(201);
        server.set_clock(WEEK_ONE);
        let all = groups(&server, &program).await;
        let (here, there) = (those_in(&program, &all[0]), those_in(&program, &all[1]));
        let (stays, mover) = (*here.first().expect("somebody"), *there.first().expect("somebody"));
        let before = post(&server, &program, program.person(stays), "w01-discuss_breakout").await.expect(201);
        let moves = format!("/v1/cyber-program/breakout-groups/{}/moves", all[0]["id"].as_str().expect("an id"));
        server.post(&moves).as_(&program.mentor).json(&json!({ "enrollment_id": program.people[mover].1 })).send().await.expect(200);
        assert_eq!(readers(&server, &program, &before).await, here);
        let with_mover: BTreeSet<usize> = here.iter().copied().chain([mover]).collect();
        for who in [mover, stays] {
            let after = post(&server, &program, program.person(who), "w01-discuss_breakout").await.expect(201);
            assert_eq!(readers(&server, &program, &after).await, with_mover);
        }
    }

    async fn a_post_that_was_narrowed_to_a_group_is_written_in_it(server: TestServer) {
        let program = Program::given(&server, 12).await;
        assign(&server, &program).await.expect(201);
        server.set_clock(WEEK_ONE);
        let body = json!({ "activity": "w01-discuss_cohort", "body": "For us", "audience": "breakout_group" });
        server.post(&program.at("posts")).as_(program.person(0)).json(&body).send().await.expect(201);
        assign(&server, &program).await.expect_problem(409, "breakout-groups-in-use");
    }

    async fn a_post_names_its_author_as_the_group_does(server: TestServer) {
        let program = Program::given(&server, 12).await;
        assign(&server, &program).await.expect(201);
        server.set_clock(WEEK_ONE);
        let post = post(&server, &program, program.person(0), "w01-discuss_cohort").await.expect(201);
        let all = groups(&server, &program).await;
        let member = all[0]["members"].as_array().into_iter().flatten().find(|member| member["account_id"] == post.at("/author_id")).expect("the author");
        assert_eq!((&post.at("/author_given_name"), &post.at("/author_family_name")), (&member["given_name"], &member["family_name"]));
        let dashboard = server.get(&program.at("dashboard")).as_(&program.mentor).send().await.expect(200);
        let people: Vec<Value> = dashboard.at("/participants").as_array().cloned().unwrap_or_default();
        assert!(people.iter().any(|person| person["account_id"] == post.at("/author_id")));
    }
}
