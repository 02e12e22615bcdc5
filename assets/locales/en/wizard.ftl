# Words of the wizard.

untitled = untitled
no-name = (no name)
too-small = This window is too small: the wizard requires { $columns } columns and { $rows } rows. Enlarge the window to continue; until then, you can only suspend or quit.
trouble-title = Error

# The steps and their parts.
step-mode = Mode
step-gateways = Gateways
step-device = Your device
step-connection = Connection
step-tunnel = Tunnel { $number }
step-phase-1 = Phase 1
step-phase-2 = Phase 2
step-bgp = BGP
step-liveness = DPD and NAT
step-health-check = Health check
step-review = Review
step-of = Step { $number } of { $count }: { $name }
section-start = Region and routing
section-gateway = Customer gateway
section-connection = Connection
section-phase-1 = Phase 1 (IKE)
section-phase-2 = Phase 2 (IPsec)
section-bgp = BGP
section-liveness = DPD and NAT traversal
section-health = Health check
section-more = More
section-tags = Tags
section-hidden = Set by the wizard

# The two modes.
mode-dual = Dual-tunnel
    .help = Two tunnels in two zones, both carrying traffic: if one fails, the other takes over. Your device requires two tunnels, ideally on two public addresses.
mode-single = Single-tunnel
    .help = One tunnel. Discontinued for transit routers on 2024-11-26, so the service may refuse it. Use it only if necessary.
mode-changed = Removed values
mode-dropped = These values do not exist in this mode and were removed. Undo restores the mode and the values.
mode-switched = { $mode }: matching values were kept.

# What can be done in a form.
button-preset = Select a preset for both phases
button-copy-tunnel = Copy settings from tunnel 1
button-add-tag = Add a tag
button-remove-tag = Remove tag { $number }
button-continue = Continue

# What stands in a field.
value-default = ({ $value }, the default)
value-sealed = (sealed)
value-env = (from the variable { $name })
value-file = (from the file { $path })
value-command = (output of { $program } when sent)
value-ask = (asked for when sent)
value-text = { $lines ->
    [one] 1 line
   *[other] { $lines } lines
}, { $bytes } bytes
value-text-none = (paste it, or open your editor)
origin-service = service default
word-true = yes
word-false = no
word-ikev1 = only for devices without IKEv2
word-ikev2 = several subnets, faster, recommended
word-main = identities are protected
word-aggressive = fewer messages, identities in plain text
word-aes = AES-128-CBC
word-aes192 = AES-192-CBC, rare on devices
word-aes256 = AES-256-CBC, recommended
word-des = broken, do not use
word-3des = outdated and slow
word-md5 = broken, do not use
word-sha1 = outdated
word-sha256 = recommended
word-sha384 = stronger, not on every device
word-sha512 = stronger, not on every device
word-group1 = 768 bits, broken
word-group2 = 1024 bits, weak
word-group5 = 1536 bits, weak
word-group14 = 2048 bits, recommended
word-disabled = no separate key exchange in phase 2
word-public = over the Internet
word-private = over a private line such as Express Connect
word-Standard = 1 Gbit/s per tunnel
word-Large = 3 Gbit/s per tunnel
word-revoke_route = withdraw the routes while the check fails
word-reserve_route = keep the routes

# Help at the side.
help-mode = Press Enter to select. If you change the mode later, matching values are kept and removed values are listed; undo restores them.
help-preset-here = These are the values of { $name }. { $help }
help-preset = Fills in the version, algorithms, groups, and lifetimes of both phases: the strongest algorithms, a set for old devices, or the values for a specific device. Existing values are replaced; undo restores them.
help-copy-tunnel = Copies all settings of tunnel 1. With BGP, a free tunnel CIDR block and a BGP address in it are suggested instead, and you are asked whether to copy the key.
help-tags = Up to 20 tags, each with a key and a value, for billing and searching.
help-continue = Go to the next step. Nothing is sent before the review.
help-more = { $key } more
help-allowed = Allowed values: { $values }
help-default = Default of the service in this mode: { $value }
help-origin = Origin: { $origin }
form-device = Your device: { $value }.
form-device-line = Your device, line { $line }: { $value }.
form-device-when = { $when }.
form-device-repair = { $key } uses { $value }.
finding-also = (See also: { $fields })
repair-offer = { $key }: { $repair }.
repair-either = { $one }, or { $other }
repair-seal = seal the key
objection = Refused by the service: { $code }

