//! A report as CSV (RFC 4180), which spreadsheets open: what a stranger typed must not become a formula there.

use app::reports::{Cell, Report};

pub(super) fn write(report: &Report) -> Option<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(report.columns.iter().map(|column| harmless(&column.label))).ok()?;
    for row in report.rows.iter().chain(&report.totals) {
        writer.write_record(row.iter().map(text)).ok()?;
    }
    writer.into_inner().ok()
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Count(count) | Cell::Seconds(count) => count.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::Missing => String::new(),
        Cell::Money(money) => money.decimal(),
        Cell::Percent(percent) => format!("{percent:.1}"),
        Cell::Text(text) => harmless(text),
    }
}

fn harmless(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn nothing_that_a_stranger_typed_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        assert_eq!(harmless("a=1"), "a=1");
    }
}
