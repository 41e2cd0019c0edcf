//! An application without HTTP, whose mail is recorded and does as a test says.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use guildhall::app::{App, Parts};
use guildhall::config::{Config, Environment};
use guildhall::gateways::clock::Clock;
use guildhall::gateways::entropy::Entropy;
use guildhall::gateways::mail::{GatewayError, Letter, MailGateway};
use guildhall::tokens::{KeyRing, key_from_seed};
use guildhall::worker::{self, JobReport};
use guildhall_domain::{MessageId, Policies};
use guildhall_persistence::outbox::{self, NewMessage, OutboxMessage};
use guildhall_persistence::{Db, DbOptions, Engine};
use serde_json::json;

use crate::support::database::TestDatabase;
use crate::support::people;

/// What the recorded mail server does with a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Take,
    Busy,
    Refuse,
    Hang,
    Panic,
}

/// A mail server that keeps what it was given.
pub struct Recorder {
    mood: Mutex<Mood>,
    sent: Mutex<Vec<(String, Letter)>>,
    at_work: AtomicUsize,
    most_at_work: AtomicUsize,
    /// The store, in which a transaction must be possible while a letter is under way.
    db: Db,
}

impl Recorder {
    pub fn set(&self, mood: Mood) {
        *self.mood.lock().unwrap_or_else(PoisonError::into_inner) = mood;
    }

    fn mood(&self) -> Mood {
        *self.mood.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Message ids and letters in the order in which they were handed over, refused ones included.
    pub fn sent(&self) -> Vec<(String, Letter)> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many letters were under way at the same time, at most.
    pub fn most_at_work(&self) -> usize {
        self.most_at_work.load(Ordering::SeqCst)
    }

    async fn take(&self, message_id: &str, letter: &Letter) -> Result<(), GatewayError> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).push((message_id.into(), letter.clone()));
        let tx = self.db.begin().await.expect("no transaction is open while a gateway is called");
        tx.rollback().await.expect("rolled back");
        tokio::time::sleep(Duration::from_millis(5)).await;
        match self.mood() {
            Mood::Take => Ok(()),
            Mood::Busy => Err(GatewayError::Retry("451 come back later".into())),
            Mood::Refuse => Err(GatewayError::GiveUp("550 no such mailbox".into())),
            Mood::Hang => std::future::pending().await,
            Mood::Panic => panic!("a gateway that panics, as this test wants it"),
        }
    }
}

struct Handle(Arc<Recorder>);

#[async_trait]
impl MailGateway for Handle {
    async fn send(&self, message_id: &str, letter: &Letter) -> Result<(), GatewayError> {
        let recorder = &self.0;
        let now = recorder.at_work.fetch_add(1, Ordering::SeqCst) + 1;
        recorder.most_at_work.fetch_max(now, Ordering::SeqCst);
        let outcome = recorder.take(message_id, letter).await;
        recorder.at_work.fetch_sub(1, Ordering::SeqCst);
        outcome
    }
}

/// One process of an association.
pub struct House {
    pub app: App,
    pub mail: Arc<Recorder>,
    url: String,
}

impl House {
    async fn open(url: &str, clock: Clock, env: Environment, seed: u64) -> House {
        let db = open(url).await;
        let mail = Arc::new(Recorder {
            mood: Mutex::new(Mood::Take),
            sent: Mutex::default(),
            at_work: AtomicUsize::default(),
            most_at_work: AtomicUsize::default(),
            db: db.clone(),
        });
        let config = Config { env, ..Config::defaults().expect("the defaults") };
        let keys = KeyRing::new(&config.public_url, &[key_from_seed(&[1; 32]).expect("a key")]).expect("a ring");
        let policies = Policies::embedded().expect("the shipped policies");
        let (secret, entropy) = (vec![7; 32], Entropy::seeded(seed));
        let app = App::new(Parts {
            config,
            db,
            clock,
            entropy,
            policies,
            secret,
            other_secret: None,
            keys,
            mail: Box::new(Handle(mail.clone())),
            flaky: None,
        });
        House { app, mail, url: url.into() }
    }

    /// A second process on the same database and clock, with a mail server of its own.
    pub async fn neighbor(&self) -> House {
        House::open(&self.url, self.app.clock.clone(), self.app.config.env, 99).await
    }

    /// Writes a letter that is due now; answers its id.
    pub async fn write(&self, subject: &str) -> MessageId {
        self.write_as("letter", json!({ "to": "maya@people.example", "subject": subject, "text": "Hello." })).await
    }

    /// Writes a message that is due now; answers its id.
    pub async fn write_as(&self, kind: &str, payload: serde_json::Value) -> MessageId {
        let now = self.app.clock.now();
        let id = MessageId::new(self.app.entropy.uuid(now));
        let message = NewMessage { id, kind: kind.into(), dedupe: None, payload, created_at: now, available_at: now };
        let tx = self.app.db.begin().await.expect("a transaction");
        outbox::append(&tx, &message).await.expect("appended");
        tx.commit().await.expect("committed");
        id
    }

    pub async fn message(&self, id: MessageId) -> OutboxMessage {
        outbox::find_message(&self.app.db, id).await.expect("readable").expect("on record")
    }

    /// Runs what is due; answers what happened to messages.
    pub async fn deliver(&self) -> JobReport {
        worker::run_due(&self.app).await.job("outbox.deliver").expect("always run").clone()
    }

    /// Moves the clock of all processes on.
    pub fn later(&self, seconds: i64) {
        self.app.clock.set(self.app.clock.now() + TimeDelta::seconds(seconds));
    }
}

/// Opens the database with deadlines that a busy machine meets.
async fn open(url: &str) -> Db {
    let mut options = DbOptions::from_url(url).expect("a readable address");
    options.acquire_timeout = Duration::from_secs(20);
    options.statement_timeout = Duration::from_secs(20);
    Db::open(&options).await.expect("the database opens")
}

/// Runs `body` on both engines.
pub fn on_both<F: Future<Output = ()>>(body: impl Fn(House) -> F) {
    on_both_as(Environment::Sandbox, body);
}

/// Runs `body` on both engines, as this kind of installation.
pub fn on_both_as<F: Future<Output = ()>>(env: Environment, body: impl Fn(House) -> F) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = TestDatabase::of_template(engine);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            body(House::open(&database.url, Clock::fixed(people::start()), env, 7).await).await;
        });
    }
}
