//! The running mailbox: its two listeners, its thread, its end.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::web::{self, Data};
use actix_web::{App, HttpServer, guard};
use anyhow::Context;

use super::mail::Mail;
use super::store::Store;
use super::{smtp, web as pages};
use crate::loopback;

/// A mailbox that listens. Stops when dropped.
pub struct Mailbox {
    store: Arc<Store>,
    smtp: SocketAddr,
    http: SocketAddr,
    server: ServerHandle,
}

impl Mailbox {
    /// Listens on 127.0.0.1; port 0 takes any free port. Needs no runtime around it.
    pub fn start(smtp_port: u16, http_port: u16) -> anyhow::Result<Self> {
        let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        Self::listen(at(smtp_port), at(http_port))
    }

    /// Listens on any loopback addresses.
    pub fn listen(smtp: SocketAddr, http: SocketAddr) -> anyhow::Result<Self> {
        let (smtp_listener, http_listener) = (loopback::bind(smtp)?, loopback::bind(http)?);
        let (smtp, http) = (smtp_listener.local_addr()?, http_listener.local_addr()?);
        let store = Arc::new(Store::default());
        let (started, handle) = std::sync::mpsc::channel();
        let served = Arc::clone(&store);
        let serve = move || serve(&served, smtp_listener, http_listener, &started);
        std::thread::Builder::new().name("mailbox".to_owned()).spawn(serve)?;
        let server = handle.recv().context("the mailbox did not start")??;
        Ok(Self { store, smtp, http, server })
    }

    /// Where mail is accepted.
    pub fn smtp_address(&self) -> SocketAddr {
        self.smtp
    }

    /// Address of the page, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.http)
    }

    /// All mails, oldest first.
    pub fn messages(&self) -> Vec<Mail> {
        self.store.all()
    }

    pub fn clear(&self) {
        self.store.clear();
    }

    /// The first mail that `is_wanted`, come or yet to come; an error when that takes longer than `limit`.
    pub async fn wait_for(&self, is_wanted: impl Fn(&Mail) -> bool, limit: Duration) -> anyhow::Result<Mail> {
        self.store.wait_for(limit, is_wanted).await
    }

    pub async fn stop(self) {
        self.server.stop(false).await;
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        // The command is sent by the call; only its completion would have to be awaited.
        drop(self.server.stop(false));
    }
}

fn serve(
    store: &Arc<Store>,
    smtp: TcpListener,
    http: TcpListener,
    started: &Sender<anyhow::Result<ServerHandle>>,
) {
    let outcome = actix_web::rt::System::new().block_on(async {
        let smtp = tokio::net::TcpListener::from_std(smtp)?;
        let server = match site(store, http) {
            Ok(server) => server,
            Err(error) => return started.send(Err(error)).map_err(anyhow::Error::from),
        };
        started.send(Ok(server.handle()))?;
        let catching = tokio::spawn(smtp::accept(smtp, Arc::clone(store)));
        let served = server.await;
        catching.abort();
        served.map_err(anyhow::Error::from)
    });
    if let Err(error) = outcome {
        log::error!("the mailbox broke: {error:#}");
    }
}

fn site(store: &Arc<Store>, listener: TcpListener) -> anyhow::Result<Server> {
    let store = Data::new(Arc::clone(store));
    let app = move || {
        let scope = web::scope("").guard(guard::fn_guard(loopback::names_loopback));
        App::new().app_data(Data::clone(&store)).service(scope.configure(pages::routes))
    };
    Ok(HttpServer::new(app).workers(1).disable_signals().shutdown_timeout(1).listen(listener)?.run())
}
