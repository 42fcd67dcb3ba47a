//! Places for connections, and who gets them.

use super::*;
use crate::live::Events;

on_both_databases! {
    who_waits_longest_makes_room,
    a_stream_does_not_make_room,
    slow_bodies_make_room,
    who_waits_longest_makes_room_for_its_own_address,
    one_address_does_not_get_all_places,
    the_game_goes_on_beside_two_thousand_idle_connections,
}

fn connection_limits(connections: usize) -> Option<ConnectionLimits> {
    Some(ConnectionLimits {
        connections,
        connections_per_peer: usize::MAX,
    })
}

async fn who_waits_longest_makes_room(service: Service) {
    let service = bounded(&service, PATIENT, connection_limits(3)).await;
    let mut first = Raw::open(&service).await;
    assert!(first.is_served().await);
    let mut second = Raw::open(&service).await;
    assert!(second.is_served().await);
    let mut third = Raw::open(&service).await;
    assert!(third.is_served().await);
    assert!(first.is_served().await); // so that the second has waited longest
    let mut fourth = Raw::open(&service).await;
    assert!(fourth.is_served().await);
    assert_eq!(second.until_closed().await, "");
    for connection in [&mut first, &mut third, &mut fourth] {
        assert!(connection.is_served().await);
    }
}

async fn a_stream_does_not_make_room(service: Service) {
    let service = bounded(&service, PATIENT, connection_limits(4)).await;
    let host = service.host("Olga").await;
    let mut events = Events::of(&host).await;
    events.lobby().await;
    for _ in 0..20 {
        assert!(Raw::open(&service).await.is_served().await);
    }
    let changed = host.reset().await.assert_ok();
    assert_eq!(events.lobby().await["version"], changed["version"]);
}

async fn slow_bodies_make_room(service: Service) {
    let service = bounded(&service, PATIENT, connection_limits(4)).await;
    let mut slow = Vec::new();
    for _ in 0..20 {
        let mut connection = Raw::open(&service).await;
        let head = b"POST /api/v1/lobbies HTTP/1.1\r\nHost: quiz\r\nContent-Length: 100\r\n\r\n{";
        let _ = connection.0.write_all(head).await;
        slow.push(connection);
    }
    timeout(PATIENCE, play(&service)).await.expect("a game");
}

const FEW: ConnectionLimits = ConnectionLimits {
    connections: 10,
    connections_per_peer: 3,
};

/// Many people share one, and one of them must not keep the others out.
async fn who_waits_longest_makes_room_for_its_own_address(service: Service) {
    let service = bounded(&service, PATIENT, Some(FEW)).await;
    let mut mine = Vec::new();
    for _ in 0..3 {
        let mut connection = Raw::open(&service).await;
        assert!(connection.is_served().await);
        mine.push(connection);
    }
    for _ in 0..20 {
        let mut one_more = Raw::open(&service).await;
        assert!(one_more.is_served().await);
        let mut oldest = mine.remove(0);
        assert_eq!(oldest.until_closed().await, "");
        mine.push(one_more);
        for connection in &mut mine {
            assert!(connection.is_served().await);
        }
    }
}

/// Streams make no room. Places are left for other addresses.
async fn one_address_does_not_get_all_places(first: Service) {
    let service = bounded(&first, PATIENT, Some(FEW)).await;
    let host = first.host("Olga").await;
    let mut streams = Vec::new();
    for _ in 0..3 {
        let mut stream = following(&service, &host, "/events").await;
        stream.until("event: lobby").await;
        streams.push(stream);
    }
    let mut one_more = Raw::open(&service).await;
    assert_eq!(one_more.until_closed().await, "");
    host.reset().await.assert_ok();
    for stream in &mut streams {
        stream.until("event: lobby").await;
    }
    streams.clear();
    let served = async {
        // Until the service has noticed that they are gone.
        while Raw::open(&service).await.until_answered().await.is_none() {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, served).await.expect("a place again");
}

impl Raw {
    async fn until_answered(&mut self) -> Option<u8> {
        self.0.write_all(LIVEZ).await.ok()?;
        self.0.read_u8().await.ok()
    }
}

/// Idle, in the middle of a head, and in the middle of a body.
async fn the_game_goes_on_beside_two_thousand_idle_connections(service: Service) {
    rlimit::increase_nofile_limit(5000).expect("file descriptors");
    let service = bounded(&service, PATIENT, connection_limits(2000)).await;
    let mut idle = Vec::new();
    for number in 0..2100 {
        let mut connection = Raw::open(&service).await;
        let part: &[u8] = match number % 3 {
            0 => b"",
            1 => b"GET /livez HTTP/1.1\r\nX-Slow: ",
            _ => b"POST /api/v1/lobbies HTTP/1.1\r\nHost: quiz\r\nContent-Length: 9\r\n\r\n{",
        };
        let _ = connection.0.write_all(part).await;
        idle.push(connection);
    }
    for _ in 0..5 {
        timeout(PATIENCE, play(&service)).await.expect("a game");
    }
}
