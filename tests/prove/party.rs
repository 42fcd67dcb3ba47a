//! One history: lobbies with their hosts, players and watchers, from the first call to the last.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::client::Client;
use crate::faults::{self, Plan};
use crate::fleet::Fleet;
use crate::history::{Answer, Begin, Record, Request};
use crate::session::{Session, Table};
use crate::{hosts, players, watchers};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// How much happens in a history.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub operations: u64,
    pub lobbies: usize,
    /// In each lobby, besides host and watchers.
    pub players: usize,
}

/// A lobby that is being played.
struct Game {
    host: Client,
    last: watch::Sender<Option<i64>>,
}

pub async fn play(
    database: &str,
    seed: u64,
    size: Size,
    plan: Plan,
    fleet: &Arc<Fleet>,
) -> Result<Vec<Record>> {
    let mut rng = StdRng::seed_from_u64(seed);
    // Loopback alone, whatever proxy the environment names.
    let http = reqwest::Client::builder().no_proxy().build()?;
    let session = Session::new(http, fleet.addresses(), size.operations);
    session.record(Record::Begin(Begin {
        seed,
        at: Timestamp::now().checked_sub(Duration::from_nanos(session.now()))?,
        database: database.to_owned(),
        instances: session.addresses.len(),
    }));
    let (mut playing, mut watching) = (JoinSet::new(), JoinSet::new());
    let mut games = Vec::new();
    for number in 0..size.lobbies {
        let mut host = Client {
            name: format!("host {number}"),
            code: String::new(),
            token: None,
            session: Arc::clone(&session),
            table: Arc::new(Table::default()),
            tag: None,
        };
        hosts::open(&mut host, number, &mut rng).await?;
        let game = Game {
            host,
            last: watch::Sender::new(None),
        };
        game.watch(&mut watching, &mut rng).await?;
        let host = game.host.clone();
        playing.spawn(hosts::lead(host, fork(&mut rng), fork(&mut rng)));
        for _ in 0..size.players {
            let host = game.host.clone();
            playing.spawn(players::play(game.stranger(), host, fork(&mut rng)));
        }
        let (host, last) = (game.host.clone(), game.last.subscribe());
        playing.spawn(watchers::let_in_and_out(host, last, fork(&mut rng)));
        games.push(game);
    }
    faults::inject(plan, Arc::clone(fleet), Arc::clone(&session), rng.random()).await?;
    while let Some(ended) = playing.join_next().await {
        ended?;
    }
    for game in &mut games {
        game.finish(&mut rng).await?;
    }
    while let Some(ended) = watching.join_next().await {
        ended?;
    }
    Ok(session.records())
}

fn fork(rng: &mut StdRng) -> StdRng {
    StdRng::seed_from_u64(rng.random())
}

impl Game {
    fn stranger(&self) -> Client {
        Client {
            name: String::new(),
            token: None,
            tag: None,
            ..self.host.clone()
        }
    }

    /// A screen follows by a stream, somebody who never buzzes by another one, and by long polls.
    async fn watch(&self, watching: &mut JoinSet<()>, rng: &mut StdRng) -> Result<()> {
        let mut screen = self.host.clone();
        screen.name += "'s screen";
        let key = Uuid::from_u128(rng.random()).to_string();
        screen.ask(Request::Link { key }, rng).await;
        watching.spawn(watchers::stream(screen, self.last.subscribe(), fork(rng)));
        let mut spectator = self.stranger();
        let seat = players::join(&mut spectator, "spectator", rng).await;
        seat.ok_or("the spectator found no seat")?;
        let polling = spectator.clone();
        watching.spawn(watchers::stream(
            spectator,
            self.last.subscribe(),
            fork(rng),
        ));
        watching.spawn(watchers::poll(polling, self.last.subscribe(), fork(rng)));
        Ok(())
    }

    /// Every instance is asked for the state in which everybody has left it.
    async fn finish(&mut self, rng: &mut StdRng) -> Result<()> {
        self.host.ask(Request::Read, rng).await;
        let operation = self.host.session.identify();
        for instance in 0..self.host.session.addresses.len() {
            self.host.attempt(operation, &Request::Read, instance).await;
        }
        let Answer::Lobby { lobby } = self.host.ask(Request::Read, rng).await else {
            return Err("the last read was not answered".into());
        };
        self.host.ask(Request::History, rng).await;
        self.last.send_replace(Some(lobby.version));
        Ok(())
    }
}
