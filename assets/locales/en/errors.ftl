# What the service's error codes mean, and what to do.
# The id is the code with dashes for dots. `.found` says the same with the values of the service's
# message, and is used only when all of them could be read.

## Quotas and money

error-Resource-QuotaFull = This account has no room left for another VPN object in this region.
    .remedy = Delete unused connections in this region, or ask for a higher quota in Quota Center; each region has a quota of its own. Then send the same draft again.
error-QuotaExceeded-PolicyBasedRoute = Every pair of a local and a remote block uses one policy-based route, and the quota is too small for all of them.
    .found = Every pair of a local and a remote block uses one policy-based route. { $value1 } already exist and this connection needs { $value2 } more, but only { $value3 } are allowed.
    .remedy = Merge blocks into fewer, larger ones, or use 0.0.0.0/0 on both sides for a route-based connection. Otherwise delete unused connections or ask for a higher quota.
error-CreateDbrRoutesQuotaFull-QuotaFull = The quota is too small for the destination-based routes that this connection would add.
    .remedy = Merge the remote blocks into fewer, larger ones, use BGP for the routes, or delete unused routes. Otherwise ask for a higher route quota.
error-OperationFailed-NoAvailableAmount = The account is in debt, so nothing that costs money can be created.
    .remedy = Have the owner of the account settle the bills. Then try again.
error-InsufficientBalance = The balance of the account does not cover the cost.
    .remedy = Have the owner of the account add funds. Then try again.
error-VpnGateway-FinancialLocked = The VPN service of this account is locked because of unpaid bills.
    .remedy = Have the owner of the account pay; that lifts the lock. Then send the request again.

## The connection and its routes

error-InvalidVpnConnection-AlreadyExists = A connection with this customer gateway and these blocks exists already.
    .remedy = Look through the connections of this region first: an earlier attempt may have succeeded, and then you are done. For a second connection choose another customer gateway or other blocks.
error-VpnRouteEntry-AlreadyExists = A route that this connection would add is already in the route table.
    .remedy = Find the route or connection that already leads to the remote blocks and remove it, or choose narrower remote blocks. You can also turn off automatic routes and add them by hand.
error-VpnRouteEntry-Conflict = A route that follows from these blocks contradicts an existing one.
    .remedy = Compare the remote blocks with the routes of your other connections in this region and with the networks behind the transit router. Choose blocks that do not overlap, or turn off automatic routes.
error-VpnRouteEntry-BackupRoute = Another connection already leads to the same destination, and the two do not make a valid active/standby pair.
    .remedy = Check the route weights of both (100 is active, 0 standby) and their health checks, or give this connection other remote blocks.
error-VpnRouteEntry-InvalidWeight = A route has a weight that is neither 0 nor 100.
    .remedy = This request carries no weight, so the fault is in a route that already leads to the same destination. Correct that one, then send the request again.
error-InvalidParameter-VpnConnectionName = The name of the connection breaks the naming rule.
    .remedy = Use 1 to 100 characters without line breaks or invisible characters, and do not begin with http:// or https://.
error-IllegalParam-LocalSubnet = The service refuses a block on the Alibaba Cloud side.
    .found = The service refuses { $value1 } as a block on the Alibaba Cloud side.
    .remedy = Write IPv4 blocks whose host bits are zero, such as 10.1.0.0/16, separated by plain commas, none of them twice and none inside 100.64.0.0/10. A route-based connection has 0.0.0.0/0 alone.
error-IllegalParam-RemoteSubnet = The service refuses a block on the side of your device.
    .found = The service refuses { $value1 } as a block on the side of your device.
    .remedy = Write IPv4 blocks whose host bits are zero, such as 192.168.0.0/16, separated by plain commas. They must stay clear of the local blocks and of 100.64.0.0/10. A route-based connection has 0.0.0.0/0 alone.
error-MissingParameter-TunnelOptionsSpecification = The settings of the two tunnels are missing or incomplete.
    .remedy = Describe exactly two tunnels, numbered 1 and 2, each with its customer gateway. With BGP each also needs a tunnel CIDR block and a BGP address. `tunnelsmith check` names what is missing.
