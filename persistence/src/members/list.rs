//! The list of members.

use chrono::{Days, NaiveDate};
use guildhall_domain::Category;
use guildhall_domain::members::{Member, Standing};
use guildhall_domain::visible_text::folded;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, DbBackend, QuerySelect, QueryTrait, Statement};

use super::member::{Column, Entity, member_of};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, cut, starting_with};
use crate::{Read, StoreError};

/// As in the index that answers the order by the end of what is paid for.
const GOOD_UNTIL_OR_NEVER: &str = "coalesce(members.good_until_on, '9999-12-31')";
const NEVER: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day of the calendar");

/// Orders of the list of members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberSort {
    /// By number.
    Number,
    /// By family name, case ignored.
    FamilyName,
    /// Sorted by the end of the membership, earliest first; people without one come last.
    GoodUntil,
}

/// Which members are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberFilter {
    /// In a category.
    pub category: Option<Category>,
    /// Filter by standing on a date.
    pub standing: Option<StandingOn>,
    /// Filter by the beginning of the family name, ignoring case.
    pub family_name_prefix: Option<String>,
    /// Whether staff have looked at a membership that has begun.
    pub confirmed: Option<bool>,
}

/// A standing on a date, with the days of grace in force on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandingOn {
    /// The standing.
    pub standing: Standing,
    /// The date.
    pub on: NaiveDate,
    /// How long benefits stay after payment ended.
    pub grace_days: u32,
}

/// A page of members.
pub async fn list_members(
    db: &dyn Read,
    filter: &MemberFilter,
    page: PageRequest<MemberSort>,
) -> Result<Slice<Member>, StoreError> {
    let select = Entity::find()
        .apply_if(filter.category, |select, category| select.filter(is(category)))
        .apply_if(filter.standing, |select, standing| select.filter(has(standing)))
        .apply_if(filter.confirmed, |select, confirmed| match confirmed {
            true => select.filter(Column::ConfirmedOn.is_not_null()),
            false => select.filter(Column::ConfirmedOn.is_null()).filter(Column::TermStartsOn.is_not_null()),
        })
        .apply_if(filter.family_name_prefix.as_deref(), |select, prefix| {
            select.filter(starting_with(Column::FamilyNameKey, &folded(prefix)))
        });
    let order = match page.sort {
        MemberSort::Number => KeysetOrder::unique(Column::Number),
        MemberSort::FamilyName => KeysetOrder::ascending(Column::FamilyNameKey, Column::Id),
        MemberSort::GoodUntil => KeysetOrder::ascending(good_until(), Column::Id).computed(),
    };
    let select = order.from(select, page.after);
    let rows = db.query_all_raw(limited(select, filter, page.limit, db.get_database_backend())).await?;
    let members = rows.iter().map(member_of).collect::<Result<_, _>>()?;
    cut(members, page.limit, |member| Ok(position(page.sort, member)))
}

/// The statement of one page and one row more.
///
/// PostgreSQL plans a statement once only when its text tells how many rows are
/// wanted, which halves the cost of a page. Where a plan must fit the value
/// asked for (few members are in grace, many are not), the limit is a parameter:
/// it then plans each time.
fn limited(select: Select<Entity>, filter: &MemberFilter, limit: u16, backend: DbBackend) -> Statement {
    let rows = u64::from(limit) + 1;
    if filter.standing.is_some() || filter.family_name_prefix.is_some() {
        return select.limit(rows).build(backend);
    }
    let mut statement = select.build(backend);
    statement.sql.push_str(&format!(" LIMIT {rows}"));
    statement
}

/// The category as a constant of the text: its plan fits it without planning again.
fn is(category: Category) -> Expr {
    Expr::col((Entity, Column::Category)).eq(Expr::Constant(category.as_str().into()))
}

/// The standing as bounds on the paid span; mirrors the domain's `standing_on`.
/// Only grace, which is rare, is worth finding by its index first.
fn has(StandingOn { standing, on, grace_days }: StandingOn) -> Condition {
    let grace_began = on.checked_sub_days(Days::new(grace_days.into())).unwrap_or(NaiveDate::MIN);
    let begun = Condition::all().add(Column::TermStartsOn.lte(on));
    match standing {
        Standing::Pending => Condition::any().add(Column::TermStartsOn.is_null()).add(Column::TermStartsOn.gt(on)),
        Standing::Active => begun.add(Column::GoodUntilOn.gt(on)),
        Standing::Grace => begun.add(good_until().lte(on)).add(good_until().gt(grace_began)),
        Standing::Lapsed => begun.add(Column::GoodUntilOn.lte(grace_began)),
    }
}

fn good_until() -> Expr {
    Expr::cust(GOOD_UNTIL_OR_NEVER)
}

fn position(sort: MemberSort, member: &Member) -> Position {
    let key = match sort {
        MemberSort::Number => PositionKey::Integer(member.number.0),
        MemberSort::FamilyName => PositionKey::Text(member.name.family_key()),
        MemberSort::GoodUntil => PositionKey::Date(member.span.map_or(NEVER, |span| span.good_until_on)),
    };
    Position { key, id: member.id.uuid() }
}
