//! The personas who are or were members, and the membership behind each.

mod histories;
pub mod stage;

use chrono::NaiveDate;
use futures_util::future::BoxFuture;
use guildhall_domain::accounts::Account;
use guildhall_domain::members::Category;
use guildhall_persistence::Tx;

use crate::app::App;
use crate::http::problem::Problem;
use crate::sandbox::people::{Group, Ids, Persona};
use histories::{History, Job, Last};

/// A persona with a membership.
struct Belonging {
    persona: Persona,
    history: History,
}

const fn person(role: &'static str, about: &'static str, names: (&'static str, &'static str)) -> Persona {
    Persona::new(Group::Members, role, about, names)
}

const fn manager(town: usize, title: &'static str, salary_dollars: i64) -> Option<Job> {
    Some(Job { town, title, salary_dollars })
}

const fn history(category: Category, years: u32, last: Last, job: Option<Job>) -> History {
    History { category, years, last, job, born_on: NaiveDate::from_ymd_opt(1978, 5, 17) }
}

/// Everybody, in the order in which they are put on record.
static MEMBERS: [Belonging; 7] = [
    Belonging {
        persona: person("member", "Full member in good standing", ("Maya", "Okafor")),
        history: history(Category::Full, 6, Last::GoodForDays(240), manager(0, "Assistant City Manager", 118_000)),
    },
    Belonging {
        persona: person("member2", "another Full member in good standing", ("Daniel", "Lindqvist")),
        history: history(Category::Full, 3, Last::GoodForDays(150), manager(1, "Town Manager", 84_500)),
    },
    Belonging {
        persona: person("affiliate", "Affiliate member, department head", ("Priya", "Raman")),
        history: history(
            Category::AffiliateDepartmentHead,
            2,
            Last::GoodForDays(75),
            manager(2, "Director of Parks and Recreation", 97_250),
        ),
    },
    Belonging {
        persona: person("student", "student member", ("Jonas", "Feld")),
        history: history(Category::AcademicStudent, 1, Last::GoodForDays(200), None),
    },
    Belonging {
        persona: person("life", "Life member", ("Eleanor", "Whitcombe")),
        history: history(Category::Life, 26, Last::ForLife, None),
    },
    Belonging {
        persona: person("lapsed", "Full membership lapsed five months ago", ("Marcus", "Delacroix")),
        history: history(Category::Full, 4, Last::EndedDaysAgo(150), manager(3, "County Administrator", 131_400)),
    },
    Belonging {
        persona: person("grace", "Full membership ended three weeks ago, in grace", ("Hannah", "Sorensen")),
        history: history(Category::Full, 2, Last::EndedDaysAgo(21), manager(4, "Village Manager", 92_700)),
    },
];

/// The personas alone.
pub(super) fn personas() -> Vec<&'static Persona> {
    MEMBERS.iter().map(|member| &member.persona).collect()
}

/// Puts the membership of a persona on record.
pub(super) fn seed<'a>(
    app: &'a App,
    tx: &'a Tx,
    persona: &'a Persona,
    account: &'a Account,
) -> BoxFuture<'a, Result<Ids, Problem>> {
    Box::pin(async move {
        let belonging = MEMBERS.iter().find(|member| member.persona.role == persona.role);
        let Some(belonging) = belonging else { return Ok(Ids::new()) };
        let member = histories::seed(app, tx, account, &belonging.history).await?;
        Ok(vec![("member", member.uuid())])
    })
}
