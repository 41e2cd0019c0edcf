//! Progress for the participant, faculty and staff; the agenda for the participant alone.

use serde_json::{Value, json};

use crate::cyber_program::under_way::{Program, reflections_on};
use crate::support::{Answer, Role, TestServer, both_engines};

fn done(agenda: &Answer, activity: &str) -> Value {
    let items = agenda.at("/items");
    let item = items.as_array().into_iter().flatten().find(|item| item["activity"] == activity);
    item.unwrap_or_else(|| panic!("no {activity}: {agenda:?}"))["done"].clone()
}

both_engines! {
    async fn progress_says_what_is_done_due_and_overdue_and_what_completing_asks_for(server: TestServer) {
        let program = Program::given(&server, 2).await;
        server.set_clock("2025-03-13T12:00:00Z");
        program.done(&server, 0, |activity| activity.key.week == 1 && activity.key.code != "read").await;
        let read = server.get(&program.sheet(0, "progress")).as_(program.person(0)).send().await.expect(200);
        assert_eq!((read.at("/week"), read.at("/counts/required"), read.at("/counts/required_done")), (json!(2), json!(48), json!(3)));
        assert_eq!(read.at("/behind"), json!(["w01-read", "w02-watch", "w02-read"]));
        assert_eq!(read.at("/due_this_week"), json!(["w02-discuss_breakout", "w02-live_event", "w02-discuss_cohort"]));
        assert_eq!(read.at("/completion/requirements/1"), json!({
            "code": "cyber_program.completion.live_events", "source": "default of this software; the association has published no figure",
            "provisional": true, "met": false, "required": 10, "actual": 1, "met_on": null
        }));
        assert_eq!(read.at("/statements"), json!([]));
        for role in [Role::Staff, Role::Admin] {
            assert_eq!(server.get(&program.sheet(0, "progress")).as_(role).send().await.expect(200).json(), read.json());
        }
        server.get(&program.sheet(0, "progress")).as_(&program.mentor).send().await.expect(200);
        for role in [Role::Finance, Role::Faculty] {
            server.get(&program.sheet(0, "progress")).as_(role).send().await.expect_problem(404, "not-found");
        }
        server.get(&program.sheet(0, "progress")).as_(program.person(1)).send().await.expect_problem(404, "not-found");
    }

    async fn nothing_but_the_own_agenda_tells_whether_somebody_reflected(server: TestServer) {
        let program = Program::given(&server, 1).await;
        server.set_clock("2025-03-05T12:00:00Z");
        let (agenda, dashboard) = (program.sheet(0, "agenda"), program.at("dashboard"));
        let progress = program.sheet(0, "progress");
        let before = [&progress, &dashboard].map(|at| server.get(at).as_(&program.mentor));
        let mut texts = Vec::new();
        for request in before {
            texts.push(request.send().await.expect(200).text());
        }
        assert_eq!(done(&server.get(&agenda).as_(program.person(0)).send().await.expect(200), "w01-reflect"), false);
        reflections_on(&server, "w01-reflect").await;
        let own = server.get(&agenda).as_(program.person(0)).send().await.expect(200);
        assert_eq!((done(&own, "w01-reflect"), done(&own, "w01-read")), (json!(true), json!(false)));
        assert_eq!(own.at("/items").as_array().map(Vec::len), Some(9));
        for (at, text) in [&progress, &dashboard].into_iter().zip(texts) {
            assert_eq!(server.get(at).as_(&program.mentor).send().await.expect(200).text(), text);
        }
        server.get(&agenda).as_(&program.mentor).send().await.expect_problem(404, "not-found");
        for role in [Role::Staff, Role::Admin, Role::Faculty, Role::Finance] {
            server.get(&agenda).as_(role).send().await.expect_problem(404, "not-found");
        }
    }

    async fn before_the_first_week_the_agenda_is_empty(server: TestServer) {
        let program = Program::given(&server, 1).await;
        let agenda = server.get(&program.sheet(0, "agenda")).as_(program.person(0)).send().await.expect(200);
        assert_eq!((agenda.at("/week"), agenda.at("/items")), (Value::Null, json!([])));
    }
}
