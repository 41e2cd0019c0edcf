//! A database per test: a copy of a template that was migrated and peopled once per run.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use guildhall_persistence::{Db, DbOptions, Engine, migrate};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::cluster::Cluster;
use super::people;

/// A database of the test's own.
pub struct TestDatabase {
    /// Its address.
    pub url: String,
    /// Which engine it runs on.
    pub engine: Engine,
    _place: Place,
}

/// What goes with a database when its test has ended.
enum Place {
    Folder { _folder: TempDir },
    SharedCluster { name: String },
    ClusterOfItsOwn,
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Place::SharedCluster { name } = self {
            postgres().let_go(std::mem::take(name));
        }
    }
}

impl TestDatabase {
    /// A copy of the template: the whole schema and one person per role.
    pub fn of_template(engine: Engine) -> TestDatabase {
        match engine {
            Engine::Sqlite => {
                let folder = tempfile::tempdir().expect("no temporary folder");
                let file = folder.path().join("guildhall.db");
                std::fs::write(&file, sqlite_template()).expect("the template cannot be copied");
                let url = format!("sqlite:{}", file.display());
                TestDatabase { url, engine, _place: Place::Folder { _folder: folder } }
            }
            Engine::Postgres => TestDatabase::of_shared_cluster(&format!(" template {TEMPLATE}")),
        }
    }

    fn of_shared_cluster(from: &str) -> TestDatabase {
        let postgres = postgres();
        let name = postgres.create(from);
        let url = postgres.cluster.url(&name);
        TestDatabase { url, engine: Engine::Postgres, _place: Place::SharedCluster { name } }
    }

    /// The whole schema and the people in a cluster of the test's own.
    pub fn of_cluster(cluster: &Cluster) -> TestDatabase {
        let url = cluster.url("guildhall");
        runtime().block_on(async {
            execute(&open(&cluster.url("postgres"), 1).await, "create database guildhall").await;
            drop(peopled(&url).await);
        });
        TestDatabase { url, engine: Engine::Postgres, _place: Place::ClusterOfItsOwn }
    }

    /// A database without any table.
    pub fn empty(engine: Engine) -> TestDatabase {
        match engine {
            Engine::Sqlite => {
                let folder = tempfile::tempdir().expect("no temporary folder");
                let url = format!("sqlite:{}", folder.path().join("guildhall.db").display());
                TestDatabase { url, engine, _place: Place::Folder { _folder: folder } }
            }
            Engine::Postgres => TestDatabase::of_shared_cluster(""),
        }
    }
}

/// Opens a database with deadlines that a busy machine meets.
pub async fn open(url: &str, connections: usize) -> Db {
    open_within(url, connections, 20_000, 20_000).await
}

/// The same with deadlines of one's own, in milliseconds.
pub async fn open_within(url: &str, connections: usize, acquire_ms: u64, statement_ms: u64) -> Db {
    let mut options = DbOptions::from_url(url).expect("a readable address");
    options.connections = connections;
    options.acquire_timeout = Duration::from_millis(acquire_ms);
    options.statement_timeout = Duration::from_millis(statement_ms);
    Db::open(&options).await.expect("the database opens")
}

/// Runs SQL that no store function is for.
pub async fn execute(db: &Db, sql: &str) {
    executed(db, sql).await.unwrap_or_else(|error| panic!("{error}"));
}

async fn executed(db: &Db, sql: &str) -> Result<(), String> {
    db.run_unprepared(sql).await.map_err(|error| format!("{sql}: {error}"))
}

const TEMPLATE: &str = "guildhall_template";

/// The bytes of the SQLite template: held in memory, so that no folder outlives the run.
fn sqlite_template() -> &'static [u8] {
    static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("no temporary folder");
        let (made, whole) = (folder.path().join("made.db"), folder.path().join("whole.db"));
        runtime().block_on(async {
            let db = peopled(&format!("sqlite:{}", made.display())).await;
            execute(&db, &format!("vacuum into '{}'", whole.display())).await;
        });
        std::fs::read(whole).expect("the template can be read")
    })
}

async fn peopled(url: &str) -> Db {
    let db = open(url, 1).await;
    migrate(&db).await.expect("the schema is made");
    people::settle(&db).await;
    db
}

/// The cluster of this run and a connection to make databases with.
struct Postgres {
    cluster: Cluster,
    admin: Db,
    runtime: Runtime,
    made: AtomicUsize,
    let_go: Mutex<Vec<String>>,
}

/// How many databases of ended tests may wait: each drop is a checkpoint, and the later ones of a row cost little.
const LET_GO_AT_ONCE: usize = 16;

/// The cluster that all tests share.
fn postgres() -> &'static Postgres {
    static POSTGRES: OnceLock<Postgres> = OnceLock::new();
    POSTGRES.get_or_init(|| {
        let (cluster, runtime) = (Cluster::start(""), runtime());
        let admin = runtime.block_on(async {
            let admin = open(&cluster.url("postgres"), 1).await;
            execute(&admin, "set statement_timeout = 0").await;
            execute(&admin, &format!("create database {TEMPLATE}")).await;
            drop(peopled(&cluster.url(TEMPLATE)).await);
            admin
        });
        Postgres { cluster, admin, runtime, made: AtomicUsize::new(0), let_go: Mutex::default() }
    })
}

impl Postgres {
    fn create(&self, from: &str) -> String {
        for name in self.due() {
            self.execute(&format!("drop database {name} with (force)"));
        }
        let name = format!("test_{}", self.made.fetch_add(1, Ordering::Relaxed));
        self.execute(&format!("create database {name}{from}"));
        name
    }

    /// Says with a refusal what the server said last: a full disk, say, takes it away from every test.
    fn execute(&self, sql: &str) {
        self.runtime.block_on(executed(&self.admin, sql)).unwrap_or_else(|error| {
            let log = self.cluster.log();
            let last: Vec<&str> = log.lines().rev().take(5).collect();
            panic!("{error}; the server's last words, newest first: {last:#?}")
        });
    }

    /// Marks a database for dropping; who asks for the next one drops it, since here somebody's runtime may be running.
    fn let_go(&self, name: String) {
        self.let_go.lock().unwrap_or_else(PoisonError::into_inner).push(name);
    }

    fn due(&self) -> Vec<String> {
        let mut waiting = self.let_go.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < LET_GO_AT_ONCE { Vec::new() } else { std::mem::take(&mut *waiting) }
    }
}

/// Settings of one test's database in the shared cluster; new connections heed them.
pub fn alter(url: &str, settings: &[&str]) {
    let name = url.rsplit('/').find_map(|part| part.split_once("?host=")).map_or(url, |(name, _)| name);
    let name = name.rsplit('/').next().unwrap_or(name);
    for setting in settings {
        postgres().execute(&format!("alter database {name} set {setting}"));
    }
}

/// What the shared cluster logged.
pub fn log() -> String {
    postgres().cluster.log()
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime")
}
