//! What the service logs while a test runs. nextest gives each test a process, and so a log, of its own.

use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

type Direct = Box<dyn Fn(&str) + Send + Sync>;

/// The log of this process, and what changes its directives.
static PROCESS: LazyLock<(Log, Direct)> = LazyLock::new(|| {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new("panenka=error"))
        .with_ansi(false)
        .with_writer(log.clone())
        .with_filter_reloading();
    let filter = subscriber.reload_handle();
    subscriber.init();
    let direct = move |directives: &str| {
        let directives = directives.parse::<EnvFilter>().expect("directives");
        filter.reload(directives).expect("a subscriber");
    };
    (log, Box::new(direct))
});

impl Log {
    /// That of the errors, unless a test wants another.
    pub fn of_process() -> Self {
        PROCESS.0.clone()
    }

    /// Collects from here on what these directives let through.
    pub fn start(directives: &str) -> Self {
        let (log, direct) = &*PROCESS;
        direct(directives);
        log.0.lock().expect("a lock").clear();
        log.clone()
    }

    pub fn text(&self) -> String {
        let bytes = self.0.lock().expect("a lock").clone();
        String::from_utf8(bytes).expect("text")
    }

    /// The statements sent since the last call, but for those that set up a connection.
    pub fn take_statements(&self) -> Vec<String> {
        let text = self.text();
        self.0.lock().expect("a lock").clear();
        let statements = text.lines().filter(|line| line.contains(" sqlx::query: "));
        let statements = statements.filter(|line| !line.contains("PRAGMA"));
        statements.map(str::to_owned).collect()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("a lock").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
