# Words of plain mode, which are read aloud: whole sentences, the field named in each, and nothing that
# a place or a colour would have to explain.

plain-welcome = Tunnelsmith, plain mode. One question at a time. Nothing is sent before you confirm.
plain-commands = Enter keeps the current value. Type a question mark (?) for help, a less-than sign (<) for the previous question, a greater-than sign (>) for the next step, an exclamation mark (!) to go to a field, or a period (.) for the review. An asterisk (*) fills in a suggestion, and a hyphen (-) clears the field. Text after an equals sign (=) is entered literally. Ctrl-C or Ctrl-D quits; the draft is kept.
plain-no-account = You are not signed in. You can write drafts without an account. To send a draft, set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET or run aliyun configure, then start again. To try everything without an account, run tunnelsmith with --plain --sandbox.
plain-signed-out = Nothing was sent because you are not signed in. The draft is kept.
plain-open-submission = The submission of { $name }, started { $date }, is unfinished. Open its draft and create the connection from the review: the connection is looked up first, and nothing is created twice.

# Which draft.
plain-home = Which draft do you want to work on?
plain-draft = Draft { $name }
plain-draft-last = Draft { $name }, last open
plain-opened = The draft { $name } is open.
plain-saved-as = Your answers are saved in the draft { $name } after each question.
plain-kept = Your answers are saved in the draft { $name }. Run tunnelsmith again, in plain mode or not, to continue.
plain-nothing-kept = Nothing was entered, so no draft was saved.
plain-lost = The last answers could not be saved and are lost.

# A question.
plain-step = Step { $number } of { $count }: { $name }.
plain-question = Step { $number } of { $count }, { $name }, question { $question } of { $questions }: { $label }.
plain-prompt = { $label }:
plain-choice = Your choice
plain-field = Field
plain-yes-or-no = Yes or no
plain-row = { $number }. { $label }
plain-enter = Enter selects { $number }.
plain-explained = { $value }: { $about }
plain-more = These were { $first } to { $last } of { $count }. Type a plus sign (+) for the next ones, or part of a name to search.
plain-preset = Preset for phase 1 and phase 2
    .about = Fills in the version, algorithms, groups, and lifetimes of both phases, and replaces existing values.
plain-no-preset = No preset; keep the values as they are
plain-copy-tunnel = Copy tunnel 1 to tunnel 2
    .about = Copies all values of tunnel 1, except those that must differ: the tunnel CIDR block and the BGP address.
plain-tunnel-copied = Tunnel 1 was copied to tunnel 2.
plain-copy-without-key = Copy everything except the pre-shared key (recommended)
plain-copy-with-key = Copy everything, including the pre-shared key
plain-add-tag = Add a tag
plain-more-fields = More fields
    .about = Bandwidth, resource group, client token, and other rarely used parameters. Most connections do not need them.

# What may be answered, what is the default, and what stands there.
plain-allowed-choice = Allowed: one of the following, by number or by name.
plain-allowed-region = Allowed: a region, by number or by ID. Type part of a name to search. For a region that is not listed, type an equals sign (=) and its ID.
plain-allowed-listed-id = Allowed: one of the following, by number, name, or address, or an ID that starts with { $prefix }. Type part of a name or address to search. To create another one, run tunnelsmith gateways create.
plain-allowed-id = Allowed: an ID that starts with { $prefix }. To create one, run tunnelsmith gateways create.
plain-allowed-text = Allowed: up to { $most } characters.
plain-allowed-pem = Allowed: a certificate in PEM format, line by line. Its last line, or an empty line, ends the input.
plain-allowed-seconds = Allowed: whole seconds from { $least } to { $most }.
plain-allowed-count = Allowed: a whole number of 1 or more.
plain-allowed-tunnel = Allowed: 1 or 2.
plain-allowed-asn = Allowed: an AS number from 1 to 4294967295, or asdot notation (high.low).
plain-allowed-address = Allowed: one IPv4 address, such as 10.0.0.1.
plain-allowed-blocks = Allowed: IPv4 CIDR blocks, such as 10.0.0.0/16, separated by commas.
plain-allowed-tunnel-cidr = Allowed: a block with prefix length 30 in 169.254.0.0/16, such as 169.254.10.0/30.
plain-allowed-key = Allowed: up to { $most } letters, digits, and punctuation marks. Your input is not shown. An asterisk (*) generates a random key.
plain-default = Default of the service: { $value }.
plain-no-default = The service has no default.
plain-keeps = Current value: { $value }, { $origin }. Enter keeps it.
plain-leaves-default = No value is set. Enter keeps the default of the service.
plain-leaves-empty = No value is set. Enter leaves the field empty.
plain-gateway-asn = ASN { $asn }
plain-not-compared = The connections of this region could not be loaded, so the draft is not compared with them.
plain-gateways = { $count ->
    [0] No customer gateways were found in this region.
    [one] 1 customer gateway was found in this region.
   *[other] { $count } customer gateways were found in this region.
}