# The help page.
help-title = Keys
help-filter = Type to filter. Enter selects the row. Esc changes nothing.
help-home = Your drafts, your submissions, and the trash. Everything you type is saved automatically.
help-form = Type in the underlined field; in a list field, a letter opens the list. Going back loses nothing.
help-gateways = Type to filter by name, ID, address, or ASN. Enter assigns the selected row to the current tunnel.
help-connections = The connections of the region. Type to filter by name, ID, address, router, or state.
help-watch = Both tunnels, from bound to up. Watching continues when you leave this page.
help-diagnosis = The cause: the value at Alibaba Cloud, the value of your device, the field, and the repair on either side.
help-device = The device at the other end. Every value here is optional. Paste the device's configuration anywhere on this page.
help-review = All findings, then the request exactly as it is sent. Accept warnings one by one.
help-result = The outcome of the request.
help-form-space = Space
    .does = switch between two values, open a list, press a button
help-form-arrows = Left Right
    .does = previous or next value; in a text field, move the cursor
help-form-letters = letters
    .does = replace the selected text; open a list at that letter
help-marks = Marks: ✗ or x error, ! warning, i hint, ○ or o a value is missing or a warning is not accepted, ✓ or + visited and valid, · or . not visited yet.
help-key = { $does } ({ $name })
help-own-keys = To change keys, run `tunnelsmith config set keys undo=ctrl-v`, or edit config.toml. The names are in parentheses.
action-Next = next line; after the last one, next step
action-Previous = previous line
action-Up = one line up
action-Down = one line down
action-Left = left
action-Right = right
action-First = to the top
action-Last = to the end
action-PageUp = page up
action-PageDown = page down
action-Accept = select, open, continue
action-Toggle = accept a warning, or undo that
action-Back = back; nothing is lost
action-NextStep = next step
action-PreviousStep = previous step
action-Home = home; the draft is saved
action-Help = help for this screen
action-Save = save, and name the draft
action-GoTo = search and go to
    .home = search the drafts
    .connections = what can be done with the connection
    .watch = what can be done with the connection
action-Palette = all actions, by name
action-NextFinding = next error or warning
action-PreviousFinding = previous error or warning
action-Repair = apply the repair of the finding
action-Suggest = fill in a suggestion, or a new key
action-Reveal = show or mask the key
action-Editor = edit the field in your editor
action-Undo = undo
action-Redo = redo
action-Refresh = load the list again
action-Create = create a customer gateway
action-Submit = submit
    .connections = send the draft’s changes to the connection
    .watch = send the draft’s changes to the connection
    .diagnosis = send the draft’s changes to the connection
    .home = review the draft
    .review = submit
    .result = send again
action-DryRun = dry run: validate without creating anything
action-Copy = copy, also over SSH
action-CopyAll = copy everything shown here
action-Write = save to a file
action-Open = open
    .connections = open the connection as a draft
    .watch = open the connection as a draft
action-New = new connection
action-Duplicate = duplicate the draft
action-Rename = rename the draft
action-Delete = move the draft to the trash
    .connections = delete the connection
    .watch = delete the connection
action-Restore = restore a deleted draft
action-Versions = earlier versions of the draft
action-SignIn = look for credentials again
action-Profile = sign in with another profile
action-Region = select the region for new drafts
    .connections = list the connections of another region
action-Sandbox = start the sandbox
action-Watch = watch the connection
action-Bind = bind it to a transit router
action-Unbind = unbind it from its router
action-Diagnose = diagnose the connection
action-Yes = yes
action-No = no
action-Mouse = turn mouse capture on or off
action-Theme = switch colors
action-Language = switch language
action-Redraw = redraw the screen
action-Suspend = suspend
action-Quit = quit; the draft is saved

# The line of keys.
foot-open = open
foot-new = new
foot-tabs = tabs
foot-search = search
foot-replay = review
foot-help = help
foot-quit = quit
foot-next = next
foot-home = home
foot-toggle = change
foot-remove = remove
key-space = Space
foot-step = next step
foot-back = back
foot-suggest = suggest
foot-repair = repair
foot-finding = next finding
foot-go-to = go to
foot-save = save
foot-undo = undo
foot-take = select
foot-cancel = cancel
foot-reveal = show keys
foot-choose = choose
foot-create = new gateway
foot-create-gateway = create it
foot-refresh = refresh
foot-submit = submit
foot-see = accept
foot-to-field = to the field
foot-dry-run = dry run
foot-copy = copy
foot-device-file = device file
foot-copy-all = copy all
foot-write = save
foot-editor = editor
foot-go-on = continue
foot-again = send again
foot-send-now = create
foot-restore = restore
foot-bring-back = bring back
foot-move = move
foot-stop = stop
foot-close = close
foot-scroll = scroll
foot-watch = watch
foot-bind = bind
foot-unbind = unbind
foot-diagnose = diagnose
foot-diagnose-again = again
foot-diagnosis = diagnosis
foot-send-change = send the change
foot-actions = actions
foot-region = region
foot-rename = rename
foot-duplicate = duplicate
foot-read = read
foot-delete = delete

