//! The report: sections of documents, and their plots.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::database::{Measured, Results};
use crate::live;
use crate::load::{CLIENTS, Throughput};
use crate::plot::{self, Bar, Scale};
use crate::server::DATABASE_CONNECTIONS;

/// Puts a section between its two marks in its document.
pub fn replace(name: &str, section: &str) {
    let path = root().join(match name {
        "simulation" | "service" => "docs/fairness.md",
        _ => "docs/performance.md",
    });
    let text = std::fs::read_to_string(&path).expect("the document");
    let (begin, end) = (
        format!("<!-- {name}: begin -->\n"),
        format!("<!-- {name}: end -->"),
    );
    let (before, rest) = text
        .split_once(&begin)
        .expect("the mark where the section begins");
    let (_, after) = rest
        .split_once(&end)
        .expect("the mark where the section ends");
    std::fs::write(&path, format!("{before}{begin}\n{section}\n{end}{after}"))
        .expect("the document");
    eprintln!("written: {}", path.display());
}

pub fn database(results: &Results, quick: bool) -> String {
    let Results {
        extent,
        postgres,
        sqlite,
        binary_megabytes,
    } = results;
    let mut text = setting("database", quick);
    let _ = writeln!(
        text,
        "\n{} pairs, interleaved. Buzzes spread: {} lobbies of {} players, of whom all but one buzz once. Hot lobby: \
         {} rounds in which {} players buzz, one lobby. The service has {DATABASE_CONNECTIONS} connections to the \
         database and {CLIENTS} to clients; pgbench has {DATABASE_CONNECTIONS} to the database. Median (least to \
         greatest).\n",
        extent.pairs, extent.lobbies, extent.players, extent.hot_rounds, extent.hot_players,
    );
    text += "| on Postgres | service, a second | pgbench, a second | ratio | service CPU s per 1,000 |\n|---|---|---|---|---|\n";
    let compared = [
        ("buzz, spread", &postgres.spread, &postgres.pgbench_spread),
        ("buzz, one hot lobby", &postgres.hot, &postgres.pgbench_hot),
        ("state read", &postgres.state, &postgres.pgbench_state),
    ];
    for (name, ours, theirs) in compared {
        let pairs = ours.iter().zip(theirs);
        let ratios: Vec<f64> = pairs
            .map(|(ours, theirs)| ours.per_second / theirs)
            .collect();
        let (rate, cpu) = columns(ours);
        let _ = writeln!(
            text,
            "| {name} | {rate} | {} | {} | {cpu} |",
            median(theirs, 0),
            median(&ratios, 2)
        );
    }
    for (name, ours) in [
        ("state read, 304", &postgres.unchanged),
        ("`/livez`", &postgres.livez),
    ] {
        let (rate, cpu) = columns(ours);
        let _ = writeln!(text, "| {name} | {rate} | | | {cpu} |");
    }
    text += "\n| on SQLite | service, a second | service CPU s per 1,000 |\n|---|---|---|\n";
    let alone = [
        ("buzz, spread", &sqlite.spread),
        ("buzz, one hot lobby", &sqlite.hot),
        ("state read", &sqlite.state),
        ("state read, 304", &sqlite.unchanged),
        ("`/livez`", &sqlite.livez),
    ];
    for (name, ours) in alone {
        let (rate, cpu) = columns(ours);
        let _ = writeln!(text, "| {name} | {rate} | {cpu} |");
    }
    text += "\n| process | on Postgres | on SQLite |\n|---|---|---|\n";
    let row = |name: &str, value: &dyn Fn(&Measured) -> String| {
        format!("| {name} | {} | {} |\n", value(postgres), value(sqlite))
    };
    text += &row("resident when idle, MB", &|m| {
        format!("{:.1}", m.idle_megabytes)
    });
    text += &row("resident at most in this run, MB", &|m| {
        format!("{:.1}", m.peak_megabytes)
    });
    text += &row("from start to the first lobby shown, ms", &|m| {
        median(&m.first_answers, 0)
    });
    let _ = write!(
        text,
        "\nThe stripped release binary has {binary_megabytes:.1} MB."
    );
    if !quick {
        text += "\n\n![Requests a second on Postgres](images/database.svg)";
        draw("database", &throughput_plot(postgres));
    }
    text
}

