//! API, pages and worker in one process.

use super::{block_on, stop, worker::Background};
use crate::{config::ServeArgs, tls, wiring};
use actix_web::{HttpServer, dev::Server};
use anyhow::{Context, bail};
use api::{Settings, Shared};
use std::process::ExitCode;

/// Time for requests under way; streams are closed before it starts.
const SHUTDOWN_SECONDS: u64 = 10;

pub(crate) fn serve(args: &ServeArgs) -> anyhow::Result<ExitCode> {
    block_on(async {
        let public_url = args.base.public_url()?;
        let (app, db) = wiring::app(&args.base, args.migrate).await?;
        let settings = Settings {
            origin: public_url.origin().ascii_serialization(),
            trusts_forwarded_for: args.trust_forwarded_for,
        };
        let server = listen(args, Shared::new(app.clone(), settings))?;
        let worker = if args.no_worker { None } else { Some(Background::start(&app)?) };
        let (listen, has_zoom) = (args.listen.to_string(), args.base.zoom.config()?.is_some());
        log::info!(listen = listen.as_str(), public_url = public_url.as_str(), zoom = has_zoom, worker = worker.is_some(); "serving");

        let handle = server.handle();
        let mut serving = actix_web::rt::spawn(server);
        tokio::select! {
            ended = &mut serving => {
                ended??;
                bail!("the HTTP server ended by itself");
            }
            asked = stop::asked() => asked?,
        }
        app.close_streams();
        handle.stop(true).await;
        serving.await??;
        if let Some(worker) = worker {
            worker.stop().await?;
        }
        drop(app);
        db.close().await?;
        Ok(ExitCode::SUCCESS)
    })
}

fn listen(args: &ServeArgs, shared: Shared) -> anyhow::Result<Server> {
    let server = HttpServer::new(move || api::service(shared.clone()))
        .workers(args.http_threads.max(1))
        .disable_signals()
        .shutdown_timeout(SHUTDOWN_SECONDS);
    let server = match (&args.tls_cert, &args.tls_key) {
        (Some(certificate), Some(key)) => {
            server.bind_rustls_0_23(args.listen, tls::config(certificate, key)?)
        }
        _ => server.bind(args.listen),
    };
    Ok(server.with_context(|| format!("cannot listen on {}", args.listen))?.run())
}
