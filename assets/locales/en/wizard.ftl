# Words of the wizard.

untitled = untitled
no-name = (no name)
too-small = This window is too small: the wizard needs { $columns } columns and { $rows } rows. Enlarge it to continue; until then no key does anything but suspend or quit.
trouble-title = That did not work

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
    .help = Two tunnels in two zones, both carrying traffic: if one fails, the other carries on. Your device needs two tunnels, ideally on two public addresses.
mode-single = Single-tunnel
    .help = One tunnel. It was retired for transit routers on 2024-11-26 and may be refused; choose it only if you have to.
mode-changed = Dropped
mode-dropped = This mode has no fields for these values, so they were dropped. Undo restores both.
mode-switched = { $mode }: matching values were carried over.

# What can be done in a form.
button-preset = Choose a preset for both phases
button-copy-tunnel = Copy settings from tunnel 1
button-add-tag = Add a tag
button-remove-tag = Remove tag { $number }
button-continue = Continue

# What stands in a field.
value-default = ({ $value }, the default)
value-sealed = (sealed)
value-env = (from the variable { $name })
value-file = (from the file { $path })
value-command = (read from { $program } when sent)
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
word-aggressive = fewer messages, identities sent in clear text
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
word-disabled = no fresh key exchange in phase 2
word-public = over the Internet
word-private = over a private line such as Express Connect
word-Standard = 1 Gbit/s per tunnel
word-Large = 3 Gbit/s per tunnel
word-revoke_route = withdraw the routes while the check fails
word-reserve_route = keep the routes

# Help at the side.
help-mode = Choose with Enter. Changing the mode later carries over the values that fit and names those that were dropped; undo restores them.
help-preset-here = These are the values of { $name }. { $help }
help-preset = Fills in version, ciphers, hashes, groups and lifetimes of both phases: the strongest set, one for old devices, or what a named device needs. Values set before are replaced; undo brings them back.
help-copy-tunnel = Copies all settings of tunnel 1. With BGP, a free tunnel CIDR block and a BGP address in it are suggested instead of copied, and you are asked about the key.
help-tags = Up to 20 keys with a value each, for billing and searching.
help-continue = Go to the next step. Nothing is sent before the review.
help-more = { $key } more
help-allowed = Allowed: { $values }
help-default = The service's default in this mode: { $value }
help-origin = This value: { $origin }
form-device = Your device: { $value }.
form-device-line = Your device, line { $line }: { $value }.
form-device-when = { $when }.
form-device-repair = { $key } takes { $value }.
finding-also = (See also: { $fields })
repair-offer = { $key }: { $repair }.
repair-either = { $one }, or { $other }
repair-seal = seal the key
objection = The service refused this: { $code }

# The help page.
help-title = Keys
help-filter = Type to filter. Enter selects the row; Esc changes nothing.
help-home = Your drafts, your submissions, and the trash. Everything you type is saved automatically.
help-form = Type into the underlined field; typing a letter opens a list. Nothing is lost by going back.
help-gateways = Type to filter by name, ID, address or ASN. Enter assigns the selected row to the current tunnel.
help-connections = The connections of the region. Type to filter by name, ID, address, router or state.
help-watch = Both tunnels from bound to up. Watching continues while you are elsewhere.
help-diagnosis = What is wrong: the value at Alibaba Cloud, the value of your device, the field, and the repair on either side.
help-device = The device at the other end. Every value here is optional. Paste the device's configuration anywhere on this page.
help-review = All findings first, then the request exactly as it will be sent. Warnings are accepted one by one.
help-result = The outcome of the request.
help-form-space = Space
    .does = change a value of two, open a list, press a button
help-form-arrows = Left Right
    .does = previous or next value; in a text, move
help-form-letters = letters
    .does = replace what is selected; open a list at that letter
