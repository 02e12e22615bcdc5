# Why a request could not be made, or its outcome; shown after a colon or as a separate error.

call-refused = the service refused the request with { $code }
call-refused-request = the service refused the request with { $code } (request ID { $request })
call-not-sent = cannot reach { $host }: { $cause }
call-lost = no usable answer from { $host }: { $cause }

not-sent-dns = the host name cannot be resolved
not-sent-refused = connection refused
not-sent-timeout = no connection within { $seconds } s
not-sent-tls = the TLS connection failed: { $flaw }
not-sent-proxy = the proxy rejected the connection
not-sent-unreachable = no connection
not-sent-unsendable = the access key ID or the security token contains characters that cannot be sent

tls-unknown-issuer = this machine does not trust the issuer of the server certificate
tls-outdated = the server certificate has expired or is not valid yet; check the clock of this machine
tls-wrong-name = the server certificate was issued for another host
tls-certificate = the server certificate is not acceptable
tls-not-tls = the server does not support TLS
tls-handshake = the handshake failed

lost-timeout = no answer within { $seconds } s
lost-broken = the connection was closed before the answer was complete
lost-server = the service failed with { $code }
lost-nonce = the service has already received this request
lost-unreadable = { $what } with HTTP status { $http }
lost-too-large = the answer is larger than { $limit } KiB
lost-garbled = the answer is damaged
lost-redirected = HTTP status { $http } redirects to { $host }
lost-redirected-nowhere = HTTP status { $http } redirects without naming a host
lost-incomplete = the answer reports success but contains no { $what }

unreadable-html = an HTML page
unreadable-cut = incomplete JSON
unreadable-empty = an empty answer
unreadable-foreign = JSON of an unknown structure
unreadable-not-json = an answer that is not JSON

endpoint-not-host = not a host name; enter one such as vpc.cn-hangzhou.aliyuncs.com
endpoint-scheme = { $scheme }:// is not supported; use https://
endpoint-plain-http = http:// is allowed only for this machine; use https://{ $host }
endpoint-user = an endpoint cannot contain a user name or password
endpoint-tail = an endpoint ends with its host or port; remove what follows
endpoint-region = not a region ID such as eu-central-1

setup-user-agent = the user agent contains characters that cannot be sent
setup-proxy = { $variable } is not a proxy address such as http://proxy.example:3128; correct or unset it
setup-certificates = the trusted certificates of this machine cannot be read

# Credentials. A place is a file, a profile or a variable; a reason follows its name.
credentials-nothing = no credentials found
credentials-nothing-place = { $place }: { $why }
credentials-nothing-remedy = run `aliyun configure`, set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or try the program without credentials: --sandbox
credentials-no-profile = { $by } names the profile { $name }, which does not exist: { $places }; `aliyun configure list` shows the profiles
credentials-no-profile-near = { $by } names the profile { $name }, which does not exist: { $places }; did you mean { $nearest }?
credentials-place = { $place } { $why }
credentials-named-by = the source_profile of profile { $profile }
credentials-near = { $name } of { $file }
credentials-half = { $set } is set but { $missing } is not; set both or neither
credentials-incomplete = { $place } has no { $missing }; add it, or run `aliyun configure` for the profile again
credentials-token-missing = { $place }: a temporary access key (STS.…) needs its security token; set it as well, as ALIBABA_CLOUD_SECURITY_TOKEN or sts_token
credentials-malformed = { $place }: { $what } is malformed; enter it again
credentials-unsupported = { $place }: { $remedy }
credentials-cache-expired = { $place }: the temporary access key expired at { $at }; { $remedy }
credentials-cycle = the profiles in { $file } refer to each other: { $chain }; change one `source_profile`
credentials-file = { $file } { $flaw }
credentials-forbidden = { $place } cannot be used because { $variable } is set; unset it or use another profile
credentials-no-answer = { $place }: { $asked } { $why }
credentials-role-refused = { $place }: the role { $role } could not be assumed
credentials-token-refused = { $place }: the role { $role } could not be assumed with the token in { $file }; if the token has expired, its provider must write a new one
credentials-consent = { $place } gets its access key from the program { $program }, which runs only with your consent: add --run-process-command, or set { $variable }=1
credentials-expired = { $place }: the temporary access key expired at { $at }; check the clock of this machine

