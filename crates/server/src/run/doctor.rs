//! Checks what can be checked from here, says so line by line, and prints what is stored about people.

use super::block_on;
use crate::{config::WorkerArgs, wiring};
use persistence::{Db, PRIVACY, deliveries, jobs, schema};
use std::{
    io::{self, Write},
    process::ExitCode,
};

pub(crate) fn doctor(args: &WorkerArgs) -> anyhow::Result<ExitCode> {
    block_on(async {
        let mut report = Report { is_well: true };
        report.check("secret key", args.security.secret_key().map(|_| "set".to_owned()))?;
        report.check("public URL", args.public_url().map(String::from))?;
        let zoom =
            wiring::zoom(args).map(|zoom| if zoom.is_some() { "configured" } else { "not configured" });
        report.check("Zoom app", zoom.map(str::to_owned))?;
        match Db::connect(&args.database.options()?).await {
            Ok(db) => report.database(&db).await?,
            Err(error) => report.check("database", Err(error))?,
        }
        data_map()?;
        Ok(if report.is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    })
}

struct Report {
    is_well: bool,
}

impl Report {
    fn check(&mut self, name: &str, result: anyhow::Result<String>) -> anyhow::Result<()> {
        let (mark, text) = match result {
            Ok(text) => ("ok  ", text),
            Err(error) => {
                self.is_well = false;
                ("FAIL", format!("{error:#}"))
            }
        };
        Ok(writeln!(io::stdout(), "{mark}  {name}: {text}")?)
    }

    async fn database(&mut self, db: &Db) -> anyhow::Result<()> {
        self.check("database", Ok(format!("{:?}", db.engine())))?;
        let state = schema::state(db).await?;
        self.check("schema", none("pending", &state.pending).and(none("unknown", &state.unknown)))?;
        if !state.pending.is_empty() {
            return Ok(());
        }
        self.check("privacy declarations", none("undeclared", &schema::undeclared(db).await?))?;
        let (waiting, dead) = jobs::counts(&db.read_system()).await?;
        let jobs = format!("{waiting} waiting, {dead} dead");
        self.check("jobs", if dead == 0 { Ok(jobs) } else { Err(anyhow::anyhow!(jobs)) })?;
        let unrouted = deliveries::unrouted_count(&db.read_system()).await?;
        self.check("signed deliveries that named no account", Ok(unrouted.to_string()))
    }
}

fn none(what: &str, list: &[String]) -> anyhow::Result<String> {
    if list.is_empty() { Ok("complete".to_owned()) } else { anyhow::bail!("{what}: {}", list.join(", ")) }
}

fn data_map() -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "\nWhat is stored: table.column, subject, category, purposes, retention, erasure, export, origin"
    )?;
    for table in PRIVACY {
        for column in table.columns {
            let purposes: Vec<&str> = column.purposes.iter().map(|purpose| purpose.as_str()).collect();
            writeln!(
                out,
                "{}.{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                table.table,
                column.column,
                column.subject,
                column.category,
                purposes.join(","),
                column.retention,
                column.erase,
                column.export,
                column.origin
            )?;
        }
    }
    Ok(())
}
