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
help-command = Print this help, or the help of a command
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
usage-not-in-range = a whole number from { $first } to { $last } is required
usage-not-a-number = a whole number is required
usage-command = unrecognized subcommand '{ $command }'
usage-command-missing = '{ $command }' requires a subcommand but one was not provided
usage-arguments-missing = the following required arguments were not provided:
usage-argument = unexpected argument '{ $argument }' found
usage-too-many-values = unexpected value '{ $value }' for '{ $argument }' found; no more were expected
usage-number-of-values = wrong number of values for '{ $argument }'
usage-no-equals = an equal sign is required when assigning values to '{ $argument }'
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
    .sandbox = Use the built-in sandbox instead of the cloud; no account is required
    .endpoint = Send requests to this endpoint: https://HOST, or http:// for this machine. vpc=URL and cbn=URL set the endpoint of one product (connections, transit routers). Can be repeated. Also TUNNELSMITH_ENDPOINT, with several endpoints separated by spaces
    .region = Use this region instead of the region in a draft. TUNNELSMITH_REGION sets the region for new drafts and for commands without a draft
    .profile = Sign in with this profile of the official CLI; also TUNNELSMITH_PROFILE
    .run_process_command = Let the profile run its process_command to get the access key; also TUNNELSMITH_RUN_PROCESS_COMMAND=1
    .signature = Sign requests this way
    .signature-v1 = HMAC-SHA1 as a parameter (SignatureVersion=1.0)
    .signature-v3 = ACS3-HMAC-SHA256 in a header
    .drafts_dir = Store drafts and the journal in this folder; also TUNNELSMITH_DRAFTS_DIR
    .output = Print text, or one JSON object per line
    .lang = Use this language: en or zh-CN; also TUNNELSMITH_LANG. Default: the language of the locale
    .quiet = Print neither progress nor hints
    .color = Use colors: automatically (if standard output is a terminal and NO_COLOR is not set), always, or never
    .help = Print this help
    .files = Draft files, or folders with *.json files; `-` reads standard input, and `@NAME` is a saved draft (see `tunnelsmith drafts`)
    .changes = Set a field of every draft, by its API name: Name=fra-dc1, TunnelOptionsSpecification.1.TunnelBgpConfig.TunnelCidr=169.254.20.0/30. Keys are refused, because other users can read command lines
    .values = Create one draft for each row of this CSV table, with the given draft as a template. The first line contains the field names, in full or short (Name, T1.TunnelCidr, T2.Psk). An empty cell keeps the value of the template, - removes it, and a column that starts with # is a comment. Keys: env:NAME, file:PATH, or the key itself
    .gateway_asn = The AS number of the customer gateway
    .pace = The duration of each step of a connection in the sandbox, such as 200ms or 1s (default): two steps until it is bound, and one for each phase of a tunnel and for BGP. Lifetimes are always in seconds
    .peers = The simulated device at the far end of tunnel N of every connection: matches (default), silent, passive, wrong-psk, wrong-proposal:FIELD=VALUE, wrong-id, wrong-subnets, no-bgp, wrong-asn, pfs-at-rekey, flaps. While `tunnelsmith sandbox` runs, POST the same to /sandbox/peer

command = Creates IPsec-VPN connections on Alibaba Cloud
    .more-1 = Mistakes are reported before anything is sent, every request takes effect exactly once, and every response is explained.
    .more-2 = Without a command, tunnelsmith opens the wizard, which guides you through a connection step by step, saves your input as a draft, and sends it after you confirm. Press F1 for the list of keys. `tunnelsmith --sandbox` lets you try everything without an account, and `tunnelsmith --plain` asks the same questions line by line, for screen readers and serial consoles. The commands work on draft files, for scripts and bulk runs.
    .draft = Open this saved draft instead of the one that was last open
    .plain = Ask questions line by line instead of drawing screens, for screen readers, serial consoles, and pipes; also TUNNELSMITH_PLAIN=1, and the default on a terminal with TERM=dumb. Enter ? for help
    .mouse = Use the mouse in the wizard; otherwise, the terminal uses it to select text. Also TUNNELSMITH_MOUSE=1
    .theme = Use this color theme: default, light, high-contrast, or colour-blind; also TUNNELSMITH_THEME
    .keys = Use other keys for an action, for example undo=alt-u,ctrl-v; can be repeated. Also TUNNELSMITH_KEYS, with actions separated by semicolons
    .version = Print the version