help-marks = Signs: ✗ or x error, ! warning, i hint, ○ or o a value is missing or a warning waits for your acceptance, ✓ or + seen and sound, · or . not seen yet.
help-key = { $does } ({ $name })
help-own-keys = For other keys, run `tunnelsmith config set keys undo=ctrl-v`, or edit config.toml; the names are the ones in parentheses.
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
action-Toggle = accept a warning, or take that back
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
action-Reveal = show the key, or mask it
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
action-DryRun = let the service check it, creating nothing
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
action-Restore = bring a deleted draft back
action-Versions = earlier versions of the draft
action-SignIn = look for credentials again
action-Profile = sign in with another profile
action-Region = choose the region for new drafts
    .connections = list the connections of another region
action-Sandbox = start the sandbox
action-Watch = watch the connection
action-Bind = bind it to a transit router
action-Unbind = unbind it from its router
action-Diagnose = find out what is wrong with it
action-Yes = yes
action-No = no
action-Mouse = turn mouse capture on or off
action-Theme = other colors
action-Language = other language
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
home-no-account = You are not signed in. Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or run `aliyun configure`, then look again. Drafts can be written without an account.
home-account-failed = The credentials that were found cannot be used.
home-sandbox = SANDBOX: a simulated cloud built into this program. Nothing it creates is real, and it is gone when you leave. Drafts are kept.
home-unfinished = Unfinished: { $name }, { $region }, { $date }
home-open = An unfinished submission
home-resume-file = It came from the file { $file }. Run `tunnelsmith replay` on that file again: it resumes with the same token, and nothing is created twice.
home-mode-dual = dual
home-mode-single = single
home-submission = A submission
home-change = A change of a connection
home-change-open = The result of an earlier request ({ $change }) was not recorded. This is the connection as it is now. Request the change again to resume it: it is not carried out twice.
home-no-submissions = Nothing has been submitted from this machine yet.
realm-sandbox = in a sandbox
realm-account = in account { $account }
realm-other = in another account
realm-here = in this account
realm-unclear = with another access key, perhaps in this account
profiles-title = Sign in with which profile?
profiles-none = No profiles exist; `aliyun configure` creates one.
repairs-title = { $rule }: choose the repair
home-no-deleted = The trash is empty.
home-deleted = { $name }, deleted { $date }
home-choose-draft = Choose a draft first.
home-choose-deleted = Choose a draft in the trash first.
account-asking = looking for credentials
account-in-no-region = Signed in as { $key } ({ $provider })
account-unproven = Access key { $key } ({ $provider }), not confirmed by the service yet, region { $region }
account-unproven-no-region = Access key { $key } ({ $provider }), not confirmed by the service yet
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
draft-deleted = { $name } is in the trash; u brings it back from there.
draft-saved = Saved as { $name }.
draft-locked-title = Open elsewhere
draft-locked = This draft is open in { $holder }. You can work on it here all the same: the two copies do not overwrite each other; both are kept.
drafts-search-title = Go to a draft
save-failed = The draft could not be saved and exists only in memory: { $why }
save-left-out = { $field } is not in the saved draft: { $why }
save-conflict = Another process changed this draft in the meantime. Its version was kept; yours continues as { $name }.
save-unreadable = The existing file with the draft's name cannot be read, so it stays as it is; your draft continues as { $name }.
save-unsynced = { $name } is written, but may be gone after a power cut: { $why }
save-plain-version = { $name } is written, but an earlier version of it still holds a key in plain text: { $why }
versions-title = Earlier versions of { $name }
version-replaced = replaced { $time }
version-title = { $name }: version { $number } compared with the current draft
version-change = { $from } -> { $to }
version-same = Nothing differs.
version-other-key = { $name }: different key

# Questions.
answer-yes = yes
answer-no = no
answer-read-on = read on
answer-with-key = copy the key as well
answer-without-key = leave the key
answer-fresh = its own
answer-same = the same
ask-quit = Leave?
    .about = What you typed is saved and is here again at the next start. A submission under way is stopped as soon as that is safe.
ask-leave-unsaved = Leave without saving?
    .about = The draft could not be saved. If you leave now, your last changes are lost.
ask-submit = Create { $name } in { $region }?
    .about = This creates a connection in the cloud, which is billed from then on.
ask-submit-sandbox = Create { $name } in { $region }, in the sandbox?
    .about = SANDBOX: nothing real is created.
