//! What is done again and again is told of when it begins to fail, when it fails for another reason, and when it works
//! again; not each time.

use std::error::Error;
use std::sync::{Mutex, PoisonError};

pub struct Failing {
    failure: &'static str,
    recovery: &'static str,
    /// Why it failed last; `None` while it works.
    why: Mutex<Option<String>>,
}

impl Failing {
    pub const fn new(failure: &'static str, recovery: &'static str) -> Self {
        Self {
            failure,
            recovery,
            why: Mutex::new(None),
        }
    }

    pub fn report<E: Error + 'static>(&self, done: &Result<(), E>) {
        let mut why = self.why.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *why, done.as_ref().err().map(words));
        match done {
            Ok(()) if before.is_some() => tracing::info!("{}", self.recovery),
            Err(error) if before != *why => {
                tracing::warn!(error = error as &dyn Error, "{}", self.failure);
            }
            _ => {}
        }
    }
}

/// The whole chain: the outer words are the same for many reasons.
fn words(error: &(impl Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text += &format!(": {error}");
        source = error.source();
    }
    text
}
