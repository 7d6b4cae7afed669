//! Being asked to stop.

use tokio::signal::unix::{SignalKind, signal};

/// Ends on Ctrl-C or SIGTERM.
pub(super) async fn asked() -> anyhow::Result<()> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    tokio::select! {
        _ = interrupt.recv() => (),
        _ = terminate.recv() => (),
    }
    log::info!("stopping");
    Ok(())
}