ask-submit-again = Create another connection { $name } in { $region }?
    .about = This draft has created one before. Yes creates one more.
ask-submit-again-sandbox = Create another connection { $name } in { $region }, in the sandbox?
    .about = SANDBOX: nothing real is created.
ask-submit-where = { $mode }, region { $region }, account { $account }, endpoint { $endpoint }.
ask-submit-gateway = { $field }: { $gateway }
ask-runs = For { $field } this program will be run: { $program }
ask-rehearse = Run programs for the keys?
    .about = The service checks the request and creates nothing, but the request holds the keys.
ask-stop-sending = Stop?
    .about = A request that is on its way may be carried out all the same. The draft keeps its token, so that sending it again creates nothing twice.
ask-delete = Move { $name } to the trash?
    .about = It can be brought back from there, with its versions.
ask-bind = Bind { $name } to { $router }?
    .about = The router’s system route table will forward its traffic and learn its routes. From then on the router’s attachment, its data processing and the connection are charged.
ask-bind-zone = The tunnel ends in zone { $zone }.
ask-associate = Complete the binding of { $name }?
    .about = It is bound to { $router }, but the router’s system route table { $table } does not both forward its traffic and learn its routes.
ask-unbind = Unbind { $name } from { $router }?
    .about = Its tunnels go down, its routes in the router’s route tables are removed, and it may get other addresses when it is bound again.
ask-modify = Change { $name }?
ask-change-sandbox = SANDBOX: nothing real is changed.
ask-restore-version = Make version { $number } of { $name } the current one?
    .about = The current draft becomes a version itself.
ask-copy-key = Copy the pre-shared key, too?
    .about = With one key for both tunnels, one leak opens both. Use a separate key for tunnel 2 unless your device cannot.
ask-copy-fresh = Give { $name } its own name, keys and blocks?
    .about = Its own: the connection is named { $name }, each tunnel gets a new key and a free tunnel CIDR block. The same: nothing is changed, and the two collide if both are created.

ask-replace-key = Replace the pre-shared key with a random one?
    .about = Your device must then get the new key. If the current key was agreed with the other side, keep it.

# Lines to fill in.
prompt-save-as = Name of the draft
prompt-rename = New name of the draft
prompt-duplicate = Name of the copy
prompt-device-file = Which file holds the device's configuration?
prompt-device-file-help = The output of show running-config, an export, or a part of it. ~ is your home. The draft keeps its values and the path, not the text, and reads the file whenever it is opened.
prompt-keep-device = Keep the pasted text in which file?
prompt-keep-device-help = A new file that only you can read; nothing is overwritten. Keys in the text stay in it. ~ is your home. The draft remembers the path and reads the file whenever it is opened.
prompt-write = Save to which file?
prompt-delete-connection = Type the connection’s name to delete it
prompt-delete-connection-help = { $name } ({ $id }) is deleted for good. Esc leaves it.
prompt-write-help = A new file that only you can read; nothing is overwritten. ~ is your home.
prompt-becomes = It will be called { $name }
prompt-taken = The draft { $name } already exists; choose another name.
prompt-keys = Enter saves, Esc changes nothing.
pick-none = Nothing matches.
pick-typed = Not in the list; Enter uses it as typed.
no-such-row = Nothing is chosen.
go-to-home = Home: drafts and submissions
go-to-watch = The connection this draft created: watch it
go-to-title = Go to a field
go-to-needs-bgp = needs BGP on
go-to-needs-health-check = needs the health check on
preset-title = A preset for phase 1 and phase 2
pick-preset-values = Writes { $one } / { $two }
preset-device = Your device
    .help = Exactly what its configuration has in both phases.
preset-applied = { $name } is filled in; undo restores the old values. { $help }
keys-title = { $field }, not shown
keys-help = Type or paste it. It is used for this request only and is not stored.
keys-declined = Nothing was sent: a key is missing.