# What an answer led to.
plain-first = This is the first question.
plain-choose = Type one of the numbers.
plain-not-a-choice = This is not one of the choices.
plain-not-listed = This is not in the list. To use it anyway, type it after an equals sign (=).
plain-no-field = No field name contains "{ $typed }".
plain-removed = { $field } is now empty.
plain-tag-removed = Tag { $number } was removed.
plain-suggested = { $field } is now { $value }.
plain-key-taken = { $field } is accepted and stored sealed.
plain-key-made = { $field } is now a random key and is stored sealed. tunnelsmith preview with --reveal shows it.
plain-submit-errors = { $count ->
    [one] Correct this error first.
   *[other] { $count } errors must be corrected first; this is the first of them.
}
plain-submit-warnings = Accept or correct each warning first.
plain-key-stays = { $field } already has a key. To replace it, clear the field with a hyphen (-), then generate a random key with an asterisk (*).
plain-key-asked = { $field } is not stored. Type it for this request; your input is not shown.
plain-preset-applied = The values of the preset { $name } are filled in.
plain-mode-dropped = These values do not exist in the selected mode and were removed: { $fields }.
plain-error = Error { $rule } in { $field }: { $sentence }
plain-warning = Warning { $rule } in { $field }: { $sentence }
plain-hint = Hint { $rule } in { $field }: { $sentence }
plain-repair = Repair { $rule }: { $repair }
plain-switch = switch to { $mode } and keep matching values
plain-repaired = { $rule } was repaired.
plain-accept = Accept the warning { $rule }
plain-accepted = The warning { $rule } was accepted.
plain-again = Answer again
plain-go-on = Continue, and correct it later

# The review and what comes of it.
plain-value = { $label }: { $value }.
plain-value-origin = { $label }: { $value }, { $origin }.
plain-nothing = no value
plain-all-values = All effective values and their origins:
plain-resolve = Go through the findings to correct or accept
plain-create = Create the connection
plain-dry-run = Dry run: validate without creating anything
plain-values = Read all values
plain-parameters = Read the request parameters
plain-go-to = Go to a field
plain-leave = Quit; the draft is kept
plain-go-to-field = Go to { $field }
plain-back-to-review = Back to the review
plain-consent = Type yes to continue. With any other answer, nothing is sent.
plain-outcome = Outcome: { $outcome }.
plain-to-the-field = Go to the field
plain-send-again = Send it again
plain-create-another = Create another connection

# After the creation, and the connections that exist.
plain-bind = Bind it to a transit router
plain-watch = Watch it until it is up
plain-diagnose = Diagnose it
plain-unbind = Unbind it from its transit router
plain-delete = Delete it
plain-list = List the connections of its region
plain-open-draft = Open its draft
plain-send-change = Send the changes of its draft
plain-leave-connection = Quit
plain-name = Name
plain-connections = List the connections of { $region }
plain-connections-which = Which connection? Type part of a name, ID, or state to search, or a period (.) to go back.
plain-connection = { $name }, { $id }: { $verdict }.
plain-routers = Which transit router? A period (.) goes back.
plain-router = { $router }, { $name }, can be used.
plain-router-unusable = { $router }, { $name }, cannot be used: { $why }.
plain-watching = Watching { $id }. Each change is one line. Ctrl-C stops watching; nothing is changed.
plain-delete-name = Type the name { $name } to delete { $id }. With any other answer, nothing is deleted.
plain-repair-and-send = Set { $field } to { $value } in the draft and send the change

# The device at the other end.
plain-device-platform = The device at the other end. It is not sent to Alibaba Cloud. Select it by number, type part of its name to search, or type its ID with the release after an at sign, such as cisco-ios@17.12.
plain-device-none = Unknown or not listed
plain-device-release = The software release of the device. Defaults and limits depend on it. If a release is not listed, type it.
plain-device-configuration = Configuration of the device
    .about = Type the path of a file with the device configuration, such as the output of show running-config, or select. The values that can be used are listed with their lines before anything is changed. From then on, both ends are compared.
plain-device-no-configuration = No configuration; nothing is compared
plain-device-keep-reading = Keep the current configuration
plain-device-paste = Paste it here
plain-device-paste-now = Paste the configuration now. It is not shown. After it, type { $end } on a separate line.
plain-device-unread = The draft was not changed.
plain-device-again = The device configuration was read again from { $path }.
plain-device-keep = File for the pasted text
    .about = The pasted text is not stored on disk, because it can contain keys: it is compared until you quit. To read it each time the draft is opened, type the path of a new file, which only you can read. Enter keeps it only for this session.
plain-device-tunnel = The tunnel of the device that corresponds to this tunnel.
plain-device-take-over = Values to use
plain-device-offers = The device configuration contains these values, but the draft does not:
plain-device-typed = These values differ from those that you typed or imported:
plain-device-instead = { $offer }, instead of { $value }
plain-device-take-gaps = { $count ->
    [one] Use 1 value that you have not typed
   *[other] Use { $count } values that you have not typed
}
plain-device-take-all = { $count ->
    [one] Use this value, and replace what you typed
   *[other] Use all { $count } values, and replace what you typed
}
plain-device-take-nothing = Use none of these values
plain-device-taken = { $values ->
    [one] 1 value was copied from your device.
   *[other] { $values } values were copied from your device.
}
plain-both-sides = Read the differences from the device, and when they take effect
plain-device-file = Write the device configuration to a file, with placeholders for the keys
plain-device-file-keys = Write the device configuration to a file, with the keys
plain-device-file-bound = Write the device configuration to a file, with the addresses of the connection
plain-device-out = Type the path of a new file, which only you can read. Enter uses { $path }, and a period goes back.
plain-file = File
