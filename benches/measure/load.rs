//! Closed-loop load: a fixed number of connections, each with one request under way.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::connection::Connection;
use crate::server::Server;

/// Connections of clients. More than the service has to the database, so that those are never idle.
pub const CLIENTS: usize = 32;

/// When a load ends.
#[derive(Clone, Copy)]
pub enum Until {
    /// Each request was sent once.
    AllSent,
    /// So much time has passed; the requests are sent in turn.
    Passed(Duration),
}

#[derive(Clone, Copy, Debug)]
pub struct Throughput {
    pub per_second: f64,
    /// Of the service, for a thousand requests.
    pub cpu_seconds_per_thousand: f64,
}

/// Sends `requests` and demands `status` of every answer.
pub async fn run(
    server: &Server,
    requests: &Rc<Vec<Vec<u8>>>,
    until: Until,
    status: u16,
) -> Throughput {
    let mut connections = Vec::new();
    for _ in 0..CLIENTS {
        connections.push(
            Connection::open(server.address)
                .await
                .expect("a connection"),
        );
    }
    let before = server.usage().cpu_seconds;
    let begun = Instant::now();
    let sent = Rc::new(Cell::new(0));
    let mut clients = Vec::new();
    for mut connection in connections {
        let (requests, sent) = (Rc::clone(requests), Rc::clone(&sent));
        clients.push(tokio::task::spawn_local(async move {
            while goes_on(until, begun, sent.get(), requests.len()) {
                let number = sent.replace(sent.get() + 1);
                let answered = connection.send(&requests[number % requests.len()]).await;
                let answered = answered.expect("an answer");
                assert_eq!(answered, status, "the answer to request {number}");
            }
        }));
    }
    for client in clients {
        client.await.expect("a client without a fault");
    }
    let (count, seconds) = (sent.get() as f64, begun.elapsed().as_secs_f64());
    Throughput {
        per_second: count / seconds,
        cpu_seconds_per_thousand: (server.usage().cpu_seconds - before) * 1e3 / count,
    }
}

fn goes_on(until: Until, begun: Instant, sent: usize, requests: usize) -> bool {
    match until {
        Until::AllSent => sent < requests,
        Until::Passed(time) => begun.elapsed() < time,
    }
}