fn throughput_plot(postgres: &Measured) -> String {
    let ours = |runs: &[Throughput]| middle(runs.iter().map(|run| run.per_second).collect());
    let bar = |label: &str, shade, value| Bar {
        label: label.to_owned(),
        shade,
        value,
    };
    plot::bars(
        "Requests a second on Postgres, medians",
        "",
        Scale::Linear,
        &[
            bar("buzz, spread: service", 0, ours(&postgres.spread)),
            bar("pgbench", 1, middle(postgres.pgbench_spread.clone())),
            bar("buzz, hot lobby: service", 0, ours(&postgres.hot)),
            bar("pgbench", 1, middle(postgres.pgbench_hot.clone())),
            bar("state read: service", 0, ours(&postgres.state)),
            bar("pgbench", 1, middle(postgres.pgbench_state.clone())),
            bar("state read, 304: service", 0, ours(&postgres.unchanged)),
            bar("/livez: service", 0, ours(&postgres.livez)),
        ],
    )
}

pub fn columns(runs: &[Throughput]) -> (String, String) {
    let rates: Vec<f64> = runs.iter().map(|run| run.per_second).collect();
    let costs: Vec<f64> = runs
        .iter()
        .map(|run| run.cpu_seconds_per_thousand)
        .collect();
    (median(&rates, 0), median(&costs, 3))
}

pub fn median(values: &[f64], digits: usize) -> String {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = values.iter().copied().fold(0.0, f64::max);
    format!(
        "{:.digits$} ({least:.digits$} to {greatest:.digits$})",
        middle(values.to_vec())
    )
}

pub fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let (lower, upper) = (values[(values.len() - 1) / 2], values[values.len() / 2]);
    f64::midpoint(lower, upper)
}

pub fn live(results: &live::Results, quick: bool) -> String {
    let live::Results {
        extent,
        runs,
        holds,
    } = results;
    let mut text = setting("live", quick);
    let _ = writeln!(
        text,
        "\n{} streams in {} lobbies, one for the host and for each player, on one process with {DATABASE_CONNECTIONS} \
         database connections; buzzes at an even pace for {} s a line. Milliseconds from the moment a buzz is due to \
         each viewer's event. CPU in % of one core, memory: the process that has the streams. Statements: all instances.\n",
        extent.streams(),
        extent.lobbies,
        extent.play_seconds,
    );
    text += "| | buzzes a second | events | p50 ms | p99 ms | late or lost | streams dropped | CPU % | MB | statements a second |\n\
             |---|---|---|---|---|---|---|---|---|---|\n";
    for run in runs {
        let idle = &run.idle;
        let _ = writeln!(
            text,
            "| {}, idle | 0 | | | | | {} | {:.1} | {:.1} | {:.1} |",
            run.name, idle.dropped, idle.cpu_percent, idle.megabytes, idle.statements
        );
        for play in &run.plays {
            let cost = &play.cost;
            let _ = writeln!(
                text,
                "| {} | {:.0} | {} | {:.1} | {:.1} | {} | {} | {:.1} | {:.1} | {:.1} |",
                run.name,
                play.rate,
                play.latencies.milliseconds.len(),
                play.latencies.percentile(50),
                play.latencies.percentile(99),
                play.latencies.missing,
                cost.dropped,
                cost.cpu_percent,
                cost.megabytes,
                cost.statements
            );
        }
    }
    let _ = writeln!(
        text,
        "\nA time limit passes in each of {} of the lobbies; milliseconds from then to each viewer's event.\n",
        extent.deadlines
    );
    text += "| | events | p50 ms | p99 ms | last ms | lost |\n|---|---|---|---|---|---|\n";
    for live::Run {
        name, deadlines, ..
    } in runs
    {
        let _ = writeln!(
            text,
            "| {name} | {} | {:.1} | {:.1} | {:.1} | {} |",
            deadlines.milliseconds.len(),
            deadlines.percentile(50),
            deadlines.percentile(99),
            deadlines.percentile(100),
            deadlines.missing
        );
    }
    let _ = writeln!(
        text,
        "\nAs many streams as one process holds in {} MB resident; then one buzz in each of {} of its lobbies:\n",
        extent.hold_megabytes, extent.hold_probes
    );
    text += "| | streams | MB | KB a stream | files | stopped by | p50 ms | p99 ms | late or lost | dropped |\n\
             |---|---|---|---|---|---|---|---|---|---|\n";
    for hold in holds {
        let _ = writeln!(
            text,
            "| {} | {} | {:.0} | {:.1} | {} | {} | {:.1} | {:.1} | {} | {} |",
            hold.name,
            hold.streams,
            hold.megabytes,
            hold.kilobytes_each(),
            hold.files,
            hold.stopped_by,
            hold.probe.percentile(50),
            hold.probe.percentile(99),
            hold.probe.missing,
            hold.dropped
        );
    }
    if !quick {
        text += "\n![Milliseconds from a buzz to a viewer's event](images/live.svg)";
        draw("live", &latency_plot(runs));
    }
    text
}

