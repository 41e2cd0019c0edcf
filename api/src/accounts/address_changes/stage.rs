//! Changes of address arranged on a [`Stage`].

use super::asking::{self, Asked};
use super::changing;
use crate::http::problem::Problem;
use crate::sandbox::scenarios::{Stage, fault};

impl Stage<'_> {
    /// Somebody who has asked for another address; `{handle.token}` is in the letter to it.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn asked_address(
        &mut self,
        handle: &'static str,
        name: (&'static str, &'static str),
        email: &str,
    ) -> Result<String, Problem> {
        self.person(handle, name.0, name.1).await?;
        let id = self.guest(handle)?.account_id;
        let asked = Asked { account_id: id, email: email.into(), by: id, session_id: None, reason: None };
        let token = asking::ask(self.app, self.tx, &asked).await?.ok_or_else(|| fault("a taken address", email))?;
        self.tell(handle, "token", &token);
        Ok(token)
    }

    /// The same, proved; `{handle.revocation}` is in the letter to the old mailbox.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn changed_address(
        &mut self,
        handle: &'static str,
        name: (&'static str, &'static str),
        email: &str,
    ) -> Result<(), Problem> {
        let token = self.asked_address(handle, name, email).await?;
        let changed = changing::change(self.app, self.tx, &token).await?;
        self.tell(handle, "revocation", changed.revocation);
        Ok(())
    }
}
