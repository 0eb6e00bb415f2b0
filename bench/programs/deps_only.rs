//! Nothing: building this is building what the program beside it depends on.
