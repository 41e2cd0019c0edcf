//! Puts the application together from its settings, or says everything that
//! keeps it from being put together.

use crate::app::{App, Parts};
use crate::config::{Config, Environment};
use crate::gateways::clock::Clock;
use crate::gateways::entropy::Entropy;
use crate::gateways::mail::{FileMail, MailGateway, SmtpMail};
use crate::templates;
use secrecy::ExposeSecret;

use super::{Refused, database, key_files, policy_files, settings};

/// The application of `serve` and `worker`.
pub(super) async fn assemble(config: Config) -> Result<App, Refused> {
    let mut faults = settings::faults(&config);
    // A demo makes what it needs, but not before it is clear that it may start.
    if config.env == Environment::Demo && !faults.is_empty() {
        return Err(Refused(faults));
    }
    let policies = taken(&mut faults, policy_files::load(&config).map_err(|fault| vec![fault]));
    let keys = taken(&mut faults, key_files::ring(&config)).flatten();
    let secret = taken(&mut faults, key_files::secret(&config).map_err(|fault| vec![fault])).flatten();
    let mail = taken(&mut faults, mail(&config)).flatten();
    let db = taken(&mut faults, database::open_to_serve(&config).await.map_err(|Refused(faults)| faults));
    faults.extend(templates::faults());
    if let Some(db) = &db {
        let unfit = database::make_fit(&config, db).await;
        faults.extend(if unfit.is_empty() { database::vault_faults(&config, db).await } else { unfit });
    }
    match (policies, keys, secret, mail, db) {
        (Some(policies), Some(keys), Some(secret), Some(mail), Some(db)) if faults.is_empty() => {
            let (clock, entropy) = (Clock::System, Entropy::system());
            let other_secret = key_files::other_secret(&config);
            Ok(App::new(Parts { config, db, clock, entropy, policies, secret, other_secret, keys, mail, flaky: None }))
        }
        _ => Err(Refused(faults)),
    }
}

fn taken<T>(faults: &mut Vec<String>, outcome: Result<T, Vec<String>>) -> Option<T> {
    outcome.map_err(|new| faults.extend(new)).ok()
}

/// Where mail goes; `None` when the settings name nothing and files will not do.
pub(super) fn mail(config: &Config) -> Result<Option<Box<dyn MailGateway>>, Vec<String>> {
    if let Some(url) = &config.smtp_url {
        let smtp = SmtpMail::new(url.expose_secret(), &config.mail_from);
        // The address may hold a password, so the fault does not repeat it.
        return match smtp {
            Ok(smtp) => Ok(Some(Box::new(smtp))),
            Err(_) => Err(vec!["GUILDHALL_SMTP_URL is not like smtp://host:port or smtps://user:password@host".into()]),
        };
    }
    if config.env != Environment::Demo {
        return Ok(None);
    }
    let files = FileMail::new(&config.data_dir.join("mail"), &config.mail_from);
    files
        .map(|files| Some(Box::new(files) as Box<dyn MailGateway>))
        .map_err(|error| vec![format!("mail folder: {error}")])
}
