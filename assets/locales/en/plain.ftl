# Words of plain mode, which are read aloud: whole sentences, the field named in each, and nothing that
# a place or a colour would have to explain.

plain-welcome = Tunnelsmith, plain mode. One question at a time; nothing is sent before you say yes.
plain-commands = Enter keeps the current value. Type a question mark (?) for help, a less-than sign (<) for the question before, a greater-than sign (>) for the next step, an exclamation mark (!) to go to a field, a full stop (.) for the review. An asterisk (*) fills in a suggestion, a hyphen (-) empties the field. A text after an equals sign (=) is taken as it is. Ctrl-C or Ctrl-D leaves; the draft is kept.
plain-no-account = Nobody is signed in. Drafts can be written without an account. To send one, set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET or run aliyun configure, then start again. To try everything without an account, run tunnelsmith with --plain --sandbox.
plain-signed-out = Nothing was sent because you are not signed in. The draft is kept.
plain-open-submission = The submission of { $name }, begun { $date }, was not finished. Open its draft and create it from the review: the connection is looked for first, and nothing is created twice.

# Which draft.
plain-home = Which draft do you want to work on?
plain-draft = Draft { $name }
plain-draft-last = Draft { $name }, where you were last
plain-opened = The draft { $name } is open.
plain-saved-as = Your answers are kept in the draft { $name } as you go.
plain-kept = Your answers are kept in the draft { $name }. Run tunnelsmith again, plain or not, to go on where you were.
plain-nothing-kept = Nothing was entered, so no draft is kept.
plain-lost = The last answers could not be saved and are lost.

# A question.
plain-step = Step { $number } of { $count }: { $name }.
plain-question = Step { $number } of { $count }, { $name }, question { $question } of { $questions }: { $label }.
plain-prompt = { $label }:
plain-choice = Your choice
plain-field = Field
plain-yes-or-no = Yes or no
plain-row = { $number }. { $label }
plain-enter = Enter chooses { $number }.
plain-explained = { $value }: { $about }
plain-more = These were { $first } to { $last } of { $count }. Type a plus sign (+) for the next ones, or part of a name to search.
plain-preset = Preset for phase 1 and phase 2
    .about = Fills in version, ciphers, hashes, groups and lifetimes of both phases, in place of the values that are there.
plain-no-preset = No preset; keep the values as they are
plain-copy-tunnel = Copy tunnel 1 to tunnel 2
    .about = Copies everything of tunnel 1 but what must differ: tunnel CIDR block and BGP address.
plain-tunnel-copied = Tunnel 1 is copied to tunnel 2.
plain-copy-without-key = Copy everything but the pre-shared key, which is best of its own
plain-copy-with-key = Copy everything and the pre-shared key
plain-add-tag = Add a tag
plain-more-fields = More fields
    .about = Bandwidth, resource group, client token and other rarely used parameters. Most connections do not need them.

# What may be answered, what is the default, and what stands there.
plain-allowed-choice = Allowed: one of the following, by number or by name.
plain-allowed-region = Allowed: a region, by number or by ID. Type part of a name to search. For a region that is not listed, type an equals sign (=) and its ID.
plain-allowed-listed-id = Allowed: one of the following, by number, name or address, or an ID that begins with { $prefix }. Type part of a name or address to search. To create another one, run tunnelsmith gateways create.
plain-allowed-id = Allowed: an ID that begins with { $prefix }. To create one, run tunnelsmith gateways create.
plain-allowed-text = Allowed: up to { $most } characters.
plain-allowed-pem = Allowed: a certificate in PEM form, line by line. Its last line, or an empty one, ends it.
plain-allowed-seconds = Allowed: whole seconds from { $least } to { $most }.
plain-allowed-count = Allowed: a whole number from 1.
plain-allowed-tunnel = Allowed: 1 or 2.
plain-allowed-asn = Allowed: an AS number from 1 to 4294967295, plain or as high.low.
plain-allowed-address = Allowed: one IPv4 address, such as 10.0.0.1.
plain-allowed-blocks = Allowed: IPv4 CIDR blocks, such as 10.0.0.0/16, separated by commas.
plain-allowed-tunnel-cidr = Allowed: a block with prefix length 30 from 169.254.0.0/16, such as 169.254.10.0/30.
plain-allowed-key = Allowed: up to { $most } letters, digits and punctuation marks. What you type is not shown. An asterisk (*) makes a random key.
plain-default = Default of the service: { $value }.
plain-no-default = The service has no default.
plain-keeps = Now: { $value }, { $origin }. Enter keeps it.
plain-leaves-default = Nothing is set. Enter leaves it to the service.
plain-leaves-empty = Nothing is set. Enter leaves it empty.
plain-gateway-asn = ASN { $asn }
plain-not-compared = The connections of this region could not be listed, so the draft is not compared with them.
plain-gateways = { $count ->
    [0] No customer gateways were found in this region.
    [one] 1 customer gateway was found in this region.
   *[other] { $count } customer gateways were found in this region.
}