file-flaw-unreadable = cannot be read ({ $reason }); check its owner and mode
file-flaw-not-a-file = is not a regular file
file-flaw-too-large = is larger than 1 MiB, too large for a credentials file
file-flaw-absent = does not exist; check the path, and that the program that writes the file has run
file-flaw-not-text = is not UTF-8 text at line { $line }, column { $column }; save it as UTF-8
file-flaw-not-json = is not valid JSON at line { $line }, column { $column }; correct it there, or move the file away and run `aliyun configure`
file-flaw-wrong-type = has a value of the wrong type, or a duplicate key, at line { $line }, column { $column }; correct it there, or move the file away and run `aliyun configure`
file-flaw-not-ini = contains no `[section]`, `key = value` or comment in line { $line }; correct it there

place-variable-unset = { $variable } is not set
place-no-default-section = has no section [default]
place-no-such-profile = has no profile of that name
place-no-such-section = has no section of that name
place-no-current-profile = has no profile { $profile }, its current one
place-profile-blank = its profile { $profile } has no access key
place-not-read = was not read because { $variable } is set
place-no-home = this user has no home directory
place-absent = does not exist
place-not-asked = was not queried because { $variable } is set
place-names-no-role = was not queried because { $variable } does not name a role

provider-environment = environment
provider-oidc = environment (OIDC)
provider-profile = profile { $name } of { $file }
provider-profile-mode = profile { $name } of { $file } ({ $mode })
provider-section = section [{ $name }] of { $file } ({ $kind })
provider-metadata-any = metadata service of ECS
provider-metadata = metadata service of ECS (role { $role })
provider-uri = ALIBABA_CLOUD_CREDENTIALS_URI
provider-uri-any = credentials URI

what-key-id = the access key ID
what-key-secret = the access key secret
what-token = the security token
what-oidc-token = the OIDC token in oidc_token_file
what-command-quote = process_command (unclosed quote)
what-duration = expired_seconds (a number of at least 900)
what-names = { $names }

mode-configure = run `aliyun configure --profile { $profile }`
mode-no-cached-key = it contains no temporary access key; run `aliyun configure --profile { $profile }` to sign in
mode-key-pair = the service no longer supports key pairs; use a profile with mode { $modes }
mode-bearer = a bearer token cannot sign VPC requests; use a profile with mode { $modes }
mode-anonymous = VPC requests must be signed; use a profile with mode { $modes }
mode-deprecated = this mode is deprecated; change it to ChainableRamRoleArn with a profile of mode EcsRamRole as its source_profile
mode-unknown-near = this mode does not exist; did you mean { $nearest }?
mode-unknown = this mode does not exist; use a profile with mode { $modes }
mode-ini-unsupported = this type is not supported; use { $types }

asked-metadata = the metadata service
asked-uri = the credentials URI
asked-uri-at = the credentials URI at { $host }
asked-program = the program { $program }
answer-not-on-ecs = could not be reached; does this run on ECS?
answer-unreached = could not be reached; is its server running?
answer-cannot-ask = cannot be queried
answer-cannot-ask-because = cannot be queried: { $why }
answer-bad-role = cannot be queried: the role name is malformed
answer-broke-off = returned an incomplete answer; try again
answer-too-long = returned more than 64 KiB, too much for an access key
answer-not-a-key = did not answer with JSON that contains an access key
answer-code = answered with Code { $code }
answer-no-success = answered without Code Success
answer-lacks = answered without { $what }
answer-bad-expiration = answered without a valid Expiration
answer-no-role = returned no RAM role; attach one to this instance
answer-unknown-role = does not have the role { $role } for this instance; check the name
answer-status = answered with HTTP status { $status }
answer-bad-token = returned an invalid token
answer-token-status = answered the token request with HTTP status { $status }, and { $variable } forbids requests without a token
answer-not-an-address = is not an address that starts with http:// or https://
program-not-started = cannot be started ({ $reason }); check process_command
program-timeout = did not finish within { $seconds } s
program-broke-off = was interrupted ({ $reason })
program-too-long = printed more than 64 KiB, too much for an access key
program-failed = failed ({ $status }); run it yourself to see its output
program-lacks = printed no { $what }; it must print JSON with mode, access_key_id, access_key_secret and, for StsToken, sts_token
program-lacks-json = printed no JSON with an access key; it must print JSON with mode, access_key_id, access_key_secret and, for StsToken, sts_token
program-bad-expiration = printed no valid expiration; it must print JSON with mode, access_key_id, access_key_secret and, for StsToken, sts_token
program-mode = printed the mode { $mode }; only AK and StsToken are supported
