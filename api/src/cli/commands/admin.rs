//! `guildhall admin grant EMAIL ROLE`: how an installation gets its first administrator. Whoever can run it can read the
//! database anyway; it is on record as done by no account, and every administrator is told as of any other grant.

use clap::Subcommand;
use guildhall_domain::accounts::Role;

use crate::accounts::grant_on_the_machine;
use crate::cli::{DatabaseArgs, Outcome, Refused, assembly, block_on, logging, print, settings};

/// What is done for administrators.
#[derive(Subcommand)]
pub(in crate::cli) enum AdminCommand {
    /// Give a role to whoever has confirmed an email address; what they hold already stays.
    Grant {
        /// Email address of the account.
        email: String,
        /// `admin`, `staff`, `finance`, `board`, `faculty` or `coach`.
        #[arg(value_parser = granted)]
        role: Role,
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

fn granted(word: &str) -> Result<Role, String> {
    let known = word.parse().ok().filter(|role: &Role| role.is_granted());
    known.ok_or_else(|| "this is not a role that is granted".into())
}

pub(in crate::cli) fn run(command: &AdminCommand) -> Outcome {
    let AdminCommand::Grant { email, role, database } = command;
    let config = settings::for_database(database)?;
    let _log = logging::start(&config)?;
    block_on(async {
        let app = assembly::assemble(config).await?;
        match grant_on_the_machine(&app, email, *role).await {
            Ok(true) => print(&format!("{email} holds the role `{role}`.\n")),
            Ok(false) => print(&format!("{email} held the role `{role}` before.\n")),
            Err(problem) => return Err(Refused::because(problem.to_string())),
        }
        app.db.close().await;
        Ok(())
    })
}
