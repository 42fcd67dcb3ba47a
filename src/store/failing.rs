//! What is done again and again is told of when it begins to fail, when it fails for another reason, and when it works
//! again; not each time.

use std::error::Error;
use std::sync::{Mutex, PoisonError};

use crate::telemetry::Causes;

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
        let before = std::mem::replace(
            &mut *why,
            done.as_ref().err().map(|error| Causes(error).to_string()),
        );
        match done {
            Ok(()) if before.is_some() => tracing::info!("{}", self.recovery),
            Err(error) if before != *why => {
                tracing::warn!(error = %Causes(error), "{}", self.failure);
            }
            _ => {}
        }
    }
}
