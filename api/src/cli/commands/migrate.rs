//! `guildhall migrate`: brings the schema up to date. Needs the database setting only.

use std::time::Duration;

use crate::cli::{DatabaseArgs, Outcome, Refused, block_on, database, logging, print, settings};

/// A change of a large table may take its time.
const STATEMENT_DEADLINE: Duration = Duration::from_secs(30 * 60);

pub(in crate::cli) fn run(args: &DatabaseArgs) -> Outcome {
    let config = settings::for_database(args)?;
    let _log = logging::start(&config)?;
    block_on(async {
        let db = database::open(&config, |options| options.statement_timeout = STATEMENT_DEADLINE).await?;
        let done = guildhall_persistence::migrate(&db)
            .await
            .map_err(|error| Refused::because(format!("the schema could not be changed: {error}")))?;
        db.close().await;
        match done.as_slice() {
            [] => print("The schema is up to date.\n"),
            scripts => print(&format!("Applied: {}\n", scripts.join(", "))),
        }
        Ok(())
    })
}
