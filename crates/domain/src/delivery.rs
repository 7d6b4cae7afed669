//! The life of one inbound webhook request.

use crate::words::words;

words! {
    DeliveryState {
        /// Stored and acknowledged; its job has not run yet.
        Received = "received",
        Processed = "processed",
        /// Understood, and there is nothing to do for it.
        Ignored = "ignored",
        /// Kept with a reason, because it could not be understood.
        Failed = "failed",
    }
}

words! {
    /// Who sent a delivery.
    Provider {
        Zoom = "zoom",
    }
}
