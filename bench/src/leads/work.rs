//! Making leads and changing many of them, beside the plainest SQL that does as much.

use crate::{
    program::Place,
    raw,
    report::{Figure, note, word},
    sender::Sender,
};
use anyhow::{Context, ensure};
use sea_orm::{
    ConnectionTrait, Database,
    prelude::{DateTimeUtc, Uuid},
    sea_query::{Expr, ExprTrait, Query},
};
use serde_json::{Value, json};
use std::{
    cell::Cell,
    rc::Rc,
    time::{Duration, Instant},
};
use testkit::{Browser, Engine, TestDb};
use tokio::{task::LocalSet, time::sleep};

const CONNECTIONS: usize = 32;
const LONG: Duration = Duration::from_secs(8);
const RAW: Duration = Duration::from_secs(4);
const AT_ONCE: usize = 1_000;

/// Leads that 32 people enter, against single commits of rows that are about as long.
pub async fn create(engine: Engine, db: &TestDb, place: &Place, owner: &Browser) -> anyhow::Result<()> {
    raw::settled(db).await?;
    let before = raw::inserts_per_second(db, 600, RAW).await?;
    raw::settled(db).await?;
    let (made, refused) = (Rc::new(Cell::new(0_u32)), Rc::new(Cell::new(0_u32)));
    let next = Rc::new(Cell::new(0_u32));
    let begun = Instant::now();
    let local = LocalSet::new();
    for _ in 0..CONNECTIONS {
        let mut sender = Sender::connect(place.address).await?;
        let (made, refused, next) = (Rc::clone(&made), Rc::clone(&refused), Rc::clone(&next));
        let (address, cookie) = (place.address, owner.cookie.clone().context("a cookie")?);
        let csrf = owner.csrf.clone().context("a token")?;
        local.spawn_local(async move {
            while begun.elapsed() < LONG {
                let number = next.replace(next.get() + 1);
                let lead =
                    json!({"first_name": "Cy", "last_name": format!("Nova{number}"), "company": "Load Ltd",
                    "emails": [format!("cy.nova.{number}@load.example")]})
                    .to_string();
                let request = format!(
                    "POST /api/v1/leads HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
                     cookie: __Host-session={cookie}\r\nx-csrf: {csrf}\r\nsec-fetch-site: same-origin\r\n\
                     content-length: {}\r\n\r\n{lead}",
                    lead.len()
                );
                let counter = match sender.send(request.as_bytes()).await {
                    Ok(201) => &made,
                    _ => &refused,
                };
                counter.set(counter.get() + 1);
            }
        });
    }
    local.await;
    let rate = f64::from(made.get()) / begun.elapsed().as_secs_f64();
    ensure!(made.get() > 0, "no lead was made");
    raw::settled(db).await?;
    let after = raw::inserts_per_second(db, 600, RAW).await?;
    let name = format!("create_{}", word(engine));
    Figure::new(&name, rate, (before + after) / 2.0, "leads/s over raw commits/s").write()?;
    note(&format!(
        "{} made, {} refused; raw {before:.0} before, {after:.0} after",
        made.get(),
        refused.get()
    ));
    Ok(())
}

/// A change of a hundred thousand leads, against plain updates of a thousand rows each.
pub async fn bulk(engine: Engine, db: &TestDb, owner: &Browser, workspace: Uuid) -> anyhow::Result<()> {
    let connection = Database::connect(&db.url).await?;
    let mut ids = Query::select();
    ids.column("id").from("leads").and_where(Expr::col("workspace_id").eq(workspace));
    ids.order_by("id", sea_orm::Order::Asc).limit(100_000);
    let ids: Vec<Uuid> = connection
        .query_all(&ids)
        .await?
        .iter()
        .map(|row| row.try_get("", "id"))
        .collect::<Result<_, _>>()?;
    let last = *ids.last().context("leads")?;
    let plain = async |status: &str| -> anyhow::Result<Duration> {
        let begun = Instant::now();
        for ids in ids.chunks(AT_ONCE) {
            let now = DateTimeUtc::from_timestamp(1_800_000_000, 0).context("a time")?;
            let mut update = Query::update();
            update
                .table("leads")
                .value("status", status)
                .value("updated_at", now)
                .value("last_activity_at", now);
            update
                .value("version", Expr::col("version").add(1))
                .and_where(Expr::col("id").is_in(ids.iter().copied()));
            connection.execute(&update).await?;
        }
        Ok(begun.elapsed())
    };
    let before = plain("unqualified").await?;
    let up_to = json!({"all": [{"field": "created_at", "op": "before", "value": super::ask::at(last)?}]});
    let body = json!({"selection": {"filter": up_to}, "action": {"kind": "edit", "change": {"status": "converted"}}});
    let begun = Instant::now();
    let mut bulk = owner.post("/api/v1/bulk", &body).await.expect(202);
    let path = format!("/api/v1/bulk/{}", bulk.get("id").and_then(Value::as_str).context("an id")?);
    while bulk.get("state").and_then(Value::as_str) == Some("running") {
        sleep(Duration::from_millis(50)).await;
        bulk = owner.get(&path).await.expect(200);
    }
    let took = begun.elapsed();
    let changed = bulk.get("changed").and_then(Value::as_i64).unwrap_or_default();
    ensure!(changed > 0, "nothing changed: {bulk}");
    let after = plain("archived").await?;
    let plain = (before + after).as_secs_f64() / 2.0 * changed as f64 / ids.len() as f64;
    let name = format!("bulk_{}", word(engine));
    Figure::new(&name, took.as_secs_f64(), plain, "s over plain updates of 1,000 rows").write()?;
    note(&format!("{changed} leads changed"));
    Ok(())
}
