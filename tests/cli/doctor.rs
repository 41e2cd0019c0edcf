//! `guildhall doctor` says in words what is wrong, and changes nothing.

use super::program::Program;

#[test]
fn a_fresh_demo_is_sound_and_doctor_makes_no_file() {
    let program = Program::new();
    let done = program.run(&["doctor"]).says(&["A server would start", "will be made at the first start"]);
    assert!(done.succeeded());
    assert_eq!(std::fs::read_dir(program.folder()).unwrap().count(), 0);
}

#[test]
fn a_bare_production_is_told_everything_at_once() {
    let program = Program::new();
    program.run(&["doctor", "--env", "production"]).refused(&[
        "GUILDHALL_SIGNING_KEYS is missing",
        "GUILDHALL_SECRET is missing",
        "GUILDHALL_SMTP_URL is missing",
        "GUILDHALL_PUBLIC_URL is missing",
        "data/guildhall.db is not there: run `guildhall migrate`",
        "things are wrong",
    ]);
    assert_eq!(std::fs::read_dir(program.folder()).unwrap().count(), 0);
}

#[test]
fn broken_files_are_named() {
    let program = Program::new();
    program.file("policies/dues.toml", "version = 3");
    let key = program.file("key.pem", "-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5\n-----END PRIVATE KEY-----\n");
    let program = program.with("GUILDHALL_POLICY_DIR", "policies").with("GUILDHALL_SIGNING_KEYS", key);
    program.run(&["doctor"]).refused(&["WRONG  policies: policy file dues.toml", "signing keys: ", "Ed25519"]);
}

#[test]
fn a_policy_file_with_an_unknown_name_is_named() {
    let program = Program::new();
    program.file("policies/due.toml", "");
    program.with("GUILDHALL_POLICY_DIR", "policies").run(&["doctor"]).refused(&["due.toml", "dues.toml"]);
}

#[test]
fn a_settings_file_that_is_named_but_not_there_starts_nothing() {
    let program = Program::new().with("GUILDHALL_CONFIG", "production.toml");
    program.run(&["doctor"]).refused(&["GUILDHALL_CONFIG", "production.toml"]);
    program.file("production.toml", "pool_size = 4");
    assert!(program.run(&["doctor"]).says(&["A server would start"]).succeeded());
}

#[test]
fn unreadable_settings_are_named() {
    Program::new().with("GUILDHALL_POOL_SIZE", "many").run(&["doctor"]).refused(&["GUILDHALL_POOL_SIZE", "many"]);
    Program::new().with("GUILDHALL_POLSIZE", "4").run(&["doctor"]).refused(&["GUILDHALL_POLSIZE", "pool_size"]);
    Program::new().with("GUILDHALL_ENV", "staging").run(&["doctor"]).refused(&["staging", "production"]);
    Program::new().with("GUILDHALL_ENV", "sandbox").run(&["doctor"]).refused(&["guildhall sandbox"]);
    let secret = Program::new().with("GUILDHALL_SECRET", "8273645").run(&["doctor"]).refused(&["GUILDHALL_SECRET"]);
    assert!(!secret.words().contains("8273645"), "{}", secret.words());
    for command in ["doctor", "serve"] {
        Program::new().with("GUILDHALL_LOG", "a=b=c").run(&[command]).refused(&["GUILDHALL_LOG"]);
    }
}

#[test]
fn a_file_of_settings_is_read_and_the_environment_wins() {
    let program = Program::new();
    program.file("guildhall.toml", "rate_limit = 0\nsign_in_rate_limit = 5\n");
    program.run(&["doctor"]).refused(&["GUILDHALL_RATE_LIMIT"]);
    assert!(program.with("GUILDHALL_RATE_LIMIT", "10").run(&["doctor"]).succeeded());
}

#[test]
fn a_database_or_mail_server_that_is_not_reached_is_named_without_its_password() {
    // Nobody listens on port 1.
    let program = Program::new()
        .with("GUILDHALL_DATABASE_URL", "postgres://guildhall:hush-hush@127.0.0.1:1/guildhall")
        .with("GUILDHALL_SMTP_URL", "smtp://mailer:hush-hush@127.0.0.1:1");
    let done = program.run(&["doctor"]).refused(&["WRONG  database: ", "WRONG  mail: "]);
    assert!(!done.words().contains("hush-hush"), "{}", done.words());
}

#[test]
fn a_database_without_its_schema_is_told_from_one_with_it() {
    let program = Program::new().with("DATABASE_URL", "sqlite:here.db");
    program.file("here.db", "");
    program.run(&["doctor", "--env", "production"]).refused(&["WRONG  database: the schema lacks 0001_accounts"]);
    assert!(program.run(&["migrate"]).says(&["Applied: 0001_accounts"]).succeeded());
    program.run(&["migrate"]).says(&["up to date"]);
    program
        .run(&["doctor", "--env", "production"])
        .says(&["fine   database: SQLite answers, its schema is up to date"]);
}
