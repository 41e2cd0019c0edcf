//! `guildhall serve`: the API, with the worker inside unless the settings say otherwise.

use std::time::Duration;

use actix_web::web::Data;
use tokio::sync::watch;

use crate::app::App;
use crate::cli::{
    Outcome, Refused, ServeArgs, assembly, banner, block_on, listen, logging, rotation, running, settings,
};
use crate::config::{Config, Environment};
use crate::sandbox::people;
use crate::worker;

pub(in crate::cli) fn run(args: &ServeArgs) -> Outcome {
    let config = settings::for_server(args)?;
    let _log = logging::start(&config)?;
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
        people::seed_once(&app).await.map_err(|problem| Refused::because(format!("demo data: {problem}")))?;
    }
    rotation::on_hangup(app.clone());
    banner::show(&app, &local_url);
    let served = beside_the_worker(&app, running::serve(&app, listener)).await;
    app.db.close().await;
    served
}

/// Serves, with the worker beside it if it shall run in this process.
async fn beside_the_worker(app: &Data<App>, serving: impl Future<Output = Outcome>) -> Outcome {
    let (stop, stopped) = watch::channel(false);
    let working = app.config.worker_in_process.then(|| {
        let app = app.clone();
        actix_web::rt::spawn(async move { worker::run(&app, stopped).await })
    });
    let served = serving.await;
    stop.send_replace(true);
    if let Some(working) = working
        && tokio::time::timeout(Duration::from_secs(1), working).await.is_err()
    {
        tracing::warn!("the worker was stopped in the middle of its round; what it leased is tried again later");
    }
    tracing::info!("stopped");
    served
}
