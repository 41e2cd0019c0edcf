//! The command line: `serve` (when nothing else is named), `worker`, `migrate`,
//! `reseal`, `admin`, `openapi`, `doctor`, `sandbox`.
//!
//! A command that cannot do its work says why in words, everything at once, and
//! ends with a status other than zero.

mod assembly;
mod banner;
mod commands;
mod database;
mod key_files;
mod listen;
mod logging;
mod policy_files;
mod rotation;
mod running;
mod settings;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// The membership backend of a professional association.
///
/// Settings come from `guildhall.toml` and from variables named `GUILDHALL_…`;
/// `guildhall doctor` says what is wrong with them.
#[derive(Parser)]
#[command(name = "guildhall", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeArgs,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API (what happens when no command is named).
    Serve(ServeArgs),
    /// Deliver messages and run jobs, beside servers that do not do it themselves.
    Worker(DatabaseArgs),
    /// Bring the schema of the database up to date.
    Migrate(DatabaseArgs),
    /// Seal the keys of the vault under the present secret, after it has replaced another.
    Reseal(DatabaseArgs),
    /// Give somebody a role, on the machine itself; the first administrator has nobody else to give it.
    #[command(subcommand)]
    Admin(commands::admin::AdminCommand),
    /// Print the OpenAPI document.
    Openapi {
        /// In JSON instead of YAML.
        #[arg(long)]
        json: bool,
    },
    /// Say in words what is wrong with this configuration; changes nothing.
    Doctor(commands::doctor::DoctorArgs),
    /// Serve an association in memory, with a clock and ids of its own, for tests.
    Sandbox(commands::sandbox::SandboxArgs),
}

/// Settings that `serve` takes from the command line.
#[derive(Args, Default)]
struct ServeArgs {
    /// Address and port to listen on; instead of GUILDHALL_BIND.
    #[arg(long)]
    bind: Option<std::net::SocketAddr>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Where the database is.
#[derive(Args, Default)]
struct DatabaseArgs {
    /// `sqlite:PATH` or `postgres://…`; instead of GUILDHALL_DATABASE_URL.
    #[arg(long)]
    database_url: Option<String>,
}

/// Why a command did not do its work: one line each.
#[derive(Debug, Default, PartialEq, Eq)]
struct Refused(Vec<String>);

impl Refused {
    fn because(words: impl Into<String>) -> Refused {
        Refused(vec![words.into()])
    }
}

type Outcome = Result<(), Refused>;

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    // Whatever this program makes (database, keys, mail) is its owner's alone.
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    let cli = Cli::parse();
    let outcome = match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Serve(args) => commands::serve::run(&args),
        Command::Worker(args) => commands::worker::run(&args),
        Command::Migrate(args) => commands::migrate::run(&args),
        Command::Reseal(args) => commands::reseal::run(&args),
        Command::Admin(command) => commands::admin::run(&command),
        Command::Openapi { json } => commands::openapi::run(json),
        Command::Doctor(args) => commands::doctor::run(&args),
        Command::Sandbox(args) => commands::sandbox::run(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Refused(faults)) => {
            complain(&faults);
            ExitCode::FAILURE
        }
    }
}

/// Says on standard error why nothing was done, also when nobody can read it.
fn complain(faults: &[String]) {
    use std::io::Write;
    let mut output = std::io::stderr().lock();
    let _ = writeln!(output, "guildhall stops, because:");
    for fault in faults {
        let _ = writeln!(output, "  - {fault}");
    }
}

/// Prints to standard output. Whoever stopped reading it is no reason to stop.
fn print(text: &str) {
    use std::io::Write;
    let mut output = std::io::stdout().lock();
    let _ = output.write_all(text.as_bytes()).and_then(|()| output.flush());
}

/// Runs `work` on this thread's runtime, which stays free for jobs while HTTP workers have their own.
fn block_on<T>(work: impl Future<Output = T>) -> T {
    actix_web::rt::System::new().block_on(work)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn without_a_command_it_serves() {
        let cli = Cli::try_parse_from(["guildhall", "--bind", "127.0.0.1:9"]).unwrap();
        assert!(cli.command.is_none());
        assert_eq!(cli.serve.bind, Some("127.0.0.1:9".parse().unwrap()));
    }
}
