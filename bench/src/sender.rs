//! A sender that costs next to nothing, because it shares two processors with what it measures: one kept connection,
//! requests written as they are, answers read as far as the next one needs.

use anyhow::{Context, bail};
use std::net::SocketAddr;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub struct Sender {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Sender {
    pub async fn connect(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(4_096) })
    }

    /// Sends a request and reads the whole answer; its status.
    pub async fn send(&mut self, request: &[u8]) -> anyhow::Result<u16> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server hung up");
            }
            if let Some(answer) = parse(&self.buffer)? {
                return Ok(answer);
            }
        }
    }
}

/// The status, once the answer is complete.
fn parse(buffer: &[u8]) -> anyhow::Result<Option<u16>> {
    let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else { return Ok(None) };
    let head = std::str::from_utf8(buffer.get(..end).unwrap_or_default())?;
    let status = head.split(' ').nth(1).context("a status")?.parse()?;
    let mut length = 0;
    for line in head.lines().skip(1) {
        match line.split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse()?
            }
            _ => {}
        }
    }
    Ok((buffer.len() >= end + 4 + length).then_some(status))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn an_answer_ends_with_its_body() {
        assert_eq!(parse(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n").unwrap(), None);
        assert_eq!(parse(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap(), Some(200));
        assert_eq!(parse(b"HTTP/1.1 503 No\r\nContent-Length: 3\r\n\r\nab").unwrap(), None);
        assert_eq!(parse(b"HTTP/1.1 503 No\r\nContent-Length: 3\r\n\r\nabc").unwrap(), Some(503));
    }
}
