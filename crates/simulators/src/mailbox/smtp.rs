//! The receiving side of SMTP (RFC 5321), as much of it as catching mail needs: any sender, any recipient, no
//! authentication, no encryption.

use std::sync::Arc;

use anyhow::ensure;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::mail::Envelope;
use super::store::Store;

/// Bytes of one mail; announced as SIZE.
const LARGEST_MAIL: usize = 10 * 1024 * 1024;
/// Bytes of one line of commands or text, generous over RFC 5321 section 4.5.3.1.
const LONGEST_LINE: u64 = 64 * 1024;

pub(super) async fn accept(listener: TcpListener, store: Arc<Store>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let store = Arc::clone(&store);
                tokio::spawn(async move {
                    if let Err(error) = converse(stream, &store).await {
                        log::debug!("a mail client went away: {error:#}");
                    }
                });
            }
            Err(error) => log::warn!("a mail client could not connect: {error}"),
        }
    }
}

/// One connection: the client's commands and what they have built up so far.
struct Session {
    stream: BufReader<TcpStream>,
    from: Option<String>,
    to: Vec<String>,
}

async fn converse(stream: TcpStream, store: &Store) -> anyhow::Result<()> {
    let mut session = Session { stream: BufReader::new(stream), from: None, to: Vec::new() };
    session.say("220 localhost catches mail").await?;
    while let Some(line) = session.line().await? {
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => {
                session
                    .say(&format!("250-localhost\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE {LARGEST_MAIL}"))
                    .await?
            }
            "HELO" => session.say("250 localhost").await?,
            "MAIL" => session.mail(rest).await?,
            "RCPT" => session.rcpt(rest).await?,
            "DATA" => session.data(store).await?,
            "RSET" => {
                session.reset();
                session.say("250 forgotten").await?;
            }
            "NOOP" => session.say("250 fine").await?,
            "VRFY" => session.say("252 try it").await?,
            "QUIT" => return session.say("221 bye").await,
            _ => session.say("502 no such command here").await?,
        }
    }
    Ok(())
}

impl Session {
    async fn say(&mut self, reply: &str) -> anyhow::Result<()> {
        self.stream.write_all(format!("{reply}\r\n").as_bytes()).await?;
        Ok(self.stream.flush().await?)
    }

    /// The next line with its ending; `None` at the end of the connection.
    async fn line(&mut self) -> anyhow::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        (&mut self.stream).take(LONGEST_LINE).read_until(b'\n', &mut line).await?;
        ensure!(line.is_empty() || line.ends_with(b"\n"), "a line without end");
        Ok(Some(line).filter(|line| !line.is_empty()))
    }

    fn reset(&mut self) {
        self.from = None;
        self.to.clear();
    }

    async fn mail(&mut self, rest: &str) -> anyhow::Result<()> {
        self.reset();
        let Some(from) = address(rest, "FROM:") else {
            return self.say("501 MAIL FROM:<address>").await;
        };
        if announced_size(rest) > LARGEST_MAIL {
            return self.say("552 too large").await;
        }
        self.from = Some(from);
        self.say("250 go on").await
    }

    async fn rcpt(&mut self, rest: &str) -> anyhow::Result<()> {
        if self.from.is_none() {
            return self.say("503 MAIL first").await;
        }
        let Some(to) = address(rest, "TO:").filter(|to| !to.is_empty()) else {
            return self.say("501 RCPT TO:<address>").await;
        };
        self.to.push(to);
        self.say("250 go on").await
    }

    async fn data(&mut self, store: &Store) -> anyhow::Result<()> {
        let Some(from) = self.from.clone().filter(|_| !self.to.is_empty()) else {
            return self.say("503 MAIL and RCPT first").await;
        };
        self.say("354 end with a dot on a line of its own").await?;
        let raw = self.text().await?;
        let to = std::mem::take(&mut self.to);
        self.reset();
        let Some(raw) = raw else {
            return self.say("552 too large").await;
        };
        store.accept(Envelope { from, to, raw });
        self.say("250 caught").await
    }

    /// The mail up to the lone dot, leading dots unstuffed; `None` when it is too large.
    async fn text(&mut self) -> anyhow::Result<Option<Vec<u8>>> {
        let mut text = Vec::new();
        let mut is_too_large = false;
        loop {
            let line = self.line().await?;
            let line = line.ok_or_else(|| anyhow::anyhow!("the connection ended within a mail"))?;
            if line == b".\r\n" || line == b".\n" {
                return Ok(Some(text).filter(|_| !is_too_large));
            }
            let line = line.strip_prefix(b".").unwrap_or(&line);
            is_too_large |= text.len() + line.len() > LARGEST_MAIL;
            if !is_too_large {
                text.extend_from_slice(line);
            }
        }
    }
}

/// The address of `FROM:<a@b> SIZE=1`; empty for the null sender.
fn address(rest: &str, keyword: &str) -> Option<String> {
    let (given, path) = rest.split_at_checked(keyword.len())?;
    if !given.eq_ignore_ascii_case(keyword) {
        return None;
    }
    let (address, _) = path.trim_start().strip_prefix('<')?.split_once('>')?;
    Some(address.to_owned())
}

fn announced_size(rest: &str) -> usize {
    let size =
        rest.split(' ').find_map(|word| word.strip_prefix("SIZE=").or_else(|| word.strip_prefix("size=")));
    size.and_then(|size| size.parse().ok()).unwrap_or(0)
}
