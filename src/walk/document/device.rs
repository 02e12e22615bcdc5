//! The device at the other end: what the draft remembers of it, what its configuration says, which of its
//! tunnels is which, how the two ends compare, and what the draft can take over.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::Arc;

use crate::connection::key::Entropy;
use crate::connection::{
    DraftPeer, Edit, FieldOwner, FieldPath, Finding, GatewayFacts, Initiator, Key, Origin, Repair,
    catalogue,
};
use crate::flow::{ConnectionStatus, DeviceText, DeviceTextFile};
use crate::peer::device_tunnel::StartAction;
use crate::peer::{
    self, CloudTunnel, DeviceTunnel, DeviceValue, FieldComparison, FieldVerdict, GENERIC, Pairing,
    ParsedConfig, PeerDevice, check_device, chosen_tunnels, compare_fields, device_values,
};

use super::Document;
use super::device_reading::{AdoptedValues, ComparedTunnel, DeviceReading};

impl Document {
    /// What the draft remembers of the device.
    pub fn peer(&self) -> Option<&DraftPeer> {
        self.file.peer.as_ref()
    }

    /// Notes something about the device. Without a platform there is nothing to remember.
    pub fn set_peer(&mut self, peer: DraftPeer) {
        let peer = (!peer.platform.is_empty()).then_some(peer);
        if self.file.peer == peer {
            return;
        }
        self.pause_typing();
        self.remember_at(None, false);
        self.file.peer = peer;
        self.changed(&[]);
    }

    /// Changes what the draft remembers of the device.
    pub fn change_peer(&mut self, with: impl FnOnce(&mut DraftPeer)) {
        let mut peer = self.peer().cloned().unwrap_or_default();
        with(&mut peer);
        self.set_peer(peer);
    }

    /// The platform was chosen, an empty one for none. The release of another platform holds no more.
    pub fn choose_platform(&mut self, id: &str) {
        self.change_peer(|peer| match id {
            "" => *peer = DraftPeer::default(),
            id if peer.platform != id => {
                *peer =
                    DraftPeer { platform: id.to_owned(), version: None, ..std::mem::take(peer) };
            }
            _ => {}
        });
    }

    /// The release was chosen or typed; an empty one is the newest.
    pub fn choose_release(&mut self, release: &str) {
        let release = Some(release.trim().to_owned()).filter(|release| !release.is_empty());
        self.change_peer(|peer| peer.version = release);
    }

    /// The device's configuration, once it was read.
    pub fn reading(&self) -> Option<&ParsedConfig> {
        self.device.as_ref().map(|device| &*device.reading)
    }

    /// Takes the device's configuration up: what the text says of the device is remembered, unless a person
    /// has said otherwise, and so is the file that it stands in.
    pub fn set_reading(&mut self, text: DeviceText) {
        let DeviceText { reading, file } = text;
        let mut peer = self.file.peer.clone().unwrap_or_default();
        // A sheet that they filled in says nothing of what the device is.
        if peer::find(reading.platform).is_none() {
            if peer.platform.is_empty() {
                GENERIC.clone_into(&mut peer.platform);
            }
        } else if peer.platform != reading.platform {
            peer = DraftPeer { platform: reading.platform.to_owned(), ..DraftPeer::default() };
        }
        peer.tunnels.clear();
        peer.file_time = file.as_ref().and_then(|file| file.changed);
        peer.file = file.map(|file| file.path);
        if peer.version.is_none() && peer.platform == reading.platform {
            peer.version.clone_from(&reading.version);
        }
        self.device = Some(DeviceReading { reading: Arc::new(reading), said: BTreeMap::new() });
        if let Some(tunnel) = self.paired().first().map(|(_, tunnel)| *tunnel) {
            let own = tunnel.local_address.as_deref();
            let own: Option<Ipv4Addr> = own.and_then(|text| text.parse().ok());
            if peer.behind_nat.is_none() {
                peer.behind_nat = own.map(|own| own.is_private());
            }
            if peer.initiator.is_none() && tunnel.start == Some(StartAction::Respond) {
                peer.initiator = Some(Initiator::Service);
            }
        }
        self.set_peer(peer);
        self.invalidate_findings();
    }

