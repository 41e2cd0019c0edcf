//! Retirements arranged on a [`Stage`], taken as far as a scenario needs them.

use chrono::NaiveDate;
use guildhall_domain::Category;
use guildhall_domain::life_membership::{Actor, Employment, LifeApplication, LifeDecision, ServiceSpell};

use super::applications::actions::announce::{self, Announcement};
use super::applications::actions::decide;
use super::applications::actions::steps::By;
use super::applications::actions::verify::{self, Given};
use crate::http::problem::Problem;
use crate::members::actions::apply::Request;
use crate::members::actions::employment::{self, SpellParticulars};
use crate::members::demo::stage::position;
use crate::sandbox::scenarios::{Stage, fault};

/// The day on which everybody here has retired.
pub const RETIRED_ON: &str = "2025-02-01";

impl Stage<'_> {
    /// A Full member of 61, paid for until 2025-03-01, who retired and has announced it.
    ///
    /// # Errors
    /// The refusals of the rules.
    pub async fn retired(
        &mut self,
        handle: &'static str,
        name: (&'static str, &'static str),
    ) -> Result<LifeApplication, Problem> {
        let retired_on = date(RETIRED_ON)?;
        self.on("2024-03-01")?;
        self.person(handle, name.0, name.1).await?;
        let held = SpellParticulars { ends_on: Some(retired_on), ..position(15_000_000) };
        let born_on = NaiveDate::from_ymd_opt(1963, 5, 17);
        let application =
            self.apply(handle, Category::Full, |request| Request { employment: Some(held), born_on, ..request });
        let member_id = application.await?.member_id.ok_or_else(|| fault("no member", handle))?;
        self.settle(handle).await?;
        self.on("2025-02-10")?;
        let by = By { account_id: self.guest(handle)?.account_id, actor: Actor::Member };
        let retirement = Announcement { member_id, retired_on, reasons: Vec::new() };
        let announced = announce::announce(self.app, self.tx, by, retirement).await?;
        self.tell(handle, "life_application", announced.id);
        Ok(announced)
    }

    /// The same, verified by staff: with service since a date before the record begins, or from the record alone.
    ///
    /// # Errors
    /// The refusals of the rules.
    pub async fn verified(
        &mut self,
        handle: &'static str,
        name: (&'static str, &'static str),
        since: Option<&str>,
    ) -> Result<LifeApplication, Problem> {
        let announced = self.retired(handle, name).await?;
        let given = match since {
            Some(since) => Given {
                further_service_spells: vec![served(date(since)?, date(RETIRED_ON)?)],
                reasons: vec!["Service before the association's records begin.".into()],
                ..Given::default()
            },
            None => Given::default(),
        };
        verify::verify(self.app, self.tx, self.staff()?, announced, given).await
    }

    /// The same, laid before the Executive Board.
    ///
    /// # Errors
    /// The refusals of the rules.
    pub async fn referred(
        &mut self,
        handle: &'static str,
        name: (&'static str, &'static str),
    ) -> Result<LifeApplication, Problem> {
        let verified = self.verified(handle, name, None).await?;
        let reasons = vec!["An outstanding contribution to the profession.".into()];
        decide::take(self.app, self.tx, self.staff()?, verified, LifeDecision::ReferToBoard, reasons).await
    }

    /// A Life member of right, with 27 years of service.
    ///
    /// # Errors
    /// The refusals of the rules.
    pub async fn life_member(
        &mut self,
        handle: &'static str,
        name: (&'static str, &'static str),
    ) -> Result<LifeApplication, Problem> {
        let verified = self.verified(handle, name, Some("1998-01-15")).await?;
        decide::take(self.app, self.tx, self.staff()?, verified, LifeDecision::Grant, Vec::new()).await
    }

    /// Puts another position on somebody's record, as they would themselves.
    ///
    /// # Errors
    /// The refusals of the rules.
    pub async fn works(&mut self, life: &LifeApplication, particulars: SpellParticulars) -> Result<(), Problem> {
        employment::add(self.app, self.tx, life.account_id, life.member_id, particulars).await.map(|_| ())
    }

    fn staff(&self) -> Result<By, Problem> {
        Ok(By { account_id: self.persona("staff")?, actor: Actor::Staff })
    }
}

fn served(starts_on: NaiveDate, ends_on: NaiveDate) -> ServiceSpell {
    ServiceSpell {
        starts_on,
        ends_on: Some(ends_on),
        category: Category::Full,
        employment: Employment::FullTimeLocalGovernment,
        office_eligible: true,
        dues_current: true,
        reference: None,
    }
}

fn date(text: &str) -> Result<NaiveDate, Problem> {
    text.parse().map_err(|_| fault("no date", text))
}
