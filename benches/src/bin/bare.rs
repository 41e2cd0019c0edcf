//! The yardstick: actix-web and tokio-postgres with nothing around them. No
//! tokens, quotas, schemas, tags, cursors or problem documents; the system's
//! allocator; a pool that does not ping.
#![forbid(unsafe_code)]

use std::str::FromStr;

use actix_web::web::{self, Data, Json, Path};
use actix_web::{App, HttpResponse, HttpServer};
use chrono::{DateTime, NaiveDate, Utc};
use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod};
use serde::{Deserialize, Serialize};
use tokio_postgres::{Config, NoTls, Row};
use uuid::Uuid;

const COLUMNS: &str = "id, number, account_id, given_name, family_name, email, category, born_on, joined_on, term_starts_on, good_until_on, created_at, updated_at, version";

/// A quote as long as Guildhall's.
const QUOTE: &str = include_str!("../quote.json");

#[derive(Serialize)]
struct Member<'a> {
    id: Uuid,
    number: i64,
    account_id: Uuid,
    given_name: &'a str,
    family_name: &'a str,
    email: &'a str,
    category: &'a str,
    category_label: &'static str,
    standing: &'static str,
    born_on: Option<NaiveDate>,
    joined_on: Option<NaiveDate>,
    term_starts_on: Option<NaiveDate>,
    good_until_on: Option<NaiveDate>,
    created_at: Option<DateTime<Utc>>,
    updated_at: Option<DateTime<Utc>>,
}

#[derive(Serialize)]
struct Summary<'a> {
    id: Uuid,
    number: i64,
    given_name: &'a str,
    family_name: &'a str,
    email: &'a str,
    category: &'a str,
    standing: &'static str,
    joined_on: Option<NaiveDate>,
    good_until_on: Option<NaiveDate>,
}

#[derive(Serialize)]
struct Page<'a> {
    data: Vec<Summary<'a>>,
    has_more: bool,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "read, and that is all")]
struct Question {
    category: String,
    annual_salary_cents: i64,
    population: i64,
    general_fund_budget_cents: i64,
}

fn standing(good_until_on: Option<NaiveDate>, today: NaiveDate) -> &'static str {
    if good_until_on.is_some_and(|until| until > today) { "active" } else { "lapsed" }
}

fn member(row: &Row) -> Member<'_> {
    Member {
        id: row.get(0),
        number: row.get(1),
        account_id: row.get(2),
        given_name: row.get(3),
        family_name: row.get(4),
        email: row.get(5),
        category: row.get(6),
        category_label: "Full (Voting)",
        standing: standing(row.get(10), Utc::now().date_naive()),
        born_on: row.get(7),
        joined_on: row.get(8),
        term_starts_on: row.get(9),
        good_until_on: row.get(10),
        created_at: DateTime::from_timestamp_micros(row.get(11)),
        updated_at: DateTime::from_timestamp_micros(row.get(12)),
    }
}

fn summary(row: &Row, today: NaiveDate) -> Summary<'_> {
    Summary {
        id: row.get(0),
        number: row.get(1),
        given_name: row.get(3),
        family_name: row.get(4),
        email: row.get(5),
        category: row.get(6),
        standing: standing(row.get(10), today),
        joined_on: row.get(8),
        good_until_on: row.get(10),
    }
}

async fn rows(pool: &Pool, sql: &str, id: Option<Uuid>) -> Option<Vec<Row>> {
    let client = pool.get().await.ok()?;
    let statement = client.prepare_cached(sql).await.ok()?;
    match id {
        Some(id) => client.query(&statement, &[&id]).await.ok(),
        None => client.query(&statement, &[]).await.ok(),
    }
}

async fn read(pool: Data<Pool>, id: Path<Uuid>) -> HttpResponse {
    let sql = read_sql();
    match rows(&pool, sql, Some(*id)).await.as_deref() {
        Some([row]) => HttpResponse::Ok().json(member(row)),
        Some(_) => HttpResponse::NotFound().finish(),
        None => HttpResponse::ServiceUnavailable().finish(),
    }
}

async fn list(pool: Data<Pool>) -> HttpResponse {
    let Some(rows) = rows(&pool, list_sql(), None).await else {
        return HttpResponse::ServiceUnavailable().finish();
    };
    let today = Utc::now().date_naive();
    let data = rows.iter().take(50).map(|row| summary(row, today)).collect();
    HttpResponse::Ok().json(Page { data, has_more: rows.len() > 50 })
}

async fn quote(_: Json<Question>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(QUOTE)
}

fn read_sql() -> &'static str {
    static SQL: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    SQL.get_or_init(|| format!("select {COLUMNS} from members where id = $1"))
}

fn list_sql() -> &'static str {
    static SQL: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    SQL.get_or_init(|| {
        format!("select {COLUMNS} from members where category = 'full' order by family_name_key, id limit 51")
    })
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let parameters = std::env::var("DATABASE").map_err(std::io::Error::other)?;
    let config = Config::from_str(&parameters).map_err(std::io::Error::other)?;
    let manager = Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
    let pool = Data::new(Pool::builder(manager).max_size(8).build().map_err(std::io::Error::other)?);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(pool.clone())
            .route("/members/{id}", web::get().to(read))
            .route("/members", web::get().to(list))
            .route("/quotes", web::post().to(quote))
            .route("/health/ready", web::get().to(HttpResponse::Ok))
    })
    .bind("127.0.0.1:0")?;
    for address in server.addrs() {
        println!("bare handlers on http://{address}");
    }
    server.run().await
}
