# What a connection comes to
verdict-not-bound = not bound
verdict-binding = being bound
verdict-bound = bound, addresses not assigned yet
verdict-waiting = waiting for the peer
verdict-phase1 = phase 1 up
verdict-phase2 = phase 2 up, BGP down
verdict-up = up
verdict-degraded = degraded
verdict-down = down again
verdict-updating = a change is being applied
verdict-unbinding = being unbound
verdict-locked = locked
verdict-gone = deleted
verdict-unknown = unknown

# Why it does
reason-not-bound = The connection is bound to no transit router; it has no addresses and negotiates nothing.
reason-binding = The connection is being bound to its transit router.
reason-bound = The connection is bound; its addresses are not assigned yet.
reason-waiting = No tunnel has phase 1: the device has to be set up, or does not agree.
reason-phase1 = Phase 1 is up and phase 2 is not. If it stays so, the algorithms, PFS or the networks of phase 2 differ.
reason-phase2 = Phase 2 is up and BGP is not. If it stays so, compare the ASNs and the BGP addresses, and let TCP port 179 through the tunnel.
reason-up = Every tunnel is up, and BGP where it is on.
reason-degraded = A part of the connection is up.
reason-down = No tunnel is up any more.
reason-updating = A change is being applied.
reason-unbinding = The connection is being unbound from its transit router.
reason-locked = The account is overdue, so the connection is locked.
reason-gone = The connection has been deleted.
reason-unknown = The service reports a state that this program does not know.
reason-waiting-for-traffic = Nothing is negotiated before traffic comes: send some, or set EffectImmediately to true.
reason-tunnel-missing = Tunnel { $tunnel } is not up, so nothing is left if the other one fails.
reason-bgp-missing = The BGP session of tunnel { $tunnel } is not up, so no routes are learned through it.
reason-down-again = Tunnel { $tunnel } was up for { $lasted } and is down again.
unit-days = { $count } d
unit-hours = { $count } h
unit-minutes = { $count } min
unit-seconds = { $count } s
reason-down-at-rekey = Tunnel { $tunnel } was up for { $lasted } and is down again: the lifetime of phase { $phase } is { $seconds } s, so the rekey failed. Compare PFS and lifetimes with the device.

# Why a router takes no connection
router-not-enterprise = it is a Basic router; only an Enterprise router takes IPsec-VPN connections
router-other-region = it is in { $region }; a router takes connections of its own region
router-no-cidr-block = it has no CIDR block; add one to the router first, since the tunnels’ addresses come from it
router-not-active = its status is { $status }; wait until it is Active
router-full = it has { $count } connections, as many as a router takes; ask for a higher quota or use another router

# Why a change is not made
obstacle-bound-elsewhere = the connection is bound to { $router } already; a connection has one router. Unbind it first: tunnelsmith unbind { $id }
obstacle-still-bound = the connection is still bound{ $router }; unbind it first: tunnelsmith unbind { $id }
obstacle-busy = another change of the connection is under way (its state is { $state }); wait until it is over: tunnelsmith watch { $id } --until bound
obstacle-locked = the account is overdue, and the connection is locked until its bills are paid
obstacle-no-such-router = there is no router { $router } in { $region } that this account can see; tunnelsmith routers lists those there are. A router of another account needs a grant of the connection first, given in the console
obstacle-router = the router { $router } cannot be used: { $why }
obstacle-no-usable-router = no router in { $region } takes a connection; tunnelsmith routers says why
obstacle-several-routers = several routers in { $region } take a connection: { $routers }. Name one with --router
obstacle-zone-for-two-tunnels = a connection with two tunnels takes two zones by itself; leave out --zone
obstacle-fixed = { $field } cannot be changed once a connection exists; create another connection for it
obstacle-key-unknown = the key { $field } is neither in the draft nor returned by the service; put it into the draft

# The same in the wizard, which has keys where the command line has commands
obstacle-bound-elsewhere-wizard = The connection is bound to { $router } already, and a connection has one router. Unbind it first.
obstacle-still-bound-wizard = The connection is still bound{ $router }. Unbind it first.
obstacle-busy-wizard = Another change of the connection is under way (its state is { $state }). Wait until it is over.
obstacle-no-such-router-wizard = There is no router { $router } in { $region } that this account can see. A router of another account needs a grant of the connection first, given in the console.
obstacle-no-usable-router-wizard = No router in { $region } takes a connection.
obstacle-several-routers-wizard = Several routers in { $region } take a connection: { $routers }. Choose one.