error-VpnConnection-InvalidCreateTunnelOptions = The service accepts only connections with two tunnels, and this request does not describe two. Connections with a single tunnel are no longer created.
    .remedy = Convert the draft to dual-tunnel mode: the settings are copied into both tunnels, and the health check, which has no counterpart, is dropped. With BGP add a second tunnel CIDR block and BGP address.
error-VpnConnection-Configuring = The connection is being changed at this moment.
    .remedy = Wait until its state is init or attached, then try again.
error-InvalidVpnConnectionInstanceId-NotFound = This region and account have no connection with this ID.
    .remedy = Check ID and region. A connection made seconds ago may take a moment to appear; one deleted on purpose is now proven to be gone.

## Algorithms and identities

error-NotSupportVpnConnectionParameter-IpsecPfs = The PFS group of phase 2 is not available here.
    .remedy = Choose group14 or, if the peer has none of it, group5, group2, group1 or disabled. Set the same on your device.
error-NotSupportVpnConnectionParameter-IpsecAuthAlg = The authentication algorithm of phase 2 is not available here.
    .remedy = Choose sha256, or sha1 if your device has nothing better, and set the same there.
error-OperationFailed-MissCertificate = The request describes a ShangMi (Chinese national cryptography) connection, but no certificate is bound to the gateway.
    .remedy = Remove the peer CA certificate if this is an ordinary connection. Otherwise bind a certificate to the ShangMi gateway first.
error-MissingParam-RemoteId = A ShangMi (Chinese national cryptography) connection needs the remote ID.
    .remedy = Enter the subject of your device's certificate as the remote ID, or remove the peer CA certificate if this is an ordinary connection.

## BGP

error-MissingParameter-TunnelCidr = BGP is on, but a tunnel has no tunnel CIDR block.
    .remedy = Give each tunnel a /30 of its own from 169.254.0.0/16, such as 169.254.10.0/30 and 169.254.11.0/30, or turn BGP off.
error-InvalidTunnelCidr-Malformed = The tunnel CIDR block cannot be read.
    .remedy = Write it like 169.254.10.0/30: four numbers, the last one divisible by 4, then /30, without spaces.
error-IllegalParam-TunnelCidr = The tunnel CIDR block is well written but not allowed, or already in use.
    .remedy = Take a /30 from 169.254.0.0/16 that is not one of the reserved ones: 169.254.0.0/30, the first /30 of 169.254.1 to 169.254.6, and 169.254.169.252/30. The two tunnels must differ, and no other connection may use the block.
error-InvalidLocalBgpIp-Malformed = The BGP address of the Alibaba Cloud end cannot be read.
    .remedy = Write a plain IPv4 address without a mask, such as 169.254.10.1.
error-IllegalParam-LocalBgpIp = The BGP address of the Alibaba Cloud end cannot be used, most likely because it is outside the tunnel CIDR block.
    .remedy = Take one of the two host addresses of the block: 169.254.10.1 or 169.254.10.2 in 169.254.10.0/30. The other one belongs to your device.
error-IllegalParam-LocalAsn = The ASN of the Alibaba Cloud end cannot be read or is out of range.
    .remedy = Enter a whole number from 1 to 4294967295, preferably a private one such as 65530. It must be the same in both tunnels and differ from the ASN of your device.
error-InvalidParameter-BgpConfig = The BGP settings as a whole are not acceptable.
    .remedy = Check that the ASN is in range, that the tunnel CIDR block is an allowed /30 and that the BGP address is inside it. In dual-tunnel mode each tunnel has its own.
error-OperationUnsupported-EnableBgp = This region offers no BGP for IPsec connections.
    .remedy = Turn BGP off and plan static routes on both ends, or choose another region.
