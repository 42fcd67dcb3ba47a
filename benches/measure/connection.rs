//! HTTP/1.1 over a plain socket, with requests written beforehand: the client must not be what is measured.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;

use memchr::memmem;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

pub struct Connection {
    socket: TcpStream,
    buffer: Vec<u8>,
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> Result<Self> {
        let socket = TcpStream::connect(address).await?;
        socket.set_nodelay(true)?;
        let buffer = Vec::with_capacity(16 * 1024);
        Ok(Self { socket, buffer })
    }

    /// Sends a request and takes the whole answer. Bodies have a `content-length`, as the service's have.
    pub async fn exchange(&mut self, request: &[u8]) -> Result<Answer> {
        let status = self.send(request).await?;
        let head_end = self.head_end().ok_or(ErrorKind::InvalidData)?;
        let head = String::from_utf8_lossy(&self.buffer[..head_end]).into_owned();
        let body = self.buffer[head_end..].to_vec();
        Ok(Answer { status, head, body })
    }

    /// Sends a request, takes the whole answer and returns its status.
    pub async fn send(&mut self, request: &[u8]) -> Result<u16> {
        self.socket.write_all(request).await?;
        self.buffer.clear();
        let (mut status, mut length) = (0, None);
        loop {
            if self.socket.read_buf(&mut self.buffer).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            if length.is_none()
                && let Some(end) = self.head_end()
            {
                status = self.status().ok_or(ErrorKind::InvalidData)?;
                length = Some(end + content_length(&self.buffer[..end]));
            }
            match length {
                Some(length) if self.buffer.len() == length => return Ok(status),
                Some(length) if self.buffer.len() > length => {
                    return Err(Error::other("more than one answer to one request"));
                }
                _ => {}
            }
        }
    }

    fn head_end(&self) -> Option<usize> {
        let end = memmem::find(&self.buffer, b"\r\n\r\n")?;
        Some(end + 4)
    }

    fn status(&self) -> Option<u16> {
        std::str::from_utf8(self.buffer.get(9..12)?)
            .ok()?
            .parse()
            .ok()
    }
}

fn content_length(head: &[u8]) -> usize {
    const NAME: &[u8] = b"\r\ncontent-length: ";
    let Some(start) = memmem::find(head, NAME) else {
        return 0;
    };
    let digits = head[start + NAME.len()..].iter();
    digits
        .take_while(|byte| byte.is_ascii_digit())
        .fold(0, |number, digit| number * 10 + usize::from(digit - b'0'))
}
