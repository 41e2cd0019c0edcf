//! Texts planted everywhere, then looked for everywhere: in every answer that anybody can get from any operation that
//! reads, in the store and in the log. PROMISES D2, D3. Who finds what is written down here and not derived, and it is
//! compared both ways, so that a search that finds nothing fails.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::planted::{MARK, everything_stored, heard, holds, listen};
use crate::cyber_program::program::{AT, Program, pace};
use crate::support::contract::{Contract, Operation};
use crate::support::fixture::{Owner, settle};
use crate::support::{Person, Role, TestServer, both_engines};

/// A planted text, and everybody who may read it.
type Planted = Vec<(String, Vec<&'static str>)>;

/// What ids can stand in an address or a filter, by the parameter's name.
type Ids = BTreeMap<&'static str, Vec<String>>;

const COHORT: [&str; 8] = ["ana", "ben", "mia", "cat", "lou", "mentor", "staff", "admin"];

fn everybody(program: &Program, server: &TestServer) -> Vec<(&'static str, Option<Person>)> {
    let people = [
        ("ana", &program.ana),
        ("ben", &program.ben),
        ("mia", &program.mia),
        ("wes", &program.wes),
        ("cat", &program.cat),
        ("lou", &program.lou),
        ("wil", &program.wil),
        ("bea", &program.bea),
        ("mentor", &program.mentor),
        ("stranger", &program.stranger),
    ];
    let roles = [Role::Account, Role::Member, Role::Coach, Role::Staff, Role::Finance, Role::Board, Role::Admin];
    let people = people.into_iter().map(|(name, person)| (name, Some(person.clone())));
    let roles = roles.into_iter().map(|role| (role.as_str(), Some(server.person(role))));
    people.chain(roles).chain([("nobody", None)]).collect()
}

fn text(what: &str) -> String {
    format!("{MARK}-{what}-7f3a9c")
}

/// Writes everything, each write under a key, and lets people move.
async fn plant(server: &TestServer, program: &Program, ids: &mut Ids) -> Planted {
    let mut planted = Planted::new();
    let posts: [(&str, &Person, &str, Value, &[&'static str]); 9] = [
        ("cohort", &program.ana, "w01-discuss_cohort", json!({}), &COHORT),
        ("summary", &program.ana, "w01-breakout_summary", json!({}), &COHORT),
        ("group-1", &program.ana, "w01-discuss_breakout", json!({}), &["ana", "ben", "mentor"]),
        ("group-2", &program.cat, "w01-discuss_breakout", json!({}), &["cat", "mentor"]),
        ("leaver", &program.wes, "w01-discuss_breakout", json!({}), &["wes", "ana", "ben", "mentor"]),
        ("mover", &program.mia, "w01-discuss_breakout", json!({}), &["mia", "ana", "ben", "mentor"]),
        (
            "to-group-2",
            &program.mentor,
            "w01-discuss_breakout",
            json!({ "breakout_group_id": program.groups[1] }),
            &["mentor", "cat"],
        ),
        (
            "narrowed",
            &program.ana,
            "w01-discuss_cohort",
            json!({ "audience": "breakout_group" }),
            &["ana", "ben", "mentor", "staff", "admin"],
        ),
        ("alone", &program.ana, "w01-discuss_cohort", json!({ "audience": "author_alone" }), &["ana"]),
    ];
    for (what, who, activity, more, readers) in posts {
        let mut sent = json!({ "activity": activity, "body": text(what) });
        sent.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        let made = server.post(&program.list("posts")).as_(who).key(what).json(&sent).send().await.expect(201);
        ids.entry("post_id").or_default().push(made.text_at("/id"));
        ids.entry("parent_id").or_default().push(made.text_at("/id"));
        planted.push((text(what), readers.to_vec()));
    }
    for (name, who) in [("ana", &program.ana), ("wes", &program.wes), ("cat", &program.cat)] {
        let what = format!("reflection-{name}");
        let sent = json!({ "activity": "w01-reflect", "body": text(&what) });
        let made = server.post(&program.list("reflections")).as_(who).key(&what).json(&sent).send().await.expect(201);
        ids.entry("reflection_id").or_default().push(made.text_at("/id"));
        planted.push((text(&what), vec![name]));
    }
    planted
}

/// The ids that there are.
fn known(program: &Program, owner: &Owner) -> Ids {
    let mut ids = Ids::new();
    for (name, id) in &owner.ids {
        ids.entry(name).or_default().push(id.clone());
    }
    let people = [&program.ana, &program.cat, &program.mentor];
    ids.entry("account_id").or_default().extend(people.map(|person| person.account_id.to_string()));
    ids.insert("cohort_id", vec![program.cohort_id.to_string(), program.elsewhere.to_string()]);
    ids.insert("breakout_group_id", program.groups.map(|group| group.to_string()).to_vec());
    ids
}

/// Every address of an operation that reads: all ids in the path, and each filter that takes an id, or a week, in turn.
fn addresses(operation: &Operation, ids: &Ids) -> Vec<String> {
    let mut paths = vec![String::new()];
    for part in operation.path.split('/').skip(1) {
        let name = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let unknown = vec!["0190f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11".to_owned()];
        let values = name.map_or_else(|| vec![part.to_owned()], |name| ids.get(name).cloned().unwrap_or(unknown));
        paths = paths.iter().flat_map(|path| values.iter().map(move |value| format!("{path}/{value}"))).collect();
    }
    let queries: Vec<String> = operation.value["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|parameter| parameter["in"] == "query")
        .filter_map(|parameter| parameter["name"].as_str())
        .flat_map(|name| match name {
            "limit" => vec!["limit=100".to_owned()],
            "week" => vec!["limit=100&week=1".to_owned()],
            "top_level" => vec!["limit=100&top_level=true".to_owned()],
            name => {
                let values = ids.get(name).into_iter().flatten();
                values.map(|value| format!("{name}={value}")).collect()
            }
        })
        .collect();
    let with = |path: &String| {
        let path = path.clone();
        let queried: Vec<String> = queries.iter().map(|query| format!("{path}?{query}")).collect();
        [vec![path], queried].concat()
    };
    paths.iter().flat_map(with).collect()
}

/// Who found which planted text, over every operation that reads.
async fn sweep(
    server: &TestServer,
    people: &[(&'static str, Option<Person>)],
    ids: &Ids,
    planted: &Planted,
) -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut found: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    let mut asked = 0;
    let contract = Contract::of(true);
    for operation in contract.document().operations().filter(|operation| operation.method == "GET") {
        for path in addresses(operation, ids) {
            for (name, person) in people {
                let mut request = server.get(&path);
                if let Some(person) = person {
                    request = request.as_(person);
                }
                let answer = request.send().await;
                asked += 1;
                let headers: Vec<u8> = answer.headers().values().flat_map(|value| value.as_bytes().to_vec()).collect();
                let said = [answer.plain_bytes(), headers].concat();
                if !holds(&said, MARK.as_bytes()) {
                    continue;
                }
                for (text, _) in planted.iter().filter(|(text, _)| holds(&said, text.as_bytes())) {
                    found.entry(text.clone()).or_default().insert(name);
                }
            }
        }
    }
    assert!(asked > 1_000, "only {asked} questions were asked");
    found
}

/// Writes that are refused, each with a planted text in it; no refusal repeats it.
async fn refused_writes(server: &TestServer, program: &Program) {
    let planted = text("refused");
    let long = planted.repeat(1_000);
    let reflections = program.list("reflections");
    for (who, path, activity, body) in [
        (&program.ana, program.list("posts"), "w01-reflect", &planted),
        (&program.ana, program.list("posts"), "w02-discuss_cohort", &planted),
        (&program.ana, program.list("posts"), "w01-discuss_cohort", &long),
        (&program.bea, program.list("posts"), "w01-discuss_cohort", &planted),
        (&program.mentor, program.list("posts"), "w01-discuss_breakout", &planted),
        (&program.mentor, reflections.clone(), "w01-reflect", &planted),
        (&program.ana, reflections.clone(), "w99-reflect", &planted),
        (&program.ana, reflections, "w01-reflect", &long),
    ] {
        let sent = json!({ "activity": activity, "body": body });
        let answer = server.post(&path).as_(who).key("refused").json(&sent).send().await;
        assert!((404..=422).contains(&answer.status()), "{answer:?}");
        assert!(!holds(answer.bytes(), MARK.as_bytes()), "{answer:?}");
    }
}

both_engines! {
    async fn a_planted_text_is_found_by_those_who_may_read_it_and_nowhere_else(server: TestServer) {
        listen();
        let program = Program::given(&server).await;
        let fixture = settle(&server).await;
        let mut ids = known(&program, &fixture.member);
        let planted = plant(&server, &program, &mut ids).await;
        let survey = program.survey(&server).await;
        ids.insert("survey_id", vec![survey.rsplit('/').next().unwrap_or_default().to_owned()]);
        server.post(&format!("{survey}/answer")).as_(&program.ana).json(&pace("fast")).send().await.expect(201);
        program.move_on(&server).await;
        refused_writes(&server, &program).await;
        let people = everybody(&program, &server);
        let found = sweep(&server, &people, &ids, &planted).await;
        for (text, readers) in &planted {
            let expected: BTreeSet<&str> = readers.iter().copied().collect();
            assert_eq!(found.get(text), Some(&expected), "{text}");
        }
        let stored = everything_stored(&server).await;
        for (text, _) in planted.iter().chain([&(text("refused"), Vec::new())]) {
            assert!(!holds(&stored, text.as_bytes()), "{text} is in the store");
        }
        assert!(holds(&stored, b"How is the pace?"), "nothing was looked at");
        assert!(!holds(&stored, b"\"choice\":\"fast\""), "an answer is in the store");
        let said = format!("{MARK}-said-by-the-test");
        tracing::debug!(target: "guildhall::test", "{said}");
        let (heard, lines) = heard();
        assert!(holds(&heard, said.as_bytes()) && lines > 1_000, "the log was not listened to: {lines} lines");
        for (text, _) in planted.iter().chain([&(text("refused"), Vec::new())]) {
            assert!(!holds(&heard, text.as_bytes()), "{text} is in the log");
        }
    }

    async fn the_search_finds_a_text_that_is_stored_in_clear(server: TestServer) {
        let program = Program::given(&server).await;
        let choices = json!([{ "code": "a", "label": text("label") }, { "code": "b", "label": "B" }]);
        let sent = json!({ "activity": "w06-survey", "questions": [{ "code": "q", "text": "?", "choices": choices }] });
        let made = server.post(&program.list("surveys")).as_(&program.mentor).json(&sent).send().await.expect(201);
        assert!(holds(&everything_stored(&server).await, text("label").as_bytes()));
        let read = server.get(&format!("{AT}/surveys/{}", made.text_at("/id"))).as_(&program.ana).send().await;
        assert!(holds(read.bytes(), text("label").as_bytes()));
        assert!(!holds(read.bytes(), text("other").as_bytes()));
    }
}