command-check = List errors, warnings, and hints about drafts
    .online = Look up the customer gateways and connections of each region, and check against them as well
    .platform = Check against the limits of this device at the other end; append the release with @: cisco-ios@17.12. In addition to the platforms of `tunnelsmith peer platforms`: aws, azure, gcp, meraki
command-preview = Show exactly what is sent
    .form = The output format
    .form-params = Flat parameters
    .form-json = Nested JSON
    .form-cli = A command of the official command line
    .form-curl = A command of curl, without its signature
    .form-terraform = A configuration for Terraform
    .form-ros = A template for Resource Orchestration Service
    .connection = With --as terraform: import the existing connection with this ID, vco-…, into Terraform
    .reveal = Show pre-shared keys
    .allow = Ignore this error rule, by its ID
command-replay = Create the connections that drafts describe
    .yes = Create without confirmation
    .dry_run = Have the service validate the request without creating anything
    .dry_run_first = Have the service validate all requests first, and create connections only if it accepts all of them
    .allow = Ignore this error rule, by its ID; the outcome lists it
    .report = Append each outcome as a JSON line to this file. What earlier runs created or left open is recorded in the journal, with or without a report
    .jobs = Process this number of drafts in parallel; fewer while the service throttles requests
    .bind = Bind each connection to this transit router after it is created. The column TransitRouter of the table sets it for each row
    .wait = Wait until each connection is up; exit status 7 if one is not
    .patience = Repeat requests for this number of seconds if a later attempt can succeed (default: 90); with --wait, wait for this number of seconds (default: 1200)
    .again = Create another connection from a draft that has already created one
command-explain = Explain an error of the service or a rule, and what to do
    .text = An error code (IllegalParam.LocalSubnet), a rule (B-06), or the complete error of an SDK, the command line, Terraform, or a log; `-` reads standard input
command-policy = Print the minimal RAM policy for this program, to paste into the console
    .read_only = Leave out operations that create or change anything; sufficient for checks, lists, and imports
command-gateways = List the customer gateways of a region, or create one
command-gateways-create = Create a customer gateway: the address of your device, and its ASN for BGP
    .ip = The static IPv4 address of the device; behind NAT, the public address
    .name = 1 to 100 characters
    .description = 1 to 100 characters
    .asn = The ASN of the device; required for BGP, cannot be added later
    .auth_key_env = The environment variable that contains the BGP MD5 key
    .resource_group = The resource group
    .client_token = Repeat an earlier attempt whose answer was lost, with its client token
command-sandbox = Serve the sandbox on this machine until interrupted
    .port = The port on 127.0.0.1; default: any free port
    .gateways = The number of customer gateways in each region
    .list_lag = The delay after which a new connection appears in lists, such as 5s or 500ms; default: 2s, because lists of the service are delayed, too
    .exact = Report times in milliseconds and list new connections immediately. The service does neither; for scripts that cannot wait
    .seed = Return the same IDs in the same order after each start; otherwise, IDs are random
    .faults = Simulate faults: latency=200ms, throttle=3, error=CODE, single=refuse, reset-after-store=1, http-503=2, html-body, truncated-body, slow-body, huge-body, clock-skew=20m, redirect=URL, bad-lookup=2
command-import = Create a draft from an existing connection, a command, a request, or a Terraform resource
    .connection = The existing connection, vco-…; its region is set by --region or the profile
    .command = A file with an `aliyun vpc CreateVpnAttachment …` command for any shell, including the prompts and scripts around it, or a command that creates a connection of a VPN gateway; `-` reads standard input
    .request = A file with a request (JSON in any spelling, a URL, or a form body), a ROS template, a Pulumi program, or a response of the service about a connection; `-` reads standard input
    .terraform = A file with the output of `terraform show -json`, or a Terraform configuration; `-` reads standard input
    .sheet = A sheet of values from the other company: `label: value` lines, a table from an email or a spreadsheet, in English or Chinese, or our sheet filled in (JSON); `-` reads standard input
    .their_side_is = Their side in the sheet: `local` if the local side of the sheet is theirs, `remote` if it is ours
    .their_side_is-local = The local side of the sheet is theirs
    .their_side_is-remote = The remote side of the sheet is theirs
    .address = Select one of several connections: a Terraform address, the name in a template, or a connection ID
    .with_keys = Import pre-shared keys; they are stored in the draft in plain text
    .out = Write the draft to this new file, which only you can read, instead of printing it
