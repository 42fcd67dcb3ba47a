//! One lobby of the service in which a hall plays, and what was in truth.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use serde_json::Value;
use tokio::task::JoinSet;

use super::client::Client;
use super::round::{Press, Round};
use super::service::{Kind, Score, TOO_LATE};
use super::tables::USUAL;
use super::tally::CHEAT;
use crate::connection::Connection;
use crate::opened::{Lobby, connect};
use crate::server::Server;

/// From the end of the measurement of the clocks to the decisive word.
const SILENCE: Duration = Duration::from_millis(500);

pub struct Hall {
    window: f64,
    lobby: Lobby,
    host: Connection,
    clients: Vec<Client>,
    rng: StdRng,
}

impl Hall {
    pub async fn open(server: &Server, kind: Kind, seed: u64) -> Self {
        let mut host = connect(server).await;
        let lobby = Lobby::open(&mut host, USUAL.players).await;
        let mut rng = StdRng::seed_from_u64(seed);
        let mut clients = Vec::new();
        for number in 0..USUAL.players {
            let cheats = kind.has_cheat && number == CHEAT;
            clients.push(Client::open(server.address, cheats, &mut rng).await);
        }
        let window = kind.window;
        let mut hall = Self {
            window,
            lobby,
            host,
            clients,
            rng,
        };
        let settings = format!(r#"{{"settings":{{"fair_window_ms":{window}}}}}"#);
        hall.ask("PATCH", "", &settings).await;
        hall
    }

    pub async fn play(mut self, left: Rc<RefCell<usize>>, score: Rc<RefCell<Score>>) {
        loop {
            {
                let mut left = left.borrow_mut();
                if *left == 0 {
                    break;
                }
                *left -= 1;
            }
            self.round().await;
            if self.clients.iter().any(|client| client.late() > TOO_LATE) {
                *left.borrow_mut() += 1;
                score.borrow_mut().disturbed += 1;
                continue;
            }
            let lobby = self.sealed().await;
            let round = self.played(&lobby);
            let winner = number(&lobby["buzz_queue"][0]);
            let mut score = score.borrow_mut();
            score.fair.count(winner == round.first_finger);
            score.cheat_wins.count(winner == CHEAT);
            if self.window > 0.0 {
                let order = round.order(self.window);
                let place = order.places.iter().position(|player| *player == winner);
                // Of two that count by the same millisecond, microseconds decide, which are not shown.
                let credit = order.credits[place.expect("a place for everybody")];
                score.as_ruled.count(credit - order.credits[0] < 1.5);
            }
        }
    }

    /// Everybody measures the clock, hears the word and presses.
    async fn round(&mut self) {
        self.ask("POST", "/reset", "{}").await;
        let mut measuring = JoinSet::new();
        for (number, mut client) in self.clients.drain(..).enumerate() {
            client.begin(&mut self.rng);
            measuring.spawn_local(async move {
                client.measure().await;
                (number, client)
            });
        }
        let clients = joined(measuring).await;
        let word = Instant::now() + SILENCE;
        let mut pressing = JoinSet::new();
        for (number, mut client) in clients.into_iter().enumerate() {
            let lobby = self.lobby.clone();
            pressing.spawn_local(async move {
                client.press(word, &lobby, number + 1).await;
                (number, client)
            });
        }
        self.clients = joined(pressing).await;
    }

    /// The lobby when its order is sealed.
    async fn sealed(&mut self) -> Value {
        loop {
            let lobby = self.ask("GET", "", "").await;
            if lobby["window_ends_at"].is_null() {
                return lobby;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// When each button was pressed in truth, and what the host is shown of it, in milliseconds from the first arrival.
    fn played(&self, lobby: &Value) -> Round {
        let queue = lobby["buzz_queue"].as_array().expect("a queue");
        let shown = |buzz: &Value, field: &str| {
            let moment: Option<Timestamp> = buzz[field]
                .as_str()
                .map(|text| text.parse().expect("a time"));
            moment.map(|moment| moment.as_millisecond() as f64)
        };
        let arrival = |buzz| shown(buzz, "arrived_at").or_else(|| shown(buzz, "buzzed_at"));
        let arrivals: Vec<f64> = queue.iter().filter_map(arrival).collect();
        let first = arrivals.iter().copied().fold(f64::INFINITY, f64::min);
        let begun = self.clients[0].pressed;
        let mut presses: Vec<(usize, Press)> = queue
            .iter()
            .zip(arrivals)
            .map(|(buzz, arrived)| {
                let player = number(buzz);
                let pressed = self.clients[player].pressed;
                let press = Press {
                    at: (pressed + Duration::from_secs(60) - begun).as_secs_f64() * 1000.0,
                    arrives: arrived - first,
                    claimed: shown(buzz, "pressed_at")
                        .map(|claimed| (claimed - first).max(-5_000.0)),
                };
                (player, press)
            })
            .collect();
        presses.sort_by_key(|(player, _)| *player);
        Round::of(presses.into_iter().map(|(_, press)| press).collect())
    }

    /// A request of the host.
    async fn ask(&mut self, method: &str, path: &str, body: &str) -> Value {
        let request = self.lobby.request(method, path, 0, body);
        let answer = self.host.exchange(&request).await.expect("an answer");
        assert_eq!(answer.status, 200, "{method} {path}: {:?}", answer.body);
        serde_json::from_slice(&answer.body).expect("JSON")
    }
}

fn number(buzz: &Value) -> usize {
    let name = buzz["name"].as_str().expect("a name");
    let number = name.strip_prefix("Player ").expect("a player");
    number.parse().expect("a number")
}

/// In the order of their numbers.
async fn joined(mut tasks: JoinSet<(usize, Client)>) -> Vec<Client> {
    let mut clients = Vec::new();
    while let Some(done) = tasks.join_next().await {
        clients.push(done.expect("a client without a fault"));
    }
    clients.sort_by_key(|(number, _)| *number);
    clients.into_iter().map(|(_, client)| client).collect()
}
