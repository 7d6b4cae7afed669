//! Requests of the leads' screens, many variants of each, and the time that they take beside their own statements.

use super::{
    crowd::Crowd,
    direct::{Catcher, Direct},
};
use crate::{
    report::{Figure, note, word},
    statistics::percentile_ms,
};
use anyhow::Context;
use reqwest::Url;
use sea_orm::Statement;
use serde_json::{Value, json};
use std::time::Instant;
use testkit::{Browser, Engine, TestDb};

const VARIANTS: usize = 40;
const ROUNDS: usize = 6;

pub struct Ask {
    pub name: &'static str,
    /// What a screen asks for at once, once for each variant.
    variants: Vec<Vec<String>>,
}

/// The 95th percentile of both, in milliseconds.
pub struct Answers {
    pub ours: f64,
    pub direct: f64,
}

fn path(path: &str, parameters: &[(&str, &str)]) -> anyhow::Result<String> {
    let url = Url::parse_with_params(&format!("http://cloop.example/api/v1/{path}"), parameters)?;
    Ok(url.as_str().trim_start_matches("http://cloop.example").to_owned())
}

impl Ask {
    pub async fn all(crowd: &Crowd, owner: &Browser) -> anyhow::Result<Vec<Self>> {
        let share = |number: usize| number as f64 / VARIANTS as f64;
        let filtered = |filter: Value, parameters: &[(&str, &str)]| {
            let filter = filter.to_string();
            let all: Vec<(&str, &str)> =
                parameters.iter().copied().chain([("filter", filter.as_str())]).collect();
            path("leads", &all)
        };
        let mut asks: [Self; 8] = [
            "list_first",
            "list_page_10000",
            "list_by_activity",
            "list_filtered",
            "list_by_company",
            "search",
            "lead_page",
            "board",
        ]
        .map(|name| Self { name, variants: Vec::new() });
        for number in 0..VARIANTS {
            let person = crowd.at(share(number));
            let deep = crowd.at(0.5 + share(number) / 100.0);
            let before = json!({"field": "created_at", "op": "before", "value": at(deep.id)?});
            let page = owner.get(&filtered(before, &[("limit", "1")])?).await.expect(200);
            let cursor = page.get("next_cursor").and_then(Value::as_str).context("a cursor")?.to_owned();
            let tag = crowd.tags().get(number % crowd.tags().len()).context("a tag")?;
            let stage = crowd.stages().get(number % crowd.stages().len()).context("a stage")?;
            let status = ["working", "nurturing", "qualified"].get(number % 3).context("a status")?;
            let chosen = json!({"all": [
                {"field": "status", "op": "any_of", "value": [status]},
                {"field": "tag", "op": "any_of", "value": [tag]},
                {"field": "owner", "op": "any_of", "value": ["me"]},
            ]});
            let company: String = person.company.chars().take(4).collect();
            let company = json!({"field": "company", "op": "starts_with", "value": company});
            let typed = match number % 4 {
                0 => person.first.chars().take(3).collect(),
                1 => format!("{} {}", person.first, person.last.chars().take(2).collect::<String>()),
                2 => person.email.chars().take(12).collect(),
                _ => person.company.clone(),
            };
            let column = json!({"field": "stage", "op": "any_of", "value": [stage]});
            let lead = format!("leads/{}", person.id);
            let variants = [
                vec![path("leads", &[("limit", "50")])?],
                vec![path("leads", &[("limit", "50"), ("cursor", &cursor)])?],
                vec![path("leads", &[("limit", "50"), ("sort", "-last_activity_at")])?],
                vec![filtered(chosen, &[("limit", "50")])?],
                vec![filtered(company, &[("limit", "50"), ("sort", "company")])?],
                vec![path("leads/search", &[("q", &typed)])?],
                vec![path(&lead, &[])?, path(&format!("{lead}/activities"), &[])?],
                vec![
                    path(&format!("pipelines/{}/totals", crowd.pipeline()), &[])?,
                    filtered(column, &[("limit", "30")])?,
                ],
            ];
            for (ask, variant) in asks.iter_mut().zip(variants) {
                ask.variants.push(variant);
            }
        }
        Ok(asks.into())
    }

    pub async fn measure(&self, db: &TestDb, owner: &Browser) -> anyhow::Result<Answers> {
        let catcher = Catcher::new(db).await?;
        let mut statements: Vec<Vec<Statement>> = Vec::new();
        for variant in &self.variants {
            statements.push(catcher.statements(variant).await);
        }
        drop(catcher);
        let direct = Direct::connect(&db.url).await?;
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for round in 0..=ROUNDS {
            // In turns, so that neither finds what the other one has warmed.
            for (variant, statements) in self.variants.iter().zip(&statements) {
                let begun = Instant::now();
                for path in variant {
                    let answer = owner.get(path).await;
                    anyhow::ensure!(answer.status == 200, "{path}: {}", answer.text());
                }
                let took = begun.elapsed();
                let plain = direct.time(statements).await?;
                if round > 0 {
                    ours.push(took);
                    theirs.push(plain);
                }
            }
        }
        let (p50, plain) = (percentile_ms(&mut ours, 0.5), percentile_ms(&mut theirs, 0.5));
        let count = statements.iter().map(Vec::len).sum::<usize>() / statements.len();
        note(&format!("{}: {count} statements; p50 {p50:.2} ms, {plain:.2} ms directly", self.name));
        Ok(Answers { ours: percentile_ms(&mut ours, 0.95), direct: percentile_ms(&mut theirs, 0.95) })
    }

    pub fn report(&self, engine: Engine, size: usize, ours: f64, direct: f64) -> anyhow::Result<()> {
        let name = format!("{}_{}_{size}", self.name, word(engine));
        Figure::new(&name, ours, direct, "ms p95 over the p95 of its statements").write()
    }

    pub fn report_growth(&self, engine: Engine, size: usize, ours: f64, small: f64) -> anyhow::Result<()> {
        let name = format!("{}_growth_{}_{size}", self.name, word(engine));
        Figure::new(&name, ours, small, "ms p95 over that of 10,000 leads").write()
    }
}

/// When an id was made, as a filter takes it.
pub fn at(id: sea_orm::prelude::Uuid) -> anyhow::Result<String> {
    let (seconds, nanos) = id.get_timestamp().context("a time")?.to_unix();
    let at =
        sea_orm::prelude::DateTimeUtc::from_timestamp(i64::try_from(seconds)?, nanos).context("a time")?;
    Ok(at.to_rfc3339())
}