# Home.
home-drafts = Drafts
home-connections = Connections
home-submissions = Submissions
home-trash = Trash
home-new = New connection
home-try-sandbox = Try everything in the sandbox, without an account
home-sign-in = Look for credentials again
home-no-account = You are not signed in. Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or run `aliyun configure`, then look for credentials again. You can write drafts without an account.
home-account-failed = The credentials cannot be used.
home-sandbox = SANDBOX: a simulated cloud in this program. Nothing it creates is real, and everything except drafts is deleted when you quit.
home-unfinished = Unfinished: { $name }, { $region }, { $date }
home-open = An unfinished submission
home-resume-file = It was started from the file { $file }. Run `tunnelsmith replay` on that file again: it resumes with the same token, and nothing is created twice.
home-mode-dual = dual
home-mode-single = single
home-submission = A submission
home-change = A change of a connection
home-change-open = The result of an earlier request ({ $change }) was not recorded. This is the connection as it is now. Request the change again to resume it: it is not carried out twice.
home-no-submissions = No submissions from this machine yet.
realm-sandbox = in a sandbox
realm-account = in account { $account }
realm-other = in another account
realm-here = in this account
realm-unclear = with another access key, possibly of this account
profiles-title = Select a profile
profiles-none = No profiles found. Run `aliyun configure` to create one.
repairs-title = { $rule }: select a repair
home-no-deleted = The trash is empty.
home-deleted = { $name }, deleted { $date }
home-choose-draft = Select a draft first.
home-choose-deleted = Select a draft in the trash first.
account-asking = looking for credentials
account-in-no-region = Signed in as { $key } ({ $provider })
account-unproven = Access key { $key } ({ $provider }), not yet verified by the service, region { $region }
account-unproven-no-region = Access key { $key } ({ $provider }), not yet verified by the service
account-in = Signed in as { $key } ({ $provider }), region { $region }
account-out = not signed in
regions-built-in = Using the built-in list of regions: { $why }
sandbox-serves-already = The sandbox is already running.
draft-ready = ready
draft-created-unclear = created?
draft-created-changed = created, changed
draft-errors = { $count ->
    [one] 1 error
   *[other] { $count } errors
}
draft-warnings = { $count ->
    [one] 1 warning
   *[other] { $count } warnings
}
draft-unusable = cannot be used
draft-copy-name = { $name } copy
draft-deleted = { $name } is in the trash. u restores it there.
draft-saved = Saved as { $name }.
draft-locked-title = Open elsewhere
draft-locked = This draft is open in { $holder }. You can still work on it here: the two copies do not overwrite each other, and both are kept.
drafts-search-title = Go to a draft
save-failed = The draft could not be saved and exists only in memory: { $why }
save-left-out = { $field } is not in the saved draft: { $why }
save-conflict = Another process changed this draft in the meantime. That version is kept, and your version is saved as { $name }.
save-unreadable = The existing file of this draft cannot be read and stays as it is. Your version is saved as { $name }.
save-unsynced = { $name } is saved but may be lost in a power failure: { $why }
save-plain-version = { $name } is saved, but an earlier version still contains a key in plain text: { $why }
versions-title = Earlier versions of { $name }
version-replaced = replaced { $time }
version-title = { $name }: version { $number } compared with the current draft
version-change = { $from } -> { $to }
version-same = No differences.
version-other-key = { $name }: different key

# Questions.
answer-yes = yes
answer-no = no
answer-read-on = read on
answer-with-key = copy the key as well
answer-without-key = do not copy the key
answer-fresh = new values
answer-same = the same values
ask-quit = Quit?
    .about = Your input is saved and available at the next start. A running submission is stopped as soon as this is safe.
ask-leave-unsaved = Quit without saving?
    .about = The draft could not be saved. If you quit now, your last changes are lost.
ask-submit = Create { $name } in { $region }?
    .about = This creates a connection in the cloud. Billing starts when it is created.
ask-submit-sandbox = Create { $name } in { $region }, in the sandbox?
    .about = SANDBOX: nothing real is created.
