//! A cohort of 24 from the quote to the certificates, over HTTP alone: the clock is moved week by week and everybody
//! does their part. Each stage says what it came to; the whole is the same on each run and on both databases.

mod outcome;
mod people;
mod seats;
mod weeks;

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};

use self::people::Person;
use super::reader::{Asked, Line, Reader, Transcript, sandbox};
use crate::cli::program::Program;
use crate::support::{Engine, TestServer, server};

const AT: &str = "/v1/cyber-program";

/// First day of the cohort, a Monday.
const STARTS_ON: NaiveDate = NaiveDate::from_ymd_opt(2025, 5, 5).expect("a date");

/// A session as it was left.
struct Session {
    refresh_token: String,
    begun: DateTime<Utc>,
    used: DateTime<Utc>,
}

/// Who plays, and what they know.
struct Play {
    reader: Reader,
    now: DateTime<Utc>,
    /// Whose token is good at this instant.
    awake: BTreeSet<String>,
    sessions: HashMap<String, Session>,
    keys: usize,
    people: Vec<Person>,
    /// Address of the cohort.
    cohort: String,
    /// Surveys by week.
    surveys: HashMap<u32, String>,
    /// Reflections: who wrote them, and their addresses.
    reflections: Vec<(usize, String)>,
}

impl Play {
    fn new(url: &str) -> Play {
        Play {
            reader: Reader::new(url),
            now: "2025-03-01T12:00:00Z".parse().expect("an instant"),
            awake: BTreeSet::new(),
            sessions: HashMap::new(),
            keys: 0,
            people: Vec::new(),
            cohort: String::new(),
            surveys: HashMap::new(),
            reflections: Vec::new(),
        }
    }

    /// Moves the clock and runs the day's jobs; what they did, by name.
    async fn clock(&mut self, now: DateTime<Utc>) -> HashMap<String, i64> {
        self.now = now;
        self.awake.clear();
        self.reader.forget_tokens();
        self.line(None, "PUT", "/v1/sandbox/clock", Some(json!({ "now": now })), 200).await;
        let run = self.line(None, "POST", "/v1/sandbox/job-runs", None, 200).await.json();
        let jobs = run["jobs"].as_array().expect("jobs");
        assert!(jobs.iter().all(|job| job["failed"] == 0), "{run}");
        let done =
            |job: &Value| (job["name"].as_str().expect("a name").to_owned(), job["done"].as_i64().expect("done"));
        jobs.iter().map(done).collect()
    }

    /// The date now, as finance writes it.
    fn today(&self) -> String {
        self.now.date_naive().to_string()
    }

    /// Somebody signs in, or goes on with the session they have: a password costs more than a refresh token.
    async fn wake(&mut self, who: &str) {
        let now = self.now;
        let kept = self.sessions.remove(who);
        let kept = kept.filter(|kept| now - kept.begun < TimeDelta::days(30) && now - kept.used < TimeDelta::days(14));
        let (session, begun) = match kept {
            Some(kept) => {
                self.keys += 1;
                let (key, body) = (Some(format!("line-{}", self.keys)), json!({ "refresh_token": kept.refresh_token }));
                let asked = Asked { key, body: Some(body), ..Asked::default() };
                let session = self.reader.send("POST", "/v1/accounts/refreshes", &asked).await.json();
                self.reader.carry_on(who, &session);
                (session, kept.begun)
            }
            None => (self.reader.sign_in(who, &people::email(who), people::password(who)).await, now),
        };
        let refresh_token = session["tokens"]["refresh_token"].as_str().expect("a token").to_owned();
        self.sessions.insert(who.to_owned(), Session { refresh_token, begun, used: now });
        self.awake.insert(who.to_owned());
    }

    async fn line(&mut self, by: Option<&str>, method: &str, path: &str, body: Option<Value>, status: u16) -> Line {
        if let Some(who) = by.filter(|who| !self.awake.contains(*who)) {
            self.wake(who).await;
        }
        self.keys += 1;
        let key = (method == "POST").then(|| format!("line-{}", self.keys));
        let tag = path.ends_with("/withdrawal").then(|| "*".to_owned());
        let asked = Asked { by: by.map(str::to_owned), key, tag, body };
        let line = self.reader.send(method, path, &asked).await;
        assert_eq!(line.status, status, "{by:?} {line:?}");
        line
    }

