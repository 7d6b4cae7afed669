//! The API, through HTTP, on both engines. The tree mirrors the URL space.

mod capture;
