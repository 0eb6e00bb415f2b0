//! An empty program: building it builds the dependencies of the program beside it.
