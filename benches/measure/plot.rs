//! Bars and lines as SVG.

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

/// A line through points, with a name at its end. Values are percent.
pub struct Line {
    pub label: String,
    pub is_dashed: bool,
    pub points: Vec<(f64, f64)>,
}

const LEFT: f64 = 48.0;
const TOP: f64 = 44.0;
const HEIGHT: f64 = 300.0;

/// All lines have the same places on the horizontal axis, which are marked there.
pub fn lines(title: &str, lines: &[Line]) -> String {
    let places: Vec<f64> = lines[0].points.iter().map(|(place, _)| *place).collect();
    let greatest = places.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let x = |place: f64| LEFT + place / greatest * LENGTH;
    let y = |percent: f64| TOP + (1.0 - percent / 100.0) * HEIGHT;
    let (right, bottom) = (LEFT + LENGTH, TOP + HEIGHT);
    let (width, height) = (right + 180.0, bottom + 32.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n\
         <text x=\"12\" y=\"22\" font-weight=\"bold\">{title}</text>\n"
    );
    for percent in [0.0, 25.0, 50.0, 75.0, 100.0] {
        let (at, label) = (y(percent), y(percent) + 4.0);
        let _ = writeln!(
            svg,
            "<path d=\"M{LEFT} {at}H{right}\" stroke=\"#ddd\"/>\n\
             <text x=\"{}\" y=\"{label}\" text-anchor=\"end\">{percent}</text>",
            LEFT - 8.0,
        );
    }
    for place in places {
        let (at, label) = (x(place), bottom + 20.0);
        let _ = writeln!(
            svg,
            "<text x=\"{at}\" y=\"{label}\" text-anchor=\"middle\">{place}</text>"
        );
    }
    // The names of lines that end close to each other are moved apart.
    let mut names: Vec<(f64, usize)> = lines
        .iter()
        .enumerate()
        .map(|(index, line)| (y(line.points.last().map_or(0.0, |point| point.1)), index))
        .collect();
    names.sort_by(|a, b| a.0.total_cmp(&b.0));
    for next in 1..names.len() {
        names[next].0 = names[next].0.max(names[next - 1].0 + 15.0);
    }
    for (name, index) in names {
        let line = &lines[index];
        let points = line.points.iter();
        let points: Vec<String> = points
            .map(|(place, percent)| format!("{:.1},{:.1}", x(*place), y(*percent)))
            .collect();
        let (shade, dashes) = if line.is_dashed {
            ("#b3541e", "6 4")
        } else {
            (SHADES[0], "none")
        };
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{shade}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/>\n\
             <text x=\"{}\" y=\"{:.1}\" fill=\"{shade}\">{}</text>",
            points.join(" "),
            right + 8.0,
            name + 4.0,
            line.label,
        );
    }
    svg + "</svg>\n"
}