error-IllegalParam-EnableBgp = The gateway concerned already runs BGP, so this connection has to run it as well.
    .remedy = Turn BGP on, fill in ASN, tunnel CIDR block and BGP address, and use a customer gateway with an ASN. This refusal belongs to VPN gateways; a connection for a transit router should never meet it.
error-MissingParam-CustomerGatewayAsn = BGP is on, but a chosen customer gateway has no ASN.
    .remedy = Run `tunnelsmith gateways` to see which have one. An ASN cannot be added later: delete the gateway if it is unused, create it again with the ASN of your device (not 45104), and choose that. Or turn BGP off.

## Customer gateways

error-InvalidCustomerGatewayInstanceId-NotFound = This region and account have no customer gateway with this ID.
    .remedy = Run `tunnelsmith gateways` for the region of the connection and take an ID from there. A gateway of another region cannot be used.
error-CustomerGateway-ConflictVpnIp = The customer gateway has the address of the Alibaba Cloud gateway itself.
    .remedy = A customer gateway represents your device and has its address. Create one with the right address and choose it; `tunnelsmith gateways` lists what exists.
error-CustomerGateway-ConflictRouteEntry = The address of the customer gateway is covered by a route into a tunnel, so the packets of the tunnel itself would be routed into the tunnel.
    .remedy = Keep the public address of your device out of the remote blocks and of every other VPN route: choose narrower blocks or another address.
error-InvalidIpAddress-AlreadyExist = The region already has a customer gateway with this address.
    .remedy = Use that one; `tunnelsmith gateways` shows it. If its ASN is wrong, delete it while unused and create it again.
error-InvalidIpAddress-WrongFormat = The address of the customer gateway is not acceptable.
    .remedy = Give one static IPv4 address without a mask. Shared, loopback, link-local, multicast and broadcast ranges (100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0 to 239.255.255.255, 255.0.0.0/8) are refused.
error-InvalidName = The name of the customer gateway breaks the naming rule.
    .remedy = Use 1 to 100 characters, and do not begin with http:// or https://.
error-InvalidDescription = The description breaks the rule for descriptions.
    .remedy = Use 1 to 100 characters that do not begin with http:// or https://, or leave the description out.

## Tags

error-SizeLimitExceeded-TagNum = The connection has too many tags.
    .remedy = Keep 20 at most.
error-InvalidParameter-TagKey = A tag key breaks the rules.
    .remedy = Use 1 to 64 characters. A key must not begin with aliyun or acs: and must not contain http:// or https://.
error-InvalidParameter-TagValue = A tag value breaks the rules.
    .remedy = Use at most 128 characters, or none. A value must not begin with aliyun or acs: and must not contain http:// or https://.
error-Duplicated-TagKey = The request uses one tag key more than once.
    .remedy = Remove the repetition and keep the value you want.
error-Forbidden-TagKey-Duplicated = A tag key occurs twice.
    .remedy = Use each key once. Spaces before or after a key can make two look different that are the same.

## Something else is going on: wait

error-VpnTask-CONFLICT = Another VPN operation is still at work on the same objects.
    .remedy = Wait some seconds and try again, pausing longer each time, for up to five minutes. Make sure that no other change to the customer gateway is in progress.
error-TaskConflict = Another task holds the same objects.
    .remedy = Wait some seconds and try again, pausing longer each time, for up to five minutes.
error-OperationConflict = Another operation on the customer gateway is under way.
    .remedy = Wait some seconds and try again.
error-Appliance-Configuring = The gateway underneath is just being configured.
    .remedy = Wait and try again, pausing longer each time, for up to five minutes.
error-VpnGateway-Configuring = The VPN service behind this object is just being configured.
    .remedy = Wait and try again, pausing longer each time, for up to five minutes.
error-Operation-Blocking = The transit router is busy with another operation.
    .remedy = Wait and try again, pausing longer each time.
error-IncorrectStatus-Status = The transit router or the connection is not in a state that allows this step.
    .remedy = Wait until the router is Active and the connection is in state init, then try again.
