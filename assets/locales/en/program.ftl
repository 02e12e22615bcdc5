# Words of the program itself, for the command line and the wizard alike.

severity-error = error
severity-warning = warning
severity-hint = hint

# Where a value stands that occurs several times.
place-tunnel = { $label } (tunnel { $number })
place-tag = { $label } (tag { $number })
place-tunnel-short = { $number }: { $label }
place-tag-short = { $label } { $number }

# What stands between words and sentences that are put together.
labelled = { $label }: { $text }
aside = { $text } ({ $note })
joint-values = { ", " }
joint-words = { ", " }
joint-either = { " or " }
joint-clauses = { "; " }
joint-sentences = { " " }

trouble = error:
sandbox = SANDBOX

# tunnelsmith check
check-sound = sound:
check-unsound = not sound:
check-counts = { $errors ->
    [one] 1 error
   *[other] { $errors } errors
}, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}, { $hints ->
    [one] 1 hint
   *[other] { $hints } hints
}
check-tunnels = { $numbers ->
    [1] tunnel 1
    [2] tunnel 2
   *[other] tunnels { $numbers }
}: { $fields }
check-more-edits = { $first }; and { $rest } more steps
check-repair = Repair: { $edits }.
check-alternative = Or: { $edits }.

check-offline = Not checked: the customer gateways and the other connections of the region. --online looks them up.
not-checked = { $what ->
    [gateways] Not checked: the customer gateways of { $region }
    [bgp] Not checked: whether { $region } supports BGP
   *[connections] Not checked: the other connections of { $region }
} ({ $why }).

# The steps of a repair.
edit-set-all = set all of them to { $value }
edit-set = set { $field } to { $value }
edit-remove = remove { $field }
edit-move = move { $from } to { $to }
edit-copy = copy { $from } to { $to }
edit-generate-key = generate a key for { $field }
edit-clean-key = remove spaces and look-alike characters from { $field }
edit-switch = switch to { $mode } mode
edit-tunnels = { $count ->
    [one] list 1 tunnel
   *[other] list { $count } tunnels
}
edit-remove-tag = remove tag { $number }

# tunnelsmith preview
preview-offline = Not checked: whether the customer gateways exist and fit; check --online looks them up.
preview-invalid = { $file } cannot be sent as it is:
preview-dry-run = The request asks for a dry run: the service checks it and creates nothing.

preview-cli-forced = The official command line takes the options of tunnels only with --force, and then sends every parameter in the address of the request: pre-shared keys may stay in the logs of proxies. “tunnelsmith replay” sends them in the body.
preview-curl-unsigned = This request is not signed, so the service refuses it as it is: access key, time, nonce and signature are left to your own tool. A signature is good for { $minutes } minutes. Keys on a command line can be seen by others on the machine.

