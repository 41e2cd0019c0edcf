//! Breakout groups: made by rule, read by the cohort, changed by its faculty.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::cyber_program::under_way::{Program, summaries_of_week};
use crate::support::{Answer, Role, TestServer, both_engines};

async fn assigned(server: &TestServer, program: &Program) -> Answer {
    let at = program.at("breakout-assignment");
    server.post(&at).as_(&program.mentor).send().await.expect(201)
}

/// The seats of a group of an answer.
fn members(group: &Value) -> BTreeSet<String> {
    let all = group["members"].as_array().into_iter().flatten();
    all.map(|member| member["enrollment_id"].as_str().unwrap_or_default().to_owned()).collect()
}

fn groups(answer: &Answer) -> Vec<Value> {
    answer.at("/groups").as_array().cloned().unwrap_or_default()
}

/// Who serves in a group from a week on.
fn serving(group: &Value, from: u64) -> BTreeSet<String> {
    let duties =
        group["duties"].as_array().into_iter().flatten().filter(|duties| duties["week"].as_u64() >= Some(from));
    let both = duties.flat_map(|duties| [&duties["leader_id"], &duties["scribe_id"]]);
    both.map(|id| id.as_str().unwrap_or_default().to_owned()).collect()
}

async fn move_to(server: &TestServer, program: &Program, group: &Value, enrollment: &str) -> Answer {
    let at = format!("/v1/cyber-program/breakout-groups/{}/moves", group["id"].as_str().expect("an id"));
    server.post(&at).as_(&program.mentor).json(&json!({ "enrollment_id": enrollment })).send().await
}

