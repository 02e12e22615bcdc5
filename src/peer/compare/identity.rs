//! Who the two ends say they are, and the key that they share.

use super::super::device_tunnel::{IdKind, PeerIdentity, PeerKeyForm};
use super::super::difference::{FailureStage, FieldVerdict};
use super::Comparison;

impl Comparison<'_> {
    pub(super) fn identities(&mut self) {
        let own = self.here.get("LocalId").or(self.here.get("GatewayIp")).map(str::to_owned);
        self.identity("LocalId", own, self.there.remote_id.as_ref());
        let other =
            self.here.get("RemoteId").or(self.here.get("CustomerGatewayIp")).map(str::to_owned);
        self.identity("RemoteId", other, self.there.local_id.as_ref());
        self.address("GatewayIp", self.there.remote_address.as_deref());
        self.address("CustomerGatewayIp", self.there.local_address.as_deref());
    }

    fn identity(
        &mut self,
        field: &'static str,
        here: Option<String>,
        there: Option<&PeerIdentity>,
    ) {
        let (Some(here), Some(there)) = (here, there) else { return };
        let Some(value) = there.value.clone().filter(|_| there.kind != IdKind::Any) else { return };
        // What follows from an address is judged with the address.
        let follows = !there.written && self.here.get(field).is_none();
        if value == here.trim_start_matches('@') || follows {
            return;
        }
        let difference =
            self.differs(field, Some(here), Some(value.clone()), FailureStage::NeverUp, "identity");
        difference.repair_here = Some(value);
    }

    fn address(&mut self, field: &'static str, there: Option<&str>) {
        let (Some(here), Some(there)) = (self.here.get(field).map(str::to_owned), there) else {
            return;
        };
        let Ok(address) = there.parse::<std::net::Ipv4Addr>() else { return };
        // A private address stands behind translation; what the cloud sees is another.
        let hidden =
            field == "CustomerGatewayIp" && (address.is_private() || address.is_link_local());
        let is_backup = self.there.remote_backup.contains(&here);
        if here == there || hidden || (field == "GatewayIp" && is_backup) {
            return;
        }
        self.differs(field, Some(here), Some(there.to_owned()), FailureStage::NeverUp, "address");
    }

    pub(super) fn key(&mut self) {
        let set = |is_set: bool| Some(if is_set { "set" } else { "not known" }.to_owned());
        let here = self.here.key.clone();
        if let (Some(here), Some(there)) = (&here, &self.there.key.decoded) {
            if here != there {
                self.differs(
                    "Psk",
                    set(true),
                    Some("another".to_owned()),
                    FailureStage::NeverUp,
                    "key",
                );
            }
            return;
        }
        let form = self.there.key.form;
        let (cannot, reason) = match form {
            PeerKeyForm::Masked => (true, "key-masked"),
            PeerKeyForm::Hashed => (true, "key-hashed"),
            PeerKeyForm::Missing => (true, "key-missing"),
            PeerKeyForm::Clear | PeerKeyForm::Encoded => (false, "key-unknown"),
        };
        let difference = self.differs(
            "Psk",
            set(here.is_some()),
            Some(form.name().to_owned()),
            FailureStage::Never,
            reason,
        );
        difference.verdict = FieldVerdict::Unknown;
        if !cannot && here.is_none() {
            difference.there = Some("set".to_owned());
        }
    }
}
