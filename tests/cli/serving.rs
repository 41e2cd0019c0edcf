//! A demo from its first start on.

use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use guildhall::tokens::{key_from_seed, to_pem};
use serde_json::json;

use super::program::{Program, Running, client};
use crate::support::Engine;
use crate::support::database::TestDatabase;

const ANYWHERE: [&str; 3] = ["serve", "--bind", "127.0.0.1:0"];

#[tokio::test]
async fn the_first_start_makes_what_it_needs_and_tells_a_newcomer_where_to_look() {
    let program = Program::new();
    let running = program.start(&["--bind", "127.0.0.1:0"]);
    assert_eq!(running.get("/health/ready").await.0, 200);
    assert_eq!(running.get("/v1/sandbox/clock").await.0, 404);
    for (name, mode) in [("signing-key.pem", 0o600), ("secret", 0o600)] {
        let file = std::fs::metadata(program.folder().join("data").join(name)).unwrap();
        assert_eq!(file.permissions().mode() & 0o777, mode, "{name}");
    }
    let url = running.url.clone();
    let printed = running.printed();
    for expected in [&*url, "/docs/", "finance@demo.guildhall.example", "admin@demo.guildhall.example", "password"] {
        assert!(printed.contains(expected), "{expected} is not in:\n{printed}");
    }
}

#[test]
fn what_a_demo_makes_is_its_owners_alone() {
    let program = Program::new();
    drop(program.start(&ANYWHERE));
    let mut folders = vec![program.folder().join("data")];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700, "{}", folder.display());
        for entry in std::fs::read_dir(folder).unwrap() {
            let (path, about) = entry.map(|entry| (entry.path(), entry.metadata().unwrap())).unwrap();
            if about.is_dir() {
                folders.push(path);
            } else {
                assert_eq!(about.permissions().mode() & 0o777, 0o600, "{}", path.display());
                files += 1;
            }
        }
    }
    assert!(files >= 3, "a database, a key and a secret");
}

#[tokio::test]
async fn a_log_that_is_full_or_closed_ends_no_request_and_no_server() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let (reader, closed) = std::io::pipe().unwrap();
    drop(reader);
    for log in [std::process::Stdio::from(full), closed.into()] {
        let program = Program::new().with("GUILDHALL_LOG", "debug");
        let mut running = program.start_logging_to(log, &ANYWHERE);
        for _ in 0..20 {
            assert_eq!(running.get("/health/live").await.0, 200);
        }
        let (status, token) = sign_in(&running, "member@demo.guildhall.example").await;
        assert_eq!((status, token.is_empty()), (201, false));
        running.signal("TERM");
        assert!(running.wait(Duration::from_secs(10)).0.success());
    }
}

#[test]
fn a_demo_is_open_to_others_only_where_somebody_said_so() {
    for open in ["0.0.0.0:0", "[::]:0"] {
        let program = Program::new();
        program.run(&["serve", "--bind", open]).refused(&["GUILDHALL_BIND", "GUILDHALL_ENV is not said"]);
        assert!(!program.folder().join("data").join("guildhall.db").exists());
    }
    drop(Program::new().with("GUILDHALL_ENV", "demo").start(&["serve", "--bind", "0.0.0.0:0"]));
}

#[tokio::test]
async fn a_role_is_given_on_the_machine_to_whoever_has_a_confirmed_address() {
    let program = Program::new();
    let running = program.start(&ANYWHERE);
    let grant = |email: &str, role: &str| program.run(&["admin", "grant", email, role]);
    grant("nobody@example.org", "admin").refused(&["no account has the email address nobody@example.org"]);
    grant("member@demo.guildhall.example", "member").refused(&["not a role that is granted"]);
    grant("member@demo.guildhall.example", "admin").says(&["member@demo.guildhall.example holds the role `admin`"]);
    grant("member@demo.guildhall.example", "admin").says(&["held the role `admin` before"]);
    let (_, token) = sign_in(&running, "member@demo.guildhall.example").await;
    let me = client().get(format!("{}/v1/accounts/me", running.url)).bearer_auth(token).send().await.unwrap();
    let me: serde_json::Value = me.json().await.unwrap();
    assert!(me["roles"].as_array().unwrap().contains(&json!("admin")), "{me}");
}

#[tokio::test]
async fn a_clean_stop_leaves_one_file_that_holds_everything_and_logs_no_error() {
    let program = Program::new();
    let mut running = program.start(&ANYWHERE);
    assert_eq!(sign_in(&running, "member@demo.guildhall.example").await.0, 201);
    running.signal("TERM");
    assert!(running.wait(Duration::from_secs(10)).0.success());
    let data = program.folder().join("data");
    let names = std::fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.filter(|name| name.starts_with("guildhall.db")).collect::<Vec<_>>(), ["guildhall.db"]);
    assert!(!program.log().contains("ERROR"), "{}", program.log());
    // A copy of the file alone is the whole database.
    let copy = Program::new();
    std::fs::create_dir_all(copy.folder().join("data")).unwrap();
    for name in ["guildhall.db", "secret", "signing-key.pem"] {
        std::fs::copy(data.join(name), copy.folder().join("data").join(name)).unwrap();
    }
    let restored = copy.start(&ANYWHERE);
    assert_eq!(sign_in(&restored, "member@demo.guildhall.example").await.0, 201);
}

