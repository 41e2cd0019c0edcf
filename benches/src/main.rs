//! What a request costs: CPU time of the server for one quote, one member read
//! and one page of 50, next to a bare actix-web and tokio-postgres handler that
//! does the same read against the same database in the same run.
//!
//! Rounds are paired: in each, every server gets the same load, one after the
//! other, and the ratio is taken within the round, so that whatever else the
//! machine does meets both.
#![forbid(unsafe_code)]

mod cluster;
mod load;
mod seed;
mod server;

use std::time::Duration;

use anyhow::{Context, Result};
use cluster::Cluster;
use load::Load;
use server::Server;

const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_secs(2);
const STARTS: usize = 5;

/// One kind of request, as Guildhall and the bare server take it.
struct Case {
    name: &'static str,
    guildhall: Vec<String>,
    bare_name: &'static str,
    bare: Vec<String>,
}

/// CPU microseconds a request, round by round.
#[derive(Default)]
struct Cost {
    quiet: Vec<f64>,
    logging: Vec<f64>,
    bare: Vec<f64>,
}

fn main() -> Result<()> {
    let program = std::env::args().nth(1).unwrap_or_else(|| "../target/dist/guildhall".into());
    let program = std::fs::canonicalize(&program).with_context(|| format!("{program} is not there: build it first"))?;
    let bare = std::env::current_exe()?.with_file_name("bare");
    let cluster = Cluster::start()?;
    let folder = std::env::temp_dir().join(format!("guildhall-bench-{}", std::process::id()));

    let start = |log: &str| {
        Server::start(
            &program,
            &[
                ("GUILDHALL_BIND", "127.0.0.1:0"),
                ("GUILDHALL_DATABASE_URL", &cluster.url()),
                ("GUILDHALL_DATA_DIR", &folder.display().to_string()),
                // One address for both, so that a token of one is good at the other.
                ("GUILDHALL_PUBLIC_URL", "http://bench.example"),
                ("GUILDHALL_RATE_LIMIT", "4000000000"),
                ("GUILDHALL_LOG", log),
            ],
        )
    };
    let quiet = start("warn")?;
    let members = seed::members(&cluster.parameters())?;
    let logging = start("info")?;
    let bare = Server::start(&bare, &[("DATABASE", &cluster.parameters())])?;
    let idle = (quiet.resident_kib()?, bare.resident_kib()?);
    let token = seed::sign_in(quiet.address)?;

    let mut costs = Vec::new();
    for case in cases(&members, &token) {
        let mut cost = Cost::default();
        for round in 0..=ROUNDS {
            let loads = [(&quiet, &case.guildhall), (&logging, &case.guildhall), (&bare, &case.bare)];
            let [quiet, logging, bare] = loads.map(|(server, requests)| Load { server, requests }.run(ROUND));
            let (quiet, logging, bare) = (quiet?, logging?, bare?);
            // The first round warms connections, statements and caches.
            if round > 0 {
                cost.quiet.push(quiet);
                cost.logging.push(logging);
                cost.bare.push(bare);
            }
        }
        eprintln!("measured: {}", case.name);
        costs.push((case, cost));
    }
    report(&costs);
    println!();
    println!("Idle memory after start: guildhall {} MiB, bare {} MiB", idle.0 / 1024, idle.1 / 1024);
    println!(
        "Memory after the load:   guildhall {} MiB, bare {} MiB",
        quiet.resident_kib()? / 1024,
        bare.resident_kib()? / 1024
    );
    drop((quiet, logging, bare));

    let mut ready: Vec<f64> = Vec::new();
    for _ in 0..STARTS {
        ready.push(start("warn")?.ready_after.as_secs_f64() * 1e3);
    }
    println!("From start to ready:     guildhall {:.0} ms ({})", median(&ready), spread(&ready, 0));
    let _ = std::fs::remove_dir_all(folder);
    Ok(())
}

fn cases(members: &[String], token: &str) -> Vec<Case> {
    let get = |path: &str, token: &str| format!("GET {path} HTTP/1.1\r\nHost: bench\r\n{token}\r\n");
    let post = |path: &str, body: &str| {
        format!(
            "POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let token = format!("Authorization: Bearer {token}\r\n");
    let quote =
        r#"{"category":"full","annual_salary_cents":15000000,"population":7500,"general_fund_budget_cents":780000000}"#;
    let reads =
        |prefix: &str, token: &str| members.iter().map(|id| get(&format!("{prefix}/{id}"), token)).collect::<Vec<_>>();
    vec![
        Case {
            name: "one quote",
            guildhall: vec![post("/v1/dues/quotes", quote)],
            bare_name: "the same body read and an answer as long, no rule, no schema",
            bare: vec![post("/quotes", quote)],
        },
        Case {
            name: "one quote",
            guildhall: vec![post("/v1/dues/quotes", quote)],
            bare_name: "one member read",
            bare: reads("/members", ""),
        },
        Case {
            name: "one member read",
            guildhall: reads("/v1/members", &token),
            bare_name: "one member read",
            bare: reads("/members", ""),
        },
        Case {
            name: "one page of 50, filtered and sorted",
            guildhall: vec![get("/v1/members?limit=50&sort=family_name&category=full", &token)],
            bare_name: "the same page",
            bare: vec![get("/members", "")],
        },
    ]
}

fn report(costs: &[(Case, Cost)]) {
    println!(
        "CPU microseconds a request: median of {ROUNDS} rounds; ratios: median (lowest to highest) of the rounds' own."
    );
    println!();
    println!("| Guildhall | Bare handler | Guildhall µs | bare µs | ratio | ratio with an access log |");
    println!("|---|---|---|---|---|---|");
    for (case, cost) in costs {
        let ratios = |ours: &[f64]| ours.iter().zip(&cost.bare).map(|(ours, bare)| ours / bare).collect::<Vec<_>>();
        let (quiet, logging) = (ratios(&cost.quiet), ratios(&cost.logging));
        println!(
            "| {} | {} | {:.0} | {:.0} | {:.2} ({}) | {:.2} ({}) |",
            case.name,
            case.bare_name,
            median(&cost.quiet),
            median(&cost.bare),
            median(&quiet),
            spread(&quiet, 2),
            median(&logging),
            spread(&logging, 2),
        );
    }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

fn spread(values: &[f64], digits: usize) -> String {
    let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(low, high), one| (low.min(*one), high.max(*one)));
    format!("{low:.digits$} to {high:.digits$}")
}
