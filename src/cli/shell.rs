//! What a shell and a manual reader want: completions and a page.

use std::io::Write as _;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::Exit;
use super::args::Arguments;
use super::output::Output;

pub fn completions(shell: Shell) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "tunnelsmith", &mut script);
    print(&script)
}

pub fn manual(output: &Output) -> Exit {
    let mut page = Vec::new();
    match clap_mangen::Man::new(Arguments::command()).render(&mut page) {
        Ok(()) => print(&page),
        Err(error) => {
            output.trouble(&error.to_string());
            Exit::Failed
        }
    }
}

fn print(bytes: &[u8]) -> Exit {
    // A reader that went away (`| head`) has read all it wanted.
    let _ = std::io::stdout().write_all(bytes);
    Exit::Done
}
