//! Who the two ends say they are, and the key that they share.

use super::super::device_tunnel::{IdKind, PeerIdentity, PeerKeyForm};
use super::Comparison;

impl Comparison<'_> {
    pub(super) fn identities(&mut self) {
        let own = self.value("LocalId").or(self.value("GatewayIp"));
        self.identity("LocalId", own, self.there.remote_id.as_ref());
        let other = self.value("RemoteId").or(self.value("CustomerGatewayIp"));
        self.identity("RemoteId", other, self.there.local_id.as_ref());
        self.address("GatewayIp", self.there.remote_address.as_deref());
        self.address("CustomerGatewayIp", self.there.local_address.as_deref());
    }

    fn identity(&mut self, field: &'static str, here: Option<&str>, there: Option<&PeerIdentity>) {
        let (Some(here), Some(there)) = (here, there) else { return };
        let value = there.value.as_deref().filter(|_| there.kind != IdKind::Any);
        // What follows from an address is judged with the address.
        let follows = !there.written && self.value(field).is_none();
        if value.is_some_and(|value| value != here.trim_start_matches('@')) && !follows {
            self.differs(field, Some(here), value, "identity").take_over();
        }
    }

    fn address(&mut self, field: &'static str, there: Option<&str>) {
        let (Some(here), Some(there)) = (self.value(field), there) else { return };
        let Ok(address) = there.parse::<std::net::Ipv4Addr>() else { return };
        // A private address stands behind translation; what the cloud sees is another.
        let hidden =
            field == "CustomerGatewayIp" && (address.is_private() || address.is_link_local());
        let is_backup = self.there.remote_backup.iter().any(|backup| backup == here);
        if here == there || hidden || (field == "GatewayIp" && is_backup) {
            return;
        }
        self.differs(field, Some(here), Some(there), "address");
    }

    pub(super) fn key(&mut self) {
        let here = Some(if self.here.key.is_some() { "set" } else { "not known" });
        if let (Some(own), Some(other)) = (&self.here.key, &self.there.key.decoded) {
            if own != other {
                self.differs("Psk", here, Some("another"), "key");
            }
            return;
        }
        let form = self.there.key.form;
        let (there, reason) = match form {
            PeerKeyForm::Masked => (form.name(), "key-masked"),
            PeerKeyForm::Hashed => (form.name(), "key-hashed"),
            PeerKeyForm::Missing => (form.name(), "key-missing"),
            PeerKeyForm::Clear | PeerKeyForm::Encoded if self.here.key.is_none() => {
                ("set", "key-unknown")
            }
            PeerKeyForm::Clear | PeerKeyForm::Encoded => (form.name(), "key-unknown"),
        };
        self.is_unknown("Psk", here, Some(there), reason);
    }
}