ask-submit-again = Create another connection { $name } in { $region }?
    .about = This draft has already created a connection. Yes creates another one.
ask-submit-again-sandbox = Create another connection { $name } in { $region }, in the sandbox?
    .about = SANDBOX: nothing real is created.
ask-submit-where = { $mode }, region { $region }, account { $account }, endpoint { $endpoint }.
ask-submit-gateway = { $field }: { $gateway }
ask-runs = This program runs for { $field }: { $program }
ask-rehearse = Run programs for the keys?
    .about = The service validates the request without creating anything, but the request contains the keys.
ask-stop-sending = Stop?
    .about = A request that is already on its way may still be carried out. The draft keeps its token, so sending it again creates nothing twice.
ask-delete = Move { $name } to the trash?
    .about = You can restore it with its versions.
ask-bind = Bind { $name } to { $router }?
    .about = The router’s system route table will forward its traffic and learn its routes. After binding, the attachment, its data processing, and the connection are billed.
ask-bind-zone = The tunnel ends in zone { $zone }.
ask-associate = Complete the binding of { $name }?
    .about = It is bound to { $router }, but the router’s system route table { $table } does not forward its traffic or does not learn its routes.
ask-unbind = Unbind { $name } from { $router }?
    .about = Its tunnels go down, its routes are removed from the router’s route tables, and its addresses can change when it is bound again.
ask-modify = Change { $name }?
ask-change-sandbox = SANDBOX: nothing real is changed.
ask-restore-version = Make version { $number } of { $name } the current one?
    .about = The current draft is kept as a version.
ask-copy-key = Copy the pre-shared key, too?
    .about = With one key for both tunnels, one leak affects both. Use a separate key for tunnel 2 if your device supports it.
ask-copy-fresh = Use a new name, new keys, and new blocks for { $name }?
    .about = New values: the connection is named { $name }, and each tunnel gets a new key and a free tunnel CIDR block. The same values: nothing is changed, and the two connections conflict if both are created.

ask-replace-key = Replace the pre-shared key with a random one?
    .about = You must configure the new key on your device. If the current key was agreed with the other side, keep it.

# Lines to fill in.
prompt-save-as = Name of the draft
prompt-rename = New name of the draft
prompt-duplicate = Name of the copy
prompt-device-file = File with the device configuration
prompt-device-file-help = The output of show running-config, an export, or a part of it. ~ is your home folder. The draft stores the values and the path, not the text, and the file is read each time the draft is opened.
prompt-keep-device = File name
prompt-keep-device-help = A new file that only you can read; existing files are not overwritten. The file contains the keys in the text. ~ is your home folder. The draft stores the path, and the file is read each time the draft is opened.
prompt-write = File name
prompt-delete-connection = Type the connection’s name to delete it
prompt-delete-connection-help = { $name } ({ $id }) is deleted permanently. Esc cancels.
prompt-write-help = A new file that only you can read; existing files are not overwritten. ~ is your home folder.
prompt-becomes = The name becomes { $name }
prompt-taken = The draft { $name } already exists. Use another name.
prompt-keys = Enter saves, Esc cancels.
pick-none = No matches.
pick-typed = Not in the list. Enter uses it as typed.
no-such-row = Nothing is selected.
go-to-home = Home: drafts and submissions
go-to-watch = The connection this draft created: watch it
go-to-title = Go to a field
go-to-needs-bgp = requires BGP
go-to-needs-health-check = requires the health check
preset-title = Preset for phase 1 and phase 2
pick-preset-values = Sets { $one } / { $two }
preset-device = Your device
    .help = The values of its configuration in both phases.
preset-applied = The values of { $name } are filled in. Undo restores the previous values. { $help }
keys-title = { $field }, not shown
keys-help = Type or paste the key. It is used only for this request and is not stored.
keys-declined = Nothing was sent: a key is missing.

