# The help of the command line: what each command does, and what its arguments are.

# What stands around the help itself.
help-usage = Usage:
help-commands = Commands:
help-options = Options:
help-common-options = Common options:
help-wizard-options = The wizard:
help-sandbox-options = The sandbox:
help-usage-options = [OPTIONS]
help-usage-command = [COMMAND]
help-usage-command-needed = <COMMAND>
help-possible-values = possible values:
help-possible-values-open = [possible values:
help-possible-values-list = Possible values:
help-command = Print this help, or that of a command
help-default-open = [default:

# The headings of the manual page.
man-name = NAME
man-synopsis = SYNOPSIS
man-description = DESCRIPTION
man-options = OPTIONS
man-commands = SUBCOMMANDS
man-version = VERSION
man-common-options = COMMON OPTIONS
man-wizard-options = THE WIZARD
man-sandbox-options = THE SANDBOX

# What is wrong with a command line.
usage-value-missing = a value is required for '{ $argument }' but none was supplied
usage-value = invalid value '{ $value }' for '{ $argument }'
usage-value-why = invalid value '{ $value }' for '{ $argument }': { $why }
usage-not-an-address = not an IP address
usage-not-in-range = a whole number from { $first } to { $last } is needed
usage-not-a-number = a whole number is needed
usage-command = unrecognized subcommand '{ $command }'
usage-command-missing = '{ $command }' requires a subcommand but one was not provided
usage-arguments-missing = the following required arguments were not provided:
usage-argument = unexpected argument '{ $argument }' found
usage-too-many-values = unexpected value '{ $value }' for '{ $argument }' found; no more were expected
usage-number-of-values = wrong number of values for '{ $argument }'
usage-no-equals = equal sign is needed when assigning values to '{ $argument }'
usage-not-utf-8 = invalid UTF-8 was detected in one or more arguments
usage-twice = the argument '{ $argument }' cannot be used multiple times
usage-conflict = the argument '{ $argument }' cannot be used with { $others }
usage-tip = tip:
usage-near-command = { $count ->
    [one] a similar subcommand exists: { $known }
   *[other] some similar subcommands exist: { $known }
}
usage-near-argument = { $count ->
    [one] a similar argument exists: { $known }
   *[other] some similar arguments exist: { $known }
}
usage-near-value = { $count ->
    [one] a similar value exists: { $known }
   *[other] some similar values exist: { $known }
}
usage-as-value = to pass '{ $name }' as a value, use '-- { $name }'
usage-as-command = subcommand '{ $name }' exists; to use it, remove the '--' before it
usage-more = For more information, try '--help'.

# What several commands take.
arguments = Arguments:
    .sandbox = Talk to the built-in sandbox instead of the cloud; no account is needed
    .endpoint = Send requests there: https://HOST, or http:// to this machine. vpc=URL and cbn=URL name the endpoint of one product: of connections, of transit routers. May be repeated. Also TUNNELSMITH_ENDPOINT, with spaces between several
    .region = Use this region, in place of what a draft says. TUNNELSMITH_REGION names one for new drafts, and for commands that no draft gives one
    .profile = Sign in with this profile of the official CLI; also TUNNELSMITH_PROFILE
    .run_process_command = Let the profile run its process_command to get the access key; also TUNNELSMITH_RUN_PROCESS_COMMAND=1
    .signature = Sign requests this way
    .signature-v1 = HMAC-SHA1 as a parameter (SignatureVersion=1.0)
    .signature-v3 = ACS3-HMAC-SHA256 in a header
    .drafts_dir = Keep drafts and the journal in this folder; also TUNNELSMITH_DRAFTS_DIR
    .output = Print text for a person, or one JSON object a line
    .lang = Speak this language: en or zh-CN; also TUNNELSMITH_LANG. By default the one of the locale
    .quiet = Print neither progress nor hints
    .color = Use colour: when standard output is a terminal (and NO_COLOR is not set), always, or never
    .help = Print this help
    .files = Draft files, or folders with *.json files in them; `-` reads standard input, `@NAME` is a draft kept by `tunnelsmith drafts`
    .changes = Set a field of every draft, named as on the wire: Name=fra-dc1, TunnelOptionsSpecification.1.TunnelBgpConfig.TunnelCidr=169.254.20.0/30. Keys are refused here, since a command line is visible to others
    .values = Make of one draft as many as this CSV table has rows. Its first line names the fields, as on the wire or in short (Name, T1.TunnelCidr, T2.Psk); an empty cell leaves the draft's value, a cell - makes it absent, a column # is a note. Keys: env:NAME, file:PATH, or the key itself
    .gateway_asn = The customer gateway's AS number
    .pace = How long each step in the life of a sandbox's connection takes, as 200ms or 1s (the default): two steps until it is bound, one for each phase of a tunnel and for BGP. Lifetimes stay seconds
    .peers = What the sandbox's device at the far end of tunnel N is like, for every connection: matches (the default), silent, passive, wrong-psk, wrong-proposal:FIELD=VALUE, wrong-id, wrong-subnets, no-bgp, wrong-asn, pfs-at-rekey, flaps. While `tunnelsmith sandbox` serves, POST the same to /sandbox/peer

command = Creates IPsec-VPN connections on Alibaba Cloud
    .more-1 = Every mistake is caught before the cloud sees it, every request is sent exactly once, and whatever comes back is explained in plain words.
    .more-2 = Without a command it opens the wizard, which leads through a connection step by step, keeps what is typed as a draft, and sends it once you say yes; F1 lists its keys. `tunnelsmith --sandbox` tries everything without an account, and `tunnelsmith --plain` asks the same in plain lines, for a screen reader or a serial console. The commands work on draft files, for scripts and many at once.
    .draft = Open this kept draft, and not the one that was open last
    .plain = Ask line by line in place of drawing a screen, for screen readers, serial consoles and pipes; also TUNNELSMITH_PLAIN=1, and by itself on a terminal with TERM=dumb. ? reads the help
    .mouse = Take the mouse; without it the terminal keeps it, so that text can be selected. Also TUNNELSMITH_MOUSE=1
    .theme = Use these colours: default, light, high-contrast or colour-blind; also TUNNELSMITH_THEME
    .keys = Use other keys for an action, as undo=alt-u,ctrl-v; may be repeated. Also TUNNELSMITH_KEYS, with semicolons between the actions
    .version = Print version
command-check = Name everything that is wrong, doubtful or worth knowing about drafts
    .online = Look up the customer gateways and connections of each region and check against them too
    .platform = The device at the other end, whose limits count too; a release follows an @: cisco-ios@17.12. Besides the platforms of `tunnelsmith peer platforms`: aws, azure, gcp, meraki
command-preview = Show exactly what would be sent
    .form = What to show it as
    .form-params = Flat parameters
    .form-json = Nested JSON
    .form-cli = A command of the official command line
    .form-curl = A command of curl, without its signature
    .form-terraform = A configuration for Terraform
    .form-ros = A template for Resource Orchestration Service
    .connection = With --as terraform: the connection exists and has this id, vco-…; Terraform takes it over
    .reveal = Show pre-shared keys
    .allow = Let this error rule pass, by its id
command-replay = Create the connections that drafts describe
    .yes = Create without asking
    .dry_run = Let the service check the request and create nothing
    .dry_run_first = Let the service check all requests first, and create only if it would accept every one
    .allow = Let this error rule pass, by its id; the outcome says so
    .report = Append each outcome as a line of JSON to this file. What earlier runs have created or left in doubt is in the journal, with a report or without
    .jobs = Work on so many drafts at once; fewer while the service throttles
    .bind = Bind each connection to this transit router once it is created. A column TransitRouter of the table names one for each row
    .wait = Wait until each connection is up; exit status 7 when one is not
    .patience = Keep trying for so many seconds where a later attempt may succeed, 90 by default; with --wait, wait for so many, 1200 by default
    .again = Create another connection where a draft has created one before
command-explain = Say what an error of the service or a rule means and what to do about it
    .text = A code of the service (IllegalParam.LocalSubnet), a rule (B-06), or a whole error as an SDK, the command line, Terraform or a log has it; `-` reads standard input
command-policy = Print the RAM policy that lets a user do what this program does, to paste into the console
    .read_only = Leave out what creates or changes anything: enough for checks, lists and imports
command-gateways = List the customer gateways of a region, or create one
command-gateways-create = Create a customer gateway: the address of your device, and its ASN for BGP
    .ip = The static IPv4 address of the device; behind NAT, the address outside
    .name = 1 to 100 characters
    .description = 1 to 100 characters
    .asn = The device's ASN; needed for BGP and cannot be added later
    .auth_key_env = The environment variable that holds the BGP MD5 key
    .resource_group = The resource group
    .client_token = Repeat an earlier attempt whose answer was lost, with its client token
command-sandbox = Serve the sandbox on this machine until interrupted
    .port = The port on 127.0.0.1; any free one by default
    .gateways = How many customer gateways each region has
    .list_lag = How long after its creation a connection appears in lists, as 5s or 500ms; 2 s by default, since the service's lists lag behind, too
    .exact = Tell times to the millisecond and list at once what was created. The service does neither; it is for scripts that cannot wait
    .seed = Give the same ids in the same order after each start; otherwise they are others each time
    .faults = Misbehave: latency=200ms, throttle=3, error=CODE, single=refuse, reset-after-store=1, http-503=2, html-body, truncated-body, slow-body, huge-body, clock-skew=20m, redirect=URL, bad-lookup=2
command-import = Make a draft from a connection that exists, a command, a request or a Terraform resource
    .connection = The connection to make another one like, vco-…; its region comes from --region or the profile
    .command = A file with an `aliyun vpc CreateVpnAttachment …` command for any shell, prompts and scripts around it included, or one that makes a VPN gateway's connection; `-` reads standard input
    .request = A file with a request (JSON in any spelling, a URL or a form body), a template of ROS, a Pulumi program, or what the service answered about a connection; `-` reads standard input
    .terraform = A file with the output of `terraform show -json`, or Terraform's own language; `-` reads standard input
    .sheet = A sheet of values from the other company: `label: value` lines, or a table from a mail or a spreadsheet, in English or Chinese, or our own sheet filled in (JSON); `-` reads standard input
    .their_side_is = Whose side the sheet calls local: `local` if what it calls local is theirs, `remote` if it is ours
    .their_side_is-local = What the sheet calls local is theirs
    .their_side_is-remote = What the sheet calls remote is theirs
    .address = Which of several connections in it: a Terraform address, the name in a template, a connection's ID
    .with_keys = Carry pre-shared keys over; they are then stored in the draft in plain text
    .out = Write the draft into this new file, readable by you alone, instead of printing it
command-drafts = List the drafts that are kept here, or keep, show, compare, seal and share them
command-drafts-list = List the drafts that are kept here
    .deleted = Those that were deleted and can be restored
command-drafts-show = Print a draft, its keys masked
    .name = The draft
    .version = An earlier version, counted back from 1
command-drafts-save = Keep a draft here; what had the name before is among its versions then
    .file = The draft file; `-` reads standard input
    .name = Call it this, instead of by the name in it or the name of the file
command-drafts-delete = Move a draft to the trash
    .name = The draft
command-drafts-restore = Bring a draft back from the trash, or an earlier version of one that is there
    .name = The draft
    .version = An earlier version, counted back from 1
    .deleted = Of several deleted under this name, the one with this number in `drafts list --deleted`
command-drafts-rename = Give a draft another name
    .from = The draft
    .to = Its new name
command-drafts-duplicate = Copy a draft under another name
    .from = The draft
    .to = The name of the copy
command-drafts-versions = List the earlier versions of a draft
    .name = The draft
command-drafts-schema = Print the JSON Schema of draft files
command-drafts-diff = Compare two drafts, or a draft with a connection that exists, field by field
    .more-1 = The exit status is 0 when nothing differs and 3 when something does.
    .left = A draft file, or @NAME for a kept draft; `-` reads standard input
    .right = The draft file, or @NAME, to compare it with
    .live = Compare with this connection instead, vco-…; its region comes from --region or the draft
command-drafts-seal = Seal the plain-text keys of drafts, so that only you and the recipients you name can read them. Nothing else in the files is changed
    .files = Draft files, or @NAME for a kept draft
    .recipients = Somebody else who can open the keys: what `tunnelsmith identity show` prints for them
command-drafts-share = Seal the keys of drafts for more people, beside those they are sealed for already
    .files = Draft files, or @NAME for a kept draft
    .recipients = Who shall be able to open the keys: what `tunnelsmith identity show` prints for them
command-identity = Your identity, which opens the keys sealed for you
command-identity-show = Print the public half, for which others seal; made on first use
command-identity-path = Print where the secret half is kept
command-connections = List the connections of a region and how they are doing, or show one with all its settings
    .id = Show this one, vco-…, with all its settings
command-routers = List the transit routers of a region, and which of them can take a connection
command-bind = Bind a connection to a transit router, which gives it its addresses
    .id = The connection, vco-…
    .router = The transit router, tr-…; the only one that can take it by default
    .zone = The zone of a connection with one tunnel; the first of the region by default
    .name = The name of the binding; the connection's by default
    .no_route_table = Leave the router's route tables as they are; by default the system route table forwards its traffic and learns its routes
    .no_publish_routes = Do not publish the router's routes to the device through BGP
    .yes = Bind without asking
    .wait = Wait until it is bound and has its addresses
command-unbind = Take a connection off its transit router
    .id = The connection, vco-…
    .yes = Unbind without asking
command-watch = Watch connections until they are up: a line a change. The exit status is 0 when they are, and 7 when they are not
    .ids = The connections of one region, vco-…
    .until = What to wait for
    .until-bound = It is bound and has its addresses
    .until-phase1 = Phase 1 of every tunnel is up
    .until-up = Every tunnel is up, and BGP where it is on
    .patience = Wait for so many seconds at most; 1200 by default
command-diagnose = Find out why a connection is not up: the field at fault, both sides' values and both repairs
    .id = The connection, vco-…
    .draft = The draft it was made from: fields are named as in it, and differences from it are reported
command-logs = Print the service's log of a connection
    .id = The connection, vco-…
    .tunnel = Only the lines of this tunnel, 1 or 2
    .since = Begin so long ago: 90s, 30m, 2h, 1d
    .follow = Go on with new lines until stopped by Ctrl-C
    .explain = Put beside each known line what it means
command-modify = Change a connection to what a draft says; only what differs is sent
    .id = The connection, vco-…
    .draft = What it is to be; `-` reads standard input, `@NAME` is a kept draft
    .dry_run = Show what differs and what would be sent, and send nothing
    .yes = Send without asking
command-delete = Delete a connection that is bound to nothing
    .id = The connection, vco-…
    .yes = Delete without having its name typed
command-history = List what was submitted, when, by which version of a draft, and how it ended
command-peer = Read, write or compare the configuration of the device at the other end
command-peer-platforms = List the platforms whose configurations are known, a JSON object a line
command-peer-read = Read the tunnels in a device's configuration and print them as JSON. Values that are not in the text are the platform's defaults and named as such; keys are printed where the text holds them
    .file = The configuration, or a paste of it; `-` reads standard input
    .platform = The platform, if the text does not identify it; a release follows an @: vyos@1.3
command-peer-compare = Hold a draft against a device's configuration or a filled-in sheet: each field of each tunnel is a JSON object on a line, differences first, in the order in which they would be felt. Exit status 3 when one of them breaks the tunnel
    .draft = The draft; `-` reads standard input, `@NAME` is a kept draft
    .file = The configuration, or a paste of it; without it, the file that the draft remembers
    .platform = The platform, if the text does not identify it; a release follows an @: vyos@1.3
    .timeline = Print when the differences would be felt, for people: what breaks first comes first
    .matched = Which tunnel of the device belongs to a tunnel of the draft, if the text does not say: 1=Tunnel101
    .changes = Set a field of the draft first, named as on the wire, to try a repair
    .address = The cloud's address of a tunnel, once it is known: 1=198.51.100.1
    .gateway = The customer gateway's address, as the cloud knows it
command-peer-write = Write the configuration of the device at the other end from a draft: exactly its values, what to set around the tunnel, how to see that it works, and how to take it off again. Values that are not known yet are in angle brackets. Exit status 3 when the platform cannot do one of the values
    .draft = The draft; `-` reads standard input, `@NAME` is a kept draft
    .platform = The platform, as `tunnelsmith peer platforms` lists it; a release follows an @: cisco-ios@16.9. One without a writer of its own gets the sheet of values that fits every device. Without this option it is the device that the draft remembers
    .tunnel = Only this tunnel
    .address = The cloud's address of a tunnel, once it is known: 1=198.51.100.1
    .connection = Look the addresses of both ends up at this connection, vco-…
    .gateway = The customer gateway's address, as the cloud knows it; 2=203.0.113.2 is that of one tunnel
    .with_keys = Write the pre-shared keys too, which otherwise stay placeholders; only into a file
    .out = Write into this new file, readable by you alone, instead of printing
    .check = Write nothing, but say whether this file, written earlier, still fits the draft. Exit status 3 when the draft has changed since
command-sheet = Write the sheet for the other company: what they must set, in their words, and room for theirs. No key is in it
    .draft = The draft; `-` reads standard input, `@NAME` is a kept draft
    .form = The form
    .form-markdown = A page of Markdown
    .form-html = A page for a browser, to print
    .form-json = JSON, which `peer compare` and `import --sheet` read once it is filled in
    .out = Write it into this new file instead of printing it
    .address = The cloud's address of a tunnel, once it is known: 1=198.51.100.1
command-suggest = Suggest values that nothing else uses
command-suggest-tunnel-cidr = Suggest tunnel CIDR blocks that are free in the drafts kept here, in what was submitted, and in what you name besides, and that no cloud keeps for itself
    .count = How many
    .online = Look up the connections of the region given by --region or the profile, too
    .device = Leave out what this configuration of your device uses, or a paste of it; may be repeated
    .draft = Leave out what these drafts use, too; may be repeated
command-config = Show what is set, by a flag, a variable or config.toml, and change that file
command-config-path = Print where config.toml is
command-config-show = Print every setting, its value, and what decided it
command-config-set = Write a setting into config.toml; what else is in it stays
    .name = The setting, as `config show` names it
    .value = Its value, as its variable has it
command-config-unset = Take a setting out of config.toml
    .name = The setting
command-completions = Print the completions for a shell
    .shell = The shell
command-man = Print the manual page
