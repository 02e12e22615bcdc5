# Words of the program itself, for the command line and the wizard alike.

severity-error = error
severity-warning = warning
severity-hint = hint

# The place of a value that occurs several times.
place-tunnel = { $label } (tunnel { $number })
place-tag = { $label } (tag { $number })
place-tunnel-short = { $number }: { $label }
place-tag-short = { $label } { $number }

# Separators between words and sentences that are joined.
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
check-sound = valid:
check-unsound = not valid:
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

check-offline = Not checked: the customer gateways and the other connections of the region. Add --online to look them up.
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
    [one] use 1 tunnel
   *[other] use { $count } tunnels
}
edit-remove-tag = remove tag { $number }

# tunnelsmith preview
preview-offline = Not checked: whether the customer gateways exist and are suitable. Run `tunnelsmith check --online` to look them up.
preview-invalid = { $file } is not valid and cannot be sent:
preview-dry-run = The request is a dry run: the service validates it without creating anything.

preview-cli-forced = The official command line accepts the options of tunnels only with --force, and then sends all parameters in the URL, so pre-shared keys can end up in the logs of proxies. “tunnelsmith replay” sends them in the body.
preview-curl-unsigned = This request is not signed, so the service refuses it. Add the access key, time, nonce, and signature with your own tool. A signature is valid for { $minutes } minutes. Other users of the machine can see keys on a command line.