both_engines! {
    async fn twenty_four_participants_make_two_groups_of_twelve_the_same_ones_each_time(server: TestServer) {
        let program = Program::given(&server, 24).await;
        let first = assigned(&server, &program).await;
        let sizes: Vec<Value> = groups(&first).iter().map(|group| group["size"].clone()).collect();
        assert_eq!((sizes, first.at("/participant_count")), (vec![json!(12), json!(12)], json!(24)));
        assert_eq!((first.at("/groups/0/number"), first.at("/groups/0/warning")), (json!(1), Value::Null));
        assert_eq!(first.at("/groups/0/duties").as_array().map(Vec::len), Some(12));
        assert_eq!(serving(&groups(&first)[0], 1).len(), 12, "everybody serves");
        assert_eq!((first.at("/unplaced"), first.at("/provisional")), (json!([]), json!(true)));
        let again = assigned(&server, &program).await;
        let of = |answer: &Answer| groups(answer).iter().map(members).collect::<Vec<_>>();
        assert_eq!(of(&again), of(&first));
        assert_eq!(again.at("/groups/1/id"), first.at("/groups/1/id"), "a group stays the same under its number");
        let read = server.get(first.header("location")).as_(program.person(3)).send().await.expect(200);
        assert_eq!(read.json(), again.json());
        server.get(first.header("location")).as_(program.person(3)).header("if-none-match", read.tag()).send().await.expect(304);
    }

    async fn groups_are_made_anew_only_until_somebody_has_written_in_one(server: TestServer) {
        let program = Program::given(&server, 12).await;
        assigned(&server, &program).await;
        summaries_of_week(&server, 1).await;
        let at = program.at("breakout-assignment");
        server.post(&at).as_(&program.mentor).send().await.expect_problem(409, "breakout-groups-in-use");
        server.post(&at).as_(Role::Staff).send().await.expect_problem(409, "breakout-groups-in-use");
    }

    async fn there_is_nobody_to_group_in_an_empty_cohort_and_nothing_to_change_in_one_that_is_over(server: TestServer) {
        let empty = Program::given(&server, 0).await;
        let at = empty.at("breakout-assignment");
        server.post(&at).as_(&empty.mentor).send().await.expect_problem(409, "nobody-to-group");
        let program = Program::named(&server, "Another", 2).await;
        server.set_clock("2025-05-26T12:00:00Z");
        server.post(&program.at("breakout-assignment")).as_(Role::Admin).send().await.expect_problem(409, "cohort-over");
    }

    async fn groups_are_read_by_the_cohort_its_faculty_and_staff_and_are_nothing_to_anybody_else(server: TestServer) {
        let (program, other) = (Program::given(&server, 3).await, Program::named(&server, "Another", 1).await);
        let made = assigned(&server, &program).await;
        let (all, one) = (program.at("breakout-groups"), format!("/v1/cyber-program/breakout-groups/{}", made.text_at("/groups/0/id")));
        for at in [&all, &one] {
            for person in [program.person(1), &program.mentor] {
                server.get(at).as_(person).send().await.expect(200);
            }
            for role in [Role::Staff, Role::Admin] {
                server.get(at).as_(role).send().await.expect(200);
            }
            for person in [other.person(0), &other.mentor] {
                server.get(at).as_(person).send().await.expect_problem(404, "not-found");
            }
            for role in [Role::Faculty, Role::Finance, Role::Board, Role::Member] {
                server.get(at).as_(role).send().await.expect_problem(404, "not-found");
            }
        }
        let assignment = program.at("breakout-assignment");
        server.post(&assignment).as_(program.person(0)).send().await.expect_problem(403, "forbidden");
        server.post(&assignment).as_(&other.mentor).send().await.expect_problem(404, "not-found");
    }

    async fn a_move_is_bounded_warned_of_and_replans_the_weeks_left(server: TestServer) {
        let program = Program::given(&server, 24).await;
        let made = assigned(&server, &program).await;
        server.set_clock("2025-03-25T12:00:00Z");
        let (from, to) = (&groups(&made)[0], &groups(&made)[1]);
        let mover = from["duties"][3]["leader_id"].as_str().expect("a leader").to_owned();
        let moved = move_to(&server, &program, to, &mover).await.expect(200);
        assert_eq!((moved.at("/from_breakout_group_id"), moved.at("/group/size")), (from["id"].clone(), json!(13)));
        assert_eq!(moved.text_at("/warning"), "a group now has 13 participants; 10 to 12 are typical");
        assert!(members(&moved.at("/group")).contains(&mover));
        assert_eq!(moved.at("/group/duties/3"), to["duties"][3], "the present week stays where both are still there");
        let read = server.get(&program.at("breakout-groups")).as_(Role::Staff).send().await.expect(200);
        let left = &groups(&read)[0];
        assert!(!serving(left, 4).contains(&mover), "the leader of the week has left");
        for week in 0..3 {
            assert_eq!(left["duties"][week], from["duties"][week], "weeks served stay");
        }
        assert_eq!(left["duties"].as_array().map(Vec::len), Some(12));
        move_to(&server, &program, to, &mover).await.expect_problem(409, "already-in-breakout-group");
        let stranger = program.cohort.id.to_string();
        move_to(&server, &program, to, &stranger).await.expect_problem(409, "unknown-enrollment");
        let rest: Vec<String> = members(left).into_iter().collect();
        move_to(&server, &program, to, &rest[0]).await.expect(200);
        move_to(&server, &program, to, &rest[1]).await.expect_problem(409, "breakout-group-too-large");
        let at = format!("/v1/cyber-program/breakout-groups/{}/moves", to["id"].as_str().expect("an id"));
        server.post(&at).as_(program.person(0)).json(&json!({ "enrollment_id": mover })).send().await.expect_problem(403, "forbidden");
    }

    async fn whoever_was_moved_away_and_back_reads_and_answers_what_they_wrote_in(server: TestServer) {
        let program = Program::given(&server, 20).await;
        let made = assigned(&server, &program).await;
        server.set_clock("2025-03-04T12:00:00Z");
        let (home, away) = (groups(&made)[0].clone(), groups(&made)[1].clone());
        let ours: Vec<String> = members(&home).into_iter().collect();
        let who = |id: &str| program.people.iter().find(|(_, own)| own.to_string() == id).expect("a participant").0.clone();
        let (ann, xia) = (who(&ours[0]), who(&ours[1]));
        let posts = program.at("posts");
        let write = |body: Value, by: &crate::support::Person| server.post(&posts).as_(by).json(&body).send();
        let thread = write(json!({ "activity": "w01-discuss_breakout", "body": "A question" }), &ann).await.expect(201).text_at("/id");
        let answer = json!({ "activity": "w01-discuss_breakout", "body": "An answer", "parent_id": thread });
        write(answer.clone(), &xia).await.expect(201);
        let read = format!("/v1/cyber-program/posts/{thread}");
        move_to(&server, &program, &away, &ours[1]).await.expect(200);
        server.get(&read).as_(&xia).send().await.expect_problem(404, "not-found");
        let meanwhile = write(json!({ "activity": "w01-discuss_breakout", "body": "Without you" }), &ann).await.expect(201).text_at("/id");
        move_to(&server, &program, &home, &ours[1]).await.expect(200);
        server.get(&read).as_(&xia).send().await.expect(200);
        write(answer, &xia).await.expect(201);
        server.get(&format!("/v1/cyber-program/posts/{meanwhile}")).as_(&xia).send().await.expect_problem(404, "not-found");
        let listed = server.get(&format!("{posts}?limit=100")).as_(&xia).send().await.expect(200).text();
        assert!(listed.contains(&thread) && !listed.contains(&meanwhile));
        // A mentor who is named on a later day reads none of it.
        server.set_clock("2025-03-05T12:00:00Z");
        let later = server.new_person(&[Role::Faculty]).await;
        let named = server.post(&program.at("mentors")).as_(Role::Staff).json(&json!({ "account_id": later.account_id }));
        named.send().await.expect(200);
        server.get(&read).as_(&later).send().await.expect_problem(404, "not-found");
        server.get(&read).as_(&program.mentor).send().await.expect(200);
    }

    async fn whoever_gets_a_seat_later_is_shown_without_a_group_and_placed(server: TestServer) {
        let mut program = Program::given(&server, 7).await;
        let made = assigned(&server, &program).await;
        let (_, late) = program.join(&server).await;
        let read = server.get(&program.at("breakout-groups")).as_(&program.mentor).send().await.expect(200);
        assert_eq!(read.at("/unplaced/0/enrollment_id"), json!(late.to_string()));
        let placed = move_to(&server, &program, &groups(&made)[0], &late.to_string()).await.expect(200);
        assert_eq!((placed.at("/from_breakout_group_id"), placed.at("/group/size")), (Value::Null, json!(8)));
        assert!(serving(&placed.at("/group"), 1).contains(&late.to_string()));
    }
}
