//! Marks: one's own, and attendance by faculty; nothing that is written, and nothing about reflecting.

use serde_json::{Value, json};

use crate::cyber_program::under_way::Program;
use crate::support::{Answer, Role, TestServer, both_engines};

fn mark(activity: &str, kind: &str) -> Value {
    json!({ "activity": activity, "kind": kind })
}

async fn marks(server: &TestServer, program: &Program, who: usize) -> Answer {
    server.get(&program.sheet(who, "marks")).as_(program.person(who)).send().await.expect(200)
}

both_engines! {
    async fn participants_mark_what_they_read_watched_and_attended_once(server: TestServer) {
        let program = Program::given(&server, 1).await;
        server.set_clock("2025-03-06T12:00:00Z");
        let at = program.sheet(0, "marks");
        let send = |body: Value| server.post(&at).as_(program.person(0)).json(&body).send();
        let made = send(mark("w01-read", "done")).await.expect(200);
        assert_eq!((made.at("/done_on"), made.at("/by_participant")), (json!("2025-03-06"), json!(true)));
        server.set_clock("2025-03-07T12:00:00Z");
        assert_eq!(send(mark("w01-read", "done")).await.expect(200).json(), made.json());
        send(mark("w01-live_event", "attended")).await.expect_problem(409, "mark-reason-missing");
        let mut own = mark("w01-live_event", "attended");
        own["reason"] = json!("I joined by phone.");
        let live = send(own.clone()).await.expect(200);
        assert_eq!(live.at("/done_on"), "2025-03-05", "the day of the event");
        assert_eq!((live.at("/self_reported"), live.at("/counts")), (json!(true), json!(false)));
        send(own).await.expect(200);
        assert_eq!(marks(&server, &program, 0).await.at("/marks").as_array().map(Vec::len), Some(2));
        send(mark("w01-read", "attended")).await.expect_problem(409, "mark-does-not-fit");
        send(mark("w02-read", "done")).await.expect_problem(409, "activity-not-open-yet");
        send(mark("w01-nothing", "done")).await.expect_problem(409, "no-such-activity");
        let mut tomorrow = mark("w01-watch", "done");
        tomorrow["done_on"] = json!("2025-03-08");
        send(tomorrow).await.expect_problem(409, "mark-in-the-future");
        send(mark("w1-read", "done")).await.expect(422);
    }

    async fn what_is_written_is_not_marked_by_asking_and_a_reflection_never(server: TestServer) {
        let program = Program::given(&server, 1).await;
        server.set_clock("2025-03-09T12:00:00Z");
        for activity in ["reflect", "discuss_cohort", "discuss_breakout", "breakout_summary", "survey"] {
            let body = mark(&format!("w01-{activity}"), "done");
            let own = server.post(&program.sheet(0, "marks")).as_(program.person(0)).json(&body).send().await;
            own.expect_problem(409, "mark-by-writing-only");
            let by_faculty = server.post(&program.sheet(0, "marks")).as_(&program.mentor).json(&body).send().await;
            if activity == "reflect" {
                by_faculty.expect_problem(404, "not-found");
            } else {
                by_faculty.expect_problem(409, "activity-for-participants");
            }
        }
        assert_eq!(marks(&server, &program, 0).await.at("/marks"), json!([]));
    }

    async fn marks_are_read_and_made_by_their_owner_faculty_and_staff_and_by_nobody_else(server: TestServer) {
        let (program, other) = (Program::given(&server, 2).await, Program::named(&server, "Another", 0).await);
        server.set_clock("2025-03-09T12:00:00Z");
        let (at, body) = (program.sheet(0, "marks"), mark("w01-breakout_meeting", "attended"));
        for role in [Role::Staff, Role::Admin] {
            server.get(&at).as_(role).send().await.expect(200);
            server.post(&at).as_(role).json(&mark("w01-read", "done")).send().await.expect_problem(409, "activity-for-participants");
        }
        for person in [program.person(1), &other.mentor] {
            server.get(&at).as_(person).send().await.expect_problem(404, "not-found");
            server.post(&at).as_(person).json(&body).send().await.expect_problem(404, "not-found");
        }
        for role in [Role::Finance, Role::Faculty, Role::Board] {
            server.get(&at).as_(role).send().await.expect_problem(404, "not-found");
        }
        let made = server.post(&at).as_(&program.mentor).json(&body).send().await.expect(200);
        assert_eq!(made.at("/by_participant"), false);
        server.get(&at).as_(&program.mentor).send().await.expect(200);
        server.post(&at).as_(&program.mentor).json(&mark("w01-read", "done")).send().await.expect_problem(409, "activity-for-participants");
    }

    async fn nobody_completes_the_program_on_their_own_word_alone(server: TestServer) {
        let program = Program::given(&server, 2).await;
        server.set_clock("2025-03-06T12:00:00Z");
        let at = program.sheet(0, "marks");
        let own = json!({ "activity": "w01-live_event", "kind": "attended", "reason": "I joined by phone." });
        server.post(&at).as_(program.person(0)).json(&own).send().await.expect(200);
        let progress = async || server.get(&program.sheet(0, "progress")).as_(program.person(0)).send().await.expect(200);
        let waiting = progress().await;
        assert_eq!((waiting.at("/counts/live_events_seen"), waiting.at("/completion/requirements/1/actual")), (json!(0), json!(0)));
        let ids: Vec<String> = program.people.iter().map(|(_, id)| id.to_string()).collect();
        let body = json!({ "activity": "w01-live_event", "enrollment_ids": ids });
        let marked = server.post(&program.at("attendance")).as_(&program.mentor).json(&body).send().await.expect(200);
        assert_eq!((marked.at("/marked"), marked.at("/marked_before"), marked.at("/confirmed")), (json!(1), json!(1), json!(1)));
        assert_eq!(progress().await.at("/counts/live_events_seen"), 1);
        let confirmed = server.get(&at).as_(program.person(0)).send().await.expect(200);
        assert_eq!((confirmed.at("/marks/0/counts"), confirmed.at("/marks/0/reason")), (json!(true), json!("I joined by phone.")));
        let meeting = json!({ "activity": "w01-breakout_meeting", "kind": "attended", "reason": "We met in person." });
        server.set_clock("2025-03-22T12:00:00Z");
        server.post(&at).as_(program.person(0)).json(&meeting).send().await.expect_problem(409, "mark-too-late");
        server.post(&at).as_(Role::Staff).json(&meeting).send().await.expect(200);
    }

    async fn whoever_gave_the_seat_up_has_no_sheet(server: TestServer) {
        let program = Program::given(&server, 1).await;
        program.turn(&server, program.people[0].1, guildhall_domain::cyber_program::EnrollmentState::Withdrawn).await;
        for noun in ["marks", "progress", "agenda", "certificate"] {
            server.get(&program.sheet(0, noun)).as_(program.person(0)).send().await.expect_problem(404, "not-found");
        }
    }

    async fn nothing_is_marked_once_the_cohort_is_closed(server: TestServer) {
        let program = Program::given(&server, 1).await;
        let at = program.sheet(0, "marks");
        server.set_clock("2025-06-04T12:00:00Z");
        server.post(&at).as_(program.person(0)).json(&mark("w12-read", "done")).send().await.expect(200);
        server.set_clock("2025-06-08T12:00:00Z");
        server.post(&at).as_(program.person(0)).json(&mark("w12-watch", "done")).send().await.expect_problem(409, "mark-too-late");
        server.set_clock("2025-06-09T12:00:00Z");
        server.post(&at).as_(program.person(0)).json(&mark("w12-watch", "done")).send().await.expect_problem(409, "cohort-writing-closed");
    }

    async fn faculty_marks_attendance_for_many_at_once_all_or_none_and_again(server: TestServer) {
        let program = Program::given(&server, 3).await;
        let at = program.at("attendance");
        let ids: Vec<String> = program.people.iter().map(|(_, id)| id.to_string()).collect();
        let body = |activity: &str, ids: &[String]| json!({ "activity": activity, "enrollment_ids": ids });
        let send = |body: Value| server.post(&at).as_(&program.mentor).json(&body).send();
        send(body("w01-live_event", &ids)).await.expect_problem(409, "mark-in-the-future");
        server.set_clock("2025-03-06T12:00:00Z");
        let stranger = [ids[0].clone(), program.cohort.id.to_string()];
        let refused = send(body("w01-live_event", &stranger)).await.expect_problem(409, "unknown-enrollment");
        assert_eq!(refused.at("/errors/0/pointer"), "/enrollment_ids/1");
        assert_eq!(marks(&server, &program, 0).await.at("/marks"), json!([]));
        let first = send(body("w01-live_event", &ids[..2])).await.expect(200);
        assert_eq!((first.at("/marked"), first.at("/marked_before")), (json!(2), json!(0)));
        let again = send(body("w01-live_event", &ids)).await.expect(200);
        assert_eq!((again.at("/marked"), again.at("/marked_before")), (json!(1), json!(2)));
        assert_eq!(marks(&server, &program, 0).await.at("/marks/0/done_on"), "2025-03-05");
        send(body("w01-read", &ids)).await.expect_problem(409, "activity-for-participants");
        send(body("w01-reflect", &ids)).await.expect_problem(409, "mark-by-writing-only");
        for (role, status) in [(Role::Staff, 200), (Role::Faculty, 404), (Role::Member, 404)] {
            server.post(&at).as_(role).json(&body("w01-live_event", &ids)).send().await.expect(status);
        }
        server.post(&at).as_(program.person(0)).json(&body("w01-live_event", &ids)).send().await.expect_problem(403, "forbidden");
    }
}
