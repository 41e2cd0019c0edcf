//! The real server, in process, on a clock and a database of the test's own.

use std::collections::HashMap;
use std::future::Future;
use std::net::TcpListener;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::FutureExt;
use guildhall::app::App;
use guildhall::config::{Config, Environment};
use guildhall::gateways::clock::Clock;
use guildhall::http::server;
use guildhall_domain::accounts::{Role, Roles};
use guildhall_domain::{AccountId, Policies, SessionId};
use guildhall_persistence::{Db, Engine};

use super::client::Request;
use super::contract::Contract;
use super::database::{self, TestDatabase};
pub use super::parts::PUBLIC_URL;
use super::parts::{config, parts};
use super::people::{self, Person};

/// A running server. Cheap to clone; all clones are the same server.
#[derive(Clone)]
pub struct TestServer {
    inner: Arc<Inner>,
}

struct Inner {
    app: Data<App>,
    address: std::net::SocketAddr,
    http: reqwest::Client,
    contract: Arc<Contract>,
    shared: Arc<Shared>,
}

/// What all replicas of one test have in common.
struct Shared {
    database: TestDatabase,
    handles: Mutex<Vec<ServerHandle>>,
    sessions: tokio::sync::Mutex<HashMap<AccountId, (SessionId, DateTime<Utc>)>>,
    people: Mutex<u128>,
}

impl Shared {
    /// Replicas draw different ids, as two processes do.
    fn next_seed(&self) -> u64 {
        7 + self.handles.lock().unwrap_or_else(PoisonError::into_inner).len() as u64
    }
}

/// Runs `body` against a server on a fresh database of `engine`; stops the server whatever happens.
pub fn run<F: Future<Output = ()>>(engine: Engine, body: impl FnOnce(TestServer) -> F) {
    run_on(TestDatabase::of_template(engine), body);
}

/// The same on a database made elsewhere.
pub fn run_on<F: Future<Output = ()>>(database: TestDatabase, body: impl FnOnce(TestServer) -> F) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let shared = Arc::new(Shared {
            database,
            handles: Mutex::default(),
            sessions: tokio::sync::Mutex::default(),
            people: Mutex::default(),
        });
        let clock = Clock::fixed(people::start());
        let server = TestServer::start(shared.clone(), clock, |_| (), |_| ()).await;
        let outcome = AssertUnwindSafe(body(server)).catch_unwind().await;
        let handles = std::mem::take(&mut *shared.handles.lock().unwrap_or_else(PoisonError::into_inner));
        for handle in handles {
            handle.stop(false).await;
        }
        if let Err(panic) = outcome {
            resume_unwind(panic);
        }
    });
}

impl TestServer {
    async fn start(
        shared: Arc<Shared>,
        clock: Clock,
        adjust: impl FnOnce(&mut Config),
        decree: impl FnOnce(&mut Policies),
    ) -> TestServer {
        let mut config = config();
        adjust(&mut config);
        let contract = Contract::of(config.env == Environment::Sandbox);
        let (acquire_ms, statement_ms) = (config.acquire_timeout_ms, config.statement_timeout_ms);
        let db = database::open_within(&shared.database.url, config.pool_size, acquire_ms, statement_ms).await;
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("bound");
        let mut parts = parts(config, db, clock, shared.next_seed());
        decree(&mut parts.policies);
        let app = Data::new(App::new(parts));
        let running = server::start(app.clone(), listener).expect("the server starts");
        shared.handles.lock().unwrap_or_else(PoisonError::into_inner).push(running.handle());
        tokio::spawn(running);
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client");
        TestServer { inner: Arc::new(Inner { app, address, http, contract, shared }) }
    }

    /// A second server on the same database and clock, with other settings.
    pub async fn replica(&self, adjust: impl FnOnce(&mut Config)) -> TestServer {
        TestServer::start(self.inner.shared.clone(), self.clock().clone(), adjust, |_| ()).await
    }

    /// The same with other tables of the association.
    pub async fn replica_under(&self, decree: impl FnOnce(&mut Policies)) -> TestServer {
        TestServer::start(self.inner.shared.clone(), self.clock().clone(), |_| (), decree).await
    }

