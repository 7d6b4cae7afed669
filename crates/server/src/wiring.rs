//! From settings to a running application.

use crate::config::{DatabaseArgs, WorkerArgs};
use anyhow::bail;
use app::{App, Keys, Options};
use domain::{
    clock::SystemClock,
    entropy::SystemEntropy,
    ports::{Mailer, ZoomGateway},
};
use integrations::{Egress, mail::SmtpMailer, zoom::ZoomApp};
use persistence::{Db, Engine, schema};
use secrecy::ExposeSecret;
use std::sync::Arc;

/// A connected database whose schema is the one this build knows.
pub(crate) async fn database(args: &DatabaseArgs, may_migrate: bool) -> anyhow::Result<Db> {
    let db = Db::connect(&args.options()?).await?;
    let state = schema::state(&db).await?;
    if !state.unknown.is_empty() {
        bail!("the database was migrated by a newer Cloop ({}); run that one", state.unknown.join(", "));
    }
    if !state.pending.is_empty() {
        if !may_migrate && db.engine() != Engine::Sqlite {
            bail!("the database lacks {} migration(s); run `cloop migrate`", state.pending.len());
        }
        schema::migrate(&db).await?;
        let steps = state.pending.len();
        log::info!(steps = steps; "migrated the database");
    }
    let undeclared = schema::undeclared(&db).await?;
    if !undeclared.is_empty() {
        bail!("the database has columns without a privacy declaration: {}", undeclared.join(", "));
    }
    Ok(db)
}

pub(crate) fn zoom(args: &WorkerArgs) -> anyhow::Result<Option<Arc<dyn ZoomGateway>>> {
    let Some(config) = args.zoom.config()? else { return Ok(None) };
    Ok(Some(Arc::new(ZoomApp::new(config, Egress::new()?)?)))
}

fn mailer(args: &WorkerArgs) -> anyhow::Result<Option<Arc<dyn Mailer>>> {
    let Some(config) = args.mail.config()? else { return Ok(None) };
    Ok(Some(Arc::new(SmtpMailer::new(&config)?)))
}

/// Everything is checked before the database is touched.
pub(crate) async fn app(args: &WorkerArgs, may_migrate: bool) -> anyhow::Result<(App, Db)> {
    let keys = Keys::derive(args.security.secret_key()?.expose_secret().as_bytes());
    let (hashing_cost, public_url, zoom) = (args.security.hashing_cost()?, args.public_url()?, zoom(args)?);
    let mailer = mailer(args)?;
    let db = database(&args.database, may_migrate).await?;
    let app = App::new(Options {
        db: db.clone(),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
        keys,
        hashing_cost,
        public_url,
        zoom,
        mailer,
    })?;
    Ok((app, db))
}