# tunnelsmith explain
explain-operation = Operation: { $operation }
explain-request-id = Request ID: { $id }
explain-rule = Rule { $rule }, { $severity }.
explain-rule-remedy = “tunnelsmith check FILE” lists the fields of a draft to which it applies.
explain-no-code = The text does not contain an error code. Specify the code, or the complete response of the service.
explain-no-answer = The text does not contain an error code: the request was not answered. Whether anything was created is unknown.
explain-no-answer-remedy = Look for the connection by name in its region before you send the request again, and use the same client token.
explain-gateway-invalid = The service does not accept a value of the customer gateway.
explain-gateway-invalid-remedy = Check the address (a static IPv4 address; behind NAT, the public address), the ASN (1 to 4294967295, but not 45104, which belongs to Alibaba Cloud), the name and the description (1 to 100 characters, not starting with http:// or https://), and the BGP key (1 to 64 ASCII characters without spaces or question marks).
explain-gateway-exists = A customer gateway with this address already exists in this region. Each address can have only one.
explain-gateway-exists-remedy = List the gateways with “tunnelsmith gateways” and use the existing one. Its ASN cannot be changed: for a different ASN, delete it first.
explain-gateway-quota = The quota of the account for customer gateways in this region is exhausted.
explain-gateway-quota-remedy = Delete gateways that are not used by a connection, or request a higher quota.
explain-gateway-busy = Another operation on customer gateways is in progress. Nothing was created.
explain-gateway-busy-remedy = Wait a few seconds and try again.
explain-gateway-open = Whether the customer gateway was created is unknown.
explain-gateway-open-remedy = Look for its address in “tunnelsmith gateways” before you create it again.
explain-gateway-refused-remedy = The gateway was not created. Compare the message of the service with the values that you entered.

explain-field = Go to: { $field }
explain-retry = The request can be repeated unchanged after a pause, with the same client token.
explain-no-retry = Repeating the request unchanged does not help.
explain-nearest = Did you mean { $code }?

# tunnelsmith policy
policy-role = Attach this policy to the RAM user or role that signs the requests. A profile that assumes a role also requires sts:AssumeRole on that role for the user whose key it uses.

# tunnelsmith sandbox
sandbox-serving = SANDBOX: a simulated cloud on this machine. Nothing it creates is real.
sandbox-how-to = In another terminal:
sandbox-other-account = Or as another account, { $account }:
sandbox-stop = Ctrl-C stops the sandbox and deletes everything created in it.
sandbox-banner = SANDBOX: nothing below is real. The cloud is not contacted.

# Signing in.
signed-in = signed in as { $key } ({ $provider })
credentials-open = Other users of this machine can read the file with your access key. Run chmod 600 on it.
no-credentials = To try everything on this machine without an account, add --sandbox.

# tunnelsmith replay
replay-ask = Create { $count ->
    [one] this connection
   *[other] these { $count } connections
} in the cloud? [y/N]
replay-ask-sandbox = Create { $count ->
    [one] this connection
   *[other] these { $count } connections
} in the sandbox? [y/N]
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
    [one] 1 file is skipped
   *[other] { $count } files are skipped
}, because drafts with errors are not sent; `tunnelsmith check` lists the errors.
replay-declined = Nothing was sent.
replay-needs-yes-programs = keys of the drafts come from programs, and there is no terminal to ask for consent; check the commands in the drafts, and add --yes
replay-needs-yes = there is no terminal for the confirmation; add --yes to create, or --dry-run to validate only
replay-looked-up = The answer was lost, so the connection was looked up and found. It exists once.
replay-created-by-dry-run = This was a dry run, but the service does not support dry runs and created the connection.
replay-next = Next: bind it to a transit router. Until then, it has no gateway addresses and does not negotiate.
replay-dry-run-passed = The service accepts this request. Nothing was created.
replay-invalid = { $count ->
    [one] 1 error must be corrected first; nothing was sent.
   *[other] { $count } errors must be corrected first; nothing was sent.
}
replay-invalid-remedy = Correct the draft. If you are sure that a rule does not apply, ignore it with --allow.
replay-unread-remedy = Nothing was sent for this file. Correct it, and run the command again.
replay-not-sent = No request reached the service, so nothing was created.
replay-not-sent-remedy = Check the network, the proxy variables, and the region or endpoint, then run the command again.
replay-interrupted = Interrupted before a request was sent; nothing was created.
replay-unknown-nothing = The answer was lost. The connection does not exist now, but the request may still be on its way.
replay-unknown-unsure = The answer was lost. Whether the connection exists is unknown: { $doubt ->
    [nameless] it has no unique name to identify it.
    [several] several connections match.
   *[similar] a connection with its name was created at about that time, or differs in some values.
}
replay-unknown-failed = The answer was lost, and the list of connections could not be loaded. The connection may exist.
replay-unknown-interrupted = Interrupted before the outcome of the request was known. The connection may exist.
replay-unknown-remedy = Do not start over. Replay this draft with --set ClientToken={ $token }: the service then creates the connection at most once.
replay-reason = Reason: { $message }
replay-message = Message of the service: { $message }
replay-allowed = Ignored rules: { $rules }
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
step-looking-up = { $because }; checking whether the connection exists
step-waiting = { $because }; next attempt in { $seconds } s

# tunnelsmith gateways
gateways-none = No customer gateways in { $region }. Create one with: tunnelsmith gateways create --ip ADDRESS
gateways-head-asn = ASN
gateways-head-name = name
gateways-needs-region = the region is missing; add --region, for example --region eu-central-1
gateways-created = created
gateways-lost = The answer was lost. Repeat with --client-token { $token }: the service then creates the gateway at most once.
gateways-interrupted = Interrupted. If the request was already sent, the gateway may exist: check with `tunnelsmith gateways`, or repeat with --client-token { $token }
gateways-waiting = still waiting for the service; press Ctrl-C to stop
gateways-no-key = the environment variable { $name } is not set

# Pre-shared keys that are sealed or stored elsewhere
folder-leaves-out = { $file } is skipped, because { $why ->
    [link] it is a link, and its target may be in the directory, too
    [special] it is not a regular file
   *[other] only names that end in .json are read from a directory
}; to use it, specify it on the command line.
key-from-command = { $field } is supplied by a program that runs only in a replay; the rules for keys were not checked.
key-asked-for = { $field } is asked for in a replay; the rules for keys were not checked.
key-sealed = { $field } is sealed and was not opened, so the rules for keys were not checked: { $why }.
key-running = running { $program } for { $field }
key-ask = { $file }: key for { $field } (not shown):

