//! Lines for people. A reader that has gone away (`cargo xtask gen --check | head`) is no reason to panic, as the
//! standard macros do, nor to end half-way: the exit code still says how it went.

use std::fmt::Arguments;
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

/// Prints a line to standard output.
macro_rules! say {
    ($($argument:tt)*) => { $crate::output::line(format_args!($($argument)*)) };
}

/// Prints a line to standard error.
macro_rules! say_error {
    ($($argument:tt)*) => { $crate::output::error_line(format_args!($($argument)*)) };
}

pub(crate) use {say, say_error};

/// Whether a line was lost that somebody waits for: `gen --dry-run > plan.md` on a full disk.
static IS_LOST: AtomicBool = AtomicBool::new(false);

pub(crate) fn line(text: Arguments<'_>) {
    if let Err(error) = writeln!(io::stdout().lock(), "{text}")
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        IS_LOST.store(true, Ordering::Relaxed);
    }
}

pub(crate) fn error_line(text: Arguments<'_>) {
    writeln!(io::stderr().lock(), "{text}").ok();
}

/// Tells whether lines of standard output were lost.
pub(crate) fn is_lost() -> bool {
    IS_LOST.load(Ordering::Relaxed)
}
