//! Memberships arranged on a [`Stage`] of the sandbox, by the slices' own actions. Nothing is written past the rules:
//! whoever is a member there has applied, been invoiced and paid.

use chrono::NaiveDate;
use guildhall_domain::calendar::add_months;
use guildhall_domain::members::admission::{Criterion, Judged, ReviewAction, Told};
use guildhall_domain::members::{Application, ApplicationState, EmployerKind, Extent};
use guildhall_domain::{Category, Cents};
use guildhall_persistence::members as store;

use crate::billing::billable::Order;
use crate::http::problem::Problem;
use crate::members::actions::apply::{self, Request};
use crate::members::actions::bill;
use crate::members::actions::employment::SpellParticulars;
use crate::members::actions::review;
use crate::members::chapters::actions::{self as chapters, Particulars};
use crate::sandbox::scenarios::{Stage, fault};

impl Stage<'_> {
    /// Applies for somebody as `request` has it, who submits it themselves.
    ///
    /// # Errors
    /// The refusals of the rules: then the scenario is not what it says it is.
    pub async fn apply(
        &mut self,
        handle: &'static str,
        category: Category,
        more: impl FnOnce(Request) -> Request,
    ) -> Result<Application, Problem> {
        let account_id = self.guest(handle)?.account_id;
        let application = apply::submit(self.app, self.tx, more(Request::own(account_id, category))).await?;
        let price = apply::price_on(self.app, &application, self.app.clock.today()).unwrap_or(Cents::ZERO);
        self.guest(handle)?.application = Some((application.id, price));
        self.tell(handle, "application", application.id);
        if let Some(member) = application.member_id {
            self.tell(handle, "member", member);
        }
        Ok(application)
    }

    /// Applies for somebody who holds a position; staff accept it where they must.
    ///
    /// # Errors
    /// As [`Stage::apply`].
    pub async fn apply_employed(
        &mut self,
        handle: &'static str,
        category: Category,
        position: SpellParticulars,
    ) -> Result<(), Problem> {
        let more = |request| Request { employment: Some(position), ..request };
        self.apply(handle, category, more).await?;
        self.accept(handle).await
    }

    /// Applies for a student who gives the code of a chapter, which is put on record for it.
    ///
    /// # Errors
    /// As [`Stage::apply`].
    pub async fn apply_with_code(
        &mut self,
        handle: &'static str,
        category: Category,
        code: &str,
    ) -> Result<(), Problem> {
        self.chapter(code, 40).await?;
        let more = |request| Request { chapter_code: Some(code.to_owned()), ..request };
        self.apply(handle, category, more).await.map(|_| ())
    }

    /// Lets staff take back somebody whose membership has lapsed.
    ///
    /// # Errors
    /// As [`Stage::apply`].
    pub async fn rejoin(&mut self, handle: &'static str, category: Category) -> Result<Application, Problem> {
        let staff = self.persona("staff")?;
        self.apply(handle, category, |request| Request { by: staff, by_staff: true, ..request }).await
    }

    /// Lets staff accept somebody's last application, if it is in review.
    ///
    /// # Errors
    /// The refusals of the rules.
    pub async fn accept(&mut self, handle: &'static str) -> Result<(), Problem> {
        let (id, _) = self.guest(handle)?.application.ok_or_else(|| fault("no application of", handle))?;
        let application = store::load_application(self.tx, id).await?;
        if application.state != ApplicationState::InReview {
            return Ok(());
        }
        let judged = |criterion: &Criterion| Judged { criterion: *criterion, met: true, note: None };
        let told = Told {
            criteria: Criterion::ALL.iter().map(judged).collect(),
            separation_document: application.pricing.in_transition.then(|| "Letter of the council (demo)".into()),
            ..Told::default()
        };
        let staff = self.persona("staff")?;
        review::take(self.app, self.tx, staff, id, ReviewAction::Accept, told).await.map(drop)
    }

    /// Puts a chapter on record whose code is `code`.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn chapter(&mut self, code: &str, capacity: i32) -> Result<(), Problem> {
        let staff = self.persona("staff")?;
        let expires_on = add_months(self.app.clock.today(), 12);
        let of = Particulars { name: "Springfield University (demo)".into(), capacity, expires_on, distinct: false };
        chapters::create(self.app, self.tx, staff, of, code).await.map(drop)
    }

    /// Invoices somebody's last application, once staff have accepted it where they must, in so many installments.
    ///
    /// # Errors
    /// The refusals of the rules.
    pub async fn invoice(&mut self, handle: &'static str, installments: u8) -> Result<(), Problem> {
        self.accept(handle).await?;
        let guest = self.guest(handle)?;
        let by = guest.account_id;
        let (application_id, expected_total) = guest.application.ok_or_else(|| fault("no application of", handle))?;
        let order = Order { installments, ..Order::own(application_id.uuid(), by, expected_total) };
        let issued = bill::issue(self.app, self.tx, &order).await?.invoice;
        self.guest(handle)?.invoice = Some((issued.id, issued.total));
        self.tell(handle, "invoice", issued.id);
        Ok(())
    }

    /// Invoices somebody's last application and pays all of it.
    ///
    /// # Errors
    /// The refusals of the rules.
    pub async fn settle(&mut self, handle: &'static str) -> Result<(), Problem> {
        self.invoice(handle, 1).await?;
        match self.guest(handle)?.invoice {
            Some((_, total)) if total > Cents::ZERO => self.pay(handle, total.cents()).await,
            _ => Ok(()),
        }
    }

    /// A Full member in a full-time position since a date: joined that day, paid that day.
    ///
    /// # Errors
    /// As [`Stage::apply`].
    pub async fn member_since(
        &mut self,
        handle: &'static str,
        name: (&'static str, &'static str),
        date: &str,
    ) -> Result<(), Problem> {
        self.on(date)?;
        self.person(handle, name.0, name.1).await?;
        self.apply_employed(handle, Category::Full, position(15_000_000)).await?;
        self.settle(handle).await
    }
}

/// A full-time position with a city, held for years.
pub fn position(salary_cents: i64) -> SpellParticulars {
    position_at(EmployerKind::CityOrCounty, Some(salary_cents))
}

/// A full-time position with another employer.
pub fn position_at(employer_kind: EmployerKind, salary_cents: Option<i64>) -> SpellParticulars {
    SpellParticulars {
        distinct: false,
        organization_id: None,
        employer_name: "City of Marlow (demo)".into(),
        employer_kind,
        position_title: "City Manager".into(),
        extent: Extent::FullTime,
        annual_salary: salary_cents.map(Cents::new),
        starts_on: NaiveDate::from_ymd_opt(2010, 3, 1).unwrap_or_default(),
        ends_on: None,
    }
}
