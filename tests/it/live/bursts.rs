//! Streams that begin at the same time, as after a restart.

use axum::body::Body;
use axum::http::Request;
use futures_util::StreamExt as _;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tower::ServiceExt as _;

use super::{PATIENCE, followed};
use crate::harness::{Following, Member, Service};
use crate::log::Log;

on_both_databases! {
    more_streams_of_a_lobby_than_it_has_places_begin_at_once,
    more_streams_than_there_are_places_begin_at_once,
}

/// Ends once its first event has come; the stream stays.
fn begin(member: &Member<'_>) -> JoinHandle<(u16, impl Send)> {
    let request = Request::get(format!("/api/v1/lobbies/{}/events", member.code));
    let request = request.header("authorization", format!("Bearer {}", member.token));
    let request = request.body(Body::empty()).expect("a request");
    let answer = member.service.app.clone().oneshot(request);
    tokio::spawn(async move {
        let response = answer.await.expect("an answer");
        let status = response.status().as_u16();
        let mut events = response.into_body().into_data_stream();
        let first = timeout(PATIENCE, events.next()).await.expect("in time");
        first.expect("an event").expect("a whole one");
        (status, events)
    })
}

async fn all_begun(beginning: Vec<JoinHandle<(u16, impl Send)>>) {
    let mut begun = Vec::new();
    for stream in beginning {
        let (status, events) = stream.await.expect("a stream");
        let log = || Log::of_process().text();
        assert_eq!(status, 200, "after {}: {}", begun.len(), log());
        begun.push(events);
    }
}

/// More than may wait for one connection to the database, who are 250 in all and 125 of one lobby.
const STREAMS: usize = 300;

async fn with_one_connection(service: &Service) -> Service {
    let mut following = Following {
        database_connections: 1,
        ..Following::default()
    };
    following.capacity.followers_per_person = STREAMS;
    following.pace.patience = PATIENCE; // the machine may be busy with something else
    followed(service, following).await
}

async fn more_streams_of_a_lobby_than_it_has_places_begin_at_once(service: Service) {
    let service = with_one_connection(&service).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let both = [&host, &anna];
    let streams = both.into_iter().cycle().take(STREAMS);
    let beginning: Vec<_> = streams.map(begin).collect();
    // Who buzzes meanwhile does not wait for all of them.
    anna.buzz().await.assert_ok();
    all_begun(beginning).await;
}

async fn more_streams_than_there_are_places_begin_at_once(service: Service) {
    let service = with_one_connection(&service).await;
    let mut hosts = Vec::new();
    for _ in 0..100 {
        hosts.push(service.host("Olga").await);
    }
    let streams = hosts.iter().cycle().take(STREAMS);
    all_begun(streams.map(begin).collect()).await;
}