# tunnelsmith identity
identity-open = Other users of this machine can read { $path }, and with it every key sealed for you. Run: chmod 600 { $path }

# tunnelsmith drafts seal, tunnelsmith drafts share
seal-done = { $field } is sealed for { $recipients }
seal-you = { $recipient } (you)
seal-new = { $recipient } (new)
seal-nothing = it contains no plain-text key; nothing was changed
share-nothing = it contains no key, sealed or in plain text; nothing was changed
share-kept = { $field } stays sealed for { $recipients }
share-nobody-new = all specified recipients can already open the keys; nothing was changed
seal-versions = { $count ->
    [one] An earlier version of the draft was sealed as well.
   *[other] { $count } earlier versions of the draft were sealed as well.
}
seal-copies = Earlier copies (backups, emails, commits) still contain the keys in plain text. If such copies exist, use new keys.
# tunnelsmith replay, bulk runs
replay-more-warnings = { $count ->
    [one] One more warning about the regions; check --online shows it.
   *[other] { $count } more warnings about the regions; check --online shows them.
}
replay-more-collisions = Q-10: { $count ->
    [one] one more collision
   *[other] { $count } more collisions
}
replay-rehearsal-passed = The service accepts all requests. Creating the connections now.
replay-rehearsal-failed = Not all dry runs passed, so nothing was created.
replay-standing = According to the journal, it was created on { $date }. It was not sent again.
replay-others-open = { $count ->
    [one] A submission of another draft is still open: { $file }, { $date }. Replay that draft to complete it; see `tunnelsmith history`.
   *[other] { $count } submissions of other drafts are still open, the last one { $file }, { $date }. Replay those drafts to complete them; see `tunnelsmith history`.
}
replay-standing-keys = According to the journal, it was created on { $date } with keys that differ from those in this draft. It was not sent again, and the connection still has the earlier keys.
    .remedy = Change the key of the connection, or restore the earlier key in the draft. To create another connection, replay only this draft with --again.
replay-held = An earlier run sent it, and the outcome is unknown. It was not sent again.
replay-held-remedy = Run the command again: it looks up the connection and sends the request with the same client token.
replay-report-lost = { $file }: the outcome could not be written to the report: { $reason }
output-lost = standard output cannot be written, so the results are incomplete: { $reason }
replay-patience = Requests are repeated for up to { $seconds } s; change this with --patience SECONDS.
replay-interrupting = Stopping as soon as the outcome of each request is known. Press Ctrl-C again to stop immediately.
replay-abandoned = Stopped. Run the command again: the journal contains every request that was sent, and nothing is created twice.
replay-waiting = { $count } waiting
replay-total = { $count } drafts:
replay-without = Without a connection:
# The journal of submissions.
journal-damaged = Line { $line } of the journal cannot be read: { $why }.
journal-more-damaged = { $count } more lines of the journal cannot be read.
journal-hidden = The unreadable part of the journal may contain a submission, so the program looks for its connection before it sends anything. Do not change the journal.
journal-remedy = Nothing was created, because an interruption without a journal can lead to a second connection. Specify a writable folder with --drafts-dir or TUNNELSMITH_DRAFTS_DIR.
replay-already-created = This draft already created { $id } on { $date }.
replay-already-created-remedy = To create another connection from it, add --again.
replay-already-created-changed = This draft already created { $id } before it was changed (known since { $date }).
replay-earlier = A submission that was started from this draft on { $date }, before it was changed, is still open.
replay-earlier-nothing = It has not created a connection named { $name } so far, but its request may still be on its way. Nothing was sent.
    .remedy = Submit again after { $time }: if the connection does not exist by then, this request is sent. Or undo the change to resume that submission.
