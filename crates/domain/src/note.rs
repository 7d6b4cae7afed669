//! What people write about a lead, in markdown. Nothing in Cloop reads it but people: no filter, rule or score has a test
//! for it, because none could be built from a [`NoteText`].

use crate::{ids::MemberId, text};
use pulldown_cmark::{Event, Parser, Tag};

pub const BODY_MAX: usize = 20_000;
/// A note that calls more people than this calls nobody in particular.
pub const MENTIONS_MAX: usize = 50;
/// How long a deleted note can come back.
pub const RESTORE_DAYS: i64 = 30;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteText(String);

impl NoteText {
    /// `None` when nothing is left of it, or when it is too long.
    pub fn parse(raw: &str) -> Option<Self> {
        text::paragraphs(raw).filter(|text| text.chars().count() <= BODY_MAX).map(Self)
    }

    /// From the database.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whom it calls: the links `[@Name](member:UUID)`, each once, in their order. Not those in code.
    pub fn mentions(&self) -> Vec<MemberId> {
        let mut mentioned = Vec::new();
        for event in Parser::new(&self.0) {
            let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
            let member = dest_url.strip_prefix("member:").and_then(|id| id.parse().ok());
            if let Some(member) = member.filter(|member| !mentioned.contains(member)) {
                mentioned.push(member);
            }
        }
        mentioned.truncate(MENTIONS_MAX);
        mentioned
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn links_to_members_are_mentions_and_code_is_not() {
        let (ada, ben) = ("01a2016e-a2f5-70f6-be05-d34c6159badc", "01a2016e-a2f5-70f6-be05-d34c6159badd");
        let text = format!(
            "Ask [@Ben](member:{ben}), **[@Ada \\[Ops\\]](member:{ada})** and [@Ben](member:{ben}).\n\n`[@Ada](member:{ada})` [x](member:nobody)"
        );
        let mentions: Vec<String> =
            NoteText::parse(&text).unwrap().mentions().iter().map(ToString::to_string).collect();
        assert_eq!(mentions, [ben, ada]);
    }

    proptest! {
        #[test]
        fn any_text_has_mentions_or_not(raw in any::<String>()) {
            if let Some(text) = NoteText::parse(&raw) {
                prop_assert!(text.mentions().len() <= MENTIONS_MAX);
            }
        }
    }
}
