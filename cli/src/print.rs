//! `println!` and similar macros for commands in a pipeline. They shadow those of the standard
//! library, which panic when the reader of the output has exited, as in `smithy-codegen traits |
//! head`.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write};

/// Writes to a standard stream. Output without a reader is dropped; any other failure, such as a
/// full disk, ends the program with exit code 2.
pub fn write(stream: &mut dyn Write, text: Arguments<'_>) {
    if let Err(error) = stream.write_fmt(text)
        && error.kind() != ErrorKind::BrokenPipe
    {
        let _ = writeln!(std::io::stderr(), "error: cannot write the output: {error}");
        std::process::exit(2);
    }
}

/// Prints to standard output.
#[macro_export]
macro_rules! print {
    ($($text:tt)*) => {
        $crate::print::write(&mut ::std::io::stdout(), ::std::format_args!($($text)*))
    };
}

/// Prints a line to standard output.
#[macro_export]
macro_rules! println {
    ($($text:tt)*) => {
        $crate::print::write(&mut ::std::io::stdout(), ::std::format_args!("{}\n", ::std::format_args!($($text)*)))
    };
}

/// Prints a line to standard error.
#[macro_export]
macro_rules! eprintln {
    ($($text:tt)*) => {
        $crate::print::write(&mut ::std::io::stderr(), ::std::format_args!("{}\n", ::std::format_args!($($text)*)))
    };
}

/// Prints to standard error.
#[macro_export]
macro_rules! eprint {
    ($($text:tt)*) => {
        $crate::print::write(&mut ::std::io::stderr(), ::std::format_args!($($text)*))
    };
}