replay-earlier-unsure = Whether it has created a connection is unknown: { $doubt ->
    [nameless] it has no name to identify it.
    [several] several connections match.
   *[similar] a connection with its name was created at about that time.
} Nothing was sent.
    .remedy = Look for the connection in the console. Undo the change to resume that submission, or send this request as well with `tunnelsmith replay --again`.
replay-earlier-failed = The list of connections could not be loaded, so whether it has created one is unknown. Nothing was sent.
    .remedy = Submit again when the service is reachable. Or undo the change to resume that submission.
replay-earlier-interrupted = Another process is working on it. Nothing was sent.
    .remedy = Wait until that process finishes, then submit again.
replay-earlier-found = It has created a connection. Nothing was sent.
    .remedy = Submit again to see which connection.
replay-hidden = { $count ->
    [one] Line { $line } of the journal cannot be read, and it may contain a submission.
   *[other] { $count } lines of the journal cannot be read, from line { $line } on, and they may contain submissions.
    }
replay-hidden-nothing = It has not created a connection named { $name } so far, but a request may still be on its way. Nothing was sent.
    .remedy = Submit again after { $time }: if the connection does not exist by then, this request is sent.
replay-hidden-found = A connection named { $name } already exists, { $id }, and the journal does not contain its origin. Nothing was sent.
    .remedy = Compare it with this draft (`tunnelsmith drafts diff DRAFT --live ID`). If it is a different connection, change the name in the draft, or send this request as well with `tunnelsmith replay --again`.
replay-hidden-unsure = Whether it has created this connection is unknown: it has no name to identify it, or its creation time is ambiguous. Nothing was sent.
    .remedy = Look for the connection in the console. If it does not exist, set Name in the draft, or send it with `tunnelsmith replay --again`.
replay-hidden-failed = The list of connections could not be loaded, so whether it has created this one is unknown. Nothing was sent.
    .remedy = Submit again when the service is reachable.
replay-hidden-interrupted = The search for its connection was interrupted. Nothing was sent.
    .remedy = Submit again.