# What an answer led to.
plain-first = This is the first question.
plain-choose = Type one of the numbers.
plain-not-a-choice = This is not one of the choices.
plain-not-listed = This is not in the list. Type it after an equals sign (=) to take it all the same.
plain-no-field = No field has "{ $typed }" in its name.
plain-removed = { $field } is empty now.
plain-tag-removed = Tag { $number } is removed.
plain-suggested = { $field } is now { $value }.
plain-key-taken = { $field } is accepted and stored sealed.
plain-key-made = { $field } is now a random key, kept sealed. tunnelsmith preview with --reveal shows it.
plain-submit-errors = { $count ->
    [one] Fix this error first.
   *[other] { $count } errors have to be fixed first; this is the first of them.
}
plain-submit-warnings = First accept or fix each warning.
plain-key-stays = { $field } has a key, which is not replaced unasked. Empty the field first with a hyphen (-), then an asterisk (*) makes a random key.
plain-key-asked = { $field } is kept nowhere. Type it for this request; it is not shown.
plain-preset-applied = The preset { $name } is filled in.
plain-mode-dropped = The other mode has no place for these values, which were dropped: { $fields }.
plain-error = Error { $rule } in { $field }: { $sentence }
plain-warning = Warning { $rule } in { $field }: { $sentence }
plain-hint = Hint { $rule } in { $field }: { $sentence }
plain-repair = Repair { $rule }: { $repair }
plain-switch = switch to { $mode } and carry over what fits
plain-repaired = { $rule } is repaired.
plain-accept = Accept the warning { $rule }
plain-accepted = The warning { $rule } is accepted.
plain-again = Answer again
plain-go-on = Go on and leave it for now

# The review and what comes of it.
plain-value = { $label }: { $value }.
plain-value-origin = { $label }: { $value }, { $origin }.
plain-nothing = nothing set
plain-all-values = Every value that will apply, and where it comes from:
plain-resolve = Go through the findings to fix or accept
plain-create = Create the connection
plain-dry-run = Let the service check it, creating nothing
plain-values = Read every value
plain-parameters = Read the request parameters
plain-go-to = Go to a field
plain-leave = Leave; the draft is kept
plain-go-to-field = Go to { $field }
plain-back-to-review = Back to the review
plain-consent = Type yes to go on. Anything else sends nothing.
plain-outcome = Outcome: { $outcome }.
plain-to-the-field = Go to the field
plain-send-again = Send it again
plain-create-another = Create another connection

# After the creation, and the connections that exist.
plain-bind = Bind it to a transit router
plain-watch = Watch it until it is up
plain-diagnose = Find out what is wrong
plain-unbind = Unbind it from its transit router
plain-delete = Delete it
plain-list = List the connections of its region
plain-open-draft = Open its draft
plain-send-change = Send what the draft changes to the connection
plain-leave-connection = Leave
plain-name = Name
plain-connections = List the connections of { $region }
plain-connections-which = Which connection? Type part of a name, ID or state to search, or a full stop (.) to go back.
plain-connection = { $name }, { $id }: { $verdict }.
plain-routers = Which transit router? A full stop (.) goes back.
plain-router = { $router }, { $name }, can be used.
plain-router-unusable = { $router }, { $name }, cannot be used: { $why }.
plain-watching = Watching { $id }. Each change is one line. Ctrl-C leaves and changes nothing.
plain-delete-name = Type the name { $name } to delete { $id }. Anything else deletes nothing.
plain-repair-and-send = Set { $field } to { $value } in the draft and send the change

# The device at the other end.
plain-device-platform = The device at the other end; nothing of it is sent to Alibaba Cloud. Choose it by number, type part of its name to search, or type its ID with the release after an at sign, as in cisco-ios@17.12.
plain-device-none = Not known, or not listed
plain-device-release = What the device runs. Defaults and limits depend on it. Type another release if it is not listed.
plain-device-configuration = Configuration of the device
    .about = Type the path of a file with the device's configuration, such as the output of show running-config, or choose. What can be taken over is told, with its lines, before anything is changed; from then on both ends are compared.
plain-device-no-configuration = No configuration at hand; nothing is compared
plain-device-keep-reading = Keep what was read
plain-device-paste = Paste it here
plain-device-paste-now = Paste the configuration now. Nothing of it is shown. After it, type { $end } on a line of its own.
plain-device-unread = Nothing of the draft has changed.
plain-device-again = The device's configuration was read again from { $path }.
plain-device-keep = File for the pasted text
    .about = The pasted text is on no disk, because it may hold keys: it is compared until you leave. To have it read again whenever the draft is opened, type the path of a new file, which only you can read. Enter keeps it for this session alone.
plain-device-tunnel = Which of the device's tunnels belongs to this one.
plain-device-take-over = Take over
plain-device-offers = The device's configuration says this, and the draft does not:
plain-device-typed = You typed or imported these values differently:
plain-device-instead = { $offer }, instead of { $value }
plain-device-take-gaps = { $count ->
    [one] Take over 1 value that you have not typed
   *[other] Take over { $count } values that you have not typed
}
plain-device-take-all = { $count ->
    [one] Take over this value, in the place of what you typed
   *[other] Take over all { $count } values, also in the place of what you typed
}
plain-device-take-nothing = Take over nothing
plain-device-taken = { $values ->
    [one] 1 value was copied from your device.
   *[other] { $values } values were copied from your device.
}
plain-both-sides = Read what differs from the device, and when that is felt
plain-device-file = Write the device's configuration to a file, with placeholders for the keys
plain-device-file-keys = Write the device's configuration to a file, with the keys
plain-device-file-bound = Write the device's configuration to a file, with the addresses of the connection
plain-device-out = Type the path of a new file, which only you can read. Enter takes { $path }, a full stop goes back.
plain-file = File
