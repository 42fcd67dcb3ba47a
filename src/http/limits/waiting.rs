//! Who waits for what comes free again, and whose turn it is.

use std::collections::HashMap;
use std::hash::Hash;

/// What is asked for again and again. A guest repeats the right code, and whoever guesses has the next one: so it is the turn of
/// what was asked for most often. Whoever repeats a wrong code for its turn has it looked up once, and begins anew with the next.
#[derive(Debug)]
pub struct Waiting<K> {
    times: HashMap<K, u32>,
    most: u32,
    capacity: usize,
}

impl<K: Copy + Eq + Hash> Waiting<K> {
    pub fn up_to(capacity: usize) -> Self {
        Self {
            times: HashMap::new(),
            most: 0,
            capacity,
        }
    }

    pub fn has_the_turn(&self, key: K) -> bool {
        // The time that is asked just now counts, too.
        self.times.get(&key).copied().unwrap_or_default() + 1 >= self.most
    }

    pub fn add(&mut self, key: K) {
        if self.times.len() >= self.capacity && !self.times.contains_key(&key) {
            self.forget();
        }
        let times = self.times.entry(key).or_default();
        *times += 1;
        self.most = self.most.max(*times);
    }

    /// Something that was free has gone to `key`. Where that had not the turn, whoever had it did not come, and has lost it.
    pub fn serve(&mut self, key: K, had_the_turn: bool) {
        let times = self.times.remove(&key);
        let most = self.most;
        if !had_the_turn {
            self.times.retain(|_, times| *times < most);
        }
        if !had_the_turn || times == Some(most) {
            self.most = self.times.values().copied().max().unwrap_or_default();
        }
    }

    /// Makes room: forgets the half that was asked for least.
    fn forget(&mut self) {
        let mut all: Vec<_> = self.times.values().copied().collect();
        let middle = all.len() / 2;
        let (_, median, _) = all.select_nth_unstable(middle);
        self.times.retain(|_, times| *times > *median);
        self.most = self.times.values().copied().max().unwrap_or_default();
    }
}
