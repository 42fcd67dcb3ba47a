//! What a lobby keeps of the fair window of its round.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::StoreResult;
use super::rows::{json, micros, time};
use crate::game::{Buzz, FairWindow, Lobby};

/// As the databases put it in JSON.
#[derive(Deserialize)]
struct WindowRow {
    fair_window: i64,
    opened_at: i64,
    /// On the scale of presence.
    window_ends_at: Option<i64>,
    claimed: Vec<Option<i64>>,
    arrived: Option<Vec<i64>>,
}

impl WindowRow {
    fn window(&self) -> StoreResult<FairWindow> {
        Ok(FairWindow {
            length: SignedDuration::from_micros(self.fair_window),
            opened_at: time(self.opened_at)?,
            ends_at: self.window_ends_at.map(time).transpose()?,
        })
    }

    fn claimed(&self, index: usize) -> StoreResult<Option<Timestamp>> {
        let claimed = self.claimed.get(index).copied().flatten();
        claimed.map(time).transpose()
    }

    fn arrived(&self, index: usize) -> StoreResult<Option<Timestamp>> {
        let arrived = self.arrived.as_ref();
        let arrived = arrived.and_then(|arrived| arrived.get(index));
        arrived.copied().map(time).transpose()
    }
}

/// The queue of a lobby whose fair window is open, in the order of arrival.
#[derive(Deserialize)]
struct ProvisionalRow {
    buzz_times: Vec<i64>,
    #[serde(flatten)]
    window: WindowRow,
}

/// Where the buzz stands that arrived last, from 1.
pub fn provisional_position(queue: &str) -> StoreResult<i64> {
    let row: ProvisionalRow = json(queue)?;
    let window = row.window.window()?;
    let credits = row.buzz_times.iter().enumerate().map(|(index, at)| {
        let at = time(*at)?;
        let is_credited = row.window.arrived(index)?.is_some();
        Ok(if is_credited {
            at
        } else {
            window.credit(at, row.window.claimed(index)?)
        })
    });
    let credits = credits.collect::<StoreResult<Vec<_>>>()?;
    let last = credits.last();
    let ahead = credits.iter().filter(|credit| Some(*credit) <= last);
    Ok(ahead.count() as i64)
}

/// The queue in its order, and the fair window of the round. Times are a JSON array, and the window is a JSON object.
pub fn queue(
    order: Vec<uuid::Uuid>,
    times: Vec<i64>,
    window: Option<&str>,
) -> StoreResult<(Vec<Buzz>, Option<FairWindow>)> {
    let row: Option<WindowRow> = window.map(json).transpose()?;
    let row = row.as_ref();
    let buzzes = order.into_iter().zip(times).enumerate();
    let queue = buzzes.map(|(index, (player, at))| {
        Ok(Buzz {
            player,
            at: time(at)?,
            arrived: row.map_or(Ok(None), |row| row.arrived(index))?,
            claimed: row.map_or(Ok(None), |row| row.claimed(index))?,
        })
    });
    let mut queue = queue.collect::<StoreResult<Vec<_>>>()?;
    let window = row.map(WindowRow::window).transpose()?;
    if let Some(open) = window.filter(|window| window.ends_at.is_some()) {
        open.order(&mut queue);
    }
    Ok((queue, window))
}

/// The columns of `lobbies` that are null where there is no window.
pub struct WindowColumns {
    pub fair_window: Option<i64>,
    pub opened_at: Option<i64>,
    pub window_ends_at: Option<i64>,
    /// As many as there are in the queue.
    pub claimed: Option<Vec<Option<i64>>>,
    /// Of the first in the queue, which were credited.
    pub arrived: Option<Vec<i64>>,
}

impl WindowColumns {
    pub fn of(lobby: &Lobby) -> Self {
        let window = lobby.window;
        let queue = lobby.queue.iter();
        let claimed = queue.clone().map(|buzz| buzz.claimed.map(micros));
        let arrived = queue.map_while(|buzz| buzz.arrived.map(micros));
        let arrived: Vec<_> = arrived.collect();
        Self {
            fair_window: window.map(|window| window.length.as_micros() as i64),
            opened_at: window.map(|window| micros(window.opened_at)),
            window_ends_at: window.and_then(|window| window.ends_at.map(micros)),
            claimed: window.map(|_| claimed.collect()),
            arrived: window.and((!arrived.is_empty()).then_some(arrived)),
        }
    }
}
