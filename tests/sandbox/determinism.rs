//! The same script has the same transcript, ids and tokens included: after a
//! reset, and in another process.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::reader::{Reader, sandbox};
use super::script::{live, play};
use crate::cli::program::{Program, client};
use crate::support::contract::Contract;

/// What puts everything back is no part of a script.
const BEGINS_ANEW: [&str; 2] = ["createSandboxReset", "startSandboxScenario"];

#[tokio::test]
async fn a_script_has_the_same_transcript_after_a_reset_and_in_another_process() {
    let (here, there) = (Program::new(), Program::new());
    let (first, second) = (sandbox(&here, "7", &[]), sandbox(&there, "7", &[]));
    let transcript = play(&first.url).await;
    assert!(transcript.0.len() > 130, "{} lines", transcript.0.len());
    // How often somebody looks whether it is ready must not show.
    for path in ["/health/live", "/health/ready", "/health/ready"] {
        second.get(path).await;
    }
    transcript.assert_same(&play(&second.url).await);

    let began = Instant::now();
    let reset = client().post(format!("{}/v1/sandbox/resets", first.url)).send().await.unwrap();
    assert_eq!(reset.status(), 204);
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    transcript.assert_same(&play(&first.url).await);
}

#[tokio::test]
async fn the_script_makes_every_change_that_the_document_offers() {
    let program = Program::new();
    let running = sandbox(&program, "7", &[]);
    let mut reader = Reader::new(&running.url);
    live(&mut reader).await;
    let contract = Contract::of(true);
    let done = reader.transcript.0.iter().filter(|line| line.status < 300).filter_map(|line| {
        let (method, path) = line.asked.split_once(' ')?;
        let address = contract.document().address(path.split('?').next()?)?;
        Some(address.operation(method)?.id.as_str())
    });
    let done: BTreeSet<&str> = done.collect();
    let offered = contract.document().operations().filter(|operation| operation.method != "GET");
    let missing: Vec<&str> = offered
        .map(|operation| operation.id.as_str())
        .filter(|id| !done.contains(id) && !BEGINS_ANEW.contains(id))
        .collect();
    assert!(missing.is_empty(), "the script never does {missing:?}");
}

#[tokio::test]
async fn another_seed_gives_other_ids_keys_and_tokens() {
    let (here, there) = (Program::new(), Program::new());
    let (first, second) = (sandbox(&here, "7", &[]), sandbox(&there, "8", &[]));
    for path in ["/v1/sandbox/personas", "/.well-known/jwks.json"] {
        assert_ne!(first.get(path).await, second.get(path).await, "{path}");
    }
}

#[tokio::test]
async fn a_sandbox_leaves_no_file_and_touches_no_database() {
    let program = Program::new().with("DATABASE_URL", "sqlite:precious.db");
    let running = sandbox(&program, "7", &[]);
    assert_eq!(running.get("/health/ready").await.0, 200);
    let files: Vec<_> = std::fs::read_dir(program.folder()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files, ["log"]);
}
