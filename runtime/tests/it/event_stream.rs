//! Event streams: the frames of messages, and streams over real HTTP with servers that stop, stall,
//! cut messages and send garbage.

mod faults;
mod frames;
mod service;
mod streams;