    /// Takes up what the file says that the draft remembers, which is no change of the draft; whether that
    /// file was changed since.
    pub fn restore_reading(&mut self, text: DeviceText) -> bool {
        let DeviceText { reading, file } = text;
        let Some(peer) = &mut self.file.peer else { return false };
        let said = chosen_tunnels(peer, &reading);
        let time = file.and_then(|file| file.changed);
        let was_changed = peer.file_time.is_some() && peer.file_time != time;
        peer.file_time = time;
        self.device = Some(DeviceReading { reading: Arc::new(reading), said });
        self.invalidate_findings();
        was_changed
    }

    /// The file with the device's configuration that the draft remembers and nobody has read since it was
    /// opened.
    pub fn unread_device_file(&self) -> Option<&str> {
        self.peer().filter(|_| self.device.is_none())?.file.as_deref()
    }

    /// A pasted text stands in a file from now on.
    pub fn keep_device_file(&mut self, file: DeviceTextFile) {
        let Some(peer) = self.peer().cloned() else { return };
        self.set_peer(DraftPeer { file: Some(file.path), file_time: file.changed, ..peer });
    }

    /// Which tunnels of the two ends belong together.
    pub fn pairing(&self) -> Pairing {
        let Some(device) = &self.device else { return Pairing::default() };
        Pairing::of(&self.cloud_tunnels(), &device.reading.tunnels, &device.said)
    }

    /// A person says which tunnel of the device, by its place, belongs to a tunnel of the draft.
    pub fn pair(&mut self, number: u16, place: Option<usize>) {
        let Some(device) = &mut self.device else { return };
        device.said.insert(number, place);
        let name = place.and_then(|place| device.reading.tunnels.get(place));
        let name = name.map(|tunnel| tunnel.name.clone()).filter(|name| !name.is_empty());
        if let Some(mut peer) = self.peer().cloned().filter(|_| name.is_some() || place.is_none()) {
            peer.tunnels.insert(number, name);
            self.set_peer(peer);
        }
        self.invalidate_findings();
    }

    /// The device's tunnels that certainly belong to one of the draft's.
    fn paired(&self) -> Vec<(u16, &DeviceTunnel)> {
        let Some(reading) = self.reading() else { return Vec::new() };
        let Pairing { pairs, ambiguous: unsure } = self.pairing();
        let sure = pairs.into_iter().filter(|(number, _)| !unsure.contains(number));
        sure.filter_map(|(number, place)| Some((number, reading.tunnels.get(place?)?))).collect()
    }

    /// The device's tunnel that belongs to one of the draft's.
    pub fn device_tunnel(&self, number: u16) -> Option<&DeviceTunnel> {
        self.paired().into_iter().find(|(other, _)| *other == number).map(|(_, tunnel)| tunnel)
    }

    /// The cloud's side of the tunnels, with what is known of the customer gateways.
    pub fn cloud_tunnels(&self) -> Vec<CloudTunnel> {
        let mut tunnels = CloudTunnel::of(self.draft());
        for tunnel in &mut tunnels {
            let path = CloudTunnel::path(self.draft().mode(), tunnel.number, "CustomerGatewayIp");
            let id = path.and_then(|path| self.draft().text(path)).unwrap_or_default();
            let Some(facts) = self.gateway(id) else { continue };
            if let Some(ip) = facts.ip {
                tunnel.set("CustomerGatewayIp", &ip.to_string());
            }
            if let Some(asn) = facts.asn.filter(|asn| *asn > 0) {
                tunnel.set("CustomerGatewayAsn", &asn.to_string());
            }
        }
        tunnels
    }

    /// The same with the addresses that the connection made of the draft has by now.
    pub fn bound_tunnels(&self, status: &ConnectionStatus) -> Vec<CloudTunnel> {
        let mut tunnels = self.cloud_tunnels();
        for tunnel in &mut tunnels {
            // A draft may list its tunnels in any order.
            let index = tunnel.get("TunnelIndex").and_then(|text| text.parse().ok());
            let index = index.unwrap_or(tunnel.number);
            let row = status.tunnels.iter().find(|row| u16::from(row.number) == index);
            let Some(row) = row else { continue };
            if let Some(address) = &row.address {
                tunnel.set("GatewayIp", address);
            }
            let own = row.peer_address.as_deref();
            let own = own.filter(|address| address.parse::<Ipv4Addr>().is_ok());
            if let (None, Some(address)) = (tunnel.get("CustomerGatewayIp"), own) {
                tunnel.set("CustomerGatewayIp", address);
            }
        }
        tunnels
    }

