//! The closed lists: whose data, of what kind, why, and from where.

use crate::words::words;

words! {
    /// Whose data the column holds.
    Subject {
        /// Nobody's: the value says nothing about a person.
        None = "none",
        /// A person with a login.
        User = "user",
        /// A user in the role they have in one workspace.
        Member = "member",
        /// A person recorded in a workspace who has no login.
        Lead = "lead",
        /// The customer itself, which need not be a person but whose data it still is.
        Workspace = "workspace",
        /// Somebody who used the public pages without signing in.
        Visitor = "visitor",
        /// Somebody who wrote to the operator.
        Correspondent = "correspondent",
        /// A user or a lead: the row itself says which.
        Anyone = "anyone",
    }
}

words! {
    /// What kind of data it is; fine enough for the categories that statutes ask for.
    Category {
        /// Names, account ids, ids at other services.
        Identifiers = "identifiers",
        /// E-mail addresses, phone numbers, postal addresses.
        Contact = "contact",
        /// Company, title, industry.
        Professional = "professional",
        /// Country, region, time zone.
        Location = "location",
        /// Password hashes, second factors, keys, session tokens.
        Credentials = "credentials",
        /// What people wrote: notes, messages, answers, files.
        Content = "content",
        /// Who came to which meeting, when and for how long.
        Participation = "participation",
        /// Value, stage, status, plan, references to payment records.
        Commercial = "commercial",
        /// The linked Zoom account: its ids, name and address.
        ZoomAccount = "zoom_account",
        /// What was done in the product, and when.
        Usage = "usage",
        /// IP address, user agent.
        Network = "network",
        /// A profile picture or a recording.
        Image = "image",
        /// Language, view and notification choices.
        Preferences = "preferences",
        /// What was worked out rather than told: scores, duplicate signals.
        Inference = "inference",
        /// Consents, objections, acceptances and requests.
        Consent = "consent",
        /// Keys, versions, clocks and states of rows.
        Technical = "technical",
    }
}

impl Category {
    /// The category of Cal. Civ. Code 1798.140(v)(1) that a disclosure lists it under.
    #[must_use]
    pub const fn ccpa(self) -> Option<&'static str> {
        match self {
            Self::Identifiers | Self::Contact | Self::ZoomAccount => Some("A. Identifiers"),
            Self::Content | Self::Preferences | Self::Consent => Some("B. Customer records"),
            Self::Participation | Self::Commercial => Some("D. Commercial information"),
            Self::Usage | Self::Network => Some("F. Internet or network activity"),
            Self::Location => Some("G. Geolocation data"),
            Self::Image => Some("H. Audio, electronic or visual information"),
            Self::Professional => Some("I. Professional information"),
            Self::Inference => Some("K. Inferences"),
            Self::Credentials => Some("L. Sensitive: account log-in with credentials"),
            Self::Technical => None,
        }
    }
}

words! {
    /// Why it is processed. Consent, objection and restriction are decided per purpose.
    Purpose {
        /// What the customer asked for.
        ProvideService = "provide_service",
        /// Turning registrations, forms and imports into leads.
        CaptureLeads = "capture_leads",
        /// Knowing who signs in.
        Authenticate = "authenticate",
        /// Preventing and finding abuse.
        Secure = "secure",
        /// Finding faults and making the product better.
        Improve = "improve",
        /// Transactional messages and correspondence.
        Communicate = "communicate",
        /// Charging for the service.
        Bill = "bill",
        /// Duties under law, and the rights of people.
        Legal = "legal",
        /// Making the program itself work: keys, versions, clocks.
        Operate = "operate",
    }
}

words! {
    /// Where the value came from.
    Origin {
        /// The subject gave it.
        Person = "person",
        /// A member of the workspace entered it, imported it or sent it through the API.
        Member = "member",
        /// Zoom sent it.
        Zoom = "zoom",
        /// The sign-in provider of the subject's choice sent it.
        IdentityProvider = "identity_provider",
        /// The payment provider sent it.
        Stripe = "stripe",
        /// The subject's browser or network sent it along.
        Device = "device",
        /// The product made it.
        System = "system",
        /// It differs row by row, and is recorded row by row.
        Recorded = "recorded",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_personal_category_can_be_disclosed_under_a_statutory_one() {
        for category in Category::ALL {
            assert_eq!(category.ccpa().is_none(), *category == Category::Technical, "{category}");
        }
    }
}
