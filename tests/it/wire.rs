//! Requests as bytes, for what a well-behaved client does not send.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::harness::{Answer, Service};

const PATIENCE: Duration = Duration::from_secs(30);

/// Sends a head, to which `Host`, `Connection` and `Content-Length` are added, and a body; answers what came back.
/// `None` when the connection was closed without an answer.
pub async fn exchange(service: &Service, head: &[u8], body: &[u8]) -> Option<Answer> {
    let length = format!("Content-Length: {}", body.len());
    answer_to(service, head, &length, body).await
}

/// The same with a body in chunks, whose length is not told.
pub async fn exchange_chunked(
    service: &Service,
    head: &[u8],
    chunks: &[Vec<u8>],
) -> Option<Answer> {
    let mut body = Vec::new();
    for chunk in chunks {
        body.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
        body.extend(chunk);
        body.extend(b"\r\n");
    }
    body.extend(b"0\r\n\r\n");
    answer_to(service, head, "Transfer-Encoding: chunked", &body).await
}

async fn answer_to(service: &Service, head: &[u8], framing: &str, body: &[u8]) -> Option<Answer> {
    let address = service.address.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let framing = format!("Host: quiz\r\nConnection: close\r\n{framing}\r\n\r\n");
    let request = [head, framing.as_bytes(), body].concat();
    // The service may answer and hang up before it has read everything.
    let _ = stream.write_all(&request).await;
    let mut answer = Vec::new();
    let read = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
    let _ = read.expect("an answer in time");
    parse(&answer)
}

fn parse(answer: &[u8]) -> Option<Answer> {
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?;
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let name: HeaderName = name.parse().expect("a header's name");
        let value: HeaderValue = value.trim().parse().expect("a header's value");
        headers.append(name, value);
    }
    Some(Answer {
        status: StatusCode::from_bytes(status.as_bytes()).expect("a status"),
        headers,
        body: serde_json::from_slice(&answer[end + 4..]).unwrap_or_default(),
    })
}
