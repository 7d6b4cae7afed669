//! The timeline of a lead: append-only entries, each with a kind and a detail of its own.

use crate::words::words;

words! {
    ActivityKind {
        LeadCreated = "lead_created",
        Registered = "registered",
    }
}