# What was done, and what cannot be.
copied = Sent to the terminal's clipboard.
copied-tmux = Sent to tmux. If nothing arrives: tmux set -g set-clipboard on
copied-screen = Sent through screen. If nothing arrives, save it to a file.
written = Saved to { $path }
undone = Undone.
redone = Redone.
written-in = Done: { $what }. { $key } undoes it.
tunnel-copied = The settings of tunnel 1 were copied.
tunnel-copied-suggested = The settings of tunnel 1 were copied. Suggested for tunnel 2, not copied: { $values }.
address-followed = The BGP address moved with its block: { $address }.
theme-kept = Colors: { $theme }
theme-not-kept = Colors: { $theme }, for this run only. { $why }
language-kept = Language: English
language-not-kept = Language: English, for this run only. { $why }
language-not-shown = This terminal cannot show the letters of the other language.
mouse-on = Mouse capture is on; hold Shift to select text.
mouse-off = Mouse capture is off.
nothing-to-type-into = Nothing can be typed here. Choose with Enter or Space.
tag-remove-key = Enter does not remove anything: press Space or Delete to remove the tag.
tag-removed = Tag { $name } removed. { $key } brings it back.
nothing-here = That key does nothing here.
nothing-to-undo = There is nothing to undo.
nothing-to-redo = There is nothing to redo.
nothing-to-repair = No automatic repair is available here.
nothing-to-suggest = There is nothing to suggest for this field.
nothing-to-reveal = This field contains no pre-shared key.
nothing-to-edit = This field cannot be edited in an external editor.
no-findings = No errors, and no warnings left to accept.
paste-private-key = That is a private key, so it was not accepted. Paste the certificate.
paste-nowhere = There is nothing to paste into here; go to a field first.
paste-not-a-choice = { $text } is not an allowed value for this field.

# Customer gateways.
gateway-of-tunnel = Tunnel { $number }
gateway-none = none chosen
gateway-no-asn = no ASN
gateways-still-loading = The list is still loading, and this row only resembles what you typed. Wait for the rest, or move to the row you mean.
gateway-has-errors = There is an error here. Press Enter or Tab again to continue anyway.
gateway-has-findings = There is a warning here. Press Enter or Tab again to continue anyway.
gateway-created = Created { $id }.
gateways-filter = Filter
gateways-asking = loading
gateways-elsewhere = ({ $tunnel })
gateways-loading = { $count } of { $total }
gateways-count = { $shown ->
    [one] 1 gateway
   *[other] { $shown } gateways
}
gateways-no-region = Choose the region first ({ $key } leads there): each region has its own customer gateways.
gateways-signed-out = You are not signed in, so the list cannot be loaded. Type or paste an ID (cgw-…) and press Enter, or go home to sign in or to start the sandbox.
gateways-refused = The credentials that were found cannot be used ({ $why }). Correct them where they come from; after a change of environment variables start the program again. Or type or paste an ID (cgw-…) and press Enter.
gateways-failed = The list could not be loaded: { $why }
gateways-typed = use { $id } as typed
gateways-chosen = keep { $id }
gateways-new = + new customer gateway
gateways-head-address = address
gateways-head-id = ID
gateways-head-age = age
new-gateway-title = New customer gateway
new-gateway-ip = Address
    .help = The static public IPv4 address of your device; behind NAT, the address outside.
new-gateway-asn = ASN
    .help = Your device's ASN, for BGP. It cannot be added later. Empty for static routes.
new-gateway-name = Name
    .help = 1 to 100 characters, to find it by.
new-gateway-description = Description
    .help = A note for whoever looks at this next.
new-gateway-create = Create
    .help = Enter creates the gateway now, whether the draft is sent or not.
new-gateway-asn-wanted = BGP is on in this draft and needs the ASN, which cannot be added later.
new-gateway-no-ip = The address is missing.
new-gateway-bad-ip = The address is not an IPv4 address such as 203.0.113.10.
new-gateway-bad-asn = The ASN is not a number from 1 to 4294967295.
new-gateway-own-asn = 45104 is Alibaba Cloud's own ASN; your device needs another.
new-gateway-bad-name = Name and description have at most 100 characters and do not start with http:// or https://.
new-gateway-waiting = asking the service

