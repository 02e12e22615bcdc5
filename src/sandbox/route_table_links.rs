//! What the route tables of an account's routers do for what is bound to these.

use jiff::Timestamp;

use super::codes::{ErrorReply, refuse};

/// What a table does for a binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RouteTableLinkKind {
    /// It forwards the binding's traffic.
    Association,
    /// It learns the binding's routes.
    Propagation,
}

/// A table that does something for a binding.
#[derive(Clone, Debug)]
pub(super) struct RouteTableLink {
    pub kind: RouteTableLinkKind,
    pub table: String,
    pub attachment: String,
    pub connection: String,
    pub active_from: Timestamp,
    /// From when on it is over; none until somebody ends it.
    pub gone_from: Option<Timestamp>,
}

impl RouteTableLink {
    pub(super) fn status(&self, now: Timestamp) -> &'static str {
        match (self.kind, self.gone_from.is_some(), self.active_from <= now) {
            (RouteTableLinkKind::Association, true, _) => "Dissociating",
            (RouteTableLinkKind::Propagation, true, _) => "Disabling",
            (_, false, true) => "Active",
            (RouteTableLinkKind::Association, false, false) => "Associating",
            (RouteTableLinkKind::Propagation, false, false) => "Enabling",
        }
    }

    fn is_there(&self, now: Timestamp) -> bool {
        self.gone_from.is_none_or(|gone| gone > now)
    }
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct RouteTableLinks(Vec<RouteTableLink>);

impl RouteTableLinks {
    pub(super) fn all(
        &self,
        kind: RouteTableLinkKind,
        now: Timestamp,
    ) -> impl Iterator<Item = &RouteTableLink> {
        self.0.iter().filter(move |used| used.kind == kind && used.is_there(now))
    }

    pub(super) fn is_used(
        &self,
        attachment: &str,
        kind: RouteTableLinkKind,
        now: Timestamp,
    ) -> bool {
        self.all(kind, now).any(|used| used.attachment == attachment)
    }

    pub(super) fn add(&mut self, used: RouteTableLink) {
        self.0.push(used);
    }

    /// Has one end; `false` when there is none that is active.
    pub(super) fn end(
        &mut self,
        table: &str,
        attachment: &str,
        kind: RouteTableLinkKind,
        now: Timestamp,
        gone: Timestamp,
    ) -> bool {
        self.0.retain(|used| used.is_there(now));
        let is_it = |used: &&mut RouteTableLink| {
            used.kind == kind
                && used.table == table
                && used.attachment == attachment
                && used.status(now) == "Active"
        };
        match self.0.iter_mut().find(is_it) {
            Some(used) => {
                used.gone_from = Some(gone);
                true
            }
            None => false,
        }
    }

    /// A binding that a table does something for is not taken away.
    ///
    /// # Errors
    /// With the refusal of the service.
    pub(super) fn refuse_if_used(
        &self,
        attachment: &str,
        now: Timestamp,
    ) -> Result<(), ErrorReply> {
        if self.is_used(attachment, RouteTableLinkKind::Association, now) {
            return Err(refuse("OperationFailed.RouteTableAssociationExist"));
        }
        if self.is_used(attachment, RouteTableLinkKind::Propagation, now) {
            return Err(refuse("OperationFailed.RouteTablePropagationExist"));
        }
        Ok(())
    }

    /// Drops all of a binding.
    pub(super) fn forget(&mut self, attachment: &str) {
        self.0.retain(|used| used.attachment != attachment);
    }
}
