# Words of the program itself, for the command line and the wizard alike.

severity-error = error
severity-warning = warning
severity-hint = hint

# Where a value stands that occurs several times.
place-tunnel = { $label } (tunnel { $number })
place-tag = { $label } (tag { $number })

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

# The steps of a repair.
edit-set-all = set all of them to { $value }
edit-set = set { $field } to { $value }
edit-remove = remove { $field }
edit-move = move { $from } to { $to }
edit-copy = copy { $from } to { $to }
edit-generate-key = generate a key for { $field }
edit-clean-key = take blanks and look-alikes out of { $field }
edit-switch = switch to { $mode } mode
edit-tunnels = { $count ->
    [one] list 1 tunnel
   *[other] list { $count } tunnels
}
edit-remove-tag = remove tag { $number }

# tunnelsmith preview
preview-invalid = { $file } cannot be sent as it stands:
preview-dry-run = The request asks for a dry run: the service checks it and creates nothing.

# tunnelsmith explain
explain-field = Go to: { $field }
explain-retry = Worth repeating unchanged after a pause, with the same client token.
explain-no-retry = Repeating it unchanged will not help.
explain-nearest = Did you mean { $code }?

# tunnelsmith sandbox
sandbox-serving = SANDBOX: a make-believe cloud on this machine. Nothing it creates is real.
sandbox-how-to = In another terminal:
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
replay-declined = Nothing was sent.
replay-needs-yes = there is no terminal to ask on; add --yes to create, or --dry-run to let the service check
replay-looked-up = The answer was lost on the way, so the connection was looked for, and found: it exists once.
replay-created-by-dry-run = This was meant as a dry run, but the service does not know dry runs and created the connection.
replay-next = Next: bind it to a transit router. It has no gateway addresses and negotiates nothing until then.
replay-dry-run-passed = The service would accept this request. Nothing was created.
replay-invalid = { $count ->
    [one] 1 error stands in the way; nothing was sent.
   *[other] { $count } errors stand in the way; nothing was sent.
}
replay-invalid-remedy = Correct the draft, or let a rule pass with --allow if you know better.
replay-unread-remedy = Correct the file and run again; nothing was sent for it.
replay-not-sent = No request reached the service, so nothing was created.
replay-not-sent-remedy = Check the network, the proxy variables and the region or endpoint, then run again.
replay-interrupted = Interrupted before a request was sent; nothing was created.
replay-unknown-nothing = The answer was lost. No such connection is there now, but the request may still be on its way.
replay-unknown-unsure = The answer was lost. Whether the connection exists cannot be told: it has no name of its own to know it by.
replay-unknown-failed = The answer was lost, and the list of connections could not be had. The connection may exist.
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
gateways-no-key = the environment variable { $name } is not set

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
drafts-saved = saved { $name }
drafts-unchanged = { $name } holds just that already
drafts-conflict = { $name } holds something else by now, which stays as it is; what was to be saved is kept as { $kept }
drafts-deleted = deleted { $name }; tunnelsmith drafts restore brings it back
drafts-restored = restored { $name }
drafts-renamed = renamed to { $name }
drafts-duplicated = copied to { $name }