# The device at the other end.
device-platform = Platform
    .help = The device at the other end. With it, the wizard reports what this device does not support and the review contains its configuration. It is never sent to Alibaba Cloud. Leave it empty if you do not know it. Or paste the device's configuration here: the platform is told from it.
device-release = Release
    .help = What the device runs. Defaults and limits change with it; without one the newest is meant.
device-behind-nat = Behind NAT
    .help = Whether the device has a private address that is translated by NAT. If so, NAT traversal must be on, and the customer gateway needs the public address.
device-initiator = Who starts
    .help = Who begins a negotiation. If the device only answers, Alibaba Cloud has to start: Effect immediately must be true.
device-initiator-device = the device alone
device-initiator-either = either side
device-initiator-service = Alibaba Cloud alone
device-file = Read its configuration from a file
    .help = Paste the configuration anywhere on this page, or name a file here. What can be taken over fills the form, and both ends are compared from then on. The draft keeps the values and the path of the file, not the text.
device-editor = Paste its configuration into your editor
    .help = For terminals that cannot paste. The file that the editor sees is yours alone and gone afterwards.
device-keep = Keep the pasted text in a file
    .help = The pasted text is on no disk, because it may hold keys: it is compared until the wizard ends. Kept in a file that only you can read, it is read again whenever the draft is opened.
device-tunnel = Tunnel { $number } is there
    .help = Which of the device's tunnels belongs to this one. Enter opens the list.
device-tunnel-none = not on the device
device-tunnel-unsure = which one? choose
device-report = What was read
    .help = Enter shows everything that was read, with its line numbers, and what was not understood.
device-take-over = { $count ->
    [one] Take over 1 value that differs
   *[other] Take over { $count } values that differ
}
    .help = Writes what the device has in the place of what you typed or imported. Undo brings yours back.
device-continue = Continue without
    .help = This step can be left out. Paste the device's configuration here, or choose what it is above: the form is filled from it, and both ends are compared before anything is created.