error-OperationFailed-AllocateCidrFailed = The transit router has no address left to give to the connection, because it has no CIDR block or has used it up.
    .remedy = Add a CIDR block to the transit router that overlaps no other network, then bind the connection again.

## Too many calls, or a fault over there

error-Throttling = Too many calls in a short time. Nothing was carried out.
    .remedy = Wait as long as the answer asks, if it does, and try again.
error-Throttling-User = This account makes too many calls in a short time. Nothing was carried out.
    .remedy = Wait and try again. Look for scripts that query the VPC API all the time.
error-Throttling-Api = This operation is being called too often. Nothing was carried out.
    .remedy = Wait and try again.
error-Throttling-user = This account makes too many calls to the transit router service in a short time.
    .remedy = Wait and try again at a slower pace.
error-Rejected-Throttling = The service turned the call away because of too many at once. Nothing was carried out.
    .remedy = Wait and try again.
error-ServiceUnavailable = The service is down for the moment. Whether the connection was created is not known.
    .remedy = Look for it by name among the connections of the region. If it is not there, wait some seconds and send the request again with the same client token. If it lasts, look at the status page of Alibaba Cloud.
error-InternalError = Something broke inside the service. Whether the connection was created is not known.
    .remedy = Look for it by name among the connections of the region. If it is not there, send the request again with the same client token after some seconds. If that keeps failing, open a ticket with the request ID.

## Permissions

error-Forbbiden-SubUser = Your RAM user or role may not do this.
    .remedy = Ask the administrator of the account to allow vpc:CreateVpnAttachment on resource * for you, or the action that the refusal names.
error-Forbbiden = You may not do this.
    .remedy = Check that account and profile are the ones you meant to use, and what the policy of this access key allows.
error-Forbidden = You may not do this, or not with this object.
    .remedy = Check that account and profile are the ones you meant to use and that the policy allows vpc:CreateVpnAttachment on resource *. The customer gateway must belong to the same account.
error-Forbidden-RAM = No RAM policy allows this call.
    .remedy = Ask the administrator to allow what tunnelsmith policy prints; for a creation that is vpc:CreateVpnAttachment on resource *. The first VPN object of an account also takes ram:CreateServiceLinkedRole.
error-NoPermission = A permission is missing, often the one to create the service-linked role that VPN objects need.
    .remedy = Ask for the action that the refusal names. Or let an administrator create the account's first VPN object, which makes the role AliyunServiceRoleForVpn once and for all.
error-Forbidden-RiskControl = The risk control of Alibaba Cloud is holding this account.
    .remedy = Nothing in the request can change that. The owner of the account has to contact Alibaba Cloud support.
error-Forbidden-UserVerification = The owner of this account has not proved who they are.
    .remedy = The owner completes real-name verification in the console. Regions in mainland China demand it.

## Access keys and signatures

error-InvalidAccessKeyId-NotFound = The service does not know this access key.
    .remedy = Check the profile for a typo, and ask the administrator whether the key was deleted. A temporary key, beginning with STS., also needs its security token.
error-InvalidAccessKeyId-Inactive = This access key is switched off.
    .remedy = Have it enabled again in RAM, or use another one.
error-MissingSecurityToken = A temporary access key was used without its security token.
    .remedy = Add the token to the profile, or log in again for a complete set.
error-InvalidSecurityToken-Expired = The temporary access key has run out.
    .remedy = Log in or assume the role again, then try again.
error-InvalidSecurityToken-Malformed = The security token is damaged.
    .remedy = Copy it again, complete and without line breaks.
error-InvalidSecurityToken-MismatchWithAccessKey = Security token and access key do not belong together.
    .remedy = Take key ID, secret and token from one and the same set.
error-SignatureDoesNotMatch = The signature is wrong, nearly always because the access key secret is. More rarely a proxy has altered the request.
    .remedy = Check the secret in the profile for spaces and truncation, then try without the proxy. Do not pass on the raw answer of the service: it can repeat everything that was sent, keys included.
error-IncompleteSignature = Parts of the signature did not arrive.
    .remedy = A proxy may be dropping parameters: try without it. If that changes nothing, it is a fault of this program; please report it.
