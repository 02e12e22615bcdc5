//! What a shell and a manual reader want: completions and a page.

use std::io::Write as _;

use clap_complete::Shell;
use clap_mangen::Man;

use crate::text::Texts;

use super::command::{command, command_of_shells, reworded};
use super::exit::{Exit, ExitResult};
use super::output::Output;

pub fn completions(shell: Shell, output: &Output) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(
        shell,
        &mut command_of_shells(&output.texts),
        "tunnelsmith",
        &mut script,
    );
    output.raw(&script);
    Exit::Done
}

pub fn manual(output: &Output) -> ExitResult {
    let mut page = Vec::new();
    render(&mut page, output).map_err(|error| output.fail(error))?;
    output.raw(headed(&String::from_utf8_lossy(&page), &output.texts).as_bytes());
    Ok(Exit::Done)
}

/// The headings of a manual page, and the texts that stand in their place.
const HEADINGS: [(&str, &str); 9] = [
    (".SH NAME\n", "man-name"),
    (".SH SYNOPSIS\n", "man-synopsis"),
    (".SH DESCRIPTION\n", "man-description"),
    (".SH OPTIONS\n", "man-options"),
    (".SH SUBCOMMANDS\n", "man-commands"),
    (".SH VERSION\n", "man-version"),
    (".SH \"COMMON OPTIONS\"\n", "man-common-options"),
    (".SH \"THE WIZARD\"\n", "man-wizard-options"),
    (".SH \"THE SANDBOX\"\n", "man-sandbox-options"),
];

fn headed(page: &str, texts: &Texts) -> String {
    let headings = HEADINGS.iter();
    let page = headings.fold(page.to_owned(), |page, (own, id)| {
        page.replace(own, &format!(".SH \"{}\"\n", texts.say(id)))
    });
    reworded(&page, texts)
}

/// One page for the program and all its verbs, since it is printed as one.
fn render(page: &mut Vec<u8>, output: &Output) -> std::io::Result<()> {
    let mut command = command(&output.texts);
    command.build();
    let command = command.mut_arg("help", |help| help.help(output.texts.say("arguments.help")));
    Man::new(command.clone()).render(page)?;
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        writeln!(page, ".SH \"{}\"", verb.get_name().to_uppercase())?;
        let own = verb.clone().mut_args(|argument| {
            // Said once, at the top.
            let is_common = argument.is_global_set();
            argument.hide(is_common)
        });
        let man = Man::new(own);
        for section in [Man::render_synopsis_section, Man::render_description_section] {
            section(&man, page)?;
        }
        if verb.get_arguments().any(|argument| !argument.is_global_set()) {
            man.render_options_section(page)?;
        }
    }
    Ok(())
}