# What was done, and what cannot be.
copied = Sent to the terminal's clipboard.
copied-tmux = Sent to tmux. If nothing is copied, run: tmux set -g set-clipboard on
copied-screen = Sent through screen. If nothing is copied, save it to a file.
written = Saved to { $path }
undone = Undone.
redone = Redone.
written-in = Done: { $what }. Press { $key } to undo.
tunnel-copied = The settings of tunnel 1 were copied.
tunnel-copied-suggested = The settings of tunnel 1 were copied. Suggested for tunnel 2 instead of copied: { $values }.
address-followed = The BGP address was changed with its block: { $address }.
theme-kept = Colors: { $theme }
theme-not-kept = Colors: { $theme }, for this run only. { $why }
language-kept = Language: English
language-not-kept = Language: English, for this run only. { $why }
language-not-shown = This terminal cannot show the letters of the other language.
mouse-on = Mouse capture is on; hold Shift to select text.
mouse-off = Mouse capture is off.
nothing-to-type-into = You cannot type here. Select with Enter or Space.
tag-remove-key = Press Space or Delete to remove the tag; Enter does not remove it.
tag-removed = Tag { $name } removed. Press { $key } to restore it.
nothing-here = This key has no function here.
nothing-to-undo = Nothing to undo.
nothing-to-redo = Nothing to redo.
nothing-to-repair = No automatic repair is available here.
nothing-to-suggest = No suggestion is available for this field.
nothing-to-reveal = This field contains no pre-shared key.
nothing-to-edit = This field cannot be edited in an external editor.
no-findings = No errors and no warnings to accept.
paste-private-key = This is a private key and was not accepted. Paste the certificate.
paste-nowhere = You cannot paste here. Go to a field first.
paste-not-a-choice = { $text } is not an allowed value for this field.

# Customer gateways.
gateway-of-tunnel = Tunnel { $number }
gateway-none = none selected
gateway-no-asn = no ASN
gateways-still-loading = The list is still loading, and this row does not match your input exactly. Wait for the rest, or select a row.
gateway-has-errors = This page has an error. Press Enter or Tab again to continue anyway.
gateway-has-findings = This page has a warning. Press Enter or Tab again to continue anyway.
gateway-created = Created { $id }.
gateways-filter = Filter
gateways-asking = loading
gateways-elsewhere = ({ $tunnel })
gateways-loading = { $count } of { $total }
gateways-count = { $shown ->
    [one] 1 gateway
   *[other] { $shown } gateways
}
gateways-no-region = Select the region first (press { $key }): each region has its own customer gateways.
gateways-signed-out = You are not signed in, so the list cannot be loaded. Type or paste an ID (cgw-…) and press Enter, or return to the home page to sign in or to start the sandbox.
gateways-refused = The credentials cannot be used ({ $why }). Correct them at their source; after a change of environment variables, restart the program. Or type or paste an ID (cgw-…) and press Enter.
gateways-failed = The list could not be loaded: { $why }
gateways-typed = use { $id } as typed
gateways-chosen = keep { $id }
gateways-new = + new customer gateway
gateways-head-address = address
gateways-head-id = ID
gateways-head-age = age
new-gateway-title = New customer gateway
new-gateway-ip = Address
    .help = The static public IPv4 address of your device; behind NAT, the public address of the NAT device.
new-gateway-asn = ASN
    .help = The ASN of your device, for BGP. It cannot be added later. For static routes, leave it empty.
new-gateway-name = Name
    .help = 1 to 100 characters.
new-gateway-description = Description
    .help = A note about this gateway.
new-gateway-create = Create
    .help = Enter creates the gateway immediately, even if the draft is not sent.
new-gateway-asn-wanted = BGP is on in this draft and requires the ASN, which cannot be added later.
new-gateway-no-ip = The address is missing.
new-gateway-bad-ip = The address is not an IPv4 address such as 203.0.113.10.
new-gateway-bad-asn = The ASN is not a number from 1 to 4294967295.
new-gateway-own-asn = 45104 is the ASN of Alibaba Cloud. Enter the ASN of your device.
new-gateway-bad-name = The name and the description can have at most 100 characters and must not start with http:// or https://.
new-gateway-waiting = waiting for the service

# The device at the other end.
device-platform = Platform
    .help = The device at the other end. If you select it, the wizard reports what this device does not support, and the review contains its configuration. It is not sent to Alibaba Cloud. You can also paste the device configuration here: the platform is detected from it.
device-release = Release
    .help = The software release of the device. Defaults and limits depend on it. If it is empty, the latest release is assumed.
device-behind-nat = Behind NAT
    .help = Whether the device has a private address that is translated by NAT. In this case, NAT traversal must be on, and the customer gateway must have the public address.
device-initiator = Initiator
    .help = Which side initiates negotiations. If the device only responds, Alibaba Cloud must initiate: set Negotiate immediately to true.
device-initiator-device = only the device
device-initiator-either = either side
device-initiator-service = only Alibaba Cloud
device-file = Read its configuration from a file
    .help = Paste the configuration anywhere on this page, or specify a file here. Its values fill in the form, and both ends are compared from then on. The draft stores the values and the path of the file, not the text.
