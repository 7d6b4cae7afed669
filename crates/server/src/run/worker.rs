//! The worker, alone or beside the server, on a thread of its own.

use super::{block_on, stop};
use crate::{config::WorkerArgs, wiring};
use anyhow::{Context, bail};
use app::{App, background, jobs::Worker};
use std::{process::ExitCode, thread::JoinHandle, time::Duration};
use tokio::{sync::watch, time::timeout};

/// A job ends within its lease or not at all.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) fn worker(args: &WorkerArgs) -> anyhow::Result<ExitCode> {
    block_on(async {
        let (app, db) = wiring::app(args, false).await?;
        let worker = Background::start(&app)?;
        log::info!("working");
        stop::asked().await?;
        worker.stop().await?;
        drop(app);
        db.close().await?;
        Ok(ExitCode::SUCCESS)
    })
}

pub(super) struct Background {
    stop: watch::Sender<bool>,
    thread: JoinHandle<()>,
}

impl Background {
    pub(super) fn start(app: &App) -> anyhow::Result<Self> {
        let (stop, stopped) = watch::channel(false);
        let app = app.clone();
        let thread = background::spawn("worker", move || Worker::new(app, stopped).run())?;
        Ok(Self { stop, thread })
    }

    /// Waits until what runs has finished and what was held has been given back.
    pub(super) async fn stop(self) -> anyhow::Result<()> {
        self.stop.send_replace(true);
        let join = tokio::task::spawn_blocking(|| self.thread.join());
        match timeout(PATIENCE, join).await {
            Ok(joined) => joined?.ok().context("the worker's thread panicked"),
            // What it holds comes back when its lease ends.
            Err(_) => bail!("the worker did not stop in time"),
        }
    }
}