    fn gateway(&self, id: &str) -> Option<&GatewayFacts> {
        let listed = self.beside.region.gateways.iter().flatten();
        listed.chain(&self.beside.gateways).find(|facts| facts.id == id)
    }

    /// The two ends held against each other, once the device's configuration was read.
    pub fn compared(&self) -> &[ComparedTunnel] {
        self.compared.get_or_init(|| {
            let Some(reading) = self.reading() else { return Vec::new() };
            let pairing = self.pairing();
            let pairs = self.cloud_tunnels().into_iter().zip(pairing.pairs);
            let compare = |(cloud, (number, device)): (CloudTunnel, (u16, Option<usize>))| {
                let found = match device.and_then(|place| reading.tunnels.get(place)) {
                    _ if pairing.ambiguous.contains(&number) => Vec::new(),
                    Some(there) => compare_fields(&cloud, there, reading),
                    None => vec![FieldComparison::missing()],
                };
                ComparedTunnel { number, device, found }
            };
            pairs.map(compare).collect()
        })
    }

    /// Every field of both ends: differences in the order in which they would be felt, then what is not known,
    /// then what is the same.
    pub fn timeline(&self) -> Vec<(u16, &FieldComparison)> {
        let all = self.compared().iter();
        let mut entries: Vec<(u16, &FieldComparison)> =
            all.flat_map(|one| one.found.iter().map(move |found| (one.number, found))).collect();
        let rank = |verdict| match verdict {
            FieldVerdict::Differs => 0,
            FieldVerdict::Unknown => 1,
            FieldVerdict::Agrees => 2,
        };
        entries.sort_by_key(|(number, found)| {
            (rank(found.verdict), found.when, found.after_s, *number)
        });
        entries
    }

    /// Where the field of a difference is filled in; none for what the draft has no field for.
    pub fn path_of_difference(&self, number: u16, found: &FieldComparison) -> Option<FieldPath> {
        self.place_of_name(number, found.field)
    }

    /// Where a parameter of a tunnel is filled in, by its name without the prefix that says which tunnel.
    pub fn place_of_name(&self, number: u16, name: &str) -> Option<FieldPath> {
        CloudTunnel::path(self.draft().mode(), number, name)
    }

    /// How a field compares with the device, differences first; a field that several tunnels share may have
    /// one for each.
    pub fn differences_at(&self, path: FieldPath) -> Vec<(u16, &FieldComparison)> {
        let all = self.compared().iter();
        let all = all.flat_map(|one| one.found.iter().map(move |found| (one.number, found)));
        let mut here: Vec<_> = all
            .filter(|(number, found)| self.path_of_difference(*number, found) == Some(path))
            .collect();
        here.sort_by_key(|(_, found)| found.verdict != FieldVerdict::Differs);
        here
    }

    /// How many differences break a tunnel, at whatever moment.
    pub fn breaking(&self) -> usize {
        let all = self.compared().iter().flat_map(|one| &one.found);
        all.filter(|found| found.is_breaking()).count()
    }

    /// What the device, in its release, makes of the draft, and what its text says besides.
    pub(super) fn device_findings(&self) -> Vec<Finding> {
        let Some(device) = self.peer().and_then(PeerDevice::of) else { return Vec::new() };
        let mut found = check_device(self.draft(), &device);
        for one in self.compared() {
            for difference in
                one.found.iter().filter(|found| found.verdict == FieldVerdict::Differs)
            {
                let (Some(rule), Some(path)) =
                    (difference.rule(), self.path_for_difference(one.number, difference))
                else {
                    continue;
                };
                match found.iter_mut().find(|known| known.rule == rule) {
                    Some(known) if known.fields.contains(&path) => {}
                    Some(known) => known.fields.push(path),
                    None => found.push(Finding::at(rule, path).with("device", device.product())),
                }
            }
        }
        found
    }