device-offer = { $field }: { $value }
device-offer-key = { $field }: the key in the text, not shown
device-kept = The text is kept in { $path }, which only you can read. The draft remembers the path.
device-file-known = The configuration is in { $path }, which is read again whenever the draft is opened.
device-file-changed = { $path } has changed since it was read for this draft. What it says now is compared; no value of the draft has changed.
device-file-unread = The device's configuration that this draft remembers cannot be read, so nothing is compared. No value of the draft has changed. { $why } Read it again from where it is now on the step Your device.
device-unsaid = not said
device-none = none chosen
device-newest = newest
device-release-from = something changes from this release on
device-reads-writes = its configuration is read and written
device-reads = its configuration is read
device-limits = its limits are known
device-reading = reading
device-read = { $tunnels ->
    [one] 1 tunnel
   *[other] { $tunnels } tunnels
}{ $left ->
    [0] {""}
    [one] , 1 remark
   *[other] , { $left } remarks
}
device-ignored = { $name } is left out: { $why }.
device-left-over = Line { $line }: “{ $words }” was not understood.
device-report-tunnel = Tunnel { $number }: { $name }
device-taken = { $values ->
    [0] The draft has everything that the device says.
    [one] 1 value was copied from your device.
   *[other] { $values } values were copied from your device. Undo reverts this.
}
device-taken-some = { $values ->
    [one] 1 value was copied
   *[other] { $values } values were copied
}; { $kept ->
    [one] 1 that you typed differs and stays.
   *[other] { $kept } that you typed differ and stay.
}
device-which = Several of the device's tunnels may be tunnel { $number }. Choose which one.
device-no-letters = Nothing can be typed here. Space changes the value, Enter goes on.

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
    [one] 1 error must be fixed
   *[other] { $count } errors must be fixed
} before this can be sent.
review-warnings = { $count ->
    [one] 1 warning to accept
   *[other] { $count } warnings to accept
} before this can be sent.
review-ready = Ready to be sent.
review-unfinished = A submission of { $date } is unfinished; submitting looks for its connection first.
review-created = Created { $id }, { $date }.
review-created-unclear = Created { $id }, { $date }, perhaps in another account: it was made with another access key.
review-not-compared = Not compared with the connections of the region: { $why }
review-no-findings = No findings.
review-breaks = { $count ->
    [one] 1 difference from your device breaks a tunnel
   *[other] { $count } differences from your device break a tunnel
}; see Both sides.
review-see = { $key } accepts the warning; that is remembered in the draft.
review-seen = Accepted. { $key } takes that back.
review-allow = To send it anyway, run: { $command }
review-about-summary = The connection at a glance. Copy and save use the page shown.
review-about-values = Every value that will apply and where it comes from; * marks what differs from the service's default.
review-about-parameters = The flat parameters exactly as they will be signed. Only ClientToken is added, and shown with the outcome.
review-about-json = The request nested as in the API reference.
review-about-device = What your device needs. Keys are placeholders until they are shown; a saved file is yours alone to read.
review-about-both = Both ends of each tunnel, in the order in which differences would be felt. Enter goes to the field.
review-about-command = A line for the official command line. Masked keys are shell variables there.
review-about-curl = The request for curl. Masked keys are shell variables there.
review-curl-note = This request is not signed. Sign it with a tool of your own; a signature is valid for { $minutes } minutes.
review-force-note = The official CLI does not know the fields of a dual-tunnel request, so the command needs --method POST --force. It then sends all parameters in the URL, pre-shared keys included, where proxies and logs may record them.
acknowledge-nothing = Choose a warning on the page Findings first.
acknowledge-error = An error cannot be accepted; Enter goes to its field.
acknowledge-hint = Hints do not have to be accepted.
copy-nothing = There is nothing to copy.
submit-errors = { $count ->
    [one] Fix this error first
   *[other] Fix { $count } errors first
}: { $key } goes to the field.
submit-warnings = First accept each warning ({ $key }) or fix it.
submit-changed = Nothing was sent: the draft has changed since you said yes. Send it again once it is as you want it.
submit-stopped = Stopped before anything was sent.
submit-running = A submission is already running.
submit-signed-out = Go home to sign in or to start the sandbox; the draft is kept.
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
both-unknown = Not known, and so not compared
both-same = The same on both ends
both-none = Nothing is compared yet. Paste the device's configuration on the step Your device (Enter leads there); every field of both ends is then listed here, in the order in which a difference would have an effect.
both-differs = { $field }: { $here } here, { $there } on the device
both-agrees = { $field }: { $there }
both-repair-here = { $key } sets { $field } to { $value }.
both-repaired = { $field } is { $value } now. Undo brings the old value back.
both-no-field = The draft has no field for that; the repair is on the device.
device-page-none = No device is chosen, so these are the values to enter on any device. The step Your device makes a configuration of them.
device-page-sheet = No configuration can be written for { $device } yet; these are the values to enter.
device-page-obstacles = The device cannot be given this draft:

# Sending and what became of it.
sending = Creating, { $seconds } s
sending-dry-run = Dry run, { $seconds } s
sending-stopping = Stopping, { $seconds } s
sending-next = Next attempt in { $seconds } s
sending-about-dry-run = The service checks the request and creates nothing.
sending-about = Every attempt carries the same client token, so the connection is created once at most. If this window closes, the next start resumes it.
result-next = Next: bind it to a transit router. It has no addresses and negotiates nothing until then; with its addresses you set up your device.
result-lead = { $bind } binds it, { $watch } watches it until both tunnels are up.
result-no-connection = No connection was created that could be bound or watched.
review-no-connection = This draft has created no connection yet.
result-sandbox = SANDBOX: none of this is real, no cloud was asked.
result-create-now = Submit now creates it.
result-not-begun = Nothing was sent.
result-not-sent-remedy = Check the network, the proxy variables and the region, then send again.
result-unknown-remedy = Send again: the connection is looked for first, and the same token is sent, so nothing is created twice. Do not begin a new draft for it.
result-unknown-old = The service may have forgotten the token by now, so it is not sent again by itself. Check in the console whether the connection exists before you send again.
result-stands = Nothing was sent
result-other-key-remedy = Sign in with that access key to find out. If it is of another account, send again and say yes.
result-again-remedy = If you want another one, send again and say yes.
result-go-to = Enter goes to { $field }.
result-no-draft = The draft is not open any more.
result-nothing-to-send = Sending it again unchanged will not help; press Enter to continue.

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
connections-signed-out = You are not signed in, so the list of connections cannot be loaded. { $key } starts the sandbox; see the tab Drafts.
connections-no-region-yet = Choose a region first: { $key } opens the list.
connections-no-region = Choose a region first.
connections-choose = Choose a connection first.
connections-failed = The list could not be loaded: { $why } { $key } tries again.
connections-incomplete = Not all of the list could be loaded: { $why }
connection-title = { $name }
connection-watch = Watch it
connection-diagnose = Find out what is wrong with it
connection-bind = Bind it to a transit router
connection-unbind = Unbind it from its router
connection-open = Open it as a draft, as it is now
connection-modify = Send the changes of its draft
connection-modify-with = Change it to what a draft says
connection-delete = Delete it
connection-copy = Copy its addresses, or its ID
connection-refresh = Look at it again
connection-opening = Taking the connection over into a draft.

