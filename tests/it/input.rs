//! Whatever is sent, the answer is a proper one.

mod anything;
mod bodies;
mod credentials;
mod encodings;
mod paths;
mod secrets;
