use std::fmt;

use crate::Load;
use crate::server::Cost;

pub struct Measured {
    /// Milliseconds, sorted.
    pub latencies: Vec<f64>,
    pub missing: usize,
    pub dropped: usize,
    pub idle: Cost,
    pub idle_statements: f64,
    pub busy: Cost,
    pub busy_statements: f64,
    pub buzzes: usize,
}

pub struct Report {
    load: Load,
    rows: Vec<(&'static str, Measured)>,
}

impl Report {
    pub const fn new(load: Load) -> Self {
        let rows = Vec::new();
        Self { load, rows }
    }

    pub fn add(&mut self, name: &'static str, measured: Measured) {
        self.rows.push((name, measured));
    }
}

impl Measured {
    fn percentile(&self, percent: usize) -> f64 {
        let index = (self.latencies.len() * percent / 100).min(self.latencies.len() - 1);
        self.latencies[index]
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Load {
            streams,
            lobbies,
            buzzes_per_second,
            seconds,
        } = self.load;
        writeln!(
            f,
            "{streams} streams in {lobbies} lobbies, {buzzes_per_second} buzzes a second for {seconds} s. CPU and \
             memory are those of the process that has the streams; statements are those of all instances.\n"
        )?;
        writeln!(
            f,
            "| | p50 ms | p99 ms | events | missing | dropped | idle CPU | busy CPU | MB | idle stmt/s | busy stmt/s |"
        )?;
        writeln!(f, "|---|---|---|---|---|---|---|---|---|---|---|")?;
        for (name, m) in &self.rows {
            writeln!(
                f,
                "| {name} | {:.1} | {:.1} | {} for {} buzzes | {} | {} | {:.1} % | {:.1} % | {:.0} | {:.0} | {:.0} |",
                m.percentile(50),
                m.percentile(99),
                m.latencies.len(),
                m.buzzes,
                m.missing,
                m.dropped,
                m.idle.cpu_seconds * 100.0,
                m.busy.cpu_seconds * 100.0,
                m.busy.megabytes,
                m.idle_statements,
                m.busy_statements,
            )?;
        }
        Ok(())
    }
}
