//! The numbers as lines of l2met, for services that read them out of the log.

use std::collections::HashMap;

use prometheus::proto::{LabelPair, Metric, MetricFamily, MetricType};

/// Compares with the line before: `count#` is what was added since, `measure#` the mean over that time, `sample#` the value
/// now.
#[derive(Default)]
pub struct Deltas {
    /// Totals at the line before, by name.
    totals: HashMap<String, f64>,
}

impl Deltas {
    /// One line a family, so that none gets longer than a log takes. What has not moved is left out.
    pub fn lines(&mut self, families: &[MetricFamily]) -> Vec<String> {
        let lines = families.iter().map(|family| {
            let metrics = family.get_metric().iter();
            let fields = metrics.flat_map(|metric| self.fields(family, metric));
            fields.collect::<Vec<_>>().join(" ")
        });
        lines.filter(|line| !line.is_empty()).collect()
    }

    fn fields(&mut self, family: &MetricFamily, metric: &Metric) -> Vec<String> {
        let name = name(family.name(), metric.get_label());
        match family.get_field_type() {
            MetricType::COUNTER => {
                let added = self.added(&name, metric.get_counter().get_value());
                added
                    .map(|added| format!("count#{name}={added}"))
                    .into_iter()
                    .collect()
            }
            MetricType::HISTOGRAM => {
                let histogram = metric.get_histogram();
                let seconds = self.added(&format!("{name}.sum"), histogram.get_sample_sum());
                let Some(count) = self.added(&name, histogram.get_sample_count() as f64) else {
                    return Vec::new();
                };
                let mean = seconds.unwrap_or_default() / count * 1e3;
                vec![
                    format!("count#{name}={count}"),
                    format!("measure#{name}={mean:.3}ms"),
                ]
            }
            _ => {
                let value = metric.get_gauge().get_value();
                let known = (!value.is_nan()).then(|| format!("sample#{name}={value}"));
                known.into_iter().collect()
            }
        }
    }

    /// `None` where nothing was.
    fn added(&mut self, name: &str, total: f64) -> Option<f64> {
        let before = self
            .totals
            .insert(name.to_owned(), total)
            .unwrap_or_default();
        (total > before).then_some(total - before)
    }
}

/// l2met knows no labels: their values follow the name, with dots, in the letters that it allows.
fn name(family: &str, labels: &[LabelPair]) -> String {
    let mut name = family.to_owned();
    for label in labels {
        let words = label
            .value()
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        for word in words.filter(|word| !word.is_empty()) {
            name.push('.');
            name.push_str(word);
        }
    }
    name
}
