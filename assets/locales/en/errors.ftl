# What the service's error codes mean, and what to do.
# The id is the code with dashes for dots. `.found` says the same with the values of the service's
# message, and is used only when all of them could be read.

## Quotas and billing

error-Resource-QuotaFull = The quota of this account for VPN resources in this region is exhausted.
    .remedy = Delete unused connections in this region, or request a higher quota in Quota Center (quotas apply per region). Then send the same draft again.
error-QuotaExceeded-PolicyBasedRoute = Every pair of a local and a remote block uses one policy-based route, and the quota is too small for all pairs.
    .found = Every pair of a local and a remote block uses one policy-based route. { $value1 } already exist and this connection requires { $value2 } more, but the quota is { $value3 }.
    .remedy = Merge blocks into fewer, larger ones, or use 0.0.0.0/0 on both sides for a route-based connection. Otherwise, delete unused connections or request a higher quota.
error-CreateDbrRoutesQuotaFull-QuotaFull = The quota is too small for the destination-based routes of this connection.
    .remedy = Merge the remote blocks into fewer, larger ones, use BGP for the routes, or delete unused routes. Otherwise, request a higher route quota.
error-OperationFailed-NoAvailableAmount = The account has an overdue payment, so billable resources cannot be created.
    .remedy = Ask the account owner to settle the bills. Then try again.
error-InsufficientBalance = The balance of the account does not cover the cost.
    .remedy = Ask the account owner to add funds. Then try again.
error-VpnGateway-FinancialLocked = The VPN service of this account is locked because of unpaid bills.
    .remedy = Ask the account owner to settle the bills, which removes the lock. Then send the request again.

## The connection and its routes

error-InvalidVpnConnection-AlreadyExists = A connection with this customer gateway and these blocks already exists.
    .remedy = Check the connections of this region first: an earlier attempt may have succeeded. For a second connection, use a different customer gateway or different blocks.
error-VpnRouteEntry-AlreadyExists = A route of this connection already exists in the route table.
    .remedy = Find the route or connection to the remote blocks and remove it, or use smaller remote blocks. Alternatively, turn off automatic routes and add routes manually.
error-VpnRouteEntry-Conflict = A route for these blocks conflicts with an existing route.
    .remedy = Compare the remote blocks with the routes of your other connections in this region and with the networks behind the transit router. Use blocks that do not overlap, or turn off automatic routes.
error-VpnRouteEntry-BackupRoute = Another connection already has a route to the same destination, and the two are not a valid active/standby pair.
    .remedy = Check the route weights (100 is active, 0 is standby) and the health checks of both connections, or use different remote blocks.
error-VpnRouteEntry-InvalidWeight = A route has a weight that is neither 0 nor 100.
    .remedy = This request does not contain a weight, so the error is in an existing route to the same destination. Correct that route, then send the request again.
error-InvalidParameter-VpnConnectionName = The name of the connection is not valid.
    .remedy = Use 1 to 100 characters without line breaks or invisible characters. The name must not start with http:// or https://.
error-IllegalParam-LocalSubnet = The service refuses a block on the Alibaba Cloud side.
    .found = The service refuses { $value1 } as a block on the Alibaba Cloud side.
    .remedy = Enter IPv4 blocks without host bits, such as 10.1.0.0/16, separated by commas, without duplicates and not in 100.64.0.0/10. A route-based connection uses only 0.0.0.0/0.
error-IllegalParam-RemoteSubnet = The service refuses a block on the side of your device.
    .found = The service refuses { $value1 } as a block on the side of your device.
    .remedy = Enter IPv4 blocks without host bits, such as 192.168.0.0/16, separated by commas. They must not overlap the local blocks or 100.64.0.0/10. A route-based connection uses only 0.0.0.0/0.
error-MissingParameter-TunnelOptionsSpecification = The settings of the two tunnels are missing or incomplete.
    .remedy = Specify exactly two tunnels, numbered 1 and 2, each with a customer gateway. With BGP, each tunnel also requires a tunnel CIDR block and a BGP address. `tunnelsmith check` lists what is missing.
