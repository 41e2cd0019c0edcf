//! Twelve weeks: groups, and on each Friday what everybody has done, written and left undone.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::people::{GONE, LATE, MISSED, TARDY, TRAVELS, WAITING, WITHDRAWN, participants};
use super::{AT, Play, day};

/// Written into every reflection, and to be found in no other answer.
pub(super) const OF_A_REFLECTION: &str = "to myself alone:";

/// The first morning: two groups of twelve, moves, a calendar, and the surveys of the weeks that have one.
pub(super) async fn begin(play: &mut Play) {
    play.clock(day(0)).await;
    let at = play.at("breakout-assignment");
    let made = play.line(Some("faculty"), "POST", &at, None, 201).await.json();
    assert_eq!((sizes(&made), &made["unplaced"]), (vec![12, 12], &json!([])));
    shift(play, &made).await;
    ask_surveys(play).await;
    read_calendar(play).await;
}

fn sizes(groups: &Value) -> Vec<u64> {
    groups["groups"].as_array().expect("groups").iter().map(|group| group["size"].as_u64().expect("a size")).collect()
}

/// Two move over, a third may not, and two come back.
async fn shift(play: &mut Play, made: &Value) {
    let [one, two] = [0, 1].map(|group| &made["groups"][group]);
    let moves = |group: &Value| format!("{AT}/breakout-groups/{}/moves", group["id"].as_str().expect("an id"));
    let body = |group: &Value, member: usize| json!({ "enrollment_id": group["members"][member]["enrollment_id"] });
    for (member, size) in [(0, 13), (1, 14)] {
        let moved = play.act("faculty", &moves(two), body(one, member)).await;
        assert_eq!((&moved["group"]["size"], moved["warning"].is_string()), (&json!(size), true));
    }
    play.refused("faculty", &moves(two), body(one, 2), "breakout-group-too-large").await;
    play.refused("faculty", &moves(two), body(one, 0), "already-in-breakout-group").await;
    for member in [0, 1] {
        play.act("faculty", &moves(one), body(two, member)).await;
    }
    let groups = play.get("faculty", &play.at("breakout-groups")).await;
    assert_eq!(sizes(&groups), [12, 12]);
}

async fn ask_surveys(play: &mut Play) {
    let at = play.at("surveys");
    for week in [1, 6, 12] {
        let choice = |code: &str| json!({ "code": code, "label": format!("It is {code}") });
        let choices = ["right", "fast", "slow"].map(choice);
        let questions = json!([{ "code": "pace", "text": "How is the pace?", "choices": choices }]);
        let body = json!({ "activity": format!("w{week:02}-survey"), "questions": questions });
        let made = play.make("faculty", &at, body).await;
        play.surveys.insert(week, format!("{AT}/surveys/{}", made["id"].as_str().expect("an id")));
    }
}

/// Whoever has the link reads live events and due days, and nothing about reflecting.
async fn read_calendar(play: &mut Play) {
    let (name, at) = (play.name(0), play.sheet(0, "calendar-link"));
    let link = play.line(Some(&name), "POST", &at, None, 200).await.json();
    let url = link["url"].as_str().expect("an address");
    let path = &url[url.find("/v1/").expect("a path")..];
    let line = play.line(None, "GET", path, None, 200).await;
    assert_eq!(line.header("content-type"), Some("text/calendar; charset=utf-8"));
    let text = line.body.replace("\r\n ", "");
    assert_eq!(text.matches("DTSTART:").count(), 12, "live events, in UTC");
    assert!(text.contains("DTSTART:20250507T170000Z") && !text.contains("reflect"), "{text}");
}

/// Whether somebody does anything in a week.
fn is_there(who: usize, week: u32) -> bool {
    let late = LATE.contains(&who) && week == 3;
    !late && !has_left(who, week)
}

fn attends(who: usize, week: u32) -> bool {
    let travels = who == TRAVELS && MISSED.contains(&week);
    !travels && !has_left(who, week)
}

fn has_left(who: usize, week: u32) -> bool {
    who == GONE && week >= 9
}

/// Who is behind on the Friday of a week, when all that is done that day is done.
fn behind(week: u32) -> Vec<usize> {
    let behind = |who: &usize| match *who {
        TRAVELS => week >= 3,
        GONE => week >= 9,
        TARDY => week == 12,
        who => LATE.contains(&who) && week == 3,
    };
    participants().into_iter().filter(behind).collect()
}

/// A week, on its Friday.
pub(super) async fn pass(play: &mut Play, week: u32) {
    play.clock(day(i64::from(week) * 7 - 3)).await;
    attend(play, week).await;
    let duty = on_duty(play, week).await;
    let opened = write(play, "faculty", week, "discuss_cohort", None, "What did you change this week?").await;
    let mut threads = Threads { cohort: opened.clone(), latest: opened, breakout: HashMap::new() };
    for who in participants().into_iter().filter(|who| is_there(*who, week)) {
        if LATE.contains(&who) && week == 4 {
            catch_up(play, who).await;
        }
        take_part(play, who, week, &mut threads, &duty).await;
    }
    if week == 9 {
        mark(play, TRAVELS, "w08-live_event", "watched").await;
        let body = json!({ "activity": "w08-live_event", "enrollment_ids": [play.people[TRAVELS].enrollment_id()] });
        let at = play.at("attendance");
        assert_eq!(play.act("faculty", &at, body).await["confirmed"], 1);
    }
    hear(play, week, &threads).await;
    if [2, 7].contains(&week) {
        results(play, week - 1).await;
    }
    look(play, week).await;
}