device-editor = Paste its configuration in your editor
    .help = For terminals that cannot paste. Only you can read the file of the editor, and it is deleted afterwards.
device-keep = Save the pasted text to a file
    .help = The pasted text is not stored on disk, because it can contain keys: it is compared until the wizard ends. Saved to a file that only you can read, it is read each time the draft is opened.
device-tunnel = Tunnel { $number } on the device
    .help = The tunnel of the device that corresponds to this tunnel. Enter opens the list.
device-tunnel-none = not on the device
device-tunnel-unsure = several matches: select
device-report = Recognized values
    .help = Enter shows everything that was recognized, with line numbers, and what was not understood.
device-take-over = { $count ->
    [one] Use 1 differing value of the device
   *[other] Use { $count } differing values of the device
}
    .help = Replaces values that you typed or imported with the values of the device. Undo restores them.
device-continue = Continue without
    .help = This step is optional. Paste the device configuration here, or select the platform above: its values fill in the form, and both ends are compared before anything is created.
device-offer = { $field }: { $value }
device-offer-key = { $field }: the key in the text, not shown
device-kept = The text is saved in { $path }, which only you can read. The draft stores the path.
device-file-known = The configuration is in { $path }, which is read each time the draft is opened.
device-file-changed = { $path } was changed after it was read for this draft. The current content is compared; the values of the draft are not changed.
device-file-unread = The device configuration of this draft cannot be read, so nothing is compared. The values of the draft are not changed. { $why } Read it from its current location in the step Your device.
device-unsaid = not specified
device-none = none selected
device-newest = latest
device-release-from = behavior changes as of this release
device-reads-writes = configuration can be read and written
device-reads = configuration can be read
device-limits = limits are known
device-reading = reading
device-read = { $tunnels ->
    [one] 1 tunnel
   *[other] { $tunnels } tunnels
}{ $left ->
    [0] {""}
    [one] , 1 note
   *[other] , { $left } notes
}
device-ignored = { $name } is ignored: { $why }.
device-left-over = Line { $line }: “{ $words }” was not understood.
device-report-tunnel = Tunnel { $number }: { $name }
device-taken = { $values ->
    [0] The draft already has all values of the device.
    [one] 1 value was copied from your device.
   *[other] { $values } values were copied from your device. Undo reverts this.
}
device-taken-some = { $values ->
    [one] 1 value was copied
   *[other] { $values } values were copied
}; { $kept ->
    [one] 1 value that you typed differs and is kept.
   *[other] { $kept } values that you typed differ and are kept.
}
device-which = Several tunnels of the device match tunnel { $number }. Select one.
device-no-letters = You cannot type here. Space changes the value, Enter continues.

# The review.
tab-findings = Findings
tab-summary = Summary
tab-values = Values
tab-parameters = Params
tab-json = JSON
tab-command = CLI
tab-curl = curl
tab-device = Device
tab-both = Both sides
review-errors = { $count ->
    [one] 1 error must be corrected
   *[other] { $count } errors must be corrected
} before this can be sent.
review-warnings = { $count ->
    [one] 1 warning must be accepted
   *[other] { $count } warnings must be accepted
} before this can be sent.
review-ready = Ready to send.
review-unfinished = A submission of { $date } is unfinished. Submitting looks for its connection first.
review-created = Created { $id }, { $date }.
review-created-unclear = Created { $id }, { $date }, possibly in another account: a different access key was used.
review-not-compared = Not compared with the connections of the region: { $why }
review-no-findings = No findings.
review-breaks = { $count ->
    [one] 1 difference from your device breaks a tunnel
   *[other] { $count } differences from your device break a tunnel
}; see Both sides.
review-see = { $key } accepts the warning. The draft remembers this.
review-seen = Accepted. Press { $key } to undo.
review-allow = To send it anyway, run: { $command }
review-about-summary = The connection at a glance. Copy and save apply to the current page.
review-about-values = All effective values and their origins. * marks values that differ from the default of the service.
review-about-parameters = The flat parameters exactly as they are signed. Only ClientToken is added; it is shown with the outcome.
review-about-json = The request, nested as in the API reference.
review-about-device = The configuration for your device. Masked keys are placeholders. Only you can read a saved file.
review-about-both = Both ends of each tunnel, in the order in which differences take effect.
review-both-enter = Enter goes to the field.
review-about-command = A command for the official command line. Masked keys are shell variables.
review-about-curl = The request for curl. Masked keys are shell variables.
review-curl-note = This request is not signed. Sign it with your own tool; a signature is valid for { $minutes } minutes.
review-force-note = The official CLI does not support the fields of a dual-tunnel request, so the command requires --method POST --force. It then sends all parameters, including pre-shared keys, in the URL, where proxies and logs can record them.
acknowledge-nothing = Select a warning on the Findings page first.
acknowledge-error = An error cannot be accepted. Enter goes to its field.
acknowledge-hint = Hints do not have to be accepted.
copy-nothing = Nothing to copy.
submit-errors = { $count ->
    [one] Correct this error first
   *[other] Correct { $count } errors first
}: { $key } goes to the field.
submit-warnings = Accept each warning ({ $key }) or correct it first.
submit-changed = Nothing was sent: the draft was changed after you confirmed. Review the changes and send it again.
submit-stopped = Stopped before anything was sent.
submit-running = A submission is already running.
submit-signed-out = Return to the home page to sign in or to start the sandbox. The draft is kept.
summary-mode = Mode
summary-routes = Routes
summary-bgp-on = BGP
summary-bgp-off = static, set on both sides
summary-key = set, not shown
summary-cloud = Alibaba Cloud
summary-device = Your device
summary-gateway = Gateway
summary-address = Address
summary-after-binding = (after binding)
summary-identity = Identity
summary-by-address = (its address)
summary-networks = Networks
summary-as = AS number
summary-inside = Inside
summary-phase-1 = Phase 1
summary-phase-2 = Phase 2
summary-liveness = DPD, NAT-T
summary-psk = Key
summary-expects = expects { $value }
summary-same-key = the same key
summary-on = on
summary-off = off
summary-no-key = generated by the service

