//! How following ends when the process does.

use std::sync::Arc;
use std::time::Duration;

use super::{Events, version, wait};
use crate::harness::{Following, Service, reading};

on_both_databases! {
    a_stream_goes_on_until_its_own_moment_has_come,
    a_wait_ends_without_news,
}

async fn leaving(service: &Service, farewell: Duration) -> Service {
    let mut following = Following::default();
    following.pace.farewell = farewell;
    let database = Arc::clone(&service.database);
    Service::start_as(database, service.clock.clone(), |_| {}, following).await
}

/// A moment within so long a time does not come while the test lasts.
async fn a_stream_goes_on_until_its_own_moment_has_come(service: Service) {
    let service = leaving(&service, Duration::from_secs(1_000_000)).await;
    let host = service.host("Olga").await;
    let mut events = Events::of(&host).await;
    events.lobby().await;
    service.shutdown.begin();
    for _ in 0..3 {
        // No request comes in any more: as another instance would.
        let by = panenka::store::Credentials {
            code: host.code.parse().expect("a code"),
            token: host
                .token
                .parse::<panenka::game::Token>()
                .expect("a token")
                .digest(),
        };
        let reset = panenka::game::Command::Reset { round: None };
        let now = service.clock.clock().now();
        let changed = service.store.play(&by, reset, reading(now)).await;
        let changed = changed.expect("a store").expect("the lobby").view.lobby;
        assert_eq!(events.lobby().await["version"], changed.version);
    }
}

/// Within less than the 25 seconds it asks for.
async fn a_wait_ends_without_news(service: Service) {
    let service = leaving(&service, Duration::ZERO).await;
    let host = service.host("Olga").await;
    let seen = version(&host.lobby().await);
    let stop = async {
        // A request that is only on its way would find its connection closed.
        while service.live.followers() == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        service.shutdown.begin();
    };
    let (answer, ()) = tokio::join!(wait(&host, seen, 25), stop);
    assert_eq!(answer.status, 204);
}
