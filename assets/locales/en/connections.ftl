# The state of a connection
verdict-not-bound = not bound
verdict-binding = being bound
verdict-bound = bound, addresses not assigned yet
verdict-waiting = waiting for the peer
verdict-phase1 = phase 1 up
verdict-phase2 = phase 2 up, BGP down
verdict-up = up
verdict-degraded = degraded
verdict-down = down
verdict-updating = being changed
verdict-unbinding = being unbound
verdict-locked = locked
verdict-gone = deleted
verdict-unknown = unknown

# The reason for the state
reason-not-bound = The connection is not bound to a transit router, so it has no addresses and does not negotiate.
reason-binding = The connection is being bound to its transit router.
reason-bound = The connection is bound; its addresses are not assigned yet.
reason-waiting = Phase 1 is not up on any tunnel: the device is not configured yet, or its settings differ.
reason-phase1 = Phase 1 is up, but phase 2 is not. If this persists, the phase 2 algorithms, PFS, or networks differ.
reason-phase2 = Phase 2 is up, but BGP is not. If this persists, compare the ASNs and the BGP addresses, and allow TCP port 179 through the tunnel.
reason-up = All tunnels are up, and BGP if it is on.
reason-degraded = Only a part of the connection is up.
reason-down = All tunnels are down again.
reason-updating = A change is being applied.
reason-unbinding = The connection is being unbound from its transit router.
reason-locked = The account has an overdue payment, so the connection is locked.
reason-gone = The connection has been deleted.
reason-unknown = The service reports an unknown state.
reason-waiting-for-traffic = Negotiation starts with the first traffic: send traffic, or set EffectImmediately to true.
reason-tunnel-missing = Tunnel { $tunnel } is not up, so there is no redundancy if the other tunnel fails.
reason-bgp-missing = The BGP session of tunnel { $tunnel } is not up, so no routes are learned through it.
reason-down-again = Tunnel { $tunnel } was up for { $lasted } and is down again.
unit-days = { $count } d
unit-hours = { $count } h
unit-minutes = { $count } min
unit-seconds = { $count } s
reason-down-at-rekey = Tunnel { $tunnel } was up for { $lasted } and is down again: the lifetime of phase { $phase } is { $seconds } s, so the rekey failed. Compare PFS and lifetimes with the device.

# Why a connection cannot be bound to a router
router-not-enterprise = it is a Basic Edition router; only Enterprise Edition supports IPsec-VPN connections
router-other-region = it is in { $region }; the router must be in the region of the connection
router-no-cidr-block = it has no CIDR block, from which the addresses of the tunnels are assigned; add one to the router first
router-not-active = its status is { $status }; wait until it is Active
router-full = it has { $count } connections, which is the limit; request a higher quota or use another router

# Why a change is not made
obstacle-bound-elsewhere = the connection is already bound to { $router }; it can be bound to only one router. Unbind it first: tunnelsmith unbind { $id }
obstacle-still-bound = the connection is still bound{ $router }; unbind it first: tunnelsmith unbind { $id }
obstacle-busy = another change of the connection is in progress (state: { $state }); wait until it finishes: tunnelsmith watch { $id } --until bound
obstacle-locked = the account has an overdue payment, and the connection is locked until the bills are settled
obstacle-no-such-router = the router { $router } was not found in { $region }; tunnelsmith routers lists the routers of this account. To use a router of another account, grant permissions on the connection in the console first
obstacle-router = the router { $router } cannot be used: { $why }
obstacle-no-usable-router = no router in { $region } can be used; tunnelsmith routers shows the reasons
obstacle-several-routers = several routers in { $region } can be used: { $routers }. Select one with --router
obstacle-zone-for-two-tunnels = the zones of a dual-tunnel connection are selected automatically; remove --zone
obstacle-fixed = { $field } of an existing connection cannot be changed; create another connection
obstacle-key-unknown = the key { $field } is neither in the draft nor returned by the service; enter it in the draft

# The same in the wizard, where keys replace commands
obstacle-bound-elsewhere-wizard = The connection is already bound to { $router }, and it can be bound to only one router. Unbind it first.
obstacle-still-bound-wizard = The connection is still bound{ $router }. Unbind it first.
obstacle-busy-wizard = Another change of the connection is in progress (state: { $state }). Wait until it finishes.
obstacle-no-such-router-wizard = The router { $router } was not found in { $region }. To use a router of another account, grant permissions on the connection in the console first.
obstacle-no-usable-router-wizard = No router in { $region } can be used.
obstacle-several-routers-wizard = Several routers in { $region } can be used: { $routers }. Select one.