error-VpnConnection-InvalidCreateTunnelOptions = The service accepts only dual-tunnel connections, and this request does not contain two tunnels. Single-tunnel connections can no longer be created.
    .remedy = Convert the draft to dual-tunnel mode: the settings are copied to both tunnels, and the health check is removed. With BGP, add a second tunnel CIDR block and BGP address.
error-VpnConnection-Configuring = The connection is currently being changed.
    .remedy = Wait until its state is init or attached, then try again.
error-InvalidVpnConnectionInstanceId-NotFound = A connection with this ID was not found in this region and account.
    .remedy = Check the ID and the region. A new connection can take a few seconds to appear. If you deleted the connection, this confirms the deletion.

## Algorithms and identities

error-NotSupportVpnConnectionParameter-IpsecPfs = The phase 2 PFS group is not supported here.
    .remedy = Use group14 or, if your device does not support it, group5, group2, group1, or disabled. Use the same value on your device.
error-NotSupportVpnConnectionParameter-IpsecAuthAlg = The phase 2 authentication algorithm is not supported here.
    .remedy = Use sha256, or sha1 if your device does not support a stronger algorithm, here and on your device.
error-OperationFailed-MissCertificate = The request is for a ShangMi (Chinese national cryptography) connection, but no certificate is bound to the gateway.
    .remedy = For an ordinary connection, remove the peer CA certificate. Otherwise, bind a certificate to the ShangMi gateway first.
error-MissingParam-RemoteId = A ShangMi (Chinese national cryptography) connection requires the remote ID.
    .remedy = Enter the subject of your device's certificate as the remote ID. For an ordinary connection, remove the peer CA certificate.

## BGP

error-MissingParameter-TunnelCidr = BGP is on, but a tunnel has no tunnel CIDR block.
    .remedy = Enter a different /30 in 169.254.0.0/16 for each tunnel, such as 169.254.10.0/30 and 169.254.11.0/30, or turn BGP off.
error-InvalidTunnelCidr-Malformed = The tunnel CIDR block is not a valid CIDR block.
    .remedy = Enter it as in 169.254.10.0/30: four numbers, the last one divisible by 4, then /30, without spaces.
error-IllegalParam-TunnelCidr = The tunnel CIDR block is not allowed or is already in use.
    .remedy = Use a /30 in 169.254.0.0/16 that is not reserved. Reserved are 169.254.0.0/30, the first /30 of 169.254.1 to 169.254.6, and 169.254.169.252/30. The two tunnels must use different blocks, and no other connection may use the block.
error-InvalidLocalBgpIp-Malformed = The BGP address of the Alibaba Cloud end is not a valid IPv4 address.
    .remedy = Enter an IPv4 address without a mask, such as 169.254.10.1.
error-IllegalParam-LocalBgpIp = The BGP address of the Alibaba Cloud end cannot be used, most likely because it is outside the tunnel CIDR block.
    .remedy = Use one of the two host addresses of the block: 169.254.10.1 or 169.254.10.2 in 169.254.10.0/30. Your device uses the other one.
error-IllegalParam-LocalAsn = The ASN of the Alibaba Cloud end is not a number or is out of range.
    .remedy = Enter a whole number from 1 to 4294967295, preferably a private ASN such as 65530. It must be the same for both tunnels and different from the ASN of your device.
error-InvalidParameter-BgpConfig = The BGP settings are not valid.
    .remedy = Check that the ASN is in range, that the tunnel CIDR block is an allowed /30, and that the BGP address is in it. In dual-tunnel mode, check both tunnels.
error-OperationUnsupported-EnableBgp = This region does not support BGP for IPsec connections.
    .remedy = Turn BGP off and configure static routes on both ends, or use a different region.
error-IllegalParam-EnableBgp = The VPN gateway already runs BGP, so this connection must use BGP as well.
    .remedy = Turn BGP on, enter the ASN, tunnel CIDR block, and BGP address, and use a customer gateway with an ASN. This error applies to VPN gateways and is not expected for a connection to a transit router.