# Transit routers.
routers-asking = Asking for the transit routers of { $region }.
routers-none-wizard = { $region } has no transit router. Create an Enterprise transit router with a CIDR block in a CEN instance first, in the console.
routers-title = Bind { $name } to which transit router?
routers-no = no: { $why }
routers-connections = { $count } of 50 connections

# A change of a connection.
modify-title = Change { $name } to which draft?
modify-no-draft = No draft is open to change the connection to. Open the connection as a draft first.
change-running = A change of this connection is under way already.
watch-change-bind = Binding
watch-change-unbind = Unbinding
watch-change-associate = Route table
watch-change-propagate = Route table
watch-change-modify = Change
watch-change-delete = Deleting
watch-change-planning = Looking whether it can be done.
watch-change-sending = Sending.

# The watch.
watch-asking = Looking at it.
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
watch-waits-not-bound = { $bind } binds it.
watch-waits-binding = That takes a minute or a few; the addresses come with it.
watch-waits-bound = They come in a moment.
watch-waits-waiting = Set your device up with these addresses; phase 1 follows within a minute.
watch-waits-phase1 = Phase 2 follows in seconds if both sides agree.
watch-waits-phase2 = BGP may take a minute or two once the device speaks it.
watch-waits-updating = The tunnels are negotiated anew.
watch-waits-unbinding = Its tunnels go down.
watch-waits-down = { $diagnose } finds out why.
watch-waits-degraded = { $diagnose } finds out why.
watch-waits-locked = Pay the bills of the account; the connection works again then.
watch-waits-gone = { $back } leads back. Its draft is kept.
watch-waits-unknown = Watching goes on.
watch-values = { $values }.
watch-fault-lead = { $key }: diagnosis.
watch-told = { $name }: { $verdict }.
watch-stopped = It is not watched any more: { $why } { $key } tries again.
watch-utc = Times are UTC.

# The diagnosis.
diagnosis-of = { $name }: { $verdict }, looked into at { $time }
diagnosis-asking = { $name }: { $verdict }. Finding out why; that takes some seconds.
diagnosis-none = { $name }: { $verdict }
diagnosis-failed = Nothing could be found out: { $why } { $key } tries again.
diagnosis-nothing = Nothing is found to be wrong. If no traffic passes, look at the routes on both sides.
diagnosis-opened = A fault was found; Esc leads back to the watch.
diagnosis-draft-value = The draft: { $value }
diagnosis-side-here = Here:
diagnosis-side-there = There:
diagnosis-repair-here = { $repair } sets it to { $value } in the draft, { $send } sends the change then.
diagnosis-repaired = Repaired in the draft; { $send } sends the change.
diagnosis-repair-offer = { $key }: set it to { $value }, as the device has it.
diagnosis-back-offer = { $key }: back to the diagnosis, which sends the change.
diagnosis-applied = { $field } is { $value } in the draft now. Send the change when you are done.
diagnosis-no-field = This finding is not about a field of the draft.
diagnosis-no-repair = No value is known to set here; read what to do on either side.

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
