//! Pages of a list, by keyset: the next page begins after the last row shown.
//!
//! Invariants: the order is total (the id breaks ties); a page reads `limit + 1`
//! rows and never counts; the position is compared as a row, `(key, id) > (?, ?)`,
//! which an index on `(key, id)` answers at any depth on both engines.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Order, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, IntoSimpleExpr, QueryFilter, QueryOrder, QuerySelect, Select, Value};
use uuid::Uuid;

use crate::columns::micros;
use crate::{Read, StoreError};

/// Which page of a list is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest<Sort> {
    /// How many items at most.
    pub limit: u16,
    /// The order, one of those the list offers.
    pub sort: Sort,
    /// Where the page before it ended; `None` for the first.
    pub after: Option<Position>,
}

impl<Sort> PageRequest<Sort> {
    /// The first page.
    pub fn first(limit: u16, sort: Sort) -> Self {
        Self { limit, sort, after: None }
    }
}

/// A place in a list: the sort key and id of the last item shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The value the list is sorted by.
    pub key: PositionKey,
    /// The item's id, which breaks ties.
    pub id: Uuid,
}

/// A value lists are sorted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PositionKey {
    /// Text in byte order.
    Text(String),
    /// A number.
    Integer(i64),
    /// A civil date.
    Date(NaiveDate),
    /// An instant.
    Instant(DateTime<Utc>),
}

/// One page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Position>,
}

impl<T> Slice<T> {
    /// The same page with every item changed.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Slice<U> {
        Slice { items: self.items.into_iter().map(change).collect(), next: self.next }
    }

    /// The same page with every item changed, unless one cannot be.
    ///
    /// # Errors
    /// The first failure.
    pub fn try_map<U, E>(self, change: impl FnMut(T) -> Result<U, E>) -> Result<Slice<U>, E> {
        let items = self.items.into_iter().map(change).collect::<Result<_, _>>()?;
        Ok(Slice { items, next: self.next })
    }
}

/// How a list is sorted: one key, then the id, both in one direction.
pub(crate) struct KeysetOrder {
    key: Expr,
    id: Option<Expr>,
    direction: Order,
    computed: bool,
}

impl KeysetOrder {
    pub(crate) fn ascending(key: impl IntoSimpleExpr, id: impl IntoSimpleExpr) -> Self {
        Self { key: key.into_simple_expr(), id: Some(id.into_simple_expr()), direction: Order::Asc, computed: false }
    }

    pub(crate) fn descending(key: impl IntoSimpleExpr, id: impl IntoSimpleExpr) -> Self {
        Self { direction: Order::Desc, ..Self::ascending(key, id) }
    }

    /// For a key that no two rows share.
    pub(crate) fn unique(key: impl IntoSimpleExpr) -> Self {
        Self { key: key.into_simple_expr(), id: None, direction: Order::Asc, computed: false }
    }

    /// For a key that is an expression rather than a column.
    pub(crate) fn computed(self) -> Self {
        Self { computed: true, ..self }
    }

    /// Narrows `select` to the rows of one page and one more.
    fn page<E: EntityTrait>(self, select: Select<E>, limit: u16, after: Option<Position>) -> Select<E> {
        self.from(select, after).limit(u64::from(limit) + 1)
    }

    /// Sorts `select` and begins it after a position.
    pub(crate) fn from<E: EntityTrait>(self, select: Select<E>, after: Option<Position>) -> Select<E> {
        let select = match after {
            None => select,
            Some(position) => select.filter(self.beyond(position)),
        };
        let select = select.order_by(self.key, self.direction.clone());
        match self.id {
            None => select,
            Some(id) => select.order_by(id, self.direction),
        }
    }

    fn beyond(&self, position: Position) -> Expr {
        let key = Value::from(position.key);
        let Some(id) = self.id.clone() else { return self.compare(self.key.clone(), Expr::val(key)) };
        let row = Expr::tuple([self.key.clone(), id]);
        let last = Expr::tuple([Expr::val(key.clone()), Expr::val(position.id)]);
        let beyond = self.compare(row, last);
        if !self.computed {
            return beyond;
        }
        // SQLite finds its place in an index on an expression by a plain comparison only.
        match self.direction {
            Order::Asc => self.key.clone().gte(key).and(beyond),
            _ => self.key.clone().lte(key).and(beyond),
        }
    }

    fn compare(&self, row: Expr, last: Expr) -> Expr {
        match self.direction {
            Order::Asc => row.gt(last),
            _ => row.lt(last),
        }
    }
}

/// Reads one page and turns its rows into records.
pub(crate) async fn read_page<E, S, T>(
    db: &dyn Read,
    select: Select<E>,
    order: KeysetOrder,
    page: PageRequest<S>,
    position: impl Fn(&E::Model) -> Result<Position, StoreError>,
) -> Result<Slice<T>, StoreError>
where
    E: EntityTrait,
    T: TryFrom<E::Model, Error = StoreError>,
{
    read_rows(db, select, order, page, position).await?.try_map(T::try_from)
}

/// Reads the rows of one page.
pub(crate) async fn read_rows<E: EntityTrait, S>(
    db: &dyn Read,
    select: Select<E>,
    order: KeysetOrder,
    page: PageRequest<S>,
    position: impl Fn(&E::Model) -> Result<Position, StoreError>,
) -> Result<Slice<E::Model>, StoreError> {
    let rows = order.page(select, page.limit, page.after).all(&db).await?;
    cut(rows, page.limit, position)
}

/// Cuts the row too many off and says where the page ends.
pub(crate) fn cut<M>(
    mut rows: Vec<M>,
    limit: u16,
    position: impl Fn(&M) -> Result<Position, StoreError>,
) -> Result<Slice<M>, StoreError> {
    let limit = usize::from(limit);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = if more { rows.last().map(position).transpose()? } else { None };
    Ok(Slice { items: rows, next })
}

impl From<PositionKey> for Value {
    fn from(key: PositionKey) -> Value {
        match key {
            PositionKey::Text(text) => text.into(),
            PositionKey::Integer(number) => number.into(),
            PositionKey::Date(date) => date.into(),
            PositionKey::Instant(instant) => micros(instant).into(),
        }
    }
}

/// The rows whose text begins with `prefix`, as a range the column's index answers.
pub(crate) fn starting_with(column: impl ColumnTrait, prefix: &str) -> SimpleExpr {
    let beyond = format!("{prefix}\u{10FFFF}");
    column.gte(prefix).and(column.lt(beyond))
}