    async fn get(&mut self, by: &str, path: &str) -> Value {
        self.line(Some(by), "GET", path, None, 200).await.json()
    }

    /// Makes something.
    async fn make(&mut self, by: &str, path: &str, body: Value) -> Value {
        self.line(Some(by), "POST", path, Some(body), 201).await.json()
    }

    /// Does something that makes no record of its own.
    async fn act(&mut self, by: &str, path: &str, body: Value) -> Value {
        self.line(Some(by), "POST", path, Some(body), 200).await.json()
    }

    /// Is refused a change by the rule of this name.
    async fn refused(&mut self, by: &str, path: &str, body: Value, slug: &str) {
        let line = self.line(Some(by), "POST", path, Some(body), 409).await;
        let kind = line.json()["type"].as_str().expect("a type").to_owned();
        assert!(kind.ends_with(&format!("/{slug}")), "{kind} instead of {slug}");
    }

    /// Finds nothing there.
    async fn absent(&mut self, by: &str, path: &str) {
        self.line(Some(by), "GET", path, None, 404).await;
    }

    /// An address below the cohort.
    fn at(&self, noun: &str) -> String {
        format!("{}/{noun}", self.cohort)
    }

    /// An address below somebody's registration.
    fn sheet(&self, who: usize, noun: &str) -> String {
        format!("{}/{noun}", self.people[who].enrollment)
    }

    fn name(&self, who: usize) -> String {
        self.people[who].name.clone()
    }

    /// How many registrations of the cohort stand where.
    async fn states(&mut self) -> HashMap<String, usize> {
        let cohort = self.cohort.rsplit('/').next().expect("an id").to_owned();
        let list = self.get("staff", &format!("{AT}/enrollments?cohort_id={cohort}&limit=100")).await;
        let mut states = HashMap::new();
        for one in list["data"].as_array().expect("registrations") {
            *states.entry(one["state"].as_str().expect("a state").to_owned()).or_default() += 1;
        }
        states
    }
}

/// Counts of states, as they are written in an assertion.
fn counts<const N: usize>(counts: [(&str, usize); N]) -> HashMap<String, usize> {
    counts.map(|(state, count)| (state.to_owned(), count)).into()
}

/// Six in the evening, UTC, so many days after the first.
fn day(after: i64) -> DateTime<Utc> {
    STARTS_ON.and_hms_opt(18, 0, 0).expect("an hour").and_utc() + TimeDelta::days(after)
}

/// From the quote to the certificates.
async fn play(url: &str) -> Transcript {
    let mut play = Play::new(url);
    let quoted = seats::quote(&mut play).await;
    people::register(&mut play).await;
    seats::plan(&mut play).await;
    seats::fill(&mut play, quoted).await;
    seats::pay(&mut play).await;
    seats::withdraw(&mut play).await;
    weeks::begin(&mut play).await;
    for week in 1..=12 {
        weeks::pass(&mut play, week).await;
    }
    outcome::finish(&mut play).await;
    outcome::close(&mut play).await;
    play.reader.transcript
}

#[tokio::test]
async fn a_cohort_of_24_has_the_same_transcript_in_two_sandboxes_of_one_seed() {
    let (here, there) = (Program::new(), Program::new());
    let (first, second) = (sandbox(&here, "24", &[]), sandbox(&there, "24", &[]));
    let (left, right) = tokio::join!(play(&first.url), play(&second.url));
    left.assert_same(&right);
    assert!(left.0.len() > 1_800, "{} lines", left.0.len());
}

#[test]
fn a_cohort_of_24_has_the_same_transcript_on_both_databases() {
    let on = |engine| std::thread::spawn(move || played_on(engine));
    let (sqlite, postgres) = (on(Engine::Sqlite), on(Engine::Postgres));
    let (sqlite, postgres) = (sqlite.join().expect("SQLite"), postgres.join().expect("PostgreSQL"));
    sqlite.assert_same(&postgres);
}

/// The transcript of a server on a database of this engine, filled as a sandbox is.
fn played_on(engine: Engine) -> Transcript {
    let mut transcript = Transcript::default();
    server::run(engine, async |server: TestServer| {
        server.post("/v1/sandbox/resets").send().await.expect(204);
        transcript = play(&format!("http://{}", server.address())).await;
    });
    transcript
}
