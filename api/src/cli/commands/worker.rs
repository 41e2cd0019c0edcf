//! `guildhall worker`: the worker as a process of its own.

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::cli::{DatabaseArgs, Outcome, Refused, assembly, block_on, logging, settings};
use crate::worker;

pub(in crate::cli) fn run(args: &DatabaseArgs) -> Outcome {
    let config = settings::for_database(args)?;
    let _log = logging::start(&config)?;
    block_on(async {
        let app = assembly::assemble(config).await?;
        let (stop, stopped) = watch::channel(false);
        let fault = |error: std::io::Error| Refused::because(error.to_string());
        let mut terminate = signal(SignalKind::terminate()).map_err(fault)?;
        let mut interrupt = signal(SignalKind::interrupt()).map_err(fault)?;
        tracing::info!("the worker has begun");
        let until_told = async {
            tokio::select! { _ = terminate.recv() => (), _ = interrupt.recv() => () }
            stop.send_replace(true);
        };
        // The round under way is ended, then the worker sees that it is told to stop.
        tokio::join!(worker::run(&app, stopped), until_told);
        app.db.close().await;
        tracing::info!("the worker has ended");
        Ok(())
    })
}
