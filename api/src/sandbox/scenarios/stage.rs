//! Where a scenario is arranged: its clock, its invented people, and the ids of
//! what comes into being, by which its steps name them.

use chrono::{NaiveDate, TimeDelta};
use guildhall_domain::Cents;
use guildhall_domain::calendar::starts_at;
use guildhall_domain::ids::{AccountId, ApplicationId, InvoiceId};
use guildhall_persistence::Tx;

use super::step::Step;
use crate::app::App;
use crate::http::problem::{INTERNAL, Problem};
use crate::sandbox::people::{self, Newcomer, Seeded};

/// Somebody invented for one scenario.
pub(crate) struct Guest {
    pub(super) handle: &'static str,
    pub(super) name: (&'static str, &'static str),
    pub(crate) account_id: AccountId,
    pub(crate) application: Option<(ApplicationId, Cents)>,
    pub(crate) invoice: Option<(InvoiceId, Cents)>,
}

impl Guest {
    pub(super) fn email(&self) -> String {
        people::email(self.handle)
    }
}

/// A scenario being arranged.
pub struct Stage<'a> {
    pub(crate) app: &'a App,
    pub(crate) tx: &'a Tx,
    personas: Vec<Seeded>,
    pub(super) guests: Vec<Guest>,
    ids: Vec<(String, String)>,
    pub(crate) payments: u32,
}

impl<'a> Stage<'a> {
    pub(super) fn new(app: &'a App, tx: &'a Tx, personas: Vec<Seeded>) -> Stage<'a> {
        let mut stage = Stage { app, tx, personas, guests: Vec::new(), ids: Vec::new(), payments: 0 };
        for persona in &stage.personas {
            let role = persona.persona.role;
            stage.ids.push((format!("{role}.account"), persona.account_id.to_string()));
            stage.ids.extend(persona.ids.iter().map(|(what, id)| (format!("{role}.{what}"), id.to_string())));
        }
        stage
    }

    /// Puts the clock to noon of a date such as `2024-03-01`.
    ///
    /// # Errors
    /// `internal` when it is no date.
    pub fn on(&self, date: &str) -> Result<(), Problem> {
        let date: NaiveDate = date.parse().map_err(|_| fault("no date", date))?;
        self.app.clock.set(starts_at(date) + TimeDelta::hours(12));
        Ok(())
    }

    /// Somebody with a free account.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn person(
        &mut self,
        handle: &'static str,
        given: &'static str,
        family: &'static str,
    ) -> Result<(), Problem> {
        let name = (given, family);
        let newcomer = Newcomer { email: people::email(handle), names: name, granted: &[] };
        let account = people::put(self.app, self.tx, newcomer).await?;
        self.guests.push(Guest { handle, name, account_id: account.id, application: None, invoice: None });
        self.tell(handle, "account", account.id);
        Ok(())
    }

    /// `text` with ids in the place of names in braces.
    pub(super) fn filled(&self, text: &str) -> String {
        self.ids.iter().rev().fold(text.to_owned(), |text, (name, id)| text.replace(&format!("{{{name}}}"), id))
    }

    /// Whether somebody of the personas is named by a step.
    pub(super) fn is_called(role: &str, steps: &[Step]) -> bool {
        let braced = format!("{{{role}.");
        let named = |body: &serde_json::Value| body.to_string().contains(&braced);
        steps.iter().any(|step| {
            step.caller == Some(role) || step.path.contains(&braced) || step.body.as_ref().is_some_and(named)
        })
    }

    pub(crate) fn tell(&mut self, handle: &str, what: &str, id: impl ToString) {
        let name = format!("{handle}.{what}");
        // The latest of several is meant.
        self.ids.retain(|(known, _)| *known != name);
        self.ids.push((name, id.to_string()));
    }

    pub(crate) fn guest(&mut self, handle: &str) -> Result<&mut Guest, Problem> {
        self.guests.iter_mut().find(|guest| guest.handle == handle).ok_or_else(|| fault("nobody called", handle))
    }

    pub(crate) fn persona(&self, role: &str) -> Result<AccountId, Problem> {
        let found = self.personas.iter().find(|seeded| seeded.persona.role == role);
        found.map(|seeded| seeded.account_id).ok_or_else(|| fault("no persona", role))
    }
}

pub(crate) fn fault(what: &str, which: &str) -> Problem {
    tracing::error!("a scenario is wrong: {what} {which}");
    Problem::new(&INTERNAL)
}