# tunnelsmith explain
explain-operation = Operation: { $operation }
explain-request-id = Request ID: { $id }
explain-rule = Rule { $rule }, { $severity }.
explain-rule-remedy = “tunnelsmith check FILE” names the fields of a draft to which it applies.
explain-no-code = This text contains no error code; give the code, or the whole answer of the service.
explain-no-answer = This text contains no error code: the request was not answered. Whether anything was created is not known.
explain-no-answer-remedy = Look for the connection by name in its region before you send the request again, and send it with the same client token.
explain-gateway-invalid = The service does not accept a value of the customer gateway.
explain-gateway-invalid-remedy = Check the address (a static IPv4 address, behind NAT the public one), the ASN (1 to 4294967295, and not 45104, which is Alibaba Cloud’s own), the name and the description (1 to 100 characters, not beginning with http:// or https://) and the BGP key (1 to 64 ASCII characters without spaces and question marks).
explain-gateway-exists = A customer gateway with this address exists already in this region; each address can have one.
explain-gateway-exists-remedy = List the gateways with “tunnelsmith gateways” and use that one. Its ASN cannot be changed: with another ASN, delete it first.
explain-gateway-quota = The region has all the customer gateways that the quota of the account allows.
explain-gateway-quota-remedy = Delete gateways that no connection uses, or ask for a higher quota.
explain-gateway-busy = Another operation on customer gateways is under way. Nothing was created.
explain-gateway-busy-remedy = Wait some seconds and try again.
explain-gateway-open = Whether the customer gateway was created is not known.
explain-gateway-open-remedy = Look for its address in “tunnelsmith gateways” before you create it again.
explain-gateway-refused-remedy = The gateway was not created; check what the service says against the values you gave.

explain-field = Go to: { $field }
explain-retry = Worth repeating unchanged after a pause, with the same client token.
explain-no-retry = Repeating it unchanged will not help.
explain-nearest = Did you mean { $code }?

# tunnelsmith policy
policy-role = Attach this to the RAM user or role that signs. A profile that takes on a role also needs sts:AssumeRole on that role for the user it starts from.

# tunnelsmith sandbox
sandbox-serving = SANDBOX: a simulated cloud on this machine. Nothing it creates is real.
sandbox-how-to = In another terminal:
sandbox-other-account = Or as another account, { $account }:
sandbox-stop = Ctrl-C stops it; what was created in it is then gone.
sandbox-banner = SANDBOX: nothing below is real, no cloud was asked.

# Signing in.
signed-in = signed in as { $key } ({ $provider })
credentials-open = Others on this machine can read the file with your access key; run chmod 600 on it.
no-credentials = Without an account, add --sandbox to try everything on this machine.

# tunnelsmith replay
replay-ask = Create { $count ->
    [one] this connection
   *[other] these { $count } connections
} in the cloud? [y/N]
replay-ask-sandbox = Create { $count ->
    [one] this connection
   *[other] these { $count } connections
} on the sandbox? [y/N]
replay-ask-endpoint = Create { $count ->
    [one] this connection
   *[other] these { $count } connections
} at { $endpoint }? [y/N]
replay-more = and { $count } more
replay-ask-programs = Nothing is created. Run these programs for the keys? [y/N]
replay-runs = { $more ->
    [0] runs { $command } for { $field } of { $file }
    [one] runs { $command } for { $field } of { $file } and for one more key
   *[other] runs { $command } for { $field } of { $file } and for { $more } more keys
}
replay-unfit = { $count ->
    [one] 1 file is left out
   *[other] { $count } files are left out
}, since a draft with errors is not sent; `tunnelsmith check` names them.
replay-declined = Nothing was sent.
replay-needs-yes-programs = keys of the drafts come from programs, and there is no terminal to ask for consent; look at the commands in the drafts, and add --yes
replay-needs-yes = there is no terminal for the question; add --yes to create, or --dry-run to let the service check
replay-looked-up = The answer was lost on the way, so the connection was looked for, and found: it exists once.
replay-created-by-dry-run = This was meant as a dry run, but the service does not know dry runs and created the connection.
replay-next = Next: bind it to a transit router. It has no gateway addresses and negotiates nothing until then.
replay-dry-run-passed = The service would accept this request. Nothing was created.
replay-invalid = { $count ->
    [one] 1 error must be corrected first; nothing was sent.
   *[other] { $count } errors must be corrected first; nothing was sent.
}
replay-invalid-remedy = Correct the draft, or let a rule pass with --allow if you know better.
replay-unread-remedy = Correct the file and run again; nothing was sent for it.
replay-not-sent = No request reached the service, so nothing was created.
replay-not-sent-remedy = Check the network, the proxy variables and the region or endpoint, then run again.
replay-interrupted = Interrupted before a request was sent; nothing was created.
replay-unknown-nothing = The answer was lost. No such connection is there now, but the request may still be on its way.
replay-unknown-unsure = The answer was lost. Whether the connection exists is not known: { $doubt ->
    [nameless] it has no name of its own to know it by.
    [several] several connections may be it.
   *[similar] a connection of its name was made at about that time or differs in part.
}
replay-unknown-failed = The answer was lost, and the list of connections could not be loaded. The connection may exist.
replay-unknown-interrupted = Interrupted before it was clear what became of the request. The connection may exist.
replay-unknown-remedy = Do not start over. Repeat this draft with --set ClientToken={ $token }: the service then creates it once at most.
replay-reason = Reason: { $message }
replay-message = The service said: { $message }
replay-allowed = Rules let pass: { $rules }
replay-denied = The missing permission is { $action }.
replay-request = request { $request }
replay-token = client token { $token }, { $attempts ->
    [one] 1 attempt
   *[other] { $attempts } attempts
}
outcome-created = created
outcome-dry-run-passed = dry run passed
outcome-invalid = invalid
outcome-refused = refused
outcome-unknown = unknown
outcome-not-sent = not sent
step-sending = attempt { $number }
step-looking-up = { $because }; looking whether the connection exists
step-waiting = { $because }; next attempt in { $seconds } s

# tunnelsmith gateways
gateways-none = No customer gateway in { $region }. Create one with: tunnelsmith gateways create --ip ADDRESS
gateways-head-asn = ASN
gateways-head-name = name
gateways-needs-region = which region? Add --region, for example --region eu-central-1
gateways-created = created
gateways-lost = The answer was lost. Repeat with --client-token { $token }: the service then creates it once at most.
gateways-interrupted = Interrupted. If the request was on its way already, the gateway may exist: look with `tunnelsmith gateways`, or repeat with --client-token { $token }
gateways-waiting = still waiting for the service; Ctrl-C gives up
gateways-no-key = the environment variable { $name } is not set

# pre-shared keys that are sealed or stand elsewhere
folder-leaves-out = { $file } is left out, since { $why ->
    [link] it is a link and what it leads to may be in the directory, too
    [special] it is not a regular file
   *[other] only names that end in .json are read from a directory
}; name it on the command line to take it.
key-from-command = { $field } comes from a program that only a replay runs; the rules for keys were not applied to it.
key-asked-for = { $field } is asked for at a replay; the rules for keys were not applied to it.
key-sealed = { $field } is sealed and was not opened, so the rules for keys were not applied to it: { $why }.
key-running = running { $program } for { $field }
key-ask = { $file }: key for { $field } (not shown):

# tunnelsmith identity
identity-open = Others on this machine can read { $path }, and with it every key sealed for you. Run: chmod 600 { $path }

# tunnelsmith drafts seal, tunnelsmith drafts share
seal-done = { $field } is sealed for { $recipients }
seal-you = { $recipient } (you)
seal-new = { $recipient } (new)
seal-nothing = it contains no plain-text key; nothing was changed
share-nothing = it contains no key, sealed or in plain text; nothing was changed
share-kept = { $field } stays sealed for { $recipients }
share-nobody-new = all recipients named can already open the keys; nothing was changed
seal-versions = { $count ->
    [one] An earlier version of the draft was sealed as well.
   *[other] { $count } earlier versions of the draft were sealed as well.
}
seal-copies = Copies made before (backups, mails, commits) still hold the keys in plain text; if there are any, use fresh keys.
# tunnelsmith replay, many at once
replay-more-warnings = { $count ->
    [one] And one more warning about the regions; check --online shows it.
   *[other] And { $count } more warnings about the regions; check --online shows them.
}
replay-more-collisions = Q-10: { $count ->
    [one] one more such collision
   *[other] { $count } more such collisions
}
replay-rehearsal-passed = The service would accept every request; creating them now.
replay-rehearsal-failed = Not every dry run passed, so nothing was created.
replay-standing = It was created on { $date }, says the journal; it was not sent again.
replay-others-open = { $count ->
    [one] A submission of another draft is still open: { $file }, of { $date }. Replay that draft to settle it; see `tunnelsmith history`.
   *[other] { $count } submissions of other drafts are still open, the last one { $file }, of { $date }. Replay those drafts to settle them; see `tunnelsmith history`.
}
replay-standing-keys = It was created on { $date } with other keys than this draft has now, says the journal; it was not sent again, and the connection has the keys of then.
    .remedy = Change the key at the connection, or take the old one back. To create another connection, replay this draft alone with --again.
replay-held = An earlier run sent it and its answer is not known; it was not sent again.
replay-held-remedy = Run again: its connection is looked for, and the request goes out with the same client token.
replay-report-lost = { $file }: the outcome could not be written to the report: { $reason }
output-lost = standard output cannot be written, so results are missing there: { $reason }
replay-patience = The service is asked again for up to { $seconds } s; --patience SECONDS changes that.
replay-interrupting = Stopping as soon as it is clear what became of each request; Ctrl-C again stops at once.
replay-abandoned = Stopped. Run this again: the journal knows every request that was sent, and none is made twice.
replay-waiting = { $count } waiting
replay-total = { $count } drafts:
replay-without = Without a connection:
# The journal of submissions.
journal-damaged = Line { $line } of the journal cannot be read: { $why }.
journal-more-damaged = { $count } more lines of the journal cannot be read.
journal-hidden = The unreadable part of the journal may contain a submission, so before anything is sent the program searches for what it may have created. Keep the journal as it is.
journal-remedy = Nothing was created: without a journal an interruption could lead to a second connection. Name a folder that can be written with --drafts-dir or TUNNELSMITH_DRAFTS_DIR.
replay-already-created = This draft created { $id } on { $date }.
replay-already-created-remedy = Add --again to create another connection from it.
replay-already-created-changed = This draft created { $id } before it was changed (known since { $date }).
replay-earlier = A submission of { $date }, which this draft began before it was changed, is still open.
replay-earlier-nothing = It has not created a connection named { $name } so far, but its request may still be on its way. Nothing was sent.
    .remedy = Submit again after { $time }: if it has created none by then, this request is sent. Or undo the change, which goes on with that submission.
replay-earlier-unsure = Whether it has created a connection is not known: { $doubt ->
    [nameless] it has no name to know it by.
    [several] several connections may be it.
   *[similar] a connection of its name was made at about that time.
} Nothing was sent.
    .remedy = Look for the connection in the console. Undo the change to go on with that submission, or send this request as well with `tunnelsmith replay --again`.
replay-earlier-failed = The list of connections could not be loaded, so whether it has created one is not known. Nothing was sent.
    .remedy = Submit again when the service can be reached. Or undo the change, which goes on with that submission.
replay-earlier-interrupted = Another process is working on it right now. Nothing was sent.
    .remedy = Wait until that one is done, then submit again.
replay-earlier-found = It has created a connection. Nothing was sent.
    .remedy = Submit again to see which.
replay-hidden = { $count ->
    [one] Line { $line } of the journal cannot be read, and it may contain a submission.
   *[other] { $count } lines of the journal cannot be read, from line { $line } on, and they may contain submissions.
    }
replay-hidden-nothing = It has not created a connection named { $name } so far, but a request may still be on its way. Nothing was sent.
    .remedy = Submit again after { $time }: if there is none by then, this request is sent.
replay-hidden-found = There is a connection named { $name } already, { $id }, and the journal does not know where it comes from. Nothing was sent.
    .remedy = Compare it with this draft (`tunnelsmith diff`). If it is another one, give the connection another name, or send this request as well with `tunnelsmith replay --again`.
replay-hidden-unsure = Whether it has created this connection is not known: it has no name to identify it by, or its time does not decide it. Nothing was sent.
    .remedy = Look for the connection in the console. If it is not there, give the draft a Name, or send it with `tunnelsmith replay --again`.
replay-hidden-failed = The list of connections could not be loaded, so whether it has created this one is not known. Nothing was sent.
    .remedy = Submit again when the service can be reached.
replay-hidden-interrupted = Looking for what it created was interrupted. Nothing was sent.
    .remedy = Submit again.
step-hidden = looking for what line { $line } of the journal, which cannot be read, may have created
replay-other-key = The journal says that this draft created { $id } on { $date } with another access key ({ $account }). Whether that is of this account is not known.
replay-other-key-open = A submission of this draft, of { $date }, was made with another access key ({ $account }) and is still open. Whether it is of this account is not known.
replay-other-key-remedy = Sign in with that access key to find out. If it is of another account, add --again.
replay-foreign-open = { $count ->
    [one] A submission is still open that was made in another account: { $file }, of { $date }, account { $account }. It is left alone; sign in to that account and replay its draft to settle it.
   *[other] { $count } submissions are still open that were made in other accounts, the last one { $file }, of { $date }, account { $account }. They are left alone; sign in to those accounts and replay their drafts to settle them.
}
replay-token-taken = The client token of this draft was sent with another request on { $date }, from { $file }.
replay-token-taken-remedy = Remove ClientToken from the draft, or give it another one.
replay-stands = Nothing was sent.
replay-single-in-sandbox = The sandbox takes a connection with one tunnel, as the API reference has it. The live service is another matter. M-05: { $rule }
replay-same-token = The client token had been used before, so the service answered with the connection it made then. No other one was created; take ClientToken out of the draft for that.
replay-not-recorded = The journal could not be written, so nothing was sent.
replay-unknown-resume = Do not start over. Run this again: the journal knows the submission, so the connection is looked for and the request sent with the same client token. Elsewhere, add --set ClientToken={ $token }.
replay-unknown-old = It began more than a day ago, and how long the service remembers a client token is not documented, so the request was not sent again. Look for the connection in the console; if it is not there, add --again to send the request with the same token.
step-attaching = the service has accepted the binding; waiting until the router has attached the connection
step-associating = having route table { $table } forward its traffic
step-propagating = having route table { $table } learn its routes
step-queued = another run or row is submitting this draft; waiting until it is done
step-resuming = going on with the submission of { $date }, which was left open
step-other-open = another submission of this name, of { $date }, is still open; see tunnelsmith history
step-earlier = looking for what came of the submission of { $date }, which was left open before the draft was changed
step-unrecorded = the journal could not be written, so a later run will ask the service: { $because }
history-none = Nothing was submitted yet; the journal will be kept in { $folder }.
history-open = open
history-dry-run = dry run
history-draft = { $file }, version { $version }
# tunnelsmith import
import-taken = { $file } already exists; import never overwrites, so choose another name
import-too-long = longer than { $most } MiB; check that it is the right file
import-written = written: { $file }
import-carried = { $count ->
    [one] 1 value was carried over.
   *[other] { $count } values were carried over.
}
import-left = Not carried over:
import-key-held-back = a pre-shared key; add --with-keys to carry it over, or give the draft one of its own
import-key-masked = the key is masked there; get it from where it is stored
import-protocol = part of the protocol, not of the connection
import-tool = an option of the tool, not of the connection
import-unknown = a request has no such parameter
import-unknown-near = a request has no such parameter; was { $nearest } meant?
import-twice = occurs twice; the first was used
import-shape = not the kind of value that this parameter has
import-other-mode = this mode of connection has no such setting
import-stray = { $count ->
    [one] 1 word belongs to no option; check the quotation marks
   *[other] { $count } words belong to no option; check the quotation marks
}
import-expression = only a shell can evaluate it; write the value into the draft
import-reference = refers to something that only the tool can resolve; write the value into the draft
import-reference-to = refers to { $target }; write the value into the draft
import-in-file = its value is in a file; write it into the draft
import-no-place = belongs to a VPN gateway; a connection for a transit router has no place for it
import-sensitive = marked as sensitive and left out by Terraform
import-after-apply = known to Terraform only after the plan is applied
import-own-address = the gateway address of that connection; a new one is given its own
import-not-told = the service does not return it, so the default will apply; set it if it was changed
import-no-region = the source names no region; add it, or import again with --region
import-too-many = no request has so many entries
import-more = { $count ->
    [one] 1 more is not listed
   *[other] { $count } more are not listed
}
import-error-empty = there is nothing in it
import-error-not-json = { $line }:{ $column }: not JSON: { $what }
import-error-not-yaml = line { $line }: not YAML: { $what }
import-error-not-hcl = line { $line }: neither JSON nor Terraform’s own language: { $what }
import-error-not-object = not a JSON object; a request is one, with a field for each parameter
import-error-not-request = neither a JSON object nor a query of name=value pairs; give the request as JSON, as a URL or as a form body
import-error-not-command = no “aliyun vpc CreateVpnAttachment” or “CreateVpnConnection” command was found in it
import-error-several-commands = it contains { $count } such commands; give one at a time
import-error-other-operation = “{ $name }” is another operation; only CreateVpnAttachment and CreateVpnConnection make a draft
import-error-unclosed = line { $line }: what begins with { $mark } is never closed; copy the whole command
import-error-non-character = it holds a character that is none (U+FDD0 or U+FDD1); copy it again
import-error-state-file = this is a state file; give the output of “terraform show -json”
import-error-not-terraform = neither a state nor a plan; give the output of “terraform show -json”
import-error-no-resource = it has no resource that is a connection: alicloud_vpn_gateway_vpn_attachment or alicloud_vpn_connection in Terraform, ALIYUN::VPC::VpnAttachment or ALIYUN::VPC::VpnConnection in ROS, GatewayVpnAttachment or Connection in Pulumi
import-error-several-resources = it has several connections; choose one with --address: { $found }
import-error-no-such-address = it has no such connection “{ $wanted }”; there are: { $found }
import-error-too-deep = its modules are nested more than { $count } deep
import-error-nothing-recognised = not a single parameter of a connection was recognised in it, so there is no draft
import-error-quotes-left = { $field } still has a quotation mark at its end; the command was written for another shell, or its quotation marks were changed when it was copied. Put the plain marks " or ' there
import-looks-like = { $kind ->
    [command] It looks like a command: give it with --command.
    [other-cloud] It looks like a command of another cloud, whose connections have other settings; read the values off it into a new draft.
    [terraform] It looks like Terraform’s own language: give it, or better the output of “terraform show -json”, with --terraform.
    [terraform-json] It looks like output of Terraform: give the output of “terraform show -json” with --terraform.
    [template] It looks like a template of ROS or a Pulumi program: give it with --request.
    [answer] It looks like an answer of the service about a connection: give it with --request.
    [json] It looks like JSON: a request or a draft is given with --request, the output of “terraform show -json” with --terraform.
    [yaml] It looks like YAML: a template of ROS or a Pulumi program is given with --request.
    [markup] It looks like a web page or XML; copy the text of the command or request out of it.
    [device] It looks like the configuration of a device, which no import reads; read the values off it into a new draft.
    [pem] It looks like a key or a certificate.
   *[unknown] It is none of what an import reads: a command (--command), a request, template or answer (--request), or Terraform (--terraform).
}

# A connection that exists.
live-needs-region = in which region is it? Add --region, for example --region eu-central-1
live-sandbox = SANDBOX: this connection is not real, no cloud was asked.

# tunnelsmith drafts diff
diff-one-input = standard input can be read once; name - only once
diff-absent = (absent)
diff-key = (a key, not shown)
diff-sealed = { $count ->
    [0] (sealed)
    [one] (sealed for one reader)
   *[other] (sealed for { $count } readers)
}
diff-default = left out of the draft, filled in by the service: { $value }
diff-untold = cannot be compared: one side does not report it
diff-same = { $left } and { $right }: nothing differs
diff-differs = { $left } and { $right }: { $count ->
    [one] 1 field differs
   *[other] { $count } fields differ
}
# tunnelsmith drafts
drafts-none = No draft is kept in { $folder }. Keep one with: tunnelsmith drafts save FILE
drafts-none-deleted = No draft was deleted.
drafts-none-versions = { $name } has no earlier version.
drafts-no-name = a draft cannot go by the name { $name }; use letters or digits
drafts-needs-name = what shall the draft be called? Add --name
drafts-head-name = draft
drafts-head-mode = mode
drafts-head-region = region
drafts-head-connection = connection
drafts-head-changed = last change
drafts-head-number = number
drafts-head-deleted = deleted
drafts-head-version = version
drafts-head-replaced = replaced
drafts-head-digest = digest
drafts-sound = sound
drafts-errors = { $count ->
    [one] 1 error
   *[other] { $count } errors
}
drafts-unusable = cannot be used: { $problem }
drafts-open = Other users can read { $path }, which contains a plain-text key. Run: tunnelsmith drafts seal { $name }, or: chmod 600 { $path }
drafts-saved = saved { $name }
drafts-unchanged = { $name } holds just that already
drafts-conflict = { $name } holds something else by now, which stays as it is; what was to be saved is kept as { $kept }
drafts-unreadable = the existing { $name } cannot be read and stays as it is; the draft was saved as { $kept }
drafts-deleted = deleted { $name }; tunnelsmith drafts restore brings it back
drafts-restored = restored { $name }
drafts-renamed = renamed to { $name }
drafts-duplicated = copied to { $name }

# Presets of phase 1 and phase 2: the name, and what it is for or what to mind on the device.
preset-modern = Modern
    .help = The strongest set the service has. Take it unless your device cannot.
preset-compatible = Compatible with old devices
    .help = IKEv1, AES-128, SHA-1 and group 2, which old devices know. Weak, and good for one pair of subnets only.
preset-strongswan = strongSwan
    .help = Write aes256-sha256-modp2048 as proposals and as esp_proposals, with version = 2.
preset-ios-xe = Cisco IOS-XE
    .help = Group 14, since 17.11 refuses smaller ones. Set prf sha256 beside integrity sha256, and lifetimes in both profiles.
preset-junos = Juniper SRX (Junos)
    .help = The phase 1 hash is called sha-256, the phase 2 hash hmac-sha-256-128. Use version v2-only and a route-based VPN.
preset-fortios = Fortinet FortiGate
    .help = The proposal is aes256-sha256 with dhgrp 14 in both phases. Set keylife and keylifeseconds, whose defaults differ.
preset-panos = Palo Alto Networks
    .help = The ciphers are called aes-256-cbc. Write the lifetimes as 24 and 8 hours, since seconds end at 65535.
preset-huawei = Huawei USG and AR
    .help = Turn on “ipsec authentication sha2 compatible enable” on AR routers, and set prf hmac-sha2-256.
preset-h3c = H3C Comware V7
    .help = The cipher is called aes-cbc-256. Set prf sha256, and bind the IKEv2 proposal, else the weak default is offered.
preset-routeros = MikroTik RouterOS
    .help = Group 14 is called modp2048; set prf-algorithm=sha256. It has no tunnel interfaces, so use specific subnets.
preset-vyos = VyOS
    .help = Write pfs dh-group14, and set both lifetimes: the defaults are 28800 and 3600.
preset-pfsense = pfSense
    .help = AES with 256 bits, SHA256 and group 14 in both phases. Set both life times: the defaults are 28800 and 3600.
preset-opnsense = OPNsense
    .help = Under Connections, choose aes256-sha256-modp2048 in both phases, and version IKEv2.
preset-aws = AWS Site-to-Site VPN
    .help = AWS takes at most 28800 s for phase 1 and 3600 s for phase 2. Its keys are 8 to 64 letters, digits, dots and underscores.
preset-azure = Azure VPN gateway
    .help = Needs a custom policy that names every field: AES256, SHA256, DHGroup14, PFS2048, SA lifetime 27000.
preset-google = Google Cloud HA VPN
    .help = Its lifetimes are fixed: 36000 s for phase 1 and 10800 s for phase 2.
preset-huawei-cloud = Huawei Cloud VPN
    .help = AES-128, SHA2-256 and group 14 in both phases, with IP addresses as IDs.

# Where a value came from.
origin-typed = set by you
origin-preset = from a preset
origin-default = the default
origin-copied = copied from the other tunnel
origin-suggested = suggested
origin-imported = imported
origin-device = from your device
# The wizard on its terminal
panic-reported = The program has met a mistake of its own and cannot go on. A report for its authors, without any key, is in { $file }
panic-unreported = The program has met a mistake of its own and cannot go on. This is the report for its authors:

# tunnelsmith without a verb
wizard-no-terminal = { $missing }, and the wizard needs one. Without a terminal use: tunnelsmith check FILE, tunnelsmith preview FILE, tunnelsmith replay FILE --yes; see tunnelsmith --help
wizard-no-json = the wizard talks to a person; --output json is for the verbs, see tunnelsmith --help
wizard-no-draft = { $name } is not a valid name for a draft; tunnelsmith drafts lists those you have
wizard-draft-is-file = { $name } is a file, and --open needs the name of a kept draft. Keep the file first: tunnelsmith drafts save { $name }

# tunnelsmith suggest
suggest-unread = { $what }; its blocks are not considered
suggest-no-region = name the region whose connections are to be looked up with --region
suggest-unlisted = the connections of { $region } could not be looked up, so nothing is suggested: { $why }
suggest-too-few = only { $found } of { $count } blocks are free

# Templates for other engines
preview-terraform-keys = keys are sensitive variables: set TF_VAR_psk_1 and so on in the environment. Terraform's state holds them in clear text, so keep it where only you can read it. The addresses of the customer gateways and the transit router are variables, too
preview-ros-keys = keys are parameters that ROS neither shows nor logs; enter them when the stack is created. The region is that of the stack

# tunnelsmith import --sheet
sheet-whose-side = Line { $line } speaks of a local or remote side. Is what the sheet calls local theirs or ours? (theirs/ours)
sheet-side-needed = line { $line } speaks of a local or remote side, and nothing says whose that is. If what the sheet calls local is theirs, add --their-side-is local; if it is ours, --their-side-is remote
sheet-empty = there is nothing in it
sheet-nothing = no line of it is recognised as a value of a VPN; write label: value lines, or a table with labels in its first column
sheet-taken = line { $line }, { $label }: { $field }={ $value }
sheet-left =   line { $line }, { $text }: { $why }
sheet-left-label = this label is not known
sheet-left-value = the value is not understood
sheet-left-several = several values, and Alibaba Cloud accepts one; agree on one
sheet-left-sides = the columns say different things
sheet-left-before = another line said something else
sheet-left-gateway = it belongs to the customer gateway
sheet-left-assigned = the service assigns it once the connection is bound
sheet-left-secret = a key does not belong in a sheet; enter it in the draft, or refer to it
sheet-left-not-there = Alibaba Cloud has no such setting

# tunnelsmith sheet
sheet-title = VPN parameters: { $name }
sheet-intro = The IPsec tunnels to Alibaba Cloud, seen from your device: “local” is your side, “remote” is Alibaba Cloud. Set exactly these values, and note in the last column what your device has instead.
sheet-how = Fill in "yours" for each value that your device has, also where it is the same, and send the file back. Leave it null where you do not know.
sheet-handover = The pre-shared key is not on this sheet. It is handed over by phone or through a password manager that both sides share, never in the same mail as this sheet; each tunnel has a key of its own.
sheet-note-one = Alibaba Cloud offers exactly one value for each setting. Configure exactly one as well: with several the tunnel may come up and fail when keys are renewed.
sheet-note-volume = Switch limits of an SA by data volume off, or set the largest value.
sheet-note-firewall = Let UDP 500 and UDP 4500 through in both directions, and IP protocol 50 (ESP) where no address translation is on the way. Exempt the networks from address translation.
sheet-note-mtu = Tunnel interface: MTU 1400 at most, TCP MSS 1360.
sheet-tunnel = Tunnel { $number }
sheet-column-setting = Setting
sheet-column-value = Value
sheet-column-yours = Yours
sheet-follows = follows once the connection is bound (tunnel { $number })
sheet-yours-to-say = your public address; to be provided
sheet-label-GatewayIp = Remote gateway address (Alibaba Cloud)
sheet-label-CustomerGatewayIp = Local gateway address (yours)
sheet-label-IkeVersion = IKE version
sheet-label-IkeMode = IKE mode
sheet-label-IkeEncAlg = Phase 1 encryption
sheet-label-IkeAuthAlg = Phase 1 hash (and PRF)
sheet-label-IkePfs = Phase 1 DH group
sheet-label-IkeLifetime = Phase 1 lifetime
sheet-label-LocalId = Remote identity (Alibaba Cloud)
sheet-label-RemoteId = Local identity (yours)
sheet-label-IpsecEncAlg = Phase 2 encryption (ESP)
sheet-label-IpsecAuthAlg = Phase 2 hash (ESP)
sheet-label-IpsecPfs = Phase 2 PFS group
sheet-label-IpsecLifetime = Phase 2 lifetime
sheet-label-LocalSubnet = Remote networks (Alibaba Cloud)
sheet-label-RemoteSubnet = Local networks (yours)
sheet-label-EnableDpd = Dead peer detection (DPD)
sheet-label-EnableNatTraversal = NAT traversal
sheet-label-LocalAsn = Remote BGP AS number (Alibaba Cloud)
sheet-label-LocalBgpIp = Remote BGP address (Alibaba Cloud)
sheet-label-InsideIp = Local BGP address, on the tunnel interface (yours)

# Settings
setting-language = the language for people: en, zh-CN
setting-theme = the colors of the wizard: default, light, high-contrast, colour-blind
setting-plain = questions and answers line by line instead of a drawn screen
setting-mouse = the wizard takes the mouse
setting-region = the region for new drafts, and for commands that no draft gives one
setting-profile = the profile of the official CLI to sign in with
setting-endpoint = where requests go: URL, vpc=URL, cbn=URL
setting-drafts-dir = the folder of drafts and the journal
setting-keys = keys of the wizard that differ from the usual ones
config-name = Setting
config-value = Value
config-decided-by = Decided by
config-about = What it is
config-not-set = –
config-default = default
config-line = config.toml, line { $line }
config-no-home = The home directory is unknown, so config.toml has no place. Set HOME.
config-unknown = The setting { $name } does not exist. `tunnelsmith config show` lists all of them.
config-unknown-near = The setting { $name } does not exist. Did you mean { $nearest }?
config-not-switch = { $found } is neither true nor false.
config-not-word = { $found } is not one of { $words }.
config-not-word-near = { $found } is not one of { $words }. Did you mean { $nearest }?
config-empty = The value is empty. To take the setting out, run `tunnelsmith config unset`.
config-kind = The value has the wrong type. Strings are in quotation marks, switches are true or false, keys are a table of lists.
config-not-written = { $path } cannot be written: { $why }
config-keys-taken-over = The keys in { $from } are now in { $to }; the old file is kept as { $kept }.

# The name of this language, in itself.
language-name = English