command-drafts = List, save, show, compare, seal, and share drafts
command-drafts-list = List the saved drafts
    .deleted = List deleted drafts, which can be restored
command-drafts-show = Print a draft with its keys masked
    .name = The draft
    .version = An earlier version, counted back from 1
command-drafts-save = Save a draft; an existing draft with the same name becomes an earlier version
    .file = The draft file; `-` reads standard input
    .name = The name of the saved draft, instead of the name in the draft or of the file
command-drafts-delete = Move a draft to the trash
    .name = The draft
command-drafts-restore = Restore a draft from the trash, or an earlier version of a draft
    .name = The draft
    .version = An earlier version, counted back from 1
    .deleted = If several drafts with this name were deleted: the number in `drafts list --deleted`
command-drafts-rename = Rename a draft
    .from = The draft
    .to = The new name
command-drafts-duplicate = Copy a draft
    .from = The draft
    .to = The name of the copy
command-drafts-versions = List the earlier versions of a draft
    .name = The draft
command-drafts-schema = Print the JSON Schema of draft files
command-drafts-diff = Compare two drafts, or a draft with an existing connection, field by field
    .more-1 = The exit status is 0 if there are no differences, and 3 otherwise.
    .left = A draft file, or @NAME for a saved draft; `-` reads standard input
    .right = The draft file, or @NAME, to compare with
    .live = Compare with this connection, vco-…; its region is set by --region or the draft
command-drafts-seal = Seal the plain-text keys of drafts, so that only you and the specified recipients can read them. Nothing else in the files is changed
    .files = Draft files, or @NAME for a saved draft
    .recipients = Another person who can open the keys: the output of `tunnelsmith identity show` on their machine
command-drafts-share = Seal the keys of drafts for more people, in addition to the existing recipients
    .files = Draft files, or @NAME for a saved draft
    .recipients = The person who can open the keys: the output of `tunnelsmith identity show` on their machine
command-identity = Show your identity, which opens the keys sealed for you
command-identity-show = Print the public half, for which others seal keys; created on first use
command-identity-path = Print the path of the secret half
command-connections = List the connections of a region with their state, or show one connection with all its settings
    .id = Show this connection, vco-…, with all its settings
command-routers = List the transit routers of a region, and to which of them a connection can be bound
command-bind = Bind a connection to a transit router, which assigns its addresses
    .id = The connection, vco-…
    .router = The transit router, tr-…; default: the only suitable one
    .zone = The zone of a single-tunnel connection; default: the first zone of the region
    .name = The name of the binding; default: the name of the connection
    .no_route_table = Do not change the route tables of the router; by default, its system route table forwards the traffic of the connection and learns its routes
    .no_publish_routes = Do not publish the routes of the router to the device through BGP
    .yes = Bind without confirmation
    .wait = Wait until it is bound and has its addresses
command-unbind = Unbind a connection from its transit router
    .id = The connection, vco-…
    .yes = Unbind without confirmation
command-watch = Watch connections until they are up, with one line for each change. The exit status is 0 if they are up, and 7 otherwise
    .ids = The connections of one region, vco-…
    .until = The state to wait for
    .until-bound = The connection is bound and has its addresses
    .until-phase1 = Phase 1 of every tunnel is up
    .until-up = Every tunnel is up, and BGP if it is on
    .patience = Wait for at most this number of seconds; default: 1200
command-diagnose = Find out why a connection is not up: the field at fault, both sides' values, and both repairs
    .id = The connection, vco-…
    .draft = The draft of the connection: fields have the names of the draft, and differences from the draft are reported
command-logs = Print the log of the service for a connection
    .id = The connection, vco-…
    .tunnel = Only the lines of this tunnel, 1 or 2
    .since = Start this long ago: 90s, 30m, 2h, 1d
    .follow = Continue with new lines until Ctrl-C is pressed
    .explain = Explain each known line
