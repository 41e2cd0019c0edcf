//! The calendar: a secret link to live events and due days.

use guildhall_domain::cyber_program::EnrollmentState;

use crate::cyber_program::under_way::Program;
use crate::support::parts::PUBLIC_URL;
use crate::support::{Answer, Role, TestServer, both_engines};

/// Makes a link; the address below the server.
async fn link(server: &TestServer, program: &Program) -> String {
    let made = server.post(&program.sheet(0, "calendar-link")).as_(program.person(0)).send().await.expect(200);
    assert_eq!(made.header("cache-control"), "no-store");
    made.text_at("/url").strip_prefix(PUBLIC_URL).expect("our own address").to_owned()
}

/// The lines of an event, unfolded.
fn event<'t>(text: &'t str, uid: &str) -> Vec<&'t str> {
    let block = text.split("BEGIN:VEVENT\r\n").find(|block| block.contains(&format!("UID:{uid}\r\n")));
    block.unwrap_or_else(|| panic!("no {uid} in {text}")).split("\r\n").collect()
}

fn unfolded(answer: &Answer) -> String {
    answer.text().replace("\r\n ", "")
}

both_engines! {
    async fn a_calendar_has_live_events_in_utc_and_due_days_under_ids_that_stay(server: TestServer) {
        let program = Program::given(&server, 1).await;
        let at = link(&server, &program).await;
        let read = server.get(&at).header("accept", "text/calendar").send().await.expect(200);
        assert_eq!(read.header("content-type"), "text/calendar; charset=utf-8");
        let text = read.text();
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
        let whole = unfolded(&read);
        let cohort = program.cohort.id;
        let live = |week: u32| event(&whole, &format!("{cohort}-w{week:02}-live_event"));
        assert!(live(1).contains(&"DTSTART:20250305T180000Z") && live(1).contains(&"DTEND:20250305T190000Z"));
        assert!(live(2).contains(&"DTSTART:20250312T170000Z"), "clocks were put forward");
        assert!(live(1).contains(&"SEQUENCE:0") && live(1).contains(&"DTSTAMP:20250301T120000Z"));
        let due = event(&whole, &format!("{cohort}-w01-read"));
        assert!(due.contains(&"DTSTART;VALUE=DATE:20250305") && due.contains(&"DTEND;VALUE=DATE:20250306"));
        assert!(due.contains(&"SUMMARY:Week 1: Read the week's text"));
        assert!(!whole.contains("reflect"));
        server.set_clock("2025-04-01T12:00:00Z");
        let again = server.get(&at).as_(Role::Finance).send().await.expect(200);
        assert_eq!((again.text(), again.tag()), (text, read.tag()));
        server.get(&at).header("if-none-match", read.tag()).send().await.expect(304);
        for accept in ["application/json", "text/html", "image/png;q=0.5"] {
            let served = server.get(&at).header("accept", accept).send().await.expect(200);
            assert_eq!(served.tag(), again.tag(), "{accept}");
        }
    }

    async fn when_the_hour_moves_the_sequence_rises_and_the_id_stays(server: TestServer) {
        let program = Program::given(&server, 1).await;
        let at = link(&server, &program).await;
        let patch = serde_json::json!({ "live_event": { "weekday": "thursday", "at": "15:30", "minutes": 60 } });
        let cohort = format!("/v1/cyber-program/cohorts/{}", program.cohort.id);
        server.patch(&cohort).as_(Role::Staff).if_match("*").json(&patch).send().await.expect(200);
        let whole = unfolded(&server.get(&at).send().await.expect(200));
        let live = event(&whole, &format!("{}-w01-live_event", program.cohort.id));
        assert!(live.contains(&"SEQUENCE:1") && live.contains(&"DTSTART:20250306T203000Z"), "{live:?}");
    }

    async fn a_new_link_replaces_the_old_one_and_a_revoked_one_shows_nothing(server: TestServer) {
        let program = Program::given(&server, 1).await;
        let (first, second) = (link(&server, &program).await, link(&server, &program).await);
        server.get(&first).send().await.expect_problem(404, "not-found");
        server.get(&second).send().await.expect(200);
        let own = program.sheet(0, "calendar-link");
        for person in [&program.mentor, &server.person(Role::Staff)] {
            server.post(&own).as_(person).send().await.expect_problem(404, "not-found");
            server.delete(&own).as_(person).send().await.expect_problem(404, "not-found");
        }
        for _ in 0..2 {
            server.delete(&own).as_(program.person(0)).send().await.expect(204);
        }
        server.get(&second).send().await.expect_problem(404, "not-found");
        server.get("/v1/cyber-program/calendars/nothing").send().await.expect_problem(404, "not-found");
    }

    async fn a_retry_under_the_same_key_is_told_the_same_address_again(server: TestServer) {
        let program = Program::given(&server, 1).await;
        let ask = || server.post(&program.sheet(0, "calendar-link")).as_(program.person(0)).key("link").send();
        let (first, again) = (ask().await.expect(200), ask().await.expect(200));
        assert_eq!((again.text_at("/url"), again.header("idempotency-replayed")), (first.text_at("/url"), "true"));
    }

    async fn whoever_gave_the_seat_up_has_no_calendar(server: TestServer) {
        let program = Program::given(&server, 1).await;
        let at = link(&server, &program).await;
        program.turn(&server, program.people[0].1, EnrollmentState::Withdrawn).await;
        server.get(&at).send().await.expect_problem(404, "not-found");
        server.post(&program.sheet(0, "calendar-link")).as_(program.person(0)).send().await.expect_problem(404, "not-found");
    }
}
