//! The words an attribute may use, each with the variant it stands for.
//!
//! They repeat the lists of `domain::privacy` because a macro that only passed words on could not say which ones
//! exist; the test below keeps the two equal.

pub(crate) struct List {
    pub(crate) key: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) words: &'static [(&'static str, &'static str)],
}

pub(crate) const SUBJECT: List = List {
    key: "subject",
    kind: "Subject",
    words: &[
        ("none", "None"),
        ("user", "User"),
        ("member", "Member"),
        ("lead", "Lead"),
        ("workspace", "Workspace"),
        ("visitor", "Visitor"),
        ("correspondent", "Correspondent"),
        ("anyone", "Anyone"),
    ],
};

pub(crate) const CATEGORY: List = List {
    key: "category",
    kind: "Category",
    words: &[
        ("identifiers", "Identifiers"),
        ("contact", "Contact"),
        ("professional", "Professional"),
        ("location", "Location"),
        ("credentials", "Credentials"),
        ("content", "Content"),
        ("participation", "Participation"),
        ("commercial", "Commercial"),
        ("zoom_account", "ZoomAccount"),
        ("usage", "Usage"),
        ("network", "Network"),
        ("image", "Image"),
        ("preferences", "Preferences"),
        ("inference", "Inference"),
        ("consent", "Consent"),
        ("technical", "Technical"),
    ],
};

pub(crate) const PURPOSE: List = List {
    key: "purposes",
    kind: "Purpose",
    words: &[
        ("provide_service", "ProvideService"),
        ("capture_leads", "CaptureLeads"),
        ("authenticate", "Authenticate"),
        ("secure", "Secure"),
        ("improve", "Improve"),
        ("communicate", "Communicate"),
        ("bill", "Bill"),
        ("legal", "Legal"),
        ("operate", "Operate"),
    ],
};

pub(crate) const ORIGIN: List = List {
    key: "origin",
    kind: "Origin",
    words: &[
        ("person", "Person"),
        ("member", "Member"),
        ("zoom", "Zoom"),
        ("identity_provider", "IdentityProvider"),
        ("stripe", "Stripe"),
        ("device", "Device"),
        ("system", "System"),
        ("recorded", "Recorded"),
    ],
};

/// The retentions without an argument; `days(n)` is the one with.
pub(crate) const RETENTION: List = List {
    key: "retention",
    kind: "Retention",
    words: &[
        ("with_row", "WithRow"),
        ("with_account", "WithAccount"),
        ("with_workspace", "WithWorkspace"),
        ("with_lead", "WithLead"),
        ("until_used", "UntilUsed"),
        ("until_disconnect", "UntilDisconnect"),
        ("permanent", "Permanent"),
    ],
};

/// The fates without an argument; `keep("reason")` is the one with.
pub(crate) const ERASE: List = List {
    key: "erase",
    kind: "Erase",
    words: &[("delete", "Delete"), ("null", "Null"), ("shred", "Shred")],
};

/// The export without an argument; `no("reason")` is the one with.
pub(crate) const EXPORT: List = List { key: "export", kind: "Export", words: &[("yes", "Yes")] };

impl List {
    pub(crate) fn variant(&self, word: &str) -> Option<&'static str> {
        self.words.iter().find(|(known, _)| *known == word).map(|(_, variant)| *variant)
    }

    /// All words, as a sentence shows them.
    pub(crate) fn known(&self, with_argument: &[&str]) -> String {
        let words = self.words.iter().map(|(word, _)| *word).chain(with_argument.iter().copied());
        words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::privacy::{Category, Origin, Purpose, Subject};
    use std::fmt::Debug;

    fn assert_same<T: Debug + Copy>(list: &List, all: &[T], word: impl Fn(T) -> &'static str) {
        let theirs: Vec<_> = all.iter().map(|item| (word(*item).to_owned(), format!("{item:?}"))).collect();
        let ours: Vec<_> =
            list.words.iter().map(|(w, variant)| (w.to_string(), variant.to_string())).collect();
        assert_eq!(ours, theirs, "the words of `{}` differ from the domain's", list.key);
    }

    #[test]
    fn the_words_are_those_of_the_domain() {
        assert_same(&SUBJECT, Subject::ALL, Subject::as_str);
        assert_same(&CATEGORY, Category::ALL, Category::as_str);
        assert_same(&PURPOSE, Purpose::ALL, Purpose::as_str);
        assert_same(&ORIGIN, Origin::ALL, Origin::as_str);
    }
}
