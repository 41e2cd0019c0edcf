//! Records that a number stands for, and the ones they need beneath them.

use guildhall_domain::accounts::{Account, AccountStatus, Roles, Session};
use guildhall_domain::billing::{
    Invoice, InvoiceInstallment, InvoiceLine, InvoiceNumber, InvoiceStatus, Payer, Payment, PaymentAllocation,
    PaymentMethod,
};
use guildhall_domain::life_membership::{
    Actor, Employment, GivenFact, LifeAction, LifeApplication, LifeFacts, LifeState, LifeTransition, LifeVerification,
    Recognition, ServiceSpell,
};
use guildhall_domain::members::{
    Application, ApplicationKind, ApplicationState, EmploymentSpell, Extent, Member, MemberNumber, MembershipTerm,
    PersonName, PricingFacts, TermSpan,
};
use guildhall_domain::organizations::{Organization, OrganizationKind};
use guildhall_domain::{AccountId, Category, Cents, Clause, MemberId, Policies, SessionId};

use super::{at, change, id, on};
use crate::Db;
use crate::accounts::insert_account;
use crate::billing::{InvoiceRecord, insert_invoice};
use crate::life_membership::RecognitionRecord;
use crate::members::{insert_application, insert_member};

fn seconds(number: u128) -> i64 {
    i64::try_from(number).unwrap()
}

pub(crate) fn account(number: u128) -> Account {
    Account {
        id: AccountId::new(id(number)),
        email: format!("Person{number}@Example.org"),
        name: PersonName::new("Ana", "Ruiz").unwrap(),
        printed_name: None,
        status: AccountStatus::Pending,
        roles: Roles::NONE,
        closed_at: None,
        demo: false,
        created_at: at(seconds(number)),
        updated_at: at(0),
        version: 1,
    }
}

pub(crate) fn session(number: u128, account: &Account) -> Session {
    Session {
        id: SessionId::new(id(number)),
        account_id: account.id,
        created_at: at(seconds(number)),
        last_used_at: at(0),
        expires_at: at(10_000),
        ended_at: None,
        end_reason: None,
        user_agent: Some("a browser".into()),
    }
}

pub(crate) async fn given_account(db: &Db, number: u128) -> AccountId {
    change!(db, |tx| insert_account(tx, &account(number), "hash")).unwrap();
    account(number).id
}

pub(crate) fn organization(number: u128, name: &str) -> Organization {
    Organization {
        has_namesakes: true,
        id: id(number).into(),
        name: name.into(),
        kind: OrganizationKind::CityOrCounty,
        state: Some("OR".into()),
        country: "US".into(),
        population: Some(7_500),
        general_fund_budget: Some(Cents::new(780_000_000)),
        figures_confirmed_on: None,
        created_at: at(seconds(number)),
        updated_at: at(0),
        version: 1,
    }
}

/// A member whose account has the same number.
pub(crate) fn member(number: u128, family_name: &str) -> Member {
    Member {
        id: MemberId::new(id(number)),
        number: MemberNumber(seconds(number)),
        account_id: AccountId::new(id(number)),
        name: PersonName::new("Ana", family_name).unwrap(),
        email: "ana@example.org".into(),
        category: Category::Full,
        born_on: Some(on("1970-02-28")),
        joined_on: None,
        span: None,
        confirmed_on: None,
        confirmation_awaited: false,
        created_at: at(seconds(number)),
        updated_at: at(0),
        version: 1,
    }
}

pub(crate) async fn given_member(db: &Db, member: &Member) {
    let number = u128::try_from(member.number.0).unwrap();
    given_account(db, number).await;
    change!(db, |tx| insert_member(tx, member)).unwrap();
}

pub(crate) fn paid(starts: &str, good_until: &str) -> Option<TermSpan> {
    Some(TermSpan { starts_on: on(starts), good_until_on: on(good_until) })
}

pub(crate) fn spell(number: u128, member: &Member, starts: &str) -> EmploymentSpell {
    EmploymentSpell {
        id: id(number).into(),
        member_id: member.id,
        organization_id: None,
        employer_name: "Town of Alder".into(),
        employer_kind: OrganizationKind::CityOrCounty,
        position_title: "Manager".into(),
        extent: Extent::FullTime,
        annual_salary: Some(Cents::new(12_345_678)),
        starts_on: on(starts),
        ends_on: None,
        created_at: at(0),
        updated_at: at(0),
        version: 1,
    }
}

pub(crate) fn application(number: u128, account: AccountId) -> Application {
    Application {
        id: id(number).into(),
        account_id: account,
        member_id: None,
        kind: ApplicationKind::Join,
        category: Category::Full,
        state: ApplicationState::AwaitingPayment,
        pricing: PricingFacts { annual_salary: Some(Cents::new(12_345_678)), ..Default::default() },
        submitted_at: at(seconds(number)),
        decided_at: None,
        submitted_by: account,
        version: 1,
        review: Vec::new(),
        accepted_at: None,
        chapter_id: None,
    }
}

pub(crate) async fn given_application(db: &Db, number: u128) -> Application {
    let account = given_account(db, number).await;
    let application = application(number, account);
    change!(db, |tx| insert_application(tx, &application)).unwrap();
    application
}

