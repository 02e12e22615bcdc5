//! Parses nothing and decides nothing: hands the arguments over and turns the outcome into an exit
//! status.

use std::process::ExitCode;

fn main() -> ExitCode {
    tunnelsmith::cli::run(std::env::args_os()).into()
}
