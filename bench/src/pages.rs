//! What a browser loads before it shows a screen; counted by the frontend's own script.

use crate::report::{Figure, note};
use anyhow::{Context, ensure};
use std::{path::Path, process::Command};

pub fn run() -> anyhow::Result<()> {
    let frontend = Path::new(env!("CARGO_MANIFEST_DIR")).join("../frontend");
    if !frontend.join("dist/index.html").exists() {
        note("the pages are not built: no sizes");
        return Ok(());
    }
    let output =
        Command::new("node").arg("scripts/size.js").current_dir(&frontend).output().context("node")?;
    let text = String::from_utf8(output.stdout)?;
    let mut found = 0;
    for line in text.lines() {
        let Some((screen, ours, limit)) = parse(line) else { continue };
        Figure::new(&format!("pages_{}", screen.replace('-', "_")), ours, limit, "kB of gzipped JavaScript")
            .write()?;
        found += 1;
    }
    ensure!(found > 0, "the script names no screen: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// `sign-in: 84.5 kB of 120 kB gzipped JavaScript`
fn parse(line: &str) -> Option<(&str, f64, f64)> {
    let (screen, rest) = line.split_once(": ")?;
    let (ours, rest) = rest.split_once(" kB of ")?;
    let (limit, _) = rest.split_once(" kB")?;
    Some((screen, ours.parse().ok()?, limit.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_screens_line_is_read() {
        assert_eq!(parse("sign-in: 84.5 kB of 120 kB gzipped JavaScript"), Some(("sign-in", 84.5, 120.0)));
        assert_eq!(parse("     1.2 kB  assets/index.js"), None);
    }
}
