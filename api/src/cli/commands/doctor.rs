//! `guildhall doctor`: looks at everything a server would need and says in
//! words what is wrong with it. It changes nothing: no file, no table is made.

use std::fmt::Display;
use std::path::Path;

use guildhall_persistence::{Engine, KnownWords, UnknownWord, pending, unknown_words};
use secrecy::ExposeSecret;

use crate::billing::codes::subject_kinds;
use crate::cli::{DatabaseArgs, Outcome, Refused, block_on, database, key_files, policy_files, print, settings};
use crate::config::{Config, Environment};
use crate::gateways::mail::SmtpMail;
use crate::templates;

/// How to look at the configuration.
#[derive(clap::Args)]
pub(in crate::cli) struct DoctorArgs {
    /// Judge it as if for `demo` or `production`; instead of GUILDHALL_ENV.
    #[arg(long, value_parser = environment)]
    env: Option<Environment>,
    #[command(flatten)]
    database: DatabaseArgs,
}

fn environment(word: &str) -> Result<Environment, String> {
    match word {
        "demo" => Ok(Environment::Demo),
        "production" => Ok(Environment::Production),
        _ => Err("say demo or production".into()),
    }
}

/// What was looked at, and what is fine or wrong about it.
struct Finding {
    about: &'static str,
    verdict: Result<String, Vec<String>>,
}

impl Finding {
    fn of(about: &'static str, verdict: Result<impl Display, impl Display>) -> Finding {
        let verdict = verdict.map(|fine| fine.to_string()).map_err(|wrong| vec![wrong.to_string()]);
        Finding { about, verdict }
    }
}

pub(in crate::cli) fn run(args: &DoctorArgs) -> Outcome {
    let mut config = settings::for_database(&args.database)?;
    config.env = args.env.unwrap_or(config.env);
    let findings = block_on(examine(&config));
    let mut wrong = 0;
    for Finding { about, verdict } in findings {
        match verdict {
            Ok(fine) => print(&format!("fine   {about}: {fine}\n")),
            Err(faults) => {
                for fault in faults {
                    print(&format!("WRONG  {about}: {fault}\n"));
                    wrong += 1;
                }
            }
        }
    }
    match wrong {
        0 => {
            print("A server would start.\n");
            Ok(())
        }
        1 => Err(Refused::because("one thing is wrong: a server would not start")),
        more => Err(Refused::because(format!("{more} things are wrong: a server would not start"))),
    }
}

async fn examine(config: &Config) -> Vec<Finding> {
    vec![
        look_at_settings(config),
        Finding::of("policies", policy_files::load(config).map(|_| "all tables can be read and agree")),
        look_at_templates(),
        look_at_keys(config),
        look_at_secret(config),
        look_at_database(config).await,
        look_at_words(config).await,
        look_at_mail(config).await,
    ]
}

fn look_at_settings(config: &Config) -> Finding {
    let kind = match config.env {
        Environment::Demo => "a demo",
        Environment::Production => "production",
        Environment::Sandbox => "a sandbox",
    };
    let faults = settings::faults(config);
    let verdict = if faults.is_empty() { Ok(format!("sound, for {kind}")) } else { Err(faults) };
    Finding { about: "settings", verdict }
}

fn look_at_templates() -> Finding {
    let faults = templates::faults();
    let verdict = if faults.is_empty() { Ok("every message has what its text names".to_owned()) } else { Err(faults) };
    Finding { about: "templates", verdict }
}

fn look_at_keys(config: &Config) -> Finding {
    let about = "signing keys";
    if config.env == Environment::Demo && config.signing_keys.is_empty() {
        let file = config.data_dir.join("signing-key.pem");
        if !file.exists() {
            return Finding { about, verdict: Ok(format!("{} will be made at the first start", file.display())) };
        }
    }
    let verdict = match key_files::ring(config) {
        Ok(Some(_)) => Ok("can be read and sign".to_owned()),
        Ok(None) => Err(vec!["none are named, and only a demo makes its own".to_owned()]),
        Err(faults) => Err(faults),
    };
    Finding { about, verdict }
}

