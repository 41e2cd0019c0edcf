//! SIGHUP: signing keys are read anew, while requests go on.
//!
//! To rotate without a refused token: add the new key as the second one and send
//! SIGHUP to every replica; move it to the front and send SIGHUP again; take the
//! old one out when its last token has expired. The list is read anew from the
//! file of settings; one that stands in the environment can only keep its names.

use actix_web::web::Data;
use tokio::signal::unix::{SignalKind, signal};

use super::{key_files, settings};
use crate::app::App;

/// Reads keys again at every SIGHUP for as long as the runtime lives.
pub(super) fn on_hangup(app: Data<App>) {
    actix_web::rt::spawn(async move {
        let mut hangups = match signal(SignalKind::hangup()) {
            Ok(hangups) => hangups,
            Err(error) => return tracing::error!(%error, "SIGHUP will not be heard"),
        };
        while hangups.recv().await.is_some() {
            reload(&app);
        }
    });
}

/// Replaces the ring when the new one is sound; otherwise the old one stays.
fn reload(app: &App) {
    let mut config = app.config.clone();
    if let Ok(settings) = settings::load() {
        config.signing_keys = settings.signing_keys;
    }
    match key_files::ring(&config) {
        Ok(Some(keys)) => {
            app.replace_keys(keys);
            tracing::info!("signing keys read anew");
        }
        Ok(None) => tracing::error!("no signing keys are named; the old ones stay"),
        Err(faults) => tracing::error!(faults = faults.join("; "), "signing keys stay as they were"),
    }
}