    /// The application behind the server.
    pub fn app(&self) -> &App {
        &self.inner.app
    }

    /// The same, for a service of the test's own.
    pub fn app_data(&self) -> Data<App> {
        self.inner.app.clone()
    }

    /// The store.
    pub fn db(&self) -> &Db {
        &self.inner.app.db
    }

    /// Address of the database, for a second connection.
    pub fn database_url(&self) -> &str {
        &self.inner.shared.database.url
    }

    /// Which engine the store runs on.
    pub fn engine(&self) -> Engine {
        self.inner.shared.database.engine
    }

    /// The clock of the whole domain.
    pub fn clock(&self) -> &Clock {
        &self.inner.app.clock
    }

    /// Puts the clock to an instant such as `2025-03-01T12:00:00Z`.
    pub fn set_clock(&self, at: &str) {
        self.clock().set(at.parse().expect("an instant in RFC 3339"));
    }

    /// Where the server listens.
    pub fn address(&self) -> std::net::SocketAddr {
        self.inner.address
    }

    pub(super) fn http(&self) -> &reqwest::Client {
        &self.inner.http
    }

    pub(super) fn contract(&self) -> &Contract {
        &self.inner.contract
    }

    /// A request; nothing is sent before `send`.
    pub fn request(&self, method: &str, path: &str) -> Request {
        let method = reqwest::Method::from_bytes(method.as_bytes()).expect("a method");
        let url = format!("http://{}{path}", self.inner.address);
        Request::new(self.clone(), self.inner.http.request(method, url), path)
    }

    /// Reads `path`.
    pub fn get(&self, path: &str) -> Request {
        self.request("GET", path)
    }

    /// Posts to `path`.
    pub fn post(&self, path: &str) -> Request {
        self.request("POST", path)
    }

    /// Puts `path`.
    pub fn put(&self, path: &str) -> Request {
        self.request("PUT", path)
    }

    /// Patches `path`.
    pub fn patch(&self, path: &str) -> Request {
        self.request("PATCH", path)
    }

    /// Deletes `path`.
    pub fn delete(&self, path: &str) -> Request {
        self.request("DELETE", path)
    }

    /// The person of the template who holds `role`.
    pub fn person(&self, role: Role) -> Person {
        Person::of(role)
    }

    /// Somebody new with an account and nothing else.
    pub async fn new_account(&self) -> Person {
        people::add(self.db(), self.next_person(), Roles::NONE, false).await
    }

    /// Somebody new with an account at this address.
    pub async fn new_account_at(&self, email: &str) -> Person {
        people::add_at(self.db(), self.next_person(), email).await
    }

    /// Somebody new with these roles.
    pub async fn new_person(&self, roles: &[Role]) -> Person {
        people::add(self.db(), self.next_person(), roles.iter().copied().collect(), false).await
    }

    /// Somebody new with an active Full membership from 2025-01-01 to 2026-01-01.
    pub async fn new_member(&self) -> Person {
        people::add(self.db(), self.next_person(), Roles::NONE, true).await
    }

    fn next_person(&self) -> u128 {
        let mut people = self.inner.shared.people.lock().unwrap_or_else(PoisonError::into_inner);
        *people += 1;
        *people
    }

    /// An access token for the account, on a session that lives at the clock's present time.
    pub async fn token(&self, account_id: AccountId) -> String {
        let now = self.clock().now();
        let mut sessions = self.inner.shared.sessions.lock().await;
        let usable = |begun: DateTime<Utc>| begun <= now && now - begun < TimeDelta::days(1);
        let session_id = match sessions.get(&account_id) {
            Some((id, begun)) if usable(*begun) => *id,
            _ => {
                let id = SessionId::new(self.app().entropy.uuid(now));
                people::begin_session(self.db(), account_id, id, now).await;
                sessions.insert(account_id, (id, now));
                id
            }
        };
        let jti = people::id(0x30_0000);
        self.app().keys().sign(account_id, session_id, jti, now, TimeDelta::minutes(10)).expect("a token")
    }
}