# What a change has come to
change-bind-done = Binding { $id } to { $router }.
change-unbind-done = Unbinding { $id }.
change-modify-done = Changing { $id }. Its state is updating until the change is in force.
change-delete-done = Deleted { $id }.
change-bind-attached = { $id } is bound to { $router }.
change-bind-already = { $id } is bound to { $router } already.
change-unbind-already = { $id } is bound to no transit router.
change-modify-already = { $id } is what the draft says; nothing is sent.
change-delete-already = { $id } is deleted already.
change-open-elsewhere = { $id }: { $change } of { $date } is still open. It was begun with another access key (account { $account }), so it is left alone; run it again with that key to settle it.
change-looked-up = The answer was lost; looking has shown that it was carried out.
change-unknown = Whether it was carried out is not known. Run the same command again: it looks first, and sends with the same client token.
change-unknown-wizard = Whether it was carried out is not known. Ask for the same change again: it is looked for first, and sent with the same client token.
change-value = { $field }: { $from } → { $to }
change-other-key = { $field }: another key
change-not-sent = Nothing reached the service, and nothing was changed.
change-interrupted = Stopped before anything was sent; nothing was changed.
change-declined = nothing was changed
change-already-so = It is so already; nothing was sent.
change-declined-wizard = Nothing was changed.
change-needs-yes = there is no terminal for the question; add --yes
change-bind-ask = Bind { $name } ({ $id }) to { $router } in { $region }? The router’s system route table will forward its traffic and learn its routes. The router’s attachment, its data processing and the connection are charged from then on. [y/N]
change-unbind-ask = Unbind { $name } ({ $id }) from { $router }? Its tunnels go down, its routes in the router’s route tables are removed, and it may get other addresses when it is bound again. [y/N]
change-associate-ask = { $name } ({ $id }) is bound, but the system route table { $table } of { $router } does not both forward its traffic and learn its routes. Change that? [y/N]
change-modify-ask = Send these changes of { $name } ({ $id })? [y/N]
change-modify-interrupts = This interrupts the tunnels: they are negotiated anew.
change-delete-ask = Type the name { $name } to delete { $id }:
change-delete-other-name = that is not the name; nothing was deleted
change-near-quota = The router has { $count } of 50 connections.
change-equal-cost = The router has { $count } connections; traffic to one destination is spread over 16 of them at most.
change-waits-for-traffic = The connection does not negotiate until traffic comes. Let the device initiate the tunnel, or set EffectImmediately to true.
change-dry-run = Nothing was sent.
bind-next = Its addresses, and how it comes up: tunnelsmith watch { $id }
watch-stands = { $id } has not changed for { $span }. Watching continues; find out why with: tunnelsmith diagnose { $id }
watch-next = Find out why with: tunnelsmith diagnose { $id }

# What the router's route tables do for a connection that is bound
routes-done = Route table { $table } of the router forwards its traffic and learns its routes.
routes-other-table = Route table { $other } forwards its traffic, so the system route table { $table } is left as it is.
routes-association-missing = Route table { $table } does not forward its traffic.
routes-propagation-missing = Route table { $table } does not learn its routes.
routes-unknown = Whether the router’s route table forwards its traffic could not be checked.
routes-not-attached = Its router has not finished attaching it, so the route table is not set up.
routes-stopped = Stopped before its route table was set up.
routes-no-table = { $router } has no system route table.
routes-permission = { $code }: the key may not do this in CEN. tunnelsmith policy prints the permissions it takes.
routes-next = The tunnels can come up, but no traffic passes without this. Complete it with: tunnelsmith bind { $id }
routes-next-wizard = The tunnels can come up, but no traffic passes without this. Bind it again to complete it.

# Which product cannot be asked
cen-permission = The key may not do this in CEN, the product that holds transit routers. tunnelsmith policy prints the permissions it takes; they begin with cen:
cen-unreachable = Transit routers are held by CEN, another product with an endpoint of its own. Name it with --endpoint cbn=URL if it is not the usual one.
cen-not-served = The endpoint answers for connections and not for transit routers. Name the one of CEN with --endpoint cbn=URL.

# tunnelsmith connections, routers
connections-needs-region = name the region with --region; neither the profile nor the journal names one
connections-none = There is no connection in { $region }.
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
routers-none = There is no transit router in { $region }.
routers-usable = yes
routers-head-usable = Usable

# tunnelsmith watch
watch-address = tunnel { $tunnel }: Alibaba Cloud’s address is { $address }; set it as the peer’s address on the device
watch-tunnel = tunnel { $tunnel }: { $what } { $from } → { $to }
watch-connection = { $from } → { $to }
watch-nothing = none
watch-what-negotiation = negotiation
watch-what-bgp = BGP
watch-what-address = address
watch-what-state = state
watch-trouble = it cannot be looked at for the moment ({ $why }); trying on
watch-recovered = it can be looked at again
watch-end-up = { $id } is { $verdict }.
watch-end-degraded = { $id } is degraded.
watch-end-down = { $id } is down.
watch-end-timed-out = { $id }: the time is over, and it is { $verdict }.
watch-end-gone = { $id } was deleted, so there is nothing more to watch.
watch-end-stopped = { $id }: stopped watching; nothing was changed.

# tunnelsmith diagnose, logs
diagnose-tunnel = tunnel { $tunnel }
diagnose-values = Alibaba Cloud: { $here }   your device: { $there }
diagnose-value-unknown = not reported
diagnose-field = Field: { $field }
diagnose-here = Here: { $text }
diagnose-there = There: { $text }
diagnose-set = Set { $field } to { $value }.
diagnose-unknown-code = The service reports { $code }, which this program does not know: { $sentence }
diagnose-no-service = the diagnosis of the service could not be loaded: { $why }
diagnose-no-log = the log of the service could not be loaded: { $why }
diagnose-nothing = Nothing was found.
logs-since = --since: write a duration as 90s, 30m, 2h or 1d
logs-no-tunnel = { $id } has no tunnel { $tunnel }
logs-none = The log has no lines for that time.
logs-incomplete = the service has more lines of that time and did not give them; ask again

# Changes in the history
history-bind = bind
history-unbind = unbind
history-associate = associate with the route table
history-propagate = propagate to the route table
history-modify = modify
history-delete = delete
history-applied = done

# tunnelsmith replay --bind
replay-wait-needs-bind = --wait waits until a connection is up, which needs a router: --bind ID, or a column TransitRouter in the table

load-one-draft = name one draft
