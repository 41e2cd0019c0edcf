//! `guildhall reseal`: after `GUILDHALL_SECRET` was replaced, seals the keys of the vault under the new one. Needs the
//! settings of the database and the two secrets; servers may run meanwhile, and so may the command again.

use secrecy::ExposeSecret;

use crate::cli::{DatabaseArgs, Outcome, Refused, block_on, database, key_files, logging, print, settings};
use crate::vault;

pub(in crate::cli) fn run(args: &DatabaseArgs) -> Outcome {
    let config = settings::for_database(args)?;
    let _log = logging::start(&config)?;
    // Never one that is made up here: the keys would be sealed under what nobody else knows.
    let missing = || Refused::because("GUILDHALL_SECRET is missing or shorter than 32 characters");
    if config.secret.expose_secret().len() < 32 {
        return Err(missing());
    }
    let secrets = key_files::vault_secrets(&config).map_err(Refused::because)?;
    let secrets = secrets.ok_or_else(missing)?;
    block_on(async {
        let db = database::open_to_serve(&config).await?;
        let done = vault::reseal(&db, &secrets).await;
        let done = done.map_err(|error| Refused::because(format!("the vault could not be resealed: {error}")))?;
        print(&format!("Sealed anew: {}. Sealed so before: {}.\n", done.anew, done.already));
        if done.unopened.is_empty() {
            return Ok(());
        }
        let closed =
            |owner: &vault::KeyOwner| format!("neither secret opens the key of {} {}", owner.kind(), owner.id());
        Err(Refused(done.unopened.iter().map(closed).collect()))
    })
}
