//! Ten thousand members, and somebody of the staff to read them.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use tokio_postgres::NoTls;

use crate::load::exchange;

const SQL: &str = "
insert into accounts
select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'member' || n || '@bench.example',
       'member' || n || '@bench.example', 'Robin', 'M' || md5(n::text), 'none', 'active', false, 1700000000000000, 1700000000000000, 1
from generate_series(1, 10000) n;
insert into members
select ('01900001-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 100000 + n,
       ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'Robin', 'M' || md5(n::text), 'm' || md5(n::text),
       'member' || n || '@bench.example', case when n % 3 = 0 then 'affiliate_staff' else 'full' end, '1975-04-12',
       current_date - 700, current_date - 700, current_date + 300, 1700000000000000, 1700000000000000, 1
from generate_series(1, 10000) n;
analyze;";

/// Puts the members on record; answers the ids of some of them.
pub fn members(parameters: &str) -> Result<Vec<String>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(parameters, NoTls).await?;
        tokio::spawn(connection);
        client.batch_execute(SQL).await?;
        Ok((1..=1000).map(|n| format!("01900001-0000-7000-8000-{:012x}", n * 10)).collect())
    })
}

/// An access token of the demo's member of staff.
pub fn sign_in(address: SocketAddr) -> Result<String> {
    let body = r#"{"email":"staff@demo.guildhall.example","password":"springfield-town-hall-7"}"#;
    let request = format!(
        "POST /v1/accounts/sessions HTTP/1.1\r\nHost: bench\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer: serde_json::Value = serde_json::from_slice(&exchange(address, request.as_bytes())?)?;
    Ok(answer["tokens"]["access_token"].as_str().context("no token")?.to_owned())
}
