//! The tenant and its members.

use crate::text;
use crate::words::words;

pub const NAME_MAX: usize = 120;
const SLUG_MAX: usize = 48;

words! {
    Role {
        Owner = "owner",
        Admin = "admin",
        Member = "member",
        Viewer = "viewer",
    }
}

/// A readable name for URLs: ASCII letters and digits of `name`, and a suffix that makes it unique.
pub fn slug(name: &str, suffix: &str) -> String {
    let mut slug = String::new();
    for c in text::line(name, SLUG_MAX).unwrap_or_default().to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let base = slug.trim_end_matches('-');
    if base.is_empty() { format!("workspace-{suffix}") } else { format!("{base}-{suffix}") }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_are_readable_in_any_script() {
        assert_eq!(slug("Tarrow Freight & Söhne", "k3x9"), "tarrow-freight-s-hne-k3x9");
        assert_eq!(slug("株式会社", "k3x9"), "workspace-k3x9");
    }
}
