//! How following ends when the process does.

use std::sync::Arc;
use std::time::Duration;

use panenka::live::Live;

use super::{Events, version, wait};
use crate::harness::{Following, Service};

on_both_databases! {
    a_stream_goes_on_until_its_own_moment_has_come,
    a_wait_ends_without_news,
}

async fn leaving(service: &Service, farewell: Duration) -> (Service, Arc<Live>) {
    let mut following = Following::default();
    following.pace.farewell = farewell;
    let mut live = None;
    let keep = |state: &mut panenka::http::AppState| live = Some(Arc::clone(&state.live));
    let database = Arc::clone(&service.database);
    let service = Service::start_as(database, service.clock.clone(), keep, following).await;
    (service, live.expect("the service's"))
}

/// A moment within so long a time does not come while the test lasts.
async fn a_stream_goes_on_until_its_own_moment_has_come(service: Service) {
    let (service, live) = leaving(&service, Duration::from_secs(1_000_000)).await;
    let host = service.host("Olga").await;
    let mut events = Events::of(&host).await;
    events.lobby().await;
    live.stop();
    for _ in 0..3 {
        let changed = host.reset().await.assert_ok();
        assert_eq!(version(&events.lobby().await), version(&changed));
    }
}

/// Within less than the 25 seconds it asks for.
async fn a_wait_ends_without_news(service: Service) {
    let (service, live) = leaving(&service, Duration::ZERO).await;
    let host = service.host("Olga").await;
    let seen = version(&host.lobby().await);
    let (answer, ()) = tokio::join!(wait(&host, seen, 25), async { live.stop() });
    assert_eq!(answer.status, 304);
}
