//! Bars as SVG.

use std::fmt::Write as _;

pub struct Bar {
    pub label: String,
    /// 0 dark, 1 light.
    pub shade: usize,
    pub value: f64,
}

const SHADES: [&str; 2] = ["#1f6f5c", "#9fb8b0"];
const LABELS: usize = 260;
const LENGTH: f64 = 400.0;
const ROW: usize = 24;

/// How long a bar is for its value.
#[derive(Clone, Copy)]
pub enum Scale {
    Linear,
    /// From 1, so that values of very different sizes can be told apart.
    Logarithmic,
}

impl Scale {
    fn of(self, value: f64) -> f64 {
        match self {
            Self::Linear => value,
            Self::Logarithmic => value.max(1.0).ln(),
        }
    }
}

pub fn bars(title: &str, unit: &str, scale: Scale, bars: &[Bar]) -> String {
    let greatest = bars
        .iter()
        .map(|bar| scale.of(bar.value))
        .fold(f64::MIN_POSITIVE, f64::max);
    let (width, height) = (LABELS + LENGTH as usize + 90, ROW * (bars.len() + 2));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n\
         <text x=\"12\" y=\"22\" font-weight=\"bold\">{title}</text>\n"
    );
    for (index, bar) in bars.iter().enumerate() {
        let top = ROW * (index + 1) + 12;
        let length = scale.of(bar.value) / greatest * LENGTH;
        let digits = if bar.value < 100.0 { 1 } else { 0 };
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n\
             <rect x=\"{LABELS}\" y=\"{top}\" width=\"{length:.0}\" height=\"18\" fill=\"{}\"/>\n\
             <text x=\"{:.0}\" y=\"{}\">{:.digits$}{unit}</text>",
            LABELS - 8,
            top + 14,
            bar.label,
            SHADES[bar.shade],
            LABELS as f64 + length + 6.0,
            top + 14,
            bar.value,
        );
    }
    svg + "</svg>\n"
}
