//! Counts the statements this process sends to its databases. A test that counts must have the process to itself, as
//! it has under nextest.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tracing::Event;
use tracing::subscriber::Subscriber;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

static COUNT: AtomicUsize = AtomicUsize::new(0);
static COUNTING: OnceLock<()> = OnceLock::new();

struct Counter;

impl<S: Subscriber> Layer<S> for Counter {
    fn on_event(&self, _: &Event<'_>, _: Context<'_, S>) {
        COUNT.fetch_add(1, Ordering::SeqCst);
    }
}

/// Statements since the first call, which begins the count.
pub fn count() -> usize {
    COUNTING.get_or_init(|| {
        let statements = Targets::new().with_target("sqlx::query", LevelFilter::DEBUG);
        tracing_subscriber::registry()
            .with(Counter.with_filter(statements))
            .init();
    });
    COUNT.load(Ordering::SeqCst)
}

/// How many there are in a stretch of real time.
pub async fn count_during(time: Duration) -> usize {
    let before = count();
    tokio::time::sleep(time).await;
    count() - before
}