fn latency_plot(runs: &[live::Run]) -> String {
    let bars: Vec<Bar> = runs
        .iter()
        .flat_map(|run| {
            run.plays.iter().flat_map(move |play| {
                let label = format!("{}, {:.0}/s: p50", run.name, play.rate);
                let p99 = play.latencies.percentile(99);
                [
                    Bar {
                        label,
                        shade: 0,
                        value: play.latencies.percentile(50),
                    },
                    Bar {
                        label: "p99".to_owned(),
                        shade: 1,
                        value: p99,
                    },
                ]
            })
        })
        .collect();
    plot::bars(
        "Milliseconds from a buzz to a viewer's event, logarithmic",
        " ms",
        Scale::Logarithmic,
        &bars,
    )
}

/// Machine, versions and command.
pub fn setting(part: &str, quick: bool) -> String {
    let url = std::env::var("DATABASE_URL").unwrap_or_default();
    let show = "SELECT 'Postgres ' || current_setting('server_version') || ', fsync ' || current_setting('fsync') \
                || ', synchronous_commit ' || current_setting('synchronous_commit')";
    let postgres = output("psql", &["-qXAt", &url, "-c", show]);
    let rustc = output("rustc", &["--version"]);
    let option = if quick { " --quick" } else { "" };
    format!(
        "`scripts/bench {part}{option}`, commit {}. {}; \
         {postgres}; {rustc}. Clients, service, pgbench and database share the cores. `RATE_LIMITS=off`; \
         the log, one event a request, goes to a file.\n",
        commit(),
        machine(),
    )
}

pub fn commit() -> String {
    output("git", &["describe", "--always", "--dirty", "--exclude=*"])
}

/// Processor, memory and kernel.
pub fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cpuinfo = read("/proc/cpuinfo");
    let model = cpuinfo
        .lines()
        .find_map(|line| line.strip_prefix("model name\t: "))
        .unwrap_or("unknown processor");
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let meminfo = read("/proc/meminfo");
    let kilobytes = meminfo
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"));
    let kilobytes = kilobytes.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok());
    let gigabytes = kilobytes.map_or(0.0, |kilobytes: f64| kilobytes / 1024.0 / 1024.0);
    let kernel = output("uname", &["-sr"]);
    format!("{model}, {cores} cores, {gigabytes:.0} GB; {kernel}")
}

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .output();
    output.map_or_else(
        |_| format!("{program} unknown"),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}

pub fn draw(name: &str, svg: &str) {
    let directory = root().join("docs/images");
    std::fs::create_dir_all(&directory).expect("docs/images");
    std::fs::write(directory.join(format!("{name}.svg")), svg).expect("a plot");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}