command-modify = Change a connection to match a draft; only the differences are sent
    .id = The connection, vco-…
    .draft = The draft; `-` reads standard input, `@NAME` is a saved draft
    .dry_run = Show the differences and the request without sending anything
    .yes = Send without confirmation
command-delete = Delete an unbound connection
    .id = The connection, vco-…
    .yes = Delete without asking for the name
command-history = List submissions: time, version of the draft, and outcome
command-peer = Read, write, or compare the configuration of the device at the other end
command-peer-platforms = List the supported platforms, one JSON object per line
command-peer-read = Read the tunnels in a device configuration and print them as JSON. Values that the text does not contain are the defaults of the platform and are marked as defaults; keys are printed as they appear in the text
    .file = The configuration, or an excerpt of it; `-` reads standard input
    .platform = The platform, if it cannot be detected; append the release with @: vyos@1.3
command-peer-compare = Compare a draft with a device configuration or a filled-in sheet. Each field of each tunnel is a JSON object on a line, differences first, in the order in which they take effect. Exit status 3 if a difference breaks the tunnel
    .draft = The draft; `-` reads standard input, `@NAME` is a saved draft
    .file = The configuration, or an excerpt of it; default: the file that the draft refers to
    .platform = The platform, if it cannot be detected; append the release with @: vyos@1.3
    .timeline = Print as text when the differences take effect, the earliest first
    .matched = Match a tunnel of the draft to a tunnel of the device, if this cannot be detected: 1=Tunnel101
    .changes = Set a field of the draft first, by its API name, to try a repair
    .address = The address of Alibaba Cloud for a tunnel: 1=198.51.100.1
    .gateway = The address of the customer gateway; 2=203.0.113.2 sets it for one tunnel
command-peer-write = Write the configuration of the device at the other end from a draft: exactly its values, what to configure around the tunnel, how to verify it, and how to remove it. Unknown values are in angle brackets. Exit status 3 if the platform does not support a value
    .draft = The draft; `-` reads standard input, `@NAME` is a saved draft
    .platform = The platform, as listed by `tunnelsmith peer platforms`; append the release with @: cisco-ios@16.9. For a platform that cannot be written, a table of values is printed. Default: the device in the draft
    .tunnel = Only this tunnel
    .address = The address of Alibaba Cloud for a tunnel: 1=198.51.100.1
    .connection = Look up the addresses of both ends in this connection, vco-…
    .gateway = The address of the customer gateway; 2=203.0.113.2 sets it for one tunnel
    .with_keys = Write the pre-shared keys instead of placeholders; only to a file
    .out = Write to this new file, which only you can read, instead of printing
    .check = Write nothing, and report whether this file, written earlier, still matches the draft. Exit status 3 if the draft was changed
command-sheet = Write the sheet for the other company: the values to configure, in their terms, with room for theirs. It does not contain keys
    .draft = The draft; `-` reads standard input, `@NAME` is a saved draft
    .form = The output format
    .form-markdown = A page of Markdown
    .form-html = A page for a browser, to print
    .form-json = JSON, which `peer compare` and `import --sheet` read after it is filled in
    .out = Write to this new file instead of printing
    .address = The address of Alibaba Cloud for a tunnel: 1=198.51.100.1
command-suggest = Suggest values that are not in use
command-suggest-tunnel-cidr = Suggest tunnel CIDR blocks that are not used by saved drafts, submissions, or the sources that you specify, and that are not reserved by a cloud
    .count = The number of blocks
    .online = Look up the connections of the region set by --region or the profile as well
    .device = Exclude the blocks in this device configuration, or in an excerpt of it; can be repeated
    .draft = Exclude the blocks in these drafts as well; can be repeated
command-config = Show settings with their sources, or change config.toml
command-config-path = Print the path of config.toml
command-config-show = Print every setting, its value, and its source
command-config-set = Set a setting in config.toml; the rest of the file stays
    .name = The setting, as listed by `config show`
    .value = The value, in the same form as in the variable
command-config-unset = Remove a setting from config.toml
    .name = The setting
command-completions = Print the completions for a shell
    .shell = The shell
command-man = Print the manual page
