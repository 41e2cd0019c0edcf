//! Second factors arranged on a [`Stage`].

use super::actions;
use super::totp;
use crate::http::problem::Problem;
use crate::sandbox::scenarios::{Stage, fault};

impl Stage<'_> {
    /// Somebody with a second factor; `{handle.code1}` and `{handle.code2}` are recovery codes.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn guarded(&mut self, handle: &'static str, name: (&'static str, &'static str)) -> Result<(), Problem> {
        self.person(handle, name.0, name.1).await?;
        let id = self.guest(handle)?.account_id;
        let begun = actions::begin(self.app, self.tx, id).await?;
        let code = totp::shown(&begun.secret, self.app.clock.now()).ok_or_else(|| fault("a secret", handle))?;
        let codes = actions::confirm(self.app, self.tx, id, &code).await?;
        for (which, code) in ["code1", "code2"].into_iter().zip(codes) {
            self.tell(handle, which, code);
        }
        Ok(())
    }
}