pub(crate) fn term(
    number: u128,
    member: &Member,
    application: &Application,
    starts: &str,
    ends: &str,
) -> MembershipTerm {
    MembershipTerm {
        id: id(number).into(),
        member_id: member.id,
        application_id: application.id,
        category: Category::Full,
        starts_on: on(starts),
        ends_on: on(ends),
        planned_ends_on: None,
        paid_until_on: Some(on(ends)),
        in_transition: true,
        created_at: at(0),
    }
}

/// An invoice of 120 dollars in two installments.
pub(crate) fn invoice(number: u128, application: &Application) -> InvoiceRecord {
    let line = |position, cents| InvoiceLine {
        position,
        code: "dues".into(),
        description: "Dues".into(),
        amount: Cents::new(cents),
        provisional: position == 2,
        rule_clause: "dues.full".into(),
        rate_table_version: "2022-10".into(),
    };
    let part = |position, due: &str| InvoiceInstallment {
        position,
        due_on: on(due),
        amount: Cents::new(6_000),
        paid: Cents::ZERO,
    };
    let invoice = Invoice {
        id: id(number).into(),
        number: InvoiceNumber { fiscal_year: 2025, sequence: seconds(number) },
        billed: application.id.into(),
        member_id: None,
        bill_to_organization_id: None,
        purchase_order_number: Some("PO 7".into()),
        status: InvoiceStatus::Open,
        total: Cents::new(12_000),
        paid: Cents::ZERO,
        credited: Cents::ZERO,
        written_off: Cents::ZERO,
        priced_on: on("2025-03-01"),
        rate_table_version: "2022-10".into(),
        due_on: on("2025-03-31"),
        lines: vec![line(1, 9_500), line(2, 2_500)],
        installments: vec![part(1, "2025-03-31"), part(2, "2025-09-30")],
        issued_at: at(seconds(number)),
        voided_at: None,
        void_reason: None,
        version: 1,
    };
    InvoiceRecord { account_id: application.account_id, invoice }
}

/// An invoice with application and account of the same number.
pub(crate) async fn given_invoice(db: &Db, number: u128) -> InvoiceRecord {
    let application = given_application(db, number).await;
    let record = invoice(number, &application);
    change!(db, |tx| insert_invoice(tx, &record)).unwrap();
    record
}

pub(crate) fn payment(number: u128, record: &InvoiceRecord, reference: &str) -> Payment {
    Payment {
        id: id(number).into(),
        payer: Payer::Account(record.account_id),
        method: PaymentMethod::Check,
        amount: Cents::new(6_000),
        received_on: on("2025-03-01"),
        external_reference: reference.into(),
        allocations: vec![PaymentAllocation { invoice_id: record.invoice.id, amount: Cents::new(6_000) }],
        unapplied: Cents::ZERO,
        reversal: None,
        recorded_by: record.account_id,
        recorded_at: at(seconds(number)),
        version: 1,
    }
}

/// An announced retirement.
pub(crate) fn life_application(number: u128, member: &Member) -> LifeApplication {
    LifeApplication {
        id: id(number).into(),
        account_id: member.account_id,
        member_id: member.id,
        state: LifeState::Requested,
        retired_on: on("2025-03-01"),
        verification: None,
        board_has_voted: false,
        last_on: on("2025-03-01"),
        paid_until_on: Some(on("2026-01-01")),
        charged_from_on: None,
        submitted_by: member.account_id,
        submitted_at: at(seconds(number)),
        updated_at: at(0),
        version: 1,
    }
}

/// Thirty years of service, assessed.
pub(crate) fn life_verification() -> LifeVerification {
    let spell = ServiceSpell {
        starts_on: on("1995-03-01"),
        ends_on: Some(on("2025-03-01")),
        category: Category::Full,
        employment: Employment::FullTimeLocalGovernment,
        office_eligible: true,
        dues_current: true,
        reference: Some("employment_spell:7".into()),
    };
    let facts = LifeFacts {
        born_on: on("1964-02-29"),
        retired_on: on("2025-03-01"),
        category_on_retirement: Category::Full,
        service_spells: vec![spell],
    };
    LifeVerification::of(facts, vec![GivenFact::BornOn], &Policies::embedded().unwrap().life_membership).unwrap()
}

/// The announcement, as it is kept.
pub(crate) fn life_step(member: &Member) -> LifeTransition {
    LifeTransition {
        action: LifeAction::Announce,
        from: None,
        to: LifeState::Requested,
        actor: Actor::Member,
        account_id: Some(member.account_id),
        on: on("2025-03-01"),
        holds_from: on("2025-03-01"),
        reasons: vec!["retires".into()],
        vote: None,
        ground: Clause::new("life.process.announce", "a page", "a retirement is announced"),
    }
}

/// What the member of a granted application is owed.
pub(crate) fn life_recognition(application: &LifeApplication) -> RecognitionRecord {
    RecognitionRecord {
        application_id: application.id,
        recognition: Recognition::begin(),
        begun_at: application.submitted_at,
        updated_at: at(0),
        version: 1,
    }
}