error-InvalidSignatureMethod = The service does not accept how the request was signed.
    .remedy = This is a fault of this program or a wrong endpoint. Check the endpoint, then please report it.
error-SignatureNonceUsed = The very same signed request arrived twice, probably repeated by a proxy. The first copy may have been carried out.
    .remedy = Look for the connection among those of the region. If it is not there, send the request again: it is signed afresh and keeps the same client token.
error-InvalidTimeStamp-Expired = The clock of this machine is about 15 minutes or more away from that of the service.
    .remedy = Set the clock, best by NTP, check the time zone, and send the request again.
error-InvalidTimeStamp-Format = The service cannot read the time stamp of the request.
    .remedy = This is a fault of this program; please report it.
error-IllegalTimestamp = The service does not accept the time stamp of the request.
    .remedy = Set the clock of this machine, best by NTP, and send the request again.

## The request as such

error-DryRunOperation = Not a failure: the dry run passed every check, and nothing was created.
    .remedy = Submit it for real; that uses a client token of its own.
error-IdempotentParameterMismatch = This client token was already used, for a request with other values.
    .remedy = Look among the connections of the region for what the first request created. For a different connection use a new client token.
error-MissingParameter = A required parameter is missing.
    .found = The required parameter { $value1 } is missing.
    .remedy = Fill it in. Region, local blocks and remote blocks are always required; `tunnelsmith check` names everything else.
error-MissingRegionId = The region is missing.
    .remedy = Choose a region.
error-MissingLocalSubnet = The blocks on the Alibaba Cloud side are missing.
    .remedy = Enter at least one block, or 0.0.0.0/0 for a route-based connection.
error-MissingRemoteSubnet = The blocks on the side of your device are missing.
    .remedy = Enter at least one block, or 0.0.0.0/0 for a route-based connection.
error-InvalidParameter = The service does not accept the value of a parameter.
    .found = The service does not accept the value of { $value1 }.
    .remedy = Correct that value. If none is named, look at the phase 1 settings first, since they have no code of their own.
error-InvalidParameter-Format = The service was asked for an answer in a form it does not know.
    .remedy = This is a fault of this program; please report it.
error-InvalidRegionId-NotFound = The service does not know this region, or this endpoint does not serve it.
    .remedy = Check the spelling of the region. If you set an endpoint yourself, try without it.
error-InvalidOperation-NotSupportedEndpoint = This endpoint does not serve the region asked for.
    .remedy = Remove the endpoint you set, or set that of the region.
error-InvalidApi-NotFound = This endpoint does not know the operation.
    .remedy = Check that the endpoint is one of the VPC API. If you set none, it is a fault of this program; please report it.
error-InvalidProduct-NotFound = This endpoint does not know the product.
    .remedy = Check the region and, if you set one, the endpoint.
error-NoSuchVersion = This endpoint does not know the version 2016-04-28 of the API.
    .remedy = Check that the endpoint is one of the VPC API.
error-UnsupportedOperation = The operation is not offered here.
    .remedy = Check region and endpoint; the service may not exist in this region.
error-UnsupportedHTTPMethod = The service does not accept the HTTP method.
    .remedy = A proxy may be changing it: try without. If that changes nothing, it is a fault of this program; please report it.
error-InvalidProtocol-NeedSsl = The service talks HTTPS only.
    .remedy = Use an endpoint that begins with https://.
error-InvalidOwnerId = An owner ID was sent that does not fit the account.
    .remedy = This program should send none, so it is a fault; please report it.
error-InvalidOwnerAccount = An owner account was sent that does not fit.
    .remedy = This program should send none, so it is a fault; please report it.

## Binding to a transit router

error-InvalidTransitRouterId-NotFound = This account has no transit router with this ID.
    .remedy = Run `tunnelsmith routers --region REGION` for the routers that there are, and take the one in the region of the connection.
