//! The running simulator: its listener, its thread, its end.

use std::net::TcpListener;
use std::ops::Deref;
use std::sync::Arc;

use actix_web::dev::ServerHandle;
use actix_web::web::{self, Data};
use actix_web::{App, HttpServer, guard};
use anyhow::Context;

use super::account::Zoom;
use super::config::ZoomSimConfig;
use super::{control, oauth, rest};
use crate::{loopback, page};

/// A simulated Zoom that listens. Everything one can do with it is on [`Zoom`]. Stops when dropped.
pub struct ZoomSim {
    zoom: Arc<Zoom>,
    server: ServerHandle,
}

impl ZoomSim {
    /// Starts on a thread of its own; needs no runtime around it.
    pub fn start(config: ZoomSimConfig) -> anyhow::Result<Self> {
        let listener = loopback::bind(config.listen)?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let zoom = Arc::new(Zoom::new(config, base_url)?);
        let (started, handle) = std::sync::mpsc::channel();
        let served = Arc::clone(&zoom);
        std::thread::Builder::new()
            .name("zoom-simulator".to_owned())
            .spawn(move || serve(served, listener, &started))?;
        let server = handle.recv().context("the Zoom simulator did not start")??;
        Ok(Self { zoom, server })
    }

    /// The provider behind the server, for keeping beyond borrows of `self`.
    pub fn zoom(&self) -> &Arc<Zoom> {
        &self.zoom
    }

    /// Stops at once: open requests are cut, pending deliveries stay pending.
    pub async fn stop(self) {
        self.server.stop(false).await;
    }
}

impl Deref for ZoomSim {
    type Target = Zoom;

    fn deref(&self) -> &Zoom {
        &self.zoom
    }
}

impl Drop for ZoomSim {
    fn drop(&mut self) {
        // The command is sent by the call; only its completion would have to be awaited.
        drop(self.server.stop(false));
    }
}

fn serve(
    zoom: Arc<Zoom>,
    listener: TcpListener,
    started: &std::sync::mpsc::Sender<anyhow::Result<ServerHandle>>,
) {
    let zoom = Data::from(zoom);
    let outcome = actix_web::rt::System::new().block_on(async {
        let app = move || {
            App::new().app_data(Data::clone(&zoom)).service(
                web::scope("")
                    .guard(guard::fn_guard(loopback::names_loopback))
                    .route("/sim/style.css", web::get().to(page::style))
                    .configure(oauth::routes)
                    .configure(rest::routes)
                    .configure(control::routes),
            )
        };
        let server = HttpServer::new(app).workers(1).disable_signals().shutdown_timeout(1).listen(listener);
        let server = match server {
            Ok(server) => server.run(),
            Err(error) => return started.send(Err(error.into())).map_err(anyhow::Error::from),
        };
        started.send(Ok(server.handle()))?;
        server.await.map_err(anyhow::Error::from)
    });
    if let Err(error) = outcome {
        log::error!("the Zoom simulator broke: {error:#}");
    }
}