error-MissingParam-CustomerGatewayAsn = BGP is on, but a selected customer gateway has no ASN.
    .remedy = Run `tunnelsmith gateways` to list the gateways with their ASNs. An ASN cannot be added later: delete the gateway if it is unused, create it again with the ASN of your device (not 45104), and select it. Or turn BGP off.

## Customer gateways

error-InvalidCustomerGatewayInstanceId-NotFound = A customer gateway with this ID was not found in this region and account.
    .remedy = Run `tunnelsmith gateways` for the region of the connection and use an ID from that list. A gateway of another region cannot be used.
error-CustomerGateway-ConflictVpnIp = The customer gateway has the address of the Alibaba Cloud gateway.
    .remedy = A customer gateway represents your device and has the address of your device. Create one with this address and select it. `tunnelsmith gateways` lists the existing ones.
error-CustomerGateway-ConflictRouteEntry = A route into a tunnel covers the address of the customer gateway, so the packets of the tunnel would be routed into the tunnel.
    .remedy = The remote blocks and the other VPN routes must not contain the public address of your device. Use smaller blocks or a different address.
error-InvalidIpAddress-AlreadyExist = The region already has a customer gateway with this address.
    .remedy = Use the existing gateway; `tunnelsmith gateways` lists it. If its ASN is wrong and it is unused, delete it and create it again.
error-InvalidIpAddress-WrongFormat = The address of the customer gateway is not valid.
    .remedy = Enter one static IPv4 address without a mask. Shared, loopback, link-local, multicast and broadcast ranges (100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0 to 239.255.255.255, 255.0.0.0/8) are refused.
error-InvalidName = The name of the customer gateway is not valid.
    .remedy = Use 1 to 100 characters. The name must not start with http:// or https://.
error-InvalidDescription = The description is not valid.
    .remedy = Use 1 to 100 characters that do not start with http:// or https://, or remove the description.

## Tags

error-SizeLimitExceeded-TagNum = The connection has too many tags.
    .remedy = Use at most 20 tags.
error-InvalidParameter-TagKey = A tag key is not valid.
    .remedy = Use 1 to 64 characters. A key must not start with aliyun or acs: and must not contain http:// or https://.
error-InvalidParameter-TagValue = A tag value is not valid.
    .remedy = Use at most 128 characters. A value can be empty and must not start with aliyun or acs: and must not contain http:// or https://.
error-Duplicated-TagKey = The request contains a tag key more than once.
    .remedy = Remove the duplicate and keep the value that you need.
error-Forbidden-TagKey-Duplicated = A tag key occurs twice.
    .remedy = Use each key once. Keys that differ only in leading or trailing spaces count as the same.

## Another operation is in progress

error-VpnTask-CONFLICT = Another VPN operation is in progress on the same resources.
    .remedy = Wait a few seconds and try again with increasing pauses, for up to five minutes. Make sure that no other change to the customer gateway is in progress.
error-TaskConflict = Another task is using the same resources.
    .remedy = Wait a few seconds and try again with increasing pauses, for up to five minutes.
error-OperationConflict = Another operation on the customer gateway is in progress.
    .remedy = Wait a few seconds and try again.
error-Appliance-Configuring = The underlying gateway is being configured.
    .remedy = Wait and try again with increasing pauses, for up to five minutes.
error-VpnGateway-Configuring = The VPN service of this resource is being configured.
    .remedy = Wait and try again with increasing pauses, for up to five minutes.
error-Operation-Blocking = The transit router is busy with another operation.
    .remedy = Wait and try again with increasing pauses.
error-IncorrectStatus-Status = The transit router or the connection is not in a state that allows this step.
    .remedy = Wait until the router is Active and the connection is in state init, then try again.
error-OperationFailed-AllocateCidrFailed = The transit router cannot assign an address to the connection, because it has no CIDR block or no free address in it.
    .remedy = Add a CIDR block that does not overlap other networks to the transit router, then bind the connection again.

## Throttling and faults of the service