# Both ends compared.
both-unknown = Unknown and not compared
both-same = Same on both ends
both-none = No device configuration yet. Paste it in the step Your device (press Enter). All fields of both ends are then listed here, in the order in which differences take effect.
both-differs = { $field }: { $here } here, { $there } on the device
both-agrees = { $field }: { $there }
both-repair-here = { $key } sets { $field } to { $value }.
both-repaired = { $field } is now { $value }. Undo restores the previous value.
both-no-field = The draft has no field for this. Repair it on the device.
device-page-none = No device is selected. These are the values to enter on any device. To get a configuration, select a platform in the step Your device.
device-page-sheet = The configuration of { $device } cannot be written yet. These are the values to enter.
device-page-obstacles = The device does not support this draft:

# Sending and what became of it.
sending = Creating, { $seconds } s
sending-dry-run = Dry run, { $seconds } s
sending-stopping = Stopping, { $seconds } s
sending-next = Next attempt in { $seconds } s
sending-about-dry-run = The service validates the request without creating anything.
sending-about = Every attempt has the same client token, so the connection is created at most once. If this window closes, the next start resumes the submission.
result-next = Next: bind it to a transit router. Until then, it has no addresses and does not negotiate. Configure the addresses on your device afterwards.
result-lead = { $bind } binds it, { $watch } watches it until both tunnels are up.
result-no-connection = No connection was created, so none can be bound or watched.
review-no-connection = This draft has not created a connection yet.
result-sandbox = SANDBOX: nothing here is real. The cloud is not contacted.
result-create-now = Submit now creates it.
result-not-begun = Nothing was sent.
result-not-sent-remedy = Check the network, the proxy variables, and the region, then send again.
result-unknown-remedy = Send again: the connection is looked up first, and the same token is sent, so nothing is created twice. Do not start a new draft for it.
result-unknown-old = The service may no longer recognize the token, so the request is not sent again automatically. Check in the console whether the connection exists before you send again.
result-stands = Nothing was sent
result-other-key-remedy = Sign in with that access key to find out. If it belongs to another account, send again and confirm with yes.
result-again-remedy = To create another connection, send again and confirm with yes.
result-go-to = Enter goes to { $field }.
result-no-draft = The draft is no longer open.
result-nothing-to-send = Sending it again unchanged does not help. Press Enter to continue.

