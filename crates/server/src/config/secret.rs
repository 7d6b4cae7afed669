//! Secrets come as a value or in a file, never both: two sources that disagree are found at start and not later.

use anyhow::{Context, bail};
use secrecy::SecretString;
use std::path::Path;

pub(super) fn one_of(
    name: &str,
    value: Option<&SecretString>,
    file: Option<&Path>,
) -> anyhow::Result<Option<SecretString>> {
    match (value, file) {
        (Some(_), Some(_)) => bail!("{name} and {name}_FILE are both set; keep one"),
        (Some(value), None) => Ok(Some(value.clone())),
        (None, Some(file)) => {
            let text =
                std::fs::read_to_string(file).with_context(|| format!("{name}_FILE cannot be read"))?;
            Ok(Some(SecretString::from(text.trim_end_matches(['\r', '\n']).to_owned())))
        }
        (None, None) => Ok(None),
    }
}
