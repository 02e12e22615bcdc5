//! What of the rule catalogue is no rule here, and where a rule weighs otherwise than there, with the
//! reason. A test holds both lists against the catalogue.

/// Ids of the catalogue that no draft can break here, each with what stands in its place or is missing.
pub const LEFT_OUT: &[(&str, &str)] = &[
    (
        "M-13",
        "whether the device starts the tunnel is not known; told before the connection is bound",
    ),
    ("K-03", "the journal knows which request a token was used for, and submission refuses"),
    ("P-15", "needs to know that the device is AWS"),
    ("P-16", "is how keys are generated, not a fault"),
    ("D-06", "needs to know whether the device is behind a NAT"),
    ("D-10", "needs to know the device, whose words for types of IDs these are"),
    ("X-02", "needs to know what is switched on at the device"),
    ("X-03", "needs to know whether the device is behind a NAT"),
    ("X-05", "needs to know which kind of dead peer detection the device has"),
    ("B-26", "needs to know that the device is AWS"),
    ("B-27", "needs to know that the device is AWS"),
    ("G-06", "a refused look-up is reported as not checked, with the reason"),
    ("G-07", "what the service says of a missing role is explained when it refuses"),
    ("G-08", "is checked when the connection is bound to a transit router"),
    ("G-10", "is told by the diagnosis of a connection that is up and carries no traffic"),
    ("G-11", "is told before the connection is bound to a transit router"),
    ("G-12", "needs a clock; a refused time stamp is explained when it happens"),
    ("G-13", "is an option of the request, which the user chooses"),
    ("Q-01", "is how a submission begins, not a fault of a draft"),
    ("Q-02", "is how a submission begins, not a fault of a draft"),
    ("Q-03", "is how a submission ends, not a fault of a draft"),
    ("Q-04", "is how a submission goes on, not a fault of a draft"),
    ("Q-05", "is how a submission ends, not a fault of a draft"),
    ("Q-06", "holds for everything that is shown, not for a draft"),
    ("Q-07", "a draft does not note which rules it was saved under; all are shown each time"),
    ("Q-08", "the journal knows what was created, and submission refuses"),
    ("Q-09", "is what a preview shows, not a fault of a draft"),
];

/// Rules that weigh otherwise than in the catalogue.
pub const WEIGHED_OTHERWISE: &[(&str, &str)] = &[
    (
        "C-31",
        "speaks of every connection with IKEv2; a warning that is always there is accepted unread",
    ),
    (
        "H-09",
        "both addresses wrong cannot weigh less than one of them, which is a warning (H-07, H-08)",
    ),
    ("V-14", "a draft does not tell whether the device's VPN is policy-based"),
    (
        "K-02",
        "the journal keeps tokens of at most 64 characters, and nothing is sent that it cannot keep",
    ),
];
