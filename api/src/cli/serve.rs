//! `guildhall serve`: the API, with the worker inside unless the settings say otherwise.

use actix_web::web::Data;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::{Outcome, Refused, ServeArgs, assembly, banner, block_on, listen, logging, rotation, settings};
use crate::app::App;
use crate::config::{Config, Environment};
use crate::sandbox::personas;
use crate::{http, worker};

pub(super) fn run(args: &ServeArgs) -> Outcome {
    let config = settings::for_server(args)?;
    logging::start(&config)?;
    block_on(serve(config))
}

async fn serve(mut config: Config) -> Outcome {
    let listener = listen::listen(config.bind)?;
    let local_url = listen::local_url(&listener)?;
    if config.env == Environment::Demo && config.has_default_public_url() {
        config.public_url.clone_from(&local_url);
    }
    let app = Data::new(assembly::assemble(config).await?);
    if app.config.env == Environment::Demo {
        personas::seed_once(&app).await.map_err(|problem| Refused::because(format!("demo data: {problem}")))?;
    }
    banner::print(&app, &local_url);
    let server = http::server::start(app.clone(), listener).map_err(|error| Refused::because(error.to_string()))?;
    rotation::on_hangup(app.clone());
    drain_on_terminate(app.clone());
    run_to_the_end(app, server).await
}

/// Beside the server, which stops listening: clients on open connections are told to leave them.
fn drain_on_terminate(app: Data<App>) {
    actix_web::rt::spawn(async move {
        match signal(SignalKind::terminate()) {
            Ok(mut terminations) => {
                terminations.recv().await;
                app.drain();
            }
            Err(error) => tracing::error!(%error, "SIGTERM will cut idle connections"),
        }
    });
}

/// Serves until a signal; requests under way are answered, then the worker ends its round.
async fn run_to_the_end(app: Data<App>, server: actix_web::dev::Server) -> Outcome {
    let (stop, stopped) = watch::channel(false);
    let working = app.config.worker_in_process.then(|| {
        let app = app.clone();
        actix_web::rt::spawn(async move { worker::run(&app, stopped).await })
    });
    let served = server.await;
    stop.send_replace(true);
    if let Some(working) = working {
        let patience = std::time::Duration::from_secs(app.config.shutdown_seconds);
        if tokio::time::timeout(patience, working).await.is_err() {
            tracing::warn!("the worker was stopped in the middle of its round; what it leased is tried again later");
        }
    }
    tracing::info!("stopped");
    served.map_err(|error| Refused::because(error.to_string()))
}
