//! Surveys: asked by faculty and staff, answered once, counted when closed, small counts withheld.

use serde_json::{Value, json};

use super::program::{Program, pace, participant};
use crate::support::{Role, TestServer, both_engines};

both_engines! {
    async fn faculty_and_staff_ask_and_participants_answer_once(server: TestServer) {
        let program = Program::given(&server).await;
        let survey = program.survey(&server).await;
        let answer = async |who, body: Value| server.post(&format!("{survey}/answer")).as_(who).json(&body).send().await;
        let made = answer(&program.ana, pace("fast")).await.expect(201);
        assert_eq!(made.at("/answers"), json!([{ "question": "pace", "choice": "fast" }]));
        answer(&program.ana, pace("right")).await.expect_problem(409, "survey-already-answered");
        answer(&program.mentor, pace("right")).await.expect_problem(409, "activity-for-participants");
        answer(&program.bea, pace("right")).await.expect(404);
        let staff = server.person(Role::Staff);
        answer(&staff, pace("right")).await.expect(404);
        let wrong = answer(&program.ben, json!({ "answers": [{ "question": "pace", "choice": "slow" }, { "question": "mood", "choice": "x" }] })).await;
        assert_eq!(wrong.expect_problem(409, "survey-answer-misfit").violations(), [
            ("/answers/0/choice".into(), "unknown_code".into()), ("/answers/1/question".into(), "unknown_code".into()),
        ]);
        let own = server.get(&format!("{survey}/answer")).as_(&program.ana).send().await.expect(200);
        assert_eq!(own.at("/answers/0/choice"), "fast");
        assert_eq!(program.marks(&server, &program.ana).await, ["w01-survey"]);
        server.set_clock("2025-03-03T12:00:00Z");
        answer(&program.ben, pace("right")).await.expect_problem(409, "survey-closed");
    }

    async fn who_asks_what_when(server: TestServer) {
        let program = Program::given(&server).await;
        let choices = json!([{ "code": "a", "label": "A" }, { "code": "b", "label": "B" }]);
        let ask = async |who, activity: &str| {
            let questions = json!([{ "code": "q", "text": "Which?", "choices": choices }]);
            let sent = json!({ "activity": activity, "questions": questions });
            server.post(&program.list("surveys")).as_(who).json(&sent).send().await
        };
        ask(&program.ana, "w01-survey").await.expect_problem(403, "forbidden");
        ask(&program.stranger, "w01-survey").await.expect(404);
        ask(&program.mentor, "w01-reflect").await.expect_problem(409, "activity-written-elsewhere");
        ask(&program.mentor, "w02-survey").await.expect_problem(409, "no-such-activity");
        let staff = server.person(Role::Staff);
        ask(&staff, "w06-survey").await.expect(201);
        ask(&program.mentor, "w06-survey").await.expect_problem(409, "survey-there");
        let twice = json!([{ "code": "a", "label": "A" }, { "code": "a", "label": "B" }]);
        let sent = json!({ "activity": "w12-survey", "questions": [{ "code": "q", "text": "?", "choices": twice }] });
        let refused = server.post(&program.list("surveys")).as_(&staff).json(&sent).send().await;
        assert_eq!(refused.expect_problem(409, "survey-code-twice").violations(), [("/questions/0/choices/1/code".into(), "given_twice".into())]);
        let list = server.get(&program.list("surveys")).as_(&program.ana).send().await.expect(200);
        assert_eq!((list.at("/data/0/activity"), list.at("/data/1")), (json!("w06-survey"), json!(null)));
        program.move_on(&server).await;
        for who in [&program.bea, &program.wil, &program.wes] {
            server.get(&program.list("surveys")).as_(who).send().await.expect(404);
            server.get(&format!("/v1/cyber-program/surveys/{}", list.text_at("/data/0/id"))).as_(who).send().await.expect(404);
        }
        server.set_clock("2025-04-08T12:00:00Z");
        ask(&staff, "w01-survey").await.expect_problem(409, "survey-closed");
    }

    async fn counts_are_told_when_closed_and_small_ones_never(server: TestServer) {
        let program = Program::given(&server).await;
        let survey = program.survey(&server).await;
        let mut people = vec![program.ana.clone(), program.ben.clone(), program.mia.clone(), program.wes.clone()];
        for place in 11..16 {
            people.push(participant(&server, program.cohort_id, place, None).await);
        }
        for (place, person) in people.iter().enumerate() {
            let choice = if place < 2 { "fast" } else { "right" };
            server.post(&format!("{survey}/answer")).as_(person).json(&pace(choice)).send().await.expect(201);
        }
        let results = format!("{survey}/results");
        let early = server.get(&results).as_(&program.mentor).send().await.expect_problem(409, "survey-still-open");
        assert_eq!(early.at("/rule/earliest_on"), "2025-03-03");
        program.move_on(&server).await;
        server.set_clock("2025-03-03T12:00:00Z");
        let told = server.get(&results).as_(&program.mentor).send().await.expect(200);
        assert_eq!((told.at("/respondent_count"), told.at("/smallest_cell")), (json!(9), json!(5)));
        let withheld = |choice: &str| json!({ "choice": choice, "count": null, "withheld": true });
        assert_eq!(told.at("/questions/0/choices"), json!([withheld("right"), withheld("fast")]));
        server.get(&results).as_(&program.ana).send().await.expect(404);
        server.get(&results).as_(&program.stranger).send().await.expect(404);
        server.get(&results).as_(Role::Board).send().await.expect(404);
        server.get(&results).as_(Role::Admin).send().await.expect(200);
    }
}