error-InvalidCenId-NotFound = This account has no CEN instance with this ID.
    .remedy = Name the transit router itself; `tunnelsmith routers --region REGION` lists those that there are.
error-MissingParam-CenIdOrRegionId = The request names neither a transit router nor a CEN instance with its region.
    .remedy = Name the transit router and its region.
error-IllegalParam-TransitRouterRegionId = The transit router is in another region than the request says.
    .remedy = A connection is bound to a transit router of its own region. `tunnelsmith routers --region REGION` lists those of the region.
error-IllegalParam-ZoneId = The region has no such zone for a tunnel to end in.
    .remedy = Leave the zone out, or use one that the service offers for this region.
error-IllegalParam-ChargeType = Bindings are billed by use only, and the request asks for another way.
    .remedy = This program never asks for another; if it sent the request, please report it.
error-OperationUnsupported-TransitRouterType = The transit router is of the Basic edition, which takes no connection.
    .remedy = Choose a transit router of the Enterprise edition; `tunnelsmith routers --region REGION` says which ones are.
error-OperationUnsupported-VcoTunnelNotMatchZoneParam = A zone was given for a connection with two tunnels, or none for a connection with one.
    .remedy = With two tunnels leave the zone out, since the service picks both. With one tunnel give one zone of the region.
error-QuotaFull-ChildInstanceRelatedCen = The connection is bound to a transit router already, and it can be bound to one only.
    .remedy = Run `tunnelsmith connections ID` to see which one it is. To bind it to another, unbind it first.
error-InvalidParameterCombination-TransitRouter = Transit routers were asked for without naming a region, a CEN instance or a router.
    .remedy = Name the region.
error-IllegalParam-NextToken = The service no longer knows where in the list it was asked to go on.
    .remedy = List again from the beginning.
error-MissingParam-TransitRouterIdOrTransitRouterRouteTables = Route tables were asked for without naming their transit router.
    .remedy = Name the transit router.
error-OperationFailed-RouteTableAssociationExist = The binding is still associated with a route table of its transit router.
    .remedy = Dissociate it from the route table first; then unbind the connection again.
error-OperationFailed-RouteTablePropagationExist = A route table of the transit router still learns the routes of the binding.
    .remedy = Turn this route learning off first; then unbind the connection again.
error-IncorrectStatus-AttachmentOrRouteTable = The binding or the route table is not in a state that allows this step.
    .remedy = Wait until the binding is Attached and the route table Active, then try again.
error-InvalidParameter-TransitRouterRouteTableId = The route table is not one of the transit router that the connection is bound to.
    .remedy = Take a route table of that transit router.
error-InvalidRouteTableId-NotFound = No route table has this ID.
    .remedy = List the route tables of the transit router again.
error-InvalidAttachmentId-NotFound = No binding has this ID.
    .remedy = The connection may have been unbound in the meantime; run `tunnelsmith connections ID` to see.
error-Unauthorized = The access key lacks the permission for this operation on transit routers.
    .remedy = Have the action of the same name allowed, with the prefix cen:. `tunnelsmith policy` prints a policy with all that this program asks for.

## Codes that are not in the table

error-unknown = { $code } is not in the table of error codes.
    .found = Tunnelsmith does not know the code { $code }. The service says: { $message }
    .remedy = The request was refused; check what it says against your draft.
    .unsure = If the HTTP status of the answer was 500 or more, whether anything was created is not known: look for the connection by name first. Otherwise the request was refused; check what the service says against your draft.
    .open = Whether the connection was created is not known. Look for it by name among the connections of the region; if it is not there, wait some seconds and send the request again with the same client token.
    .later = The fault seems to lie with the service: wait some seconds and send the request again with the same client token.
    .link = The service points to { $link }.
    .request = If you need support, quote the request ID { $request }.
error-family-missing = The service misses a value for { $parameter }.
    .remedy = Fill it in; `tunnelsmith check` names everything else that is missing.
error-family-invalid = The service does not accept the value of { $parameter }.
    .remedy = Compare it with the help of the field and correct it.