#[tokio::test]
async fn a_sandbox_counts_requests_only_where_somebody_said_how_many() {
    let sandbox = ["sandbox", "--bind", "127.0.0.1:0", "--seed", "7"];
    for (program, last) in [(Program::new(), 200), (Program::new().with("GUILDHALL_RATE_LIMIT", "3"), 429)] {
        let running = program.start(&sandbox);
        let mut statuses = Vec::new();
        for _ in 0..4 {
            statuses.push(running.get("/v1/dues/rate-tables").await.0);
        }
        assert_eq!(statuses, [200, 200, 200, last]);
    }
}

#[tokio::test]
async fn every_persona_that_is_printed_can_sign_in_also_after_a_restart() {
    let program = Program::new().with("GUILDHALL_SIGN_IN_RATE_LIMIT", "100");
    drop(program.start(&ANYWHERE));
    let running = program.start(&ANYWHERE);
    for persona in guildhall::sandbox::people::all() {
        let (status, _) = sign_in(&running, &persona.email()).await;
        assert_eq!(status, 201, "{}", persona.role);
    }
}

async fn sign_in(running: &Running, email: &str) -> (u16, String) {
    let body = json!({ "email": email, "password": guildhall::sandbox::people::PASSWORD });
    let answer = client().post(format!("{}/v1/accounts/sessions", running.url)).json(&body).send().await.unwrap();
    let status = answer.status().as_u16();
    let body: serde_json::Value = answer.json().await.unwrap();
    (status, body["tokens"]["access_token"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn keys_outlive_a_restart() {
    let program = Program::new();
    let first = program.start(&ANYWHERE).get("/.well-known/jwks.json").await;
    assert_eq!(program.start(&ANYWHERE).get("/.well-known/jwks.json").await, first);
}

#[test]
fn demos_that_start_together_on_one_database_migrate_and_people_it_once() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = TestDatabase::empty(engine);
        let start = || {
            let program = Program::new().with("GUILDHALL_DATABASE_URL", &database.url);
            drop(program.start(&ANYWHERE));
        };
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(start);
            }
        });
    }
}

#[test]
fn an_address_that_is_taken_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    Program::new().run(&["serve", "--bind", &address]).refused(&[&address, "GUILDHALL_BIND"]);
}

/// PROMISES C8: three rotations under load, no request refused.
#[tokio::test]
async fn signing_keys_rotate_under_load_without_a_refused_request() {
    let program = Program::new();
    let key = |number: u8| to_pem(&key_from_seed(&[number; 32]).unwrap());
    for number in 0..4 {
        program.file(&format!("keys/{number}.pem"), &key(number));
    }
    let name =
        |keys: &str| program.file("guildhall.toml", &format!("rate_limit = 1000000\nsigning_keys = \"{keys}\"\n"));
    name("keys/0.pem");
    let running = program.start(&ANYWHERE);
    let token = sign_in(&running, "member@demo.guildhall.example").await.1;
    let rotations = async {
        for number in 1..4 {
            let (old, new) = (format!("keys/{}.pem", number - 1), format!("keys/{number}.pem"));
            for keys in [format!("{old},{new},keys/0.pem"), format!("{new},{old},keys/0.pem")] {
                name(&keys);
                running.signal("HUP");
                tokio::time::sleep(Duration::from_millis(150)).await;
            }
            let fresh = sign_in(&running, "staff@demo.guildhall.example").await.1;
            assert_eq!(me(&running, &fresh).await, 200);
        }
    };
    let asking = async {
        let mut asked = 0;
        loop {
            assert_eq!(me(&running, &token).await, 200, "after {asked} requests");
            asked += 1;
        }
    };
    tokio::select! { () = rotations => (), () = asking => () }
    let (_, keys) = running.get("/.well-known/jwks.json").await;
    assert_eq!(keys["keys"].as_array().unwrap().len(), 3);
}

async fn me(running: &Running, token: &str) -> u16 {
    let answer = client().get(format!("{}/v1/accounts/me", running.url)).bearer_auth(token).send().await.unwrap();
    answer.status().as_u16()
}

#[tokio::test]
async fn a_broken_key_file_leaves_the_old_keys_in_force() {
    let program = Program::new();
    let running = program.start(&ANYWHERE);
    let before = running.get("/.well-known/jwks.json").await;
    program.file("data/signing-key.pem", "nonsense");
    running.signal("HUP");
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!(running.get("/.well-known/jwks.json").await, before);
    assert!(program.log().contains("signing keys stay as they were"));
}

#[tokio::test]
async fn the_secret_of_a_calendar_is_in_no_log_however_its_address_is_spelled() {
    let program = Program::new();
    let running = program.start(&ANYWHERE);
    for at in ["calendars/", "%63alendars/", "calendar%73/", "/calendars/", "calendars%2f", "CALENDARS/"] {
        running.get(&format!("/v1/cyber-program/{at}whoever-has-this-reads-it")).await;
    }
    assert_eq!(running.get("/v1/cyber-program").await.0, 200);
    let log = program.log();
    assert!(log.contains("/v1/cyber-program/calendars/") && !log.contains("whoever-has-this-reads-it"), "{log}");
}
