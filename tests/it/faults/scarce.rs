//! A Postgres that gives the service fewer connections than it may have.

use std::sync::Arc;

use reqwest::{Method, RequestBuilder};

use crate::harness::role::Role;
use crate::harness::{Backend, Database, Member, Service, TestClock, at_once};
use crate::log::Log;

/// A service that may have eight connections and is given so many.
async fn with_connections(connections: usize) -> (Service, Role) {
    let mut database = Database::create(Backend::Postgres).await;
    let role = Role::create(&database, connections).await;
    database.url = role.url.clone();
    let service = Service::start_on(Arc::new(database), TestClock::new(), |_| {}).await;
    (service, role)
}

async fn end(service: Service, role: Role) {
    let database = Arc::clone(&service.database);
    drop(service);
    role.drop().await;
    drop(database);
}

/// About several lobbies, as one gets no more than half of the connections.
async fn several(service: &Service) -> Vec<Member<'_>> {
    let mut members = Vec::new();
    for _ in 0..4 {
        let host = service.host("Olga").await;
        members.push(service.join(&host.code, "Anna").await);
    }
    members
}

fn reads_and_buzzes(members: &[Member<'_>]) -> Vec<RequestBuilder> {
    let requests = members.iter().flat_map(|member| {
        let read = || member.request(Method::GET, "");
        let buzz = || member.request(Method::POST, "/buzz");
        [read(), buzz(), read(), buzz()]
    });
    requests.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_given_half_of_the_connections_makes_do_with_them() {
    let log = Log::start("panenka=warn");
    let (service, role) = with_connections(4).await;
    let members = several(&service).await;
    for _ in 0..20 {
        for answer in at_once(reads_and_buzzes(&members)).await {
            answer.assert_ok();
        }
    }
    let told = log.text();
    let told = told.matches("gives fewer connections").count();
    assert_eq!(told, 1, "once, and not each time");
    drop(members);
    end(service, role).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_connection_is_enough() {
    let (service, role) = with_connections(1).await;
    let members = several(&service).await;
    for answer in at_once(reads_and_buzzes(&members)).await {
        answer.assert_ok();
    }
    drop(members);
    end(service, role).await;
}