# Connections: the list at home.
connections-column-name = name
connections-column-state = state
connections-column-up = up
connections-column-bgp = BGP
connections-column-age = age
connections-status = { $region }: { $count ->
    [one] 1 connection
   *[other] { $count } connections
}  { $time }
connections-bound-to = on { $router }
connections-signed-out = You are not signed in, so the list of connections cannot be loaded. Sign in on the Drafts tab, or press { $key } to start the sandbox.
connections-no-region-yet = Select a region first: { $key } opens the list.
connections-no-region = Select a region first.
connections-choose = Select a connection first.
connections-failed = The list could not be loaded: { $why } Press { $key } to try again.
connections-incomplete = The list could not be loaded completely: { $why }
connection-title = { $name }
connection-watch = Watch it
connection-diagnose = Diagnose it
connection-bind = Bind it to a transit router
connection-unbind = Unbind it from its router
connection-open = Open its current state as a draft
connection-modify = Send the changes of its draft
connection-modify-with = Change it to match a draft
connection-delete = Delete it
connection-copy = Copy its addresses or its ID
connection-refresh = Refresh
connection-opening = Importing the connection as a draft.

# Transit routers.
routers-asking = Loading the transit routers of { $region }.
routers-none-wizard = { $region } has no transit router. In the console, create an Enterprise Edition transit router with a CIDR block in a CEN instance first.
routers-title = Select a transit router for { $name }
routers-no = no: { $why }
routers-connections = { $count } of 50 connections

# A change of a connection.
modify-title = Select a draft for { $name }
modify-no-draft = No draft is open. Open the connection as a draft first.
change-running = A change of this connection is already in progress.
watch-change-bind = Binding
watch-change-unbind = Unbinding
watch-change-associate = Route table
watch-change-propagate = Route table
watch-change-modify = Change
watch-change-delete = Deleting
watch-change-planning = Checking whether this is possible.
watch-change-sending = Sending.

# The watch.
watch-asking = Loading.
watch-rung-bound = bound
watch-rung-address = address
watch-rung-phase1 = phase 1
watch-rung-phase2 = phase 2
watch-rung-bgp = BGP
watch-awaited = waiting
watch-by = by { $time }
watch-lost = lost after { $lasted }
watch-off = off
watch-device = device   { $address }
watch-other-draft = { $key } opens the draft of this connection, from which the device configuration is written.
watch-waits-not-bound = { $bind } binds it.
watch-waits-binding = This takes one or more minutes. The addresses are then assigned.
watch-waits-bound = They are assigned in a moment.
watch-waits-waiting = Configure these addresses on your device. Phase 1 follows within a minute.
watch-waits-phase1 = Phase 2 follows within seconds if both sides match.
watch-waits-phase2 = BGP can take one or two minutes after it starts on the device.
watch-waits-updating = The tunnels are renegotiated.
watch-waits-unbinding = Its tunnels go down.
watch-waits-down = { $diagnose } starts a diagnosis.
watch-waits-degraded = { $diagnose } starts a diagnosis.
watch-waits-locked = Settle the bills of the account to restore the connection.
watch-waits-gone = { $back } goes back. The draft is kept.
watch-waits-unknown = Watching continues.
watch-values = { $values }.
watch-fault-lead = { $key }: diagnosis.
watch-told = { $name }: { $verdict }.
watch-stopped = Watching has stopped: { $why } Press { $key } to try again.
watch-utc = Times are UTC.

# The diagnosis.
diagnosis-of = { $name }: { $verdict }, diagnosed at { $time }
diagnosis-asking = { $name }: { $verdict }. The diagnosis takes a few seconds.
diagnosis-none = { $name }: { $verdict }
diagnosis-failed = The diagnosis failed: { $why } Press { $key } to try again.
diagnosis-nothing = No fault was found. If no traffic passes, check the routes on both sides.
diagnosis-opened = A fault was found. Esc returns to the watch page.
diagnosis-draft-value = The draft: { $value }
diagnosis-side-here = Here:
diagnosis-side-there = There:
diagnosis-repair-here = { $repair } sets it to { $value } in the draft, then { $send } sends the change.
diagnosis-repaired = Repaired in the draft. { $send } sends the change.
diagnosis-repair-offer = { $key }: set it to { $value }, the value of the device.
diagnosis-back-offer = { $key }: return to the diagnosis to send the change.
diagnosis-applied = { $field } is now { $value } in the draft. Send the change when you are done.
diagnosis-no-field = This finding does not concern a field of the draft.
diagnosis-no-repair = The value to set here is unknown. Follow the instructions for either side.

# The list of all actions, and where each is done.
palette-title = Actions
palette-elsewhere = only { $places }
palette-anywhere = on any step
palette-form = in forms
palette-gateways = with the customer gateways
palette-device = with your device
palette-filter = in lists
palette-prompt = in boxes to fill in
palette-home = at home
palette-connections = with the connections
palette-watch = while watching
palette-diagnosis = on the diagnosis
palette-review = on the review
palette-result = on the result
palette-question = in questions
palette-reading = in texts
