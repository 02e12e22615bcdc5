# Errors of the command line, the settings, the terminal, or a file to be written.

file-taken = { $path } already exists; choose another name
file-no-home = the home directory (~) is unknown; specify the full path
file-unwritten = { $path } cannot be written: { $reason }
at-place = { $place }: { $why }

endpoints-product = { $product } is not a product with an endpoint; use vpc=URL, cbn=URL, or only the URL
endpoints-twice = { $product ->
    [all] the URL for all products is specified twice
   *[other] the endpoint of { $product } is specified twice
}; specify each one once
session-role = { $error }: { $cause }
order-no-scratch = no temporary folder can be created for the journal of the sandbox
key-unopened = { $field } is not available
key-none = { $field } has no key
key-unwritable = a draft file cannot store it

export-control-character = { $field } contains a control character, which a command line cannot contain; remove it

sandbox-bad-fault = "{ $text }" is not a fault; known faults: { $known }
sandbox-bad-peer = "{ $text }" is not a peer; use N=KIND, where N is 1 or 2 and KIND is one of { $known }
sandbox-bad-pace = not a duration above zero such as 200ms or 1s
sandbox-bad-lag = --list-lag { $value }: not a duration such as 2s, 500ms or 0s
sandbox-cannot-serve = the sandbox cannot listen on 127.0.0.1:{ $port }: { $reason }
sandbox-cannot-start = the sandbox cannot be started: { $reason }

terminal-unusable = the terminal cannot be used: { $reason }
terminal-no-input = standard input is not a terminal
terminal-no-output = standard output is not a terminal
terminal-gone = the terminal was closed
terminal-in-use = the terminal is already in use
terminal-released = the terminal was released
clipboard-none = a terminal of type { $term } has no clipboard
clipboard-too-long = { $bytes } bytes are too many for the clipboard of a terminal, which accepts { $limit }
clipboard-unwritten = the terminal accepts no data
editor-failed = the editor failed ({ $status }); nothing was changed

keymap-shape = the keys must be an object such as { "{" }"undo": ["alt-u"]{ "}" }: { $reason }
keymap-no-action = action "{ $action }" does not exist; `tunnelsmith config show` and docs/walk.md list the actions
keymap-bad-key = { $action }: "{ $key }" is not a key; use a form such as ctrl-x, alt-u, or f5
keymap-taken = { $action }: "{ $key }" is already assigned to { $other }; assign another key to that action as well
keymap-no-way-out = quit: at least one key must quit the wizard; assign one
keymap-types = { $action }: "{ $key }" types a letter there; add ctrl or alt
settings-keys-form = "{ $part }": not of the form ACTION=KEY,KEY
settings-no-home = the home directory is unknown

load-one-token = --set ClientToken: a token belongs to one draft; specify one file
load-one-stdin = standard input can be read only once; specify - only once
load-one-template = --values creates many drafts from one template; specify exactly one draft file
load-empty-folder = this directory contains no *.json files; specify another directory, or the files
load-unread-folder = the directory cannot be read: { $reason }
set-form = --set "{ $text }": not of the form FIELD=VALUE
set-unknown = --set: field "{ $name }" does not exist; use the API name, see `tunnelsmith preview`
set-unknown-near = --set: field "{ $name }" does not exist; did you mean { $nearest }?
set-key = --set { $name }: other users can read command lines, so a key is not accepted; use { "{" }"env": "NAME"{ "}" } or { "{" }"file": "PATH"{ "}" } in the draft instead
allow-unknown = --allow: rule "{ $rule }" does not exist
allow-unknown-near = --allow: rule "{ $rule }" does not exist; did you mean { $nearest }?
draft-bad-name = "{ $name }" is not a valid name for a draft; use letters or digits
ask-not-hidden = a key cannot be entered here without being displayed
ask-not-text = the input is not UTF-8 text
report-at = --report { $path }: { $why }
report-not-file = not a regular file; specify a regular file or a new file
report-busy = another run is writing to it; wait until it ends
report-other = line 1 is not a report line; specify another file
seal-stdin = a draft is sealed in place; specify its file
seal-with = --with, recipient { $number }: { $why }
