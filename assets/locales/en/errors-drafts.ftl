# Errors of a draft, its keys, the store, or the journal; mostly shown after a colon.

file-kind-nothing = nothing
file-kind-plain = a regular file
file-kind-link = a symbolic link
file-kind-folder = a folder
file-kind-special = a pipe, socket or device
is-of-kind = it is { $kind }

source-missing = the file does not exist; check the path
source-directory = this is a directory; specify the draft files in it
source-too-long = larger than 1 MiB; check that it is the right file
source-not-file = this is { $kind }; specify a regular file
source-timeout = the program that writes to the pipe did not finish within { $seconds } s; run it by hand to see why
source-not-utf8 = not UTF-8 text (byte { $byte }); save the file as UTF-8
source-utf16 = UTF-16 instead of UTF-8 text (byte 1); save the file as UTF-8 (in Excel: "CSV UTF-8")
source-io = cannot be read: { $reason }

store-no-such-draft = draft "{ $name }" does not exist; see `tunnelsmith drafts`
store-no-such-version = draft "{ $name }" has no version { $number }; see `tunnelsmith drafts versions`
store-not-in-trash = no deleted draft is named "{ $name }"; see `tunnelsmith drafts list --deleted`
store-no-such-deletion = the trash has no draft "{ $name }" with number { $number }; see `tunnelsmith drafts list --deleted`
store-taken = draft "{ $name }" already exists; choose another name, or delete or rename the existing draft
store-locked = draft "{ $name }" is open in { $holder }; close it there first
store-holder = process { $pid }
store-holder-unknown = another process
store-busy = another tunnelsmith has been writing to { $folder } for { $seconds } s; try again
store-not-plain = { $path } is { $kind }; drafts are regular files, so it is not used
store-at = { $path }: { $why }
store-invalid = { $path } is not a valid draft: { $why }
store-changed = { $path } was changed by another program in the meantime and was not overwritten; run again
store-unwritable = draft "{ $name }" cannot be saved: { $why }
store-too-long = it is larger than 1 MiB, the limit for drafts
store-too-many = it lists more tunnels or tags than a draft can have
store-full = the disk is full; { $path } was not written and its previous content is unchanged
store-denied = { $path } cannot be used: { $reason }; correct its permissions or choose another folder with --drafts-dir
store-no-folder = { $path } cannot be used as a folder: { $reason }; choose another folder with --drafts-dir
store-unwritten = draft "{ $name }" was not written: { $why }
store-bad-name = its name does not follow the naming of the store; rename the file
store-no-sealer = the identity that seals it is not available

folders-no-home = the home directory is unknown; specify a folder with --drafts-dir or { $variable }

journal-folder = the folder { $path } cannot be used: { $reason }
journal-file = { $what ->
    [opened] the journal { $path } cannot be opened
    [written] the journal { $path } cannot be written
   *[locked] the journal { $path } cannot be locked
}: { $reason }
journal-busy = another program has locked the journal { $path } for { $seconds } s; end it or wait for it, and run again
journal-held = another tunnelsmith has been working on the same submission for { $seconds } s; wait for it or end it, and run again
journal-not-file = the journal { $path } is not a regular file; move it away
journal-gone = the journal { $path } was moved or deleted in the meantime; run again
journal-unreadable = the journal { $path } cannot record this submission in a readable form
journal-newer = the journal { $path } was written by a newer tunnelsmith; use that version
journal-too-long = it is larger than 1 GiB, too large for a journal
journal-line-too-long = the line is too long
journal-line-changed = it was changed after it was written
journal-line-cut = it was changed or truncated after it was written
journal-line-form = a value is missing or malformed
journal-line-other = not a journal line
journal-line-stray = it belongs to no submission
journal-line-change-again = it starts a change that has already started
journal-line-begun-again = it starts a submission that has already started

identity-no-place = the home directory for the identity is unknown; specify the identity file with { $variable }
identity-missing = { $path } does not exist; if the identity is lost, only the keys sealed for it alone are lost: enter them again, or ask a colleague to share them with you
identity-unread = the identity in { $path } cannot be used: { $why }
identity-not-one = line { $line } of { $path } is not a supported identity (AGE-SECRET-KEY-1…); restore the file from a backup
identity-empty = { $path } contains no identity; restore the file from a backup
identity-late = { $path } has not returned the identity yet; it is read again
identity-unwritten = the identity cannot be stored in { $path }: { $reason }

recipient-secret = this is the secret half of an identity; use the public half, which starts with age1, and treat the secret half as compromised
recipient-other = not a recipient; recipients start with age1 and are printed by `tunnelsmith identity show`
recipient-mistyped = looks like a recipient, but a character is wrong or missing; copy it again
recipient-kind = a recipient of a type other than X25519; use one printed by `tunnelsmith identity show` or by age-keygen

seal-no-recipients = the key has no recipients; specify at least one
seal-too-many = more than { $limit } recipients; seal for fewer
seal-too-long = longer than { $limit } bytes, too long for a pre-shared key
seal-nul = contains a NUL character, which a pre-shared key cannot contain; enter the key again
seal-other-list = "for" is not the list that the key was sealed for{ $difference ->
    [none] { "" }
   *[other] : { $difference }
}; correct it, or replace the sealed key with the plain key and seal it again
seal-list-added = it also contains { $names }
seal-list-missing = it does not contain { $names }
seal-wrong-list = "for" cannot be the list that the key was sealed for: it contains { $listed } recipients, the key was sealed for { $sealed }, and you must be one of them; correct it, or replace the sealed key with the plain key and seal it again
seal-not-base64 = not Base64 and therefore not a sealed key; copy it again from its source
seal-not-age = not a key sealed with age; copy it again from its source
seal-damaged = truncated or changed after it was sealed; copy it again from its source
seal-not-for-us = not sealed for this identity; ask a colleague who can open it to share it with you
seal-not-text = the opened content is not text and therefore not a pre-shared key
seal-io = cannot be sealed: { $reason }