error-Throttling = Too many requests in a short time. Nothing was carried out.
    .remedy = Wait for the time that the response specifies, or a few seconds, and try again.
error-Throttling-User = This account sends too many requests in a short time. Nothing was carried out.
    .remedy = Wait and try again. Check for scripts that query the VPC API continuously.
error-Throttling-Api = This operation is being called too often. Nothing was carried out.
    .remedy = Wait and try again.
error-Throttling-user = This account sends too many requests to the transit router service in a short time.
    .remedy = Wait and try again at a slower pace.
error-Rejected-Throttling = The service rejected the request because of too many concurrent requests. Nothing was carried out.
    .remedy = Wait and try again.
error-ServiceUnavailable = The service is temporarily unavailable. Whether the connection was created is unknown.
    .remedy = Look for it by name among the connections of the region. If it does not exist, wait a few seconds and send the request again with the same client token. If the problem persists, check the status page of Alibaba Cloud.
error-InternalError = An internal error occurred in the service. Whether the connection was created is unknown.
    .remedy = Look for it by name among the connections of the region. If it does not exist, wait a few seconds and send the request again with the same client token. If the problem persists, submit a ticket with the request ID.

## Permissions

error-Forbbiden-SubUser = Your RAM user or role is not authorized to perform this operation.
    .remedy = Ask the account administrator to grant you vpc:CreateVpnAttachment on resource *, or the action named in the error.
error-Forbbiden = You are not authorized to perform this operation.
    .remedy = Check that the account and the profile are the intended ones, and which operations the policy of this access key allows.
error-Forbidden = You are not authorized to perform this operation, or not on this resource.
    .remedy = Check that the account and the profile are the intended ones and that the policy allows vpc:CreateVpnAttachment on resource *. The customer gateway must belong to the same account.
error-Forbidden-RAM = No RAM policy allows this operation.
    .remedy = Ask the administrator to grant the policy that `tunnelsmith policy` prints; creating a connection requires vpc:CreateVpnAttachment on resource *. The first VPN resource of an account also requires ram:CreateServiceLinkedRole.
error-NoPermission = A permission is missing, often the one to create the service-linked role for VPN resources.
    .remedy = Request the action named in the error, or ask an administrator to create the first VPN resource of the account, which also creates the role AliyunServiceRoleForVpn.
error-Forbidden-RiskControl = The account is restricted by the risk control of Alibaba Cloud.
    .remedy = The account owner must contact Alibaba Cloud support. A different request does not help.
error-Forbidden-UserVerification = The account owner has not completed real-name verification.
    .remedy = Ask the account owner to complete real-name verification in the console, which regions in the Chinese mainland require.

## Access keys and signatures

error-InvalidAccessKeyId-NotFound = The access key does not exist.
    .remedy = Check the profile for a typo, and ask the administrator whether the key was deleted. A temporary key, which starts with STS., also requires its security token.
error-InvalidAccessKeyId-Inactive = This access key is disabled.
    .remedy = Enable it in RAM, or use another access key.
error-MissingSecurityToken = A temporary access key was used without its security token.
    .remedy = Add the token to the profile, or log in again to obtain a complete set.
error-InvalidSecurityToken-Expired = The temporary access key has expired.
    .remedy = Log in or assume the role again, then try again.
error-InvalidSecurityToken-Malformed = The security token is damaged.
    .remedy = Copy it again, complete and without line breaks.
error-InvalidSecurityToken-MismatchWithAccessKey = Security token and access key do not belong together.
    .remedy = Use the key ID, the secret, and the token of the same set.
error-SignatureDoesNotMatch = The signature is wrong. In most cases, the access key secret is wrong; in rare cases, a proxy changed the request.
    .remedy = Check the secret in the profile for spaces and missing characters, then try without the proxy. Do not forward the raw response of the service: it can contain everything that was sent, including keys.
error-IncompleteSignature = Parts of the signature are missing.
    .remedy = A proxy may remove parameters: try without it. If the error persists, report it as a fault of this program.