    /// The field that a difference is told at.
    fn path_for_difference(&self, number: u16, found: &FieldComparison) -> Option<FieldPath> {
        self.path_of_difference(number, found).or_else(|| {
            let name = match found.field {
                "volume" | "rekey" => "IpsecLifetime",
                "sha2" => "IpsecAuthAlg",
                _ => "IpsecEncAlg",
            };
            CloudTunnel::path(self.draft().mode(), number, name)
        })
    }

    /// What follows from the device's configuration and is not so in the draft: first what may be written
    /// by itself, then what a person has typed or imported otherwise.
    pub fn device_values_to_adopt(&self) -> (Vec<DeviceValue>, Vec<DeviceValue>) {
        let differing = device_values(self.draft(), &self.paired())
            .into_iter()
            .filter(|value| self.draft().text(value.path) != Some(&*value.text));
        differing.partition(|value| {
            !matches!(self.origin(value.path), Some(Origin::Typed | Origin::Imported))
        })
    }

    /// How many values and keys could be taken over.
    pub fn offers(&self) -> usize {
        let (free, typed) = self.device_values_to_adopt();
        free.len() + typed.len() + self.offered_keys().len()
    }

    /// The tunnels without a key for which the device's text holds one.
    pub fn offered_key_places(&self) -> Vec<FieldPath> {
        self.offered_keys().into_iter().map(|(path, _)| path).collect()
    }

    /// Takes over what the device's configuration says; with `all` also in the place of what a person has
    /// typed. Keys are taken where none stands, and go to the disk sealed. One undo takes all of it back.
    pub fn adopt_device_values(&mut self, all: bool, random: &mut dyn Entropy) -> AdoptedValues {
        let (free, typed) = self.device_values_to_adopt();
        let kept = if all { 0 } else { typed.len() };
        let values = free.into_iter().chain(typed.into_iter().filter(|_| all));
        let edits: Vec<Edit> = values.map(|value| Edit::Set(value.path, value.text)).collect();
        let keys = self.offered_keys();
        let taken = AdoptedValues { values: edits.len() + keys.len(), kept };
        if taken.values == 0 {
            return taken;
        }
        let before = self.past.len();
        if edits.is_empty() {
            self.pause_typing();
            self.remember_at(keys.first().map(|(path, _)| *path), false);
        } else {
            self.apply(&Repair { edits }, Origin::Device, random);
        }
        let paths: Vec<FieldPath> = keys.iter().map(|(path, _)| *path).collect();
        for (path, key) in keys {
            self.file.type_key(path, key);
            self.set_origin(path, Origin::Device);
        }
        self.changed(&paths);
        debug_assert!(self.past.len() <= before + 1, "one undo takes it back");
        taken
    }

    /// The keys of the device's text for tunnels without one.
    fn offered_keys(&self) -> Vec<(FieldPath, crate::connection::Secret)> {
        let mode = self.draft().mode();
        let of = |(number, tunnel): (u16, &DeviceTunnel)| {
            let path = CloudTunnel::path(mode, number, "Psk")?;
            let key = peer::device_key(tunnel)?.clone();
            (!self.draft().has(path)).then_some((path, key))
        };
        self.paired().into_iter().filter_map(of).collect()
    }

    /// Both phases of a tunnel as the device has them, in the order of the form.
    pub fn device_phases(&self, owner: FieldOwner) -> Vec<(Key, String)> {
        let all = device_values(self.draft(), &self.paired());
        let value = |key: &Key| {
            let path = FieldPath { owner, key: *key };
            all.iter().find(|value| value.path == path).map(|value| (*key, value.text.clone()))
        };
        catalogue::PHASE_KEYS.iter().filter_map(value).collect()
    }

    /// The blocks inside the device's tunnels.
    pub(super) fn device_blocks(&self) -> Vec<ipnet::Ipv4Net> {
        let tunnels = self.reading().into_iter().flat_map(|reading| &reading.tunnels);
        let inside = tunnels.filter_map(|tunnel| tunnel.inside.as_deref()?.parse().ok());
        inside.map(|net: ipnet::Ipv4Net| net.trunc()).collect()
    }
}
