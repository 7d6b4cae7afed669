//! The two ways a use case ends badly: the caller can act on it, or the operator must.

use domain::refusal::{Code, Refusal};
use persistence::{DbError, TxError};

pub type Result<T, E = Failure> = std::result::Result<T, E>;

#[derive(Debug)]
pub enum Failure {
    Refused(Refusal),
    /// Logged with its chain where it is answered, and never shown.
    Fault(anyhow::Error),
}

impl Failure {
    pub fn code(code: Code) -> Self {
        Self::Refused(Refusal::new(code))
    }

    /// What the caller is told, and what the log is.
    pub fn answer(self) -> (Refusal, Option<anyhow::Error>) {
        match self {
            Self::Refused(refusal) => (refusal, None),
            Self::Fault(cause)
                if matches!(cause.downcast_ref(), Some(DbError::Unavailable(_) | DbError::Busy(_))) =>
            {
                (Refusal::new(Code::Unavailable).retry_after(5), Some(cause))
            }
            Self::Fault(cause) => (Refusal::new(Code::Internal), Some(cause)),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self::code(code)
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Fault(error)
    }
}

impl TxError for Failure {
    fn lost_race(&self) -> bool {
        match self {
            Self::Refused(_) => false,
            Self::Fault(cause) => cause.downcast_ref::<DbError>().is_some_and(TxError::lost_race),
        }
    }
}
