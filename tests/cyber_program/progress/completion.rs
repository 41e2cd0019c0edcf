//! Completing: by the mark that meets the last requirement, once, with its reasons and credit.

use guildhall::worker;
use serde_json::{Value, json};

use crate::cyber_program::under_way::{Program, counts};
use crate::support::{Answer, Role, TestServer, both_engines};

async fn enrollment(server: &TestServer, program: &Program, who: usize) -> Answer {
    let at = format!("/v1/cyber-program/enrollments/{}", program.people[who].1);
    server.get(&at).as_(Role::Staff).send().await.expect(200)
}

/// A cohort in its last week in which everything that counts is done but one text.
pub async fn nearly_done(server: &TestServer, participants: usize) -> Program {
    let program = Program::given(server, participants).await;
    server.set_clock("2025-05-23T12:00:00Z");
    for who in 0..participants {
        program.done(server, who, |one| counts(one) && one.key.to_string() != "w12-read").await;
    }
    program
}

pub async fn last_mark(server: &TestServer, program: &Program, who: usize) -> Answer {
    let body = json!({ "activity": "w12-read", "kind": "done" });
    server.post(&program.sheet(who, "marks")).as_(program.person(who)).json(&body).send().await.expect(200)
}

/// Outcomes told by the daily job.
async fn told(server: &TestServer) -> u64 {
    let report = worker::run_due(server.app()).await;
    report.job("cyber_program.completion").expect("a job").done
}

both_engines! {
    async fn the_mark_that_meets_the_last_requirement_completes_the_program(server: TestServer) {
        let program = nearly_done(&server, 2).await;
        assert_eq!(enrollment(&server, &program, 0).await.at("/state"), "enrolled");
        last_mark(&server, &program, 0).await;
        let done = enrollment(&server, &program, 0).await;
        assert_eq!((done.at("/state"), done.at("/completed_on")), (json!("completed"), json!("2025-05-23")));
        assert_eq!(enrollment(&server, &program, 1).await.at("/state"), "enrolled");
        let read = server.get(&program.sheet(0, "progress")).as_(program.person(0)).send().await.expect(200);
        assert_eq!((read.at("/completion/met"), read.at("/completion/completed_on")), (json!(true), json!("2025-05-23")));
        let lines = read.at("/statements");
        let hours: Vec<Value> = lines.as_array().unwrap().iter().map(|line| line["icma_cm_hours"].clone()).collect();
        assert_eq!(hours, [json!(48), Value::Null, Value::Null, Value::Null]);
        last_mark(&server, &program, 0).await;
        assert_eq!(enrollment(&server, &program, 0).await.at("/steps").as_array().map(Vec::len), Some(2), "finished once");
    }

    async fn completing_brings_48_hours_of_credit_once_and_says_by_what(server: TestServer) {
        let program = nearly_done(&server, 1).await;
        let ledger = "/v1/credentials/credit-entries";
        let before = server.get(ledger).as_(program.person(0)).send().await.expect(200);
        assert_eq!(before.at("/data"), json!([]));
        for _ in 0..2 {
            last_mark(&server, &program, 0).await;
        }
        server.set_clock("2025-06-10T12:00:00Z");
        assert_eq!(told(&server).await, 0);
        let after = server.get(ledger).as_(program.person(0)).send().await.expect(200);
        assert_eq!(after.at("/data").as_array().map(Vec::len), Some(1));
        let entry = after.at("/data/0");
        assert_eq!((&entry["source"], &entry["earned_on"]), (&json!("cyber_program"), &json!("2025-05-23")));
        assert_eq!(entry["icma_cm_hours"]["minutes"], 2_880);
        assert_eq!(entry["title"], "ICMA Cybersecurity Leadership Program: Spring 2025");
        assert_eq!(entry["ground"]["clause"], "cyber_program.credit");
    }

    async fn attendance_completes_whoever_lacked_nothing_else(server: TestServer) {
        let program = Program::given(&server, 2).await;
        server.set_clock("2025-05-23T12:00:00Z");
        let live = |week: u32| move |one: &guildhall_domain::cyber_program::PlannedActivity| {
            one.required || (one.live_event.is_some() && one.key.week <= week)
        };
        program.done(&server, 0, live(9)).await;
        program.done(&server, 1, live(8)).await;
        let ids: Vec<String> = program.people.iter().map(|(_, id)| id.to_string()).collect();
        let body = json!({ "activity": "w11-live_event", "enrollment_ids": ids });
        server.post(&program.at("attendance")).as_(&program.mentor).json(&body).send().await.expect(200);
        assert_eq!(enrollment(&server, &program, 0).await.at("/state"), "completed");
        assert_eq!(enrollment(&server, &program, 1).await.at("/state"), "enrolled");
    }

    async fn once_nothing_more_is_taken_the_job_tells_every_outcome_once(server: TestServer) {
        let program = nearly_done(&server, 3).await;
        last_mark(&server, &program, 0).await;
        server.set_clock("2025-06-08T12:00:00Z");
        assert_eq!(told(&server).await, 0);
        server.set_clock("2025-06-09T12:00:00Z");
        assert_eq!(told(&server).await, 2);
        for (who, state) in ["completed", "not_completed", "not_completed"].into_iter().enumerate() {
            assert_eq!(enrollment(&server, &program, who).await.at("/state"), state);
        }
        server.set_clock("2025-06-10T12:00:00Z");
        assert_eq!(told(&server).await, 0);
    }
}