# The outcome of a change
change-bind-done = Binding { $id } to { $router }.
change-unbind-done = Unbinding { $id }.
change-modify-done = Changing { $id }. Its state is updating until the change takes effect.
change-delete-done = Deleted { $id }.
change-bind-attached = { $id } is bound to { $router }.
change-bind-already = { $id } is already bound to { $router }.
change-unbind-already = { $id } is not bound to a transit router.
change-modify-already = { $id } already matches the draft; nothing is sent.
change-delete-already = { $id } is already deleted.
change-open-elsewhere = { $id }: { $change } of { $date } is still open. It was started with another access key (account { $account }), so it is left unchanged. To complete it, run the command again with that key.
change-looked-up = The answer was lost, but the current state shows that the change was carried out.
change-unknown = Whether the change was carried out is unknown. Run the same command again: it checks the current state first, then sends the change with the same client token.
change-unknown-wizard = Whether the change was carried out is unknown. Request the same change again: the current state is checked first, then the change is sent with the same client token.
change-value = { $field }: { $from } → { $to }
change-other-key = { $field }: different key
change-not-sent = No request reached the service, and nothing was changed.
change-interrupted = Stopped before anything was sent; nothing was changed.
change-declined = nothing was changed
change-already-so = Nothing to change; nothing was sent.
change-declined-wizard = Nothing was changed.
change-needs-yes = there is no terminal for the confirmation; add --yes
change-bind-ask = Bind { $name } ({ $id }) to { $router } in { $region }? The router’s system route table will forward its traffic and learn its routes. After binding, the attachment, its data processing, and the connection are billed. [y/N]
change-unbind-ask = Unbind { $name } ({ $id }) from { $router }? Its tunnels go down, its routes are removed from the router’s route tables, and its addresses can change when it is bound again. [y/N]
change-associate-ask = { $name } ({ $id }) is bound, but the system route table { $table } of { $router } does not forward its traffic or does not learn its routes. Change this? [y/N]
change-modify-ask = Send these changes of { $name } ({ $id })? [y/N]
change-modify-interrupts = This interrupts the tunnels: they are renegotiated.
change-delete-ask = Type the name { $name } to delete { $id }:
change-delete-other-name = the name does not match; nothing was deleted
change-near-quota = The router has { $count } of 50 connections.
change-equal-cost = The router has { $count } connections; traffic to one destination is distributed over at most 16 of them.
change-waits-for-traffic = The connection negotiates only when traffic arrives. Let the device initiate the tunnel, or set EffectImmediately to true.
change-dry-run = Nothing was sent.
bind-next = To see its addresses and progress, run: tunnelsmith watch { $id }
watch-stands = { $id } has not changed for { $span }. Watching continues. To find the cause, run: tunnelsmith diagnose { $id }
watch-next = To find the cause, run: tunnelsmith diagnose { $id }

# The route tables of the router and a bound connection
routes-done = Route table { $table } of the router forwards its traffic and learns its routes.
routes-other-table = Route table { $other } forwards its traffic, so the system route table { $table } is not changed.
routes-association-missing = Route table { $table } does not forward its traffic.
routes-propagation-missing = Route table { $table } does not learn its routes.
routes-unknown = Whether the router’s route table forwards its traffic could not be checked.
routes-not-attached = The router has not attached it yet, so the route table is not set up.
routes-stopped = Stopped before its route table was set up.
routes-no-table = { $router } has no system route table.
routes-permission = { $code }: the access key is not authorized for this operation in CEN. tunnelsmith policy prints the required permissions.
routes-next = The tunnels can come up, but traffic passes only after this step. To complete it, run: tunnelsmith bind { $id }
routes-next-wizard = The tunnels can come up, but traffic passes only after this step. Bind the connection again to complete it.

# Faults of the product of transit routers
cen-permission = The access key is not authorized for this operation in CEN, the product for transit routers. tunnelsmith policy prints the required permissions, which start with cen:
cen-unreachable = Transit routers belong to CEN, a product with a separate endpoint. If the default endpoint cannot be used, specify one with --endpoint cbn=URL.
cen-not-served = The endpoint supports connections but not transit routers. Specify the endpoint of CEN with --endpoint cbn=URL.

# tunnelsmith connections, routers
connections-needs-region = the region is missing in the profile and the journal; add --region
connections-none = No connections in { $region }.
connections-head-name = Name
connections-head-state = State
connections-head-up = Up
connections-head-router = Router
connections-bgp-down = down
connections-bgp-up = up
connections-bgp-half = half
connections-head-age = Age
connections-tunnel = Tunnel { $number }: { $status }{ $bgp }, { $here } – { $there }
connections-no-address = no address yet
routers-none = No transit routers in { $region }.
routers-usable = yes
routers-head-usable = Usable

# tunnelsmith watch
watch-address = tunnel { $tunnel }: the address of Alibaba Cloud is { $address }; configure it as the peer address on the device
watch-tunnel = tunnel { $tunnel }: { $what } { $from } → { $to }
watch-connection = { $from } → { $to }
watch-nothing = none
watch-what-negotiation = negotiation
watch-what-bgp = BGP
watch-what-address = address
watch-what-state = state
watch-trouble = the state cannot be loaded ({ $why }); retrying
watch-recovered = the state can be loaded again
watch-end-up = { $id } is { $verdict }.
watch-end-degraded = { $id } is degraded.
watch-end-down = { $id } is down.
watch-end-timed-out = { $id }: timed out; its state is: { $verdict }.
watch-end-gone = { $id } was deleted, so watching has ended.
watch-end-stopped = { $id }: watching has stopped; nothing was changed.

# tunnelsmith diagnose, logs
diagnose-tunnel = tunnel { $tunnel }
diagnose-values = Alibaba Cloud: { $here }   your device: { $there }
diagnose-value-unknown = not reported
diagnose-field = Field: { $field }
diagnose-here = Here: { $text }
diagnose-there = There: { $text }
diagnose-set = Set { $field } to { $value }.
diagnose-unknown-code = The service reports the unknown code { $code }: { $sentence }
diagnose-no-service = the diagnosis of the service could not be loaded: { $why }
diagnose-no-log = the log of the service could not be loaded: { $why }
diagnose-nothing = No fault was found.
logs-since = --since: not a duration such as 90s, 30m, 2h, or 1d
logs-no-tunnel = { $id } has no tunnel { $tunnel }
logs-none = The log has no lines for this time.
logs-incomplete = the service did not return all lines for this time; run the command again

# Changes in the history
history-bind = bind
history-unbind = unbind
history-associate = associate with the route table
history-propagate = propagate to the route table
history-modify = modify
history-delete = delete
history-applied = done

# tunnelsmith replay --bind
replay-wait-needs-bind = --wait requires a transit router: add --bind ID, or a column TransitRouter in the table

load-one-draft = specify one draft
