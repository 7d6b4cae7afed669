//! A wire between the program and its database that a test can cut and mend.

use std::{net::SocketAddr, sync::Arc};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};

pub struct Forwarder {
    pub port: u16,
    whole: Arc<watch::Sender<bool>>,
}

impl Forwarder {
    /// Passes everything on to `target` until it is cut.
    pub async fn to(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let whole = Arc::new(watch::Sender::new(true));
        let state = Arc::clone(&whole);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                // Cut, it accepts and hangs up, as a proxy does whose server is gone.
                if *state.borrow() {
                    tokio::spawn(forward(client, target, state.subscribe()));
                }
            }
        });
        Self { port, whole }
    }

    /// Breaks every connection, and every new one.
    pub fn cut(&self) {
        self.whole.send_replace(false);
    }

    pub fn mend(&self) {
        self.whole.send_replace(true);
    }
}

async fn forward(mut client: TcpStream, target: SocketAddr, mut whole: watch::Receiver<bool>) {
    let Ok(mut server) = TcpStream::connect(target).await else { return };
    tokio::select! {
        _ = copy_bidirectional(&mut client, &mut server) => (),
        _ = whole.wait_for(|whole| !whole) => (),
    }
}
