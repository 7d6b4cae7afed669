//! Work that happens after a commit.

use crate::words::words;

words! {
    JobState {
        /// Waiting for its time, or leased by a worker. Finished jobs are deleted.
        Ready = "ready",
        /// Gave up; kept with its last error until somebody looks.
        Dead = "dead",
    }
}