/// The live event of the week, and in the first also the group's meeting.
async fn attend(play: &mut Play, week: u32) {
    let at = play.at("attendance");
    let there: Vec<usize> = participants().into_iter().filter(|who| attends(*who, week)).collect();
    let ids: Vec<&str> = there.iter().map(|who| play.people[*who].enrollment_id()).collect();
    let nouns: &[&str] = if week == 1 { &["live_event", "breakout_meeting"] } else { &["live_event"] };
    let bodies: Vec<Value> =
        nouns.iter().map(|noun| json!({ "activity": format!("w{week:02}-{noun}"), "enrollment_ids": ids })).collect();
    for body in bodies {
        assert_eq!(play.act("faculty", &at, body).await["marked"], there.len());
    }
}

/// The group of each participant, and who writes its summary: in odd weeks the leader, in even ones the scribe.
struct Duty {
    group: HashMap<usize, String>,
    writers: Vec<usize>,
}

async fn on_duty(play: &mut Play, week: u32) -> Duty {
    let read = play.get("faculty", &play.at("breakout-groups")).await;
    let mut duty = Duty { group: HashMap::new(), writers: Vec::new() };
    for group in read["groups"].as_array().expect("groups") {
        let known = |id: &Value| play.people.iter().position(|person| *id == person.enrollment_id()).expect("known");
        for member in group["members"].as_array().expect("members") {
            duty.group.insert(known(&member["enrollment_id"]), group["id"].as_str().expect("an id").to_owned());
        }
        let serve = &group["duties"][week as usize - 1];
        let mut both = [known(&serve["leader_id"]), known(&serve["scribe_id"])];
        if week.is_multiple_of(2) {
            both.reverse();
        }
        duty.writers.extend(both.into_iter().find(|who| is_there(*who, week)));
    }
    assert_eq!((duty.group.len(), duty.writers.len()), (24, 2));
    duty
}

/// What is answered: the mentor's question, the latest answer, and the first post in each group.
struct Threads {
    cohort: String,
    latest: String,
    breakout: HashMap<String, String>,
}

async fn take_part(play: &mut Play, who: usize, week: u32, threads: &mut Threads, duty: &Duty) {
    let name = play.name(who);
    mark(play, who, &format!("w{week:02}-watch"), "done").await;
    if !(who == TARDY && week == 12) {
        mark(play, who, &format!("w{week:02}-read"), "done").await;
    }
    if let Some(survey) = play.surveys.get(&week).cloned() {
        answer(play, who, week, &survey).await;
    }
    if who.is_multiple_of(5) {
        reflect(play, who, week).await;
    }
    if who == 0 && week == 1 {
        agenda(play).await;
    }
    let parent = if who % 6 == 5 { &threads.latest } else { &threads.cohort };
    threads.latest = write(play, &name, week, "discuss_cohort", Some(parent), "We changed our passwords.").await;
    if duty.writers.contains(&who) {
        write(play, &name, week, "breakout_summary", None, "We agreed on a rehearsal.").await;
    }
    let group = &duty.group[&who];
    let parent = threads.breakout.get(group).map(String::as_str);
    let made = write(play, &name, week, "discuss_breakout", parent, "Between us: the backups are old.").await;
    threads.breakout.entry(group.clone()).or_insert(made);
}

/// The week that was missed, late but in time for the program.
async fn catch_up(play: &mut Play, who: usize) {
    for noun in ["watch", "read"] {
        mark(play, who, &format!("w03-{noun}"), "done").await;
    }
    let name = play.name(who);
    for kind in ["discuss_cohort", "discuss_breakout"] {
        write(play, &name, 3, kind, None, "Late, and still of this opinion.").await;
    }
}

pub(super) async fn mark(play: &mut Play, who: usize, activity: &str, kind: &str) {
    let (name, at) = (play.name(who), play.sheet(who, "marks"));
    let mut sent = json!({ "activity": activity, "kind": kind });
    if kind == "watched" {
        sent["reason"] = json!("Traveled; watched the recording.");
    }
    let made = play.act(&name, &at, sent).await;
    assert_eq!((&made["activity"], &made["by_participant"]), (&json!(activity), &json!(true)));
}

/// Writes a post; its id.
async fn write(play: &mut Play, by: &str, week: u32, kind: &str, parent: Option<&str>, body: &str) -> String {
    let mut sent = json!({ "activity": format!("w{week:02}-{kind}"), "body": body });
    if let Some(parent) = parent {
        sent["parent_id"] = json!(parent);
    }
    let at = play.at("posts");
    play.make(by, &at, sent).await["id"].as_str().expect("an id").to_owned()
}

