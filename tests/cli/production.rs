//! Production does not start with anything of a demo, and says so all at once.

use std::time::Duration;

use guildhall::tokens::{key_from_seed, to_pem};

use super::program::Program;

const SECRET: &str = "a secret of more than thirty-two characters";

/// Everything that production asks for, on SQLite; the schema has yet to be made.
fn complete() -> Program {
    let program = Program::new();
    let key = program.file("keys/now.pem", &to_pem(&key_from_seed(&[5; 32]).unwrap()));
    program
        .with("GUILDHALL_ENV", "production")
        .with("GUILDHALL_DATABASE_URL", "sqlite:association.db")
        .with("GUILDHALL_PUBLIC_URL", "https://api.association.example")
        .with("GUILDHALL_SIGNING_KEYS", key)
        .with("GUILDHALL_SECRET", SECRET)
        .with("GUILDHALL_SMTP_URL", "smtp://127.0.0.1:1")
}

#[test]
fn missing_settings_are_named_all_at_once_and_nothing_is_made() {
    let program = Program::new().with("GUILDHALL_ENV", "production");
    program.run(&["serve", "--bind", "127.0.0.1:0"]).refused(&[
        "GUILDHALL_SIGNING_KEYS",
        "GUILDHALL_SECRET",
        "GUILDHALL_SMTP_URL",
        "GUILDHALL_PUBLIC_URL",
        "run `guildhall migrate`",
    ]);
    assert_eq!(std::fs::read_dir(program.folder()).unwrap().count(), 0);
}

#[test]
fn everything_that_a_demo_made_is_refused_all_at_once() {
    let demo = Program::new();
    drop(demo.start(&["serve", "--bind", "127.0.0.1:0"]));
    let secret = std::fs::read_to_string(demo.folder().join("data/secret")).unwrap();
    // The key copied elsewhere, as somebody in a hurry would.
    let key = demo.file("keys/now.pem", &std::fs::read_to_string(demo.folder().join("data/signing-key.pem")).unwrap());
    let production = demo
        .with("GUILDHALL_ENV", "production")
        .with("GUILDHALL_PUBLIC_URL", "https://api.association.example")
        .with("GUILDHALL_SMTP_URL", "smtp://127.0.0.1:1")
        .with("GUILDHALL_SECRET", secret.trim())
        .with("GUILDHALL_SIGNING_KEYS", key);
    let faults =
        ["keys/now.pem was made by a demo", "GUILDHALL_SECRET was made by a demo", "the database holds demo accounts"];
    for command in [&["serve", "--bind", "127.0.0.1:0"][..], &["worker"], &["doctor"]] {
        production.run(command).refused(&faults);
    }
}

#[test]
fn a_schema_that_lags_behind_is_refused_and_told_how_to_mend() {
    let program = complete();
    program.file("association.db", "");
    program.run(&["serve", "--bind", "127.0.0.1:0"]).refused(&["the schema lacks", "run `guildhall migrate`"]);
}

#[tokio::test]
async fn a_complete_production_serves_without_demo_people_or_sandbox() {
    let program = complete();
    assert!(program.run(&["migrate"]).succeeded());
    let mut running = program.start(&["serve", "--bind", "127.0.0.1:0"]);
    assert_eq!(running.get("/health/ready").await.0, 200);
    for path in ["/v1/sandbox/clock", "/v1/sandbox/personas", "/v1/sandbox/outbox"] {
        assert_eq!(running.get(path).await.0, 404, "{path}");
    }
    let (_, document) = running.get("/openapi.json").await;
    assert!(document["paths"].as_object().unwrap().keys().all(|path| !path.starts_with("/v1/sandbox")));
    running.signal("TERM");
    assert!(running.wait(Duration::from_secs(10)).0.success());
    assert!(!running.printed().contains("password"));
    assert!(!program.folder().join("data").exists(), "production made a data folder");
}

#[test]
fn there_is_no_sandbox_in_production() {
    complete().run(&["sandbox", "--bind", "127.0.0.1:0"]).refused(&["GUILDHALL_ENV is production"]);
}

#[test]
fn no_secret_is_logged() {
    let program = complete().with("GUILDHALL_LOG", "trace").with("GUILDHALL_LOG_FORMAT", "json");
    assert!(program.run(&["migrate"]).succeeded());
    drop(program.start(&["serve", "--bind", "127.0.0.1:0"]));
    let log = program.log();
    assert!(log.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "not JSON lines: {log}");
    assert!(!log.contains(SECRET));
}
