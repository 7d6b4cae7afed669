//! `cloop-simulators`: the simulated Zoom and the mailbox of a development machine, and the demo workspace.

use std::net::SocketAddr;

use anyhow::Context;
use clap::Parser;
use simulators::demo;
use simulators::mailbox::Mailbox;
use simulators::seed_from_os;
use simulators::zoom::{DeliverySettings, ZoomSim, ZoomSimConfig};
use tokio::signal::unix::{SignalKind, signal};

/// Simulates Zoom and catches mail for a Cloop on this machine. Listens on loopback addresses only.
#[derive(Debug, Parser)]
#[command(name = "cloop-simulators")]
struct Arguments {
    /// Where the simulated Zoom listens
    #[arg(long, env = "CLOOP_SIM_ZOOM_LISTEN", default_value = "127.0.0.1:8090")]
    zoom_listen: SocketAddr,
    /// Where mail is accepted
    #[arg(long, env = "CLOOP_SIM_SMTP_LISTEN", default_value = "127.0.0.1:1025")]
    smtp_listen: SocketAddr,
    /// Where caught mail is shown
    #[arg(long, env = "CLOOP_SIM_MAIL_LISTEN", default_value = "127.0.0.1:8025")]
    mail_listen: SocketAddr,
    /// Client id of the app at Zoom
    #[arg(long, env = "CLOOP_SIM_CLIENT_ID")]
    client_id: Option<String>,
    /// Client secret of the app at Zoom
    #[arg(long, env = "CLOOP_SIM_CLIENT_SECRET", hide_env_values = true)]
    client_secret: Option<String>,
    /// Secret token that signs deliveries
    #[arg(long, env = "CLOOP_SIM_WEBHOOK_SECRET", hide_env_values = true)]
    webhook_secret: Option<String>,
    /// Where deliveries go
    #[arg(long, env = "CLOOP_SIM_WEBHOOK_URL", default_value = "http://127.0.0.1:8080/hooks/zoom")]
    webhook_url: String,
    /// Allowed redirect addresses; separate several by commas
    #[arg(
        long,
        env = "CLOOP_SIM_REDIRECT_URI",
        value_delimiter = ',',
        default_value = "http://127.0.0.1:8080/zoom/callback"
    )]
    redirect_uri: Vec<String>,
    /// Multiplies the waits of 5, 20 and 60 minutes between delivery attempts
    #[arg(long, env = "CLOOP_SIM_TIME_SCALE", default_value_t = 0.01)]
    time_scale: f64,
    /// App to fill with a demo workspace, for example http://127.0.0.1:8080
    #[arg(long, env = "CLOOP_SIM_DEMO_APP_URL")]
    demo_app_url: Option<String>,
}

impl Arguments {
    fn zoom(&self) -> anyhow::Result<ZoomSimConfig> {
        let standard = ZoomSimConfig::default();
        Ok(ZoomSimConfig {
            listen: self.zoom_listen,
            client_id: self.client_id.clone().unwrap_or(standard.client_id),
            client_secret: self.client_secret.clone().unwrap_or(standard.client_secret),
            webhook_secret: self.webhook_secret.clone().unwrap_or(standard.webhook_secret),
            webhook_url: Some(self.webhook_url.clone()),
            redirect_uris: self.redirect_uri.clone(),
            // Registrants of a later start must not look like those of an earlier one.
            seed: seed_from_os()?,
            delivery: DeliverySettings { time_scale: self.time_scale, ..standard.delivery },
            ..ZoomSimConfig::default()
        })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("info,actix_server=warn"))
        .init();
    let arguments = Arguments::parse();
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot listen for Ctrl-C")?;
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
    let zoom = ZoomSim::start(arguments.zoom()?)?;
    let mailbox = Mailbox::listen(arguments.smtp_listen, arguments.mail_listen)?;
    log::info!("simulated Zoom at {}, delivering to {}", zoom.url(), arguments.webhook_url);
    log::info!("mail is caught at {} and shown at {}", mailbox.smtp_address(), mailbox.url());
    let prepared = async {
        if let Some(app_url) = &arguments.demo_app_url
            && let Err(error) = demo::prepare(zoom.zoom(), app_url).await
        {
            log::error!("no demo: {error:#}");
        }
        std::future::pending::<()>().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        () = prepared => {}
    }
    Ok(())
}