error-InvalidSignatureMethod = The service does not support the signature method of the request.
    .remedy = Check the endpoint. If it is correct, report this as a fault of this program.
error-SignatureNonceUsed = The same signed request arrived twice, probably repeated by a proxy. The first one may have been carried out.
    .remedy = Look for the connection in the list of the region. If it does not exist, send the request again: it gets a new signature and keeps the client token.
error-InvalidTimeStamp-Expired = The clock of this machine differs from that of the service by about 15 minutes or more.
    .remedy = Set the clock, preferably with NTP, check the time zone, and send the request again.
error-InvalidTimeStamp-Format = The service cannot read the time stamp of the request.
    .remedy = Report this as a fault of this program.
error-IllegalTimestamp = The service does not accept the time stamp of the request.
    .remedy = Set the clock of this machine, preferably with NTP, and send the request again.

## The request as such

error-DryRunOperation = The dry run passed all checks, and nothing was created. This is not an error.
    .remedy = Submit the draft; the submission uses a new client token.
error-IdempotentParameterMismatch = This client token was already used for a request with different values.
    .remedy = Look for the connection of the first request in the list of the region. For a different connection, use a new client token.
error-MissingParameter = A required parameter is missing.
    .found = The required parameter { $value1 } is missing.
    .remedy = Enter a value. The region, the local blocks, and the remote blocks are always required; `tunnelsmith check` lists everything else.
error-MissingRegionId = The region is missing.
    .remedy = Select a region.
error-MissingLocalSubnet = The blocks on the Alibaba Cloud side are missing.
    .remedy = Enter at least one block, or 0.0.0.0/0 for a route-based connection.
error-MissingRemoteSubnet = The blocks on the side of your device are missing.
    .remedy = Enter at least one block, or 0.0.0.0/0 for a route-based connection.
error-InvalidParameter = The service does not accept the value of a parameter.
    .found = The service does not accept the value of { $value1 }.
    .remedy = Correct this value. If the error does not name a parameter, check the phase 1 settings first, because they have no separate error codes.
error-InvalidParameter-Format = The service does not support the requested response format.
    .remedy = Report this as a fault of this program.
error-InvalidRegionId-NotFound = The region does not exist, or this endpoint does not serve it.
    .remedy = Check the spelling of the region. If you set an endpoint, try without it.
error-InvalidOperation-NotSupportedEndpoint = This endpoint does not serve the requested region.
    .remedy = Remove the endpoint that you set, or set the endpoint of the region.
error-InvalidApi-NotFound = This endpoint does not support the operation.
    .remedy = Check that the endpoint belongs to the VPC API. If you did not set an endpoint, report this as a fault of this program.
error-InvalidProduct-NotFound = This endpoint does not support the product.
    .remedy = Check the region and, if you set an endpoint, the endpoint.
error-NoSuchVersion = This endpoint does not support version 2016-04-28 of the API.
    .remedy = Check that the endpoint belongs to the VPC API.
error-UnsupportedOperation = The operation is not supported here.
    .remedy = Check the region and the endpoint. The service may not be available in this region.
error-UnsupportedHTTPMethod = The service does not accept the HTTP method.
    .remedy = A proxy may change it: try without the proxy. If the error persists, report it as a fault of this program.
error-InvalidProtocol-NeedSsl = The service supports only HTTPS.
    .remedy = Use an endpoint that starts with https://.
error-InvalidOwnerId = The owner ID in the request does not match the account.
    .remedy = This program does not send it. Report this as a fault of this program.
error-InvalidOwnerAccount = The owner account in the request does not match.
    .remedy = This program does not send it. Report this as a fault of this program.

## Binding to a transit router

error-InvalidTransitRouterId-NotFound = A transit router with this ID was not found in this account.
    .remedy = Run `tunnelsmith routers --region REGION` to list the transit routers, and use one in the region of the connection.
error-InvalidCenId-NotFound = A CEN instance with this ID was not found in this account.
    .remedy = Specify the transit router instead; `tunnelsmith routers --region REGION` lists them.
