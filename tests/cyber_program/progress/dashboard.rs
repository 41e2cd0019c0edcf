//! The dashboard of faculty: who is behind, what is due, which summaries are missing.

use serde_json::{Value, json};

use crate::cyber_program::under_way::{Program, summaries_of_week};
use crate::support::{Role, TestServer, both_engines};

both_engines! {
    async fn faculty_sees_who_is_behind_what_is_due_and_which_summaries_are_missing(server: TestServer) {
        let program = Program::given(&server, 15).await;
        let made = server.post(&program.at("breakout-assignment")).as_(&program.mentor).send().await.expect(201);
        server.set_clock("2025-03-06T12:00:00Z");
        for who in 0..14 {
            program.done(&server, who, |activity| activity.key.week == 1 && activity.kind.as_str() != "live_event").await;
        }
        summaries_of_week(&server, 1).await;
        let at = program.at("dashboard");
        let read = server.get(&at).as_(&program.mentor).send().await.expect(200);
        assert_eq!((read.at("/week"), read.at("/participant_count"), read.at("/behind_count")), (json!(1), json!(15), json!(1)));
        assert_eq!(read.at("/missing_summaries"), json!([
            { "breakout_group_id": made.at("/groups/1/id"), "number": 2, "due_on": "2025-03-08", "is_overdue": false }
        ]));
        let due: Vec<(Value, Value)> = read.at("/due_this_week").as_array().unwrap().iter()
            .map(|due| (due["activity"].clone(), due["open_count"].clone())).collect();
        let due_is = [("w01-discuss_breakout", 1), ("w01-live_event", 15), ("w01-discuss_cohort", 1)];
        assert_eq!(due, due_is.map(|(activity, open)| (json!(activity), json!(open))));
        let behind = server.get(&format!("{at}?behind=true")).as_(Role::Staff).send().await.expect(200);
        assert_eq!(behind.at("/participants").as_array().map(Vec::len), Some(1));
        assert_eq!(behind.at("/participants/0/enrollment_id"), json!(program.people[14].1.to_string()));
        assert_eq!(behind.at("/participants/0/behind"), json!(["w01-watch", "w01-read"]));
        assert_eq!(behind.at("/participants/0/given_name"), "Robin");
        assert!(behind.at("/participants/0/breakout_group_number").is_number());
        let others = server.get(&format!("{at}?behind=false")).as_(Role::Admin).send().await.expect(200);
        assert_eq!(others.at("/participants").as_array().map(Vec::len), Some(14));
        assert!(!read.text().contains("reflect"));
    }

    async fn the_dashboard_is_for_faculty_of_the_cohort_and_staff(server: TestServer) {
        let (program, other) = (Program::given(&server, 1).await, Program::named(&server, "Another", 0).await);
        let at = program.at("dashboard");
        server.get(&at).as_(program.person(0)).send().await.expect_problem(403, "forbidden");
        server.get(&at).as_(&other.mentor).send().await.expect_problem(404, "not-found");
        for role in [Role::Member, Role::Faculty, Role::Finance, Role::Board, Role::Coach] {
            server.get(&at).as_(role).send().await.expect_problem(404, "not-found");
        }
    }

    async fn participants_are_in_the_order_of_their_names_whatever_the_engine_makes_of_letters(server: TestServer) {
        let names = [("Bo", "Zorn"), ("Di", "DMITRIson"), ("Cy", "Delacroix"), ("Al", "delacroix"), ("Ed", "Öberg"), ("Fe", "de la Cruz")];
        let program = Program::given(&server, names.len()).await;
        for (who, (given, family)) in names.into_iter().enumerate() {
            let body = json!({ "given_name": given, "family_name": family });
            server.patch("/v1/accounts/me").as_(program.person(who)).if_match("*").json(&body).send().await.expect(200);
        }
        let groups = server.post(&program.at("breakout-assignment")).as_(&program.mentor).send().await.expect(201);
        let dashboard = server.get(&program.at("dashboard")).as_(&program.mentor).send().await.expect(200);
        for (read, list) in [(groups, "/groups/0/members"), (dashboard, "/participants")] {
            let people = read.at(list);
            let given: Vec<&str> = people.as_array().unwrap().iter().map(|one| one["given_name"].as_str().unwrap()).collect();
            assert_eq!(given, ["Fe", "Al", "Cy", "Di", "Bo", "Ed"], "{list}");
        }
    }
}