reference-not-set = { $at }: { $field } refers to the environment variable { $name }, which is not set
reference-no-file = { $at }: { $field } refers to the file { $path }: { $why }
reference-sealed = { $at }: { $field } is sealed and cannot be opened: { $why }
reference-only-to-send = { $at }: { $field } is read only when the request is sent
reference-command = { $at }: { $field } comes from the program "{ $program }": { $why }
reference-ask = { $at }: { $field } is asked for at a prompt: { $why }
reference-command-form = "command" must be a list of strings: ["PROGRAM", …]
reference-for-form = "for" must be a list of recipients, age1…
reference-for-entry = "for" contains an invalid entry: { $why }
ask-no-terminal = there is no terminal for the prompt; run the program in one, or let the draft refer to a variable
ask-declined = no key was entered
ask-io = the terminal cannot be used: { $reason }

key-program-not-agreed = it runs only with your consent
key-program-missing = the program does not exist; check its name and PATH
key-program-not-started = it cannot be started: { $reason }
key-program-failed = it failed ({ $status }); run it by hand to see why
key-program-complained = it failed ({ $status }): { $complaint }
key-program-timeout = it did not finish within { $seconds } s and was stopped; run it by hand to see why
key-program-too-much = it printed more than { $limit } bytes; it must print only the key
key-program-not-text = it printed bytes that are not UTF-8 text; it must print only the key
key-program-empty = it printed nothing; it must print only the key
key-program-unread = its output cannot be read: { $reason }

rewrite-not-draft = not a valid draft
rewrite-key = { $at }: { $field }: { $why }
replace-changed = the file was changed by another program in the meantime and was not overwritten; run again
replace-full = the disk is full; the file was not written and its previous content is unchanged
replace-denied = cannot be replaced: { $reason }; correct the permissions of the file and its folder
replace-io = cannot be replaced: { $reason }

read-at = { $at }: { $problem }
read-empty = the file is empty; a draft is a JSON object
read-not-json = not valid JSON: { $why }
read-not-json-inside = { $group } contains text that is not valid JSON ({ $why })
read-expected = { $what } must be { $wanted }
read-unknown = unknown field "{ $name }" in { $within }; remove it or correct its name
read-unknown-near = unknown field "{ $name }" in { $within }; did you mean "{ $nearest }"?
read-twice = field "{ $name }" occurs twice; keep one of them
read-newer = schema { $found } is newer than { $known }, the newest that this program supports; use a newer tunnelsmith or export the draft again
read-mode = mode "{ $found }" is neither "dual" nor "single"
read-key = { $field }: { $why }
read-too-many = { $list } has more than { $limit } entries
read-no-request = the envelope has no "request"; put the parameters there
read-more = and { $count } more problems
part-draft = a draft
part-envelope = the envelope
part-request = the request
part-tunnel = a tunnel
part-tag = a tag
part-origin = the origin of { $field }
wanted-object = a JSON object
wanted-array = an array
wanted-text = a string
wanted-whole-text = a string of valid characters
wanted-rule-ids = an array of rule IDs
wanted-origin = typed, preset, default, copied, suggested, imported or device
wanted-flag = true or false
wanted-initiator = device, either or service
wanted-peer = an object with a platform, for example "cisco-ios"
wanted-time = whole seconds since 1970
wanted-device-tunnel = the name of a tunnel of the device for the number of a tunnel of the draft, such as { "{" }"1": "Tunnel101"{ "}" }, or null
wanted-schema = the number 1 or 2
wanted-object-or-text = an object or the JSON text of one
wanted-single = a single value
wanted-not-null = a value; remove the field instead of writing null
wanted-key = a string, { "{" }"sealed": "…", "for": ["age1…"]{ "}" }, { "{" }"env": "NAME"{ "}" }, { "{" }"file": "PATH"{ "}" }, { "{" }"command": ["PROGRAM", …]{ "}" } or { "{" }"ask": true{ "}" }

table-at-name = line { $line }, column { $column } ("{ $name }"): { $problem }
table-at-column = line { $line }, column { $column }: { $problem }
table-at-line = line { $line }: { $problem }
table-empty = the table is empty; the first line contains the field names, and each further line is a connection
table-utf16 = UTF-16 text; save the table as UTF-8 (in Excel: "CSV UTF-8")
table-unknown = the field does not exist; use its API name, or start the name of a comment with #
table-unknown-near = the field does not exist; did you mean { $nearest }?
table-ambiguous = several fields have this name; use { $names }
table-twice = column { $first } is the same field; keep one of them
table-nameless = this column has a value but no name; name the column
table-too-long = { $cells } cells under { $header } columns; put a cell that contains the separator in quotes
table-line-break = a line break inside a cell; check for an unclosed quote
table-too-many = more than { $limit } rows; split the table

json-ends = it ends too early
json-value = a value is missing
json-comma = a comma or the end of the list or object is missing
json-colon = a colon is missing
json-trailing-comma = it has a comma before the end of a list or object
json-trailing = more text follows after the end
json-key = a name is not a string
json-control = a string contains a control character
json-escape = a string contains an invalid escape sequence
json-other = { $words }
yaml-documents = more than one document
yaml-key-nested = a key that is a list or a mapping
yaml-key-alias = a key that is an alias