fn look_at_secret(config: &Config) -> Finding {
    if key_files::secret_is_to_be_made(config) {
        let file = config.data_dir.join("secret");
        return Finding::of("secret", Ok::<_, &str>(format!("{} will be made at the first start", file.display())));
    }
    let secret = key_files::secret(config);
    Finding::of("secret", secret.and_then(|secret| secret.map(|_| "there").ok_or_else(|| "none is given".to_owned())))
}

async fn look_at_database(config: &Config) -> Finding {
    let about = "database";
    // To open a SQLite file is to make it.
    if let Some(file) = database::missing_file(config) {
        return absent_file(config, &file);
    }
    let db = match database::open(config, |_| ()).await {
        Ok(db) => db,
        Err(Refused(faults)) => return Finding { about, verdict: Err(faults) },
    };
    let engine = match db.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    let faults = database::faults(config, &db).await;
    if faults.is_empty() {
        let unopened = database::vault_faults(config, &db).await;
        if !unopened.is_empty() {
            return Finding { about, verdict: Err(unopened) };
        }
    }
    let verdict = match (faults.is_empty(), config.env) {
        (true, _) => Ok(format!("{engine} answers, its schema is up to date")),
        (false, Environment::Demo) => Ok(format!("{engine} answers; a start will mend this: {}", faults.join("; "))),
        (false, _) => Err(faults),
    };
    Finding { about, verdict }
}

/// Rows whose words this version does not know: written by a later version, or by hand. A server would start, and fail
/// whoever reads them.
async fn look_at_words(config: &Config) -> Finding {
    let about = "stored words";
    if database::missing_file(config).is_some() {
        return Finding { about, verdict: Ok("there are none yet".into()) };
    }
    let Ok(db) = database::open(config, |_| ()).await else {
        return Finding { about, verdict: Ok("not looked at: the database does not answer".into()) };
    };
    if !matches!(pending(&db).await.as_deref(), Ok([])) {
        return Finding { about, verdict: Ok("not looked at: the schema is not up to date".into()) };
    }
    let unknown = match unknown_words(&db, &known_words(config)).await {
        Ok(unknown) => unknown,
        Err(error) => return Finding::of(about, Err::<&str, _>(error)),
    };
    let fault = |found: &UnknownWord| {
        let UnknownWord { table, column, word, rows } = found;
        format!("{table}.{column} holds `{word}`, which this version does not know, in {rows} row(s)")
    };
    match unknown.is_empty() {
        true => Finding { about, verdict: Ok("all are known to this version".into()) },
        false => Finding { about, verdict: Err(unknown.iter().map(fault).collect()) },
    }
}

/// The words whose lists stand at the assembly and in the policies.
fn known_words(config: &Config) -> KnownWords {
    let accounts = policy_files::load(config)
        .map(|policies| policies.billing.ledger_accounts().into_iter().map(ToString::to_string).collect());
    KnownWords {
        subject_kinds: subject_kinds().iter().map(ToString::to_string).collect(),
        ledger_accounts: accounts.unwrap_or_default(),
    }
}

fn absent_file(config: &Config, file: &Path) -> Finding {
    let words = format!("{} is not there", file.display());
    let verdict = match config.env {
        Environment::Demo => Ok(format!("{words}; it will be made at the first start")),
        _ => Err(vec![format!("{words}: run `guildhall migrate`")]),
    };
    Finding { about: "database", verdict }
}

async fn look_at_mail(config: &Config) -> Finding {
    let about = "mail";
    let Some(url) = &config.smtp_url else {
        let folder = config.data_dir.join("mail");
        return match config.env {
            Environment::Demo => Finding::of(about, Ok::<_, &str>(format!("goes to files in {}", folder.display()))),
            _ => Finding::of(about, Err::<&str, _>("no server is named, and only a demo writes files")),
        };
    };
    let reached = match SmtpMail::new(url.expose_secret(), &config.mail_from) {
        Ok(smtp) => {
            smtp.reach().await.map_err(|error| format!("the server of GUILDHALL_SMTP_URL is not reached: {error}"))
        }
        Err(_) => Err("GUILDHALL_SMTP_URL is not like smtp://host:port or smtps://user:password@host".into()),
    };
    Finding::of(about, reached.map(|()| "the server answers"))
}