error-MissingParam-CenIdOrRegionId = The request contains neither a transit router nor a CEN instance with its region.
    .remedy = Specify the transit router and its region.
error-IllegalParam-TransitRouterRegionId = The transit router is not in the region of the request.
    .remedy = A connection can be bound only to a transit router in the same region. `tunnelsmith routers --region REGION` lists them.
error-IllegalParam-ZoneId = The zone is not available for tunnels in this region.
    .remedy = Remove the zone, or use one that the service supports in this region.
error-IllegalParam-ChargeType = Bindings support only pay-as-you-go billing, but the request specifies a different billing method.
    .remedy = This program always uses pay-as-you-go. If it sent the request, report this as a fault.
error-OperationUnsupported-TransitRouterType = The transit router is of Basic Edition, which does not support IPsec connections.
    .remedy = Use a transit router of Enterprise Edition; `tunnelsmith routers --region REGION` shows the edition.
error-OperationUnsupported-VcoTunnelNotMatchZoneParam = A zone was specified for a dual-tunnel connection, or no zone for a single-tunnel connection.
    .remedy = For a dual-tunnel connection, remove the zone: the service selects both. For a single-tunnel connection, specify one zone of the region.
error-QuotaFull-ChildInstanceRelatedCen = The connection is already bound to a transit router. It can be bound to only one.
    .remedy = Run `tunnelsmith connections ID` to see which one. To bind the connection to another router, unbind it first.
error-InvalidParameterCombination-TransitRouter = The list of transit routers was requested without a region, a CEN instance, or a router.
    .remedy = Specify the region.
error-IllegalParam-NextToken = The token for the next page of the list is no longer valid.
    .remedy = Load the list again from the beginning.
error-MissingParam-TransitRouterIdOrTransitRouterRouteTables = The list of route tables was requested without a transit router.
    .remedy = Specify the transit router.
error-OperationFailed-RouteTableAssociationExist = The binding is still associated with a route table of its transit router.
    .remedy = Dissociate it from the route table, then unbind the connection again.
error-OperationFailed-RouteTablePropagationExist = A route table of the transit router still learns the routes of the binding.
    .remedy = Disable route propagation from the binding, then unbind the connection again.
error-IncorrectStatus-AttachmentOrRouteTable = The binding or the route table is not in a state that allows this step.
    .remedy = Wait until the binding is Attached and the route table Active, then try again.
error-InvalidParameter-TransitRouterRouteTableId = The route table does not belong to the transit router to which the connection is bound.
    .remedy = Use a route table of that transit router.
error-InvalidRouteTableId-NotFound = A route table with this ID was not found.
    .remedy = List the route tables of the transit router again.
error-InvalidAttachmentId-NotFound = A binding with this ID was not found.
    .remedy = The connection may have been unbound in the meantime. Run `tunnelsmith connections ID` to check.
error-Unauthorized = The access key lacks the permission for this operation on transit routers.
    .remedy = Request the action with the name of the operation and the prefix cen:. `tunnelsmith policy` prints a policy with all actions that this program uses.

## Codes that are not in the table

error-unknown = The error code { $code } is unknown.
    .found = The error code { $code } is unknown. Message of the service: { $message }
    .remedy = The request was refused. Compare the message of the service with your draft.
    .unsure = If the HTTP status of the response was 500 or higher, the outcome is unknown: look for the connection by name first. Otherwise, the request was refused: compare the message of the service with your draft.
    .open = Whether the connection was created is unknown. Look for it by name in the list of the region. If it does not exist, wait a few seconds and send the request again with the same client token.
    .later = The error appears to be on the side of the service. Wait a few seconds and send the request again with the same client token.
    .link = The service refers to { $link }.
    .request = If you contact support, include the request ID { $request }.
error-family-missing = The value of { $parameter } is missing.
    .remedy = Enter a value; `tunnelsmith check` lists everything else that is missing.
error-family-invalid = The service does not accept the value of { $parameter }.
    .remedy = Compare the value with the help of the field, and correct it.