step-hidden = looking for a connection that the unreadable line { $line } of the journal may have created
replay-other-key = According to the journal, this draft created { $id } on { $date } with another access key ({ $account }). Whether that key belongs to this account is unknown.
replay-other-key-open = A submission of this draft, { $date }, was made with another access key ({ $account }) and is still open. Whether that key belongs to this account is unknown.
replay-other-key-remedy = Sign in with that access key to find out. If it belongs to another account, add --again.
replay-foreign-open = { $count ->
    [one] A submission from another account is still open: { $file }, { $date }, account { $account }. It is left unchanged. To complete it, sign in to that account and replay its draft.
   *[other] { $count } submissions from other accounts are still open, the last one { $file }, { $date }, account { $account }. They are left unchanged. To complete them, sign in to those accounts and replay their drafts.
}
replay-token-taken = The client token of this draft was already sent with a different request on { $date }, from { $file }.
replay-token-taken-remedy = Remove ClientToken from the draft, or use a different token.
replay-stands = Nothing was sent.
replay-single-in-sandbox = The sandbox accepts a single-tunnel connection, as described in the API reference. The live service may not. M-05: { $rule }
replay-same-token = The client token was used before, so the service returned the connection that was created then. No other connection was created. To create another one, remove ClientToken from the draft.
replay-not-recorded = The journal could not be written, so nothing was sent.
replay-unknown-resume = Do not start over. Run the command again: the journal contains the submission, so the connection is looked up and the request is sent with the same client token. On another machine, add --set ClientToken={ $token }.
replay-unknown-old = The submission was started more than a day ago, and how long the service keeps client tokens is not documented, so the request was not sent again. Look for the connection in the console. If it does not exist, add --again to send the request with the same token.
step-attaching = the service has accepted the binding; waiting until the router has attached the connection
step-associating = associating route table { $table } to forward its traffic
step-propagating = enabling route propagation to route table { $table }
step-queued = another run or row is submitting this draft; waiting until it finishes
step-resuming = resuming the open submission of { $date }
step-other-open = another submission with this name, { $date }, is still open; see tunnelsmith history
step-earlier = looking up the outcome of the submission of { $date }, which is open since before the draft was changed
step-unrecorded = the journal could not be written, so a later run will query the service: { $because }
history-none = No submissions yet. The journal will be stored in { $folder }.
history-open = open
history-dry-run = dry run
history-draft = { $file }, version { $version }
# tunnelsmith import
import-taken = { $file } already exists; import does not overwrite files; use another name
import-too-long = longer than { $most } MiB; check that it is the right file
import-written = written: { $file }
import-carried = { $count ->
    [one] 1 value was imported.
   *[other] { $count } values were imported.
}
import-left = Not imported:
import-key-held-back = a pre-shared key; add --with-keys to import it, or set a key in the draft
import-key-masked = the key is masked; get it from where it is stored
import-protocol = part of the protocol, not of the connection
import-tool = an option of the tool, not of the connection
import-unknown = the request has no such parameter
import-unknown-near = the request has no such parameter; did you mean { $nearest }?
import-twice = occurs twice; the first one was used
import-shape = the value has the wrong type for this parameter
import-other-mode = not a setting of this mode
import-stray = { $count ->
    [one] 1 word does not belong to an option; check the quotation marks
   *[other] { $count } words do not belong to an option; check the quotation marks
}
import-expression = only a shell can evaluate it; enter the value in the draft
import-reference = refers to something that only the tool can resolve; enter the value in the draft
import-reference-to = refers to { $target }; enter the value in the draft
import-in-file = its value is in a file; enter it in the draft
import-no-place = belongs to a VPN gateway; not a setting of a connection to a transit router
import-sensitive = marked as sensitive and left out by Terraform
import-after-apply = known to Terraform only after the plan is applied
import-own-address = the gateway address of that connection; a new connection gets a new address
import-not-told = not returned by the service, so the default applies; set it if it was changed
import-no-region = the source does not contain a region; add it, or import again with --region
import-too-many = too many entries for a request
import-more = { $count ->
    [one] 1 more is not listed
   *[other] { $count } more are not listed
}
import-error-empty = it is empty
import-error-not-json = { $line }:{ $column }: not JSON: { $what }
import-error-not-yaml = line { $line }: not YAML: { $what }
import-error-not-hcl = line { $line }: neither JSON nor a Terraform configuration: { $what }
import-error-not-object = not a JSON object; a request is a JSON object with a field for each parameter
import-error-not-request = neither a JSON object nor a query of name=value pairs; specify the request as JSON, as a URL, or as a form body
import-error-not-command = it does not contain an “aliyun vpc CreateVpnAttachment” or “CreateVpnConnection” command
import-error-several-commands = it contains { $count } such commands; import one at a time
import-error-other-operation = “{ $name }” is a different operation; only CreateVpnAttachment and CreateVpnConnection can be imported
import-error-unclosed = line { $line }: { $mark } is not closed; copy the complete command
import-error-non-character = it contains a noncharacter (U+FDD0 or U+FDD1); copy it again
import-error-state-file = this is a state file; use the output of “terraform show -json”
import-error-not-terraform = neither a state nor a plan; use the output of “terraform show -json”
import-error-no-resource = it does not contain a connection: alicloud_vpn_gateway_vpn_attachment or alicloud_vpn_connection in Terraform, ALIYUN::VPC::VpnAttachment or ALIYUN::VPC::VpnConnection in ROS, GatewayVpnAttachment or Connection in Pulumi
import-error-several-resources = it contains several connections; select one with --address: { $found }
import-error-no-such-address = it does not contain the connection “{ $wanted }”; it contains: { $found }
import-error-too-deep = its modules are nested more than { $count } deep
import-error-nothing-recognised = no parameter of a connection was recognized, so no draft was created
import-error-quotes-left = { $field } ends with a quotation mark; the command was written for another shell, or its quotation marks were changed when it was copied. Use plain quotation marks (" or ')
import-looks-like = { $kind ->
    [command] It looks like a command. Use --command.
    [other-cloud] It looks like a command of another cloud, whose connections have different settings. Enter the values in a new draft.
    [terraform] It looks like a Terraform configuration. Use --terraform, preferably with the output of “terraform show -json”.
    [terraform-json] It looks like Terraform output. Use --terraform with the output of “terraform show -json”.
    [template] It looks like a ROS template or a Pulumi program. Use --request.
    [answer] It looks like a response of the service about a connection. Use --request.
    [json] It looks like JSON. Use --request for a request or a draft, and --terraform for the output of “terraform show -json”.
    [yaml] It looks like YAML. Use --request for a ROS template or a Pulumi program.
    [markup] It looks like a web page or XML. Copy only the text of the command or request.
    [device] It looks like the configuration of a device, which cannot be imported. Use `tunnelsmith peer read`, or enter the values in a new draft.
    [pem] It looks like a key or a certificate.
   *[unknown] It is not a supported source. Supported are commands (--command), requests, templates, and responses (--request), and Terraform (--terraform).
}

# A connection that exists.
live-needs-region = the region is missing; add --region, for example --region eu-central-1
live-sandbox = SANDBOX: this connection is not real. The cloud is not contacted.

# tunnelsmith drafts diff
diff-one-input = standard input can be read only once; specify - only once
diff-absent = (absent)
diff-key = (a key, not shown)
diff-sealed = { $count ->
    [0] (sealed)
    [one] (sealed for 1 recipient)
   *[other] (sealed for { $count } recipients)
}
diff-default = not in the draft, set by the service: { $value }
diff-untold = cannot be compared: one side does not report it
diff-same = { $left } and { $right }: no differences
diff-differs = { $left } and { $right }: { $count ->
    [one] 1 field differs
   *[other] { $count } fields differ
}
# tunnelsmith drafts
drafts-none = No drafts in { $folder }. Save one with: tunnelsmith drafts save FILE
drafts-none-deleted = The trash is empty.
drafts-none-versions = { $name } has no earlier versions.
drafts-no-name = { $name } is not a valid name for a draft; use letters or digits
drafts-needs-name = the draft has no name; add --name
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
drafts-sound = valid
drafts-errors = { $count ->
    [one] 1 error
   *[other] { $count } errors
}
drafts-unusable = cannot be used: { $problem }
drafts-open = Other users can read { $path }, which contains a plain-text key. Run: tunnelsmith drafts seal { $name }, or: chmod 600 { $path }
drafts-saved = saved { $name }
drafts-unchanged = { $name } already has this content
drafts-conflict = { $name } was changed in the meantime and stays as it is; the draft was saved as { $kept }
drafts-unreadable = the existing { $name } cannot be read and stays as it is; the draft was saved as { $kept }
drafts-deleted = deleted { $name }; restore it with tunnelsmith drafts restore
drafts-restored = restored { $name }
drafts-renamed = renamed to { $name }
drafts-duplicated = copied to { $name }

# Presets of phase 1 and phase 2: the name, and its purpose or what to consider on the device.
preset-modern = Modern
    .help = The strongest algorithms that the service supports. Use this preset if your device supports it.
preset-compatible = Compatible with old devices
    .help = IKEv1, AES-128, SHA-1, and group 2, for old devices. Weak, and limited to one pair of subnets.
preset-strongswan = strongSwan
    .help = Set proposals and esp_proposals to aes256-sha256-modp2048, and version = 2.
preset-ios-xe = Cisco IOS-XE
    .help = Group 14, as 17.11 refuses smaller groups. Set prf sha256 and integrity sha256, and the lifetimes in both profiles.
preset-junos = Juniper SRX (Junos)
    .help = The authentication algorithm is sha-256 in phase 1 and hmac-sha-256-128 in phase 2. Use version v2-only and a route-based VPN.
preset-fortios = Fortinet FortiGate
    .help = The proposal is aes256-sha256 with dhgrp 14 in both phases. Set keylife and keylifeseconds, because their defaults differ.
preset-panos = Palo Alto Networks
    .help = The encryption algorithm is aes-256-cbc. Enter the lifetimes as 24 and 8 hours, because the limit for seconds is 65535.
preset-huawei = Huawei USG and AR
    .help = On AR routers, set “ipsec authentication sha2 compatible enable”. Set prf hmac-sha2-256.
preset-h3c = H3C Comware V7
    .help = The encryption algorithm is aes-cbc-256. Set prf sha256, and bind the IKEv2 proposal; otherwise, the weak default is proposed.
preset-routeros = MikroTik RouterOS
    .help = Group 14 is modp2048. Set prf-algorithm=sha256. RouterOS has no IPsec tunnel interfaces, so use specific subnets.
preset-vyos = VyOS
    .help = Set pfs dh-group14 and both lifetimes: the defaults are 28800 and 3600.
preset-pfsense = pfSense
    .help = AES with 256 bits, SHA256, and group 14 in both phases. Set both lifetimes: the defaults are 28800 and 3600.
preset-opnsense = OPNsense
    .help = Under Connections, select aes256-sha256-modp2048 in both phases, and version IKEv2.
preset-aws = AWS Site-to-Site VPN
    .help = AWS supports at most 28800 s for phase 1 and 3600 s for phase 2. Keys consist of 8 to 64 letters, digits, periods, and underscores.
preset-azure = Azure VPN gateway
    .help = Requires a custom policy with every field: AES256, SHA256, DHGroup14, PFS2048, SA lifetime 27000.
preset-google = Google Cloud HA VPN
    .help = The lifetimes are fixed: 36000 s for phase 1 and 10800 s for phase 2.
preset-huawei-cloud = Huawei Cloud VPN
    .help = AES-128, SHA2-256, and group 14 in both phases, with IP addresses as IDs.

# Where a value came from.
origin-typed = set by you
origin-preset = from a preset
origin-default = the default
origin-copied = copied from the other tunnel
origin-suggested = suggested
origin-imported = imported
origin-device = from your device
# The wizard on its terminal
panic-reported = An internal error occurred, and the program cannot continue. A report for the developers, without keys, is in { $file }
panic-unreported = An internal error occurred, and the program cannot continue. Report for the developers:

# tunnelsmith without a command
wizard-no-terminal = { $missing }, but the wizard requires one. Without a terminal, use: tunnelsmith check FILE, tunnelsmith preview FILE, tunnelsmith replay FILE --yes; see tunnelsmith --help
wizard-no-json = the wizard is interactive; --output json applies only to commands, see tunnelsmith --help
wizard-no-draft = { $name } is not a valid name for a draft; tunnelsmith drafts lists your drafts
wizard-draft-is-file = { $name } is a file, but --open requires the name of a saved draft. Save the file first: tunnelsmith drafts save { $name }

# tunnelsmith suggest
suggest-unread = { $what }; its blocks are ignored
suggest-no-region = the region is missing; specify it with --region
suggest-unlisted = the connections of { $region } could not be looked up, so nothing is suggested: { $why }
suggest-too-few = only { $found } of { $count } blocks are free

# Templates for other engines
preview-terraform-keys = keys are sensitive variables: set TF_VAR_psk_1 and so on in the environment. Terraform's state contains them in plain text, so store it where only you can read it. The addresses of the customer gateways and the transit router are variables, too
preview-ros-keys = keys are parameters that ROS neither shows nor logs; enter them when you create the stack. The region is the region of the stack

# tunnelsmith import --sheet
sheet-whose-side = Line { $line } refers to a local or remote side. Is the local side of the sheet theirs or ours? (theirs/ours)
sheet-side-needed = line { $line } refers to a local or remote side, but the sheet does not say whose. If the local side of the sheet is theirs, add --their-side-is local; if it is ours, add --their-side-is remote
sheet-empty = it is empty
sheet-nothing = no line was recognized as a VPN value; use lines of the form label: value, or a table with labels in the first column
sheet-taken = line { $line }, { $label }: { $field }={ $value }
sheet-left =   line { $line }, { $text }: { $why }
sheet-left-label = unknown label
sheet-left-value = the value is not understood
sheet-left-several = several values, but Alibaba Cloud accepts only one; agree on one
sheet-left-sides = the columns contradict each other
sheet-left-before = contradicts another line
sheet-left-gateway = belongs to the customer gateway
sheet-left-assigned = assigned by the service when the connection is bound
sheet-left-secret = a key does not belong in a sheet; enter it in the draft, or refer to it
sheet-left-not-there = not a setting of Alibaba Cloud

# tunnelsmith sheet
sheet-title = VPN parameters: { $name }
sheet-intro = The IPsec tunnels to Alibaba Cloud, from the perspective of your device: “local” is your side, “remote” is Alibaba Cloud. Configure exactly these values, and enter differing values of your device in the last column.
sheet-how = Fill in "yours" for each value of your device, even if it is the same, and return the file. If you do not know a value, leave it null.
sheet-handover = This sheet does not contain the pre-shared keys. Exchange them by phone or through a shared password manager, never in the same email as this sheet. Each tunnel has a different key.
sheet-note-one = Alibaba Cloud proposes exactly one value for each setting. Configure exactly one as well: with several values, the tunnel can come up and fail at a rekey.
sheet-note-volume = Disable SA lifetimes by data volume, or set the largest value.
sheet-note-firewall = Allow UDP 500 and UDP 4500 in both directions, and IP protocol 50 (ESP) if there is no NAT on the path. Exempt the networks from NAT.
sheet-note-mtu = Tunnel interface: MTU of at most 1400, TCP MSS 1360.
sheet-tunnel = Tunnel { $number }
sheet-column-setting = Setting
sheet-column-value = Value
sheet-column-yours = Yours
sheet-follows = available after the connection is bound (tunnel { $number })
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
setting-language = the language of texts: en, zh-CN
setting-theme = the colors of the wizard: default, light, high-contrast, colour-blind
setting-plain = questions and answers line by line instead of a drawn screen
setting-mouse = mouse support in the wizard
setting-region = the region for new drafts and for commands without a draft
setting-profile = the profile of the official CLI to sign in with
setting-endpoint = the endpoint for requests: URL, vpc=URL, cbn=URL
setting-drafts-dir = the folder of drafts and the journal
setting-keys = keys of the wizard that differ from the defaults
config-name = Setting
config-value = Value
config-decided-by = Source
config-about = Description
config-not-set = –
config-default = default
config-line = config.toml, line { $line }
config-no-home = The home directory is unknown, so config.toml cannot be located. Set HOME.
config-unknown = The setting { $name } does not exist. `tunnelsmith config show` lists all of them.
config-unknown-near = The setting { $name } does not exist. Did you mean { $nearest }?
config-not-switch = { $found } is neither true nor false.
config-not-word = { $found } is not one of { $words }.
config-not-word-near = { $found } is not one of { $words }. Did you mean { $nearest }?
config-empty = The value is empty. To remove the setting, run `tunnelsmith config unset`.
config-kind = The value has the wrong type. Strings are in quotation marks, switches are true or false, keys are a table of lists.
config-not-written = { $path } cannot be written: { $why }
config-keys-taken-over = The keys of { $from } were imported to { $to }; the old file is kept as { $kept }.