async fn reflect(play: &mut Play, who: usize, week: u32) {
    let (name, at) = (play.name(who), play.at("reflections"));
    let body = format!("{OF_A_REFLECTION} week {week}");
    let made = play.make(&name, &at, json!({ "activity": format!("w{week:02}-reflect"), "body": body })).await;
    play.reflections.push((who, format!("{AT}/reflections/{}", made["id"].as_str().expect("an id"))));
}

/// The pace is right for most; in the sixth week two find it slow.
async fn answer(play: &mut Play, who: usize, week: u32, survey: &str) {
    let choice = match who {
        0 | 1 if week == 6 => "slow",
        2..=9 => "fast",
        _ => "right",
    };
    let body = json!({ "answers": [{ "question": "pace", "choice": choice }] });
    play.make(&play.name(who), &format!("{survey}/answer"), body).await;
}

/// Faculty reads counts once the survey is closed; few are withheld, and with them all they could be found from.
pub(super) async fn results(play: &mut Play, week: u32) {
    let survey = play.surveys[&week].clone();
    let told = play.get("faculty", &format!("{survey}/results")).await;
    let count = |choice: &str| {
        let all = told["questions"][0]["choices"].as_array().expect("choices");
        all.iter().find(|one| one["choice"] == choice).expect("a choice")["count"].clone()
    };
    let (answered, right, fast, slow) = match week {
        6 => (24, Value::Null, Value::Null, Value::Null),
        1 => (24, json!(17), json!(7), json!(0)),
        _ => (23, json!(16), json!(7), json!(0)),
    };
    assert_eq!(told["respondent_count"], answered);
    assert_eq!([count("right"), count("fast"), count("slow")], [right, fast, slow], "week {week}");
}

/// A participant's own week, reflection included.
async fn agenda(play: &mut Play) {
    let (name, at) = (play.name(0), play.sheet(0, "agenda"));
    let agenda = play.get(&name, &at).await;
    let items = agenda["items"].as_array().expect("items");
    let done: Vec<&str> =
        items.iter().filter(|item| item["done"] == true).map(|item| item["kind"].as_str().expect("a kind")).collect();
    assert_eq!((&agenda["week"], items.len()), (&json!(1), 9));
    assert_eq!(done, ["watch", "read", "breakout_meeting", "live_event", "reflect", "survey"]);
}

/// The cohort reads its thread and both summaries; a breakout discussion is nothing to the other group or to staff.
async fn hear(play: &mut Play, week: u32, threads: &Threads) {
    let name = play.name(0);
    let posts = play.at("posts");
    let read = play.get(&name, &format!("{posts}?week={week}&kind=breakout_summary")).await;
    assert_eq!(read["data"].as_array().map(Vec::len), Some(2), "week {week}");
    let opened = play.get(&name, &format!("{AT}/posts/{}", threads.cohort)).await;
    let there = participants().into_iter().filter(|who| is_there(*who, week));
    let direct = there.filter(|who| who % 6 != 5).count();
    assert_eq!(opened["reply_count"], direct, "week {week}");
    if week == 1 {
        let mut found = 0;
        for first in threads.breakout.values().cloned().collect::<std::collections::BTreeSet<_>>() {
            let path = format!("{AT}/posts/{first}");
            assert_eq!(play.get("faculty", &path).await["reply_count"], 11);
            play.absent("staff", &path).await;
            found += u32::from(play.reader.send("GET", &path, &by(&name)).await.status == 200);
        }
        assert_eq!(found, 1, "one's own group and no other");
        for who in [WITHDRAWN, WAITING] {
            play.absent(&play.name(who), &format!("{AT}/posts/{}", threads.cohort)).await;
        }
    }
}

fn by(name: &str) -> super::Asked {
    super::Asked { by: Some(name.to_owned()), ..Default::default() }
}

/// The dashboard of faculty: who is behind and with what.
async fn look(play: &mut Play, week: u32) {
    let at = format!("{}?behind=true", play.at("dashboard"));
    let read = play.get("faculty", &at).await;
    assert_eq!((&read["week"], &read["participant_count"]), (&json!(week), &json!(24)));
    let found = read["participants"].as_array().expect("participants");
    let mut names: Vec<&str> = found.iter().map(|one| one["given_name"].as_str().expect("a name")).collect();
    names.sort_unstable();
    let mut expected: Vec<String> = behind(week).into_iter().map(|who| play.name(who)).collect();
    expected.sort_unstable();
    assert_eq!(names, expected, "week {week}");
    assert_eq!((&read["behind_count"], &read["missing_summaries"]), (&json!(names.len()), &json!([])));
    if week == 3 {
        let late = found.iter().find(|one| one["given_name"] == play.people[LATE[0]].name.as_str()).expect("late");
        assert_eq!(late["behind"], json!(["w03-watch", "w03-read", "w03-discuss_breakout"]));
    }
    let completed = if week == 12 { 22 } else { 0 };
    assert_eq!(read["completed_count"], completed, "week {week}");
}
