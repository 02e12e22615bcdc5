//! One change as it is sent, and how to find out whether it was carried out.

use crate::cloud::{
    ApiResponse, AttachmentFilter, CallError, CallFailure, CenClient, Client, NewBinding,
    RetryPolicy, RouteTableChange, RouteTableUse, RouterAttachment, VpnConnection,
};
use crate::connection::Token;
use crate::drafts::diff::{DiffSide, DiffTarget, DifferenceKind, diff};
use crate::drafts::import::snapshot;
use crate::drafts::journal::ChangeKind;
use crate::rpc::Params;

use super::super::failure::is_missing_connection;
use super::super::lookup::LOOKUP_POLICY;
use super::super::services::keys_of;
use super::super::session::{Session, SessionError};
use super::{ChangeDone, ServiceProduct};

/// What is to be changed.
#[derive(Clone, Debug)]
pub(super) struct PendingChange {
    pub region: String,
    pub connection: String,
    pub what: ChangeAction,
}

#[derive(Clone, Debug)]
pub(super) enum ChangeAction {
    /// Its token is put in where it is sent.
    Bind(Box<NewBinding>),
    Unbind {
        attachment: String,
        router: Option<String>,
    },
    Associate {
        table: String,
        attachment: String,
    },
    Propagate {
        table: String,
        attachment: String,
    },
    Modify {
        params: Box<Params>,
        wanted: Box<DiffSide>,
    },
    Delete,
}

/// What looking for it gave.
pub(super) enum ChangeLookup {
    /// It was carried out.
    Done(ChangeDone),
    /// Nothing is to be seen of it.
    Nothing,
    /// That could not be told.
    Unsure,
}

impl PendingChange {
    pub(super) fn kind(&self) -> ChangeKind {
        match self.what {
            ChangeAction::Bind(_) => ChangeKind::Bind,
            ChangeAction::Unbind { .. } => ChangeKind::Unbind,
            ChangeAction::Associate { .. } => ChangeKind::Associate,
            ChangeAction::Propagate { .. } => ChangeKind::Propagate,
            ChangeAction::Modify { .. } => ChangeKind::Modify,
            ChangeAction::Delete => ChangeKind::Delete,
        }
    }

    pub(super) fn product(&self) -> ServiceProduct {
        match self.what {
            ChangeAction::Modify { .. } | ChangeAction::Delete => ServiceProduct::Vpc,
            _ => ServiceProduct::Cen,
        }
    }

    /// By what it is known again.
    pub(super) fn params(&self) -> Params {
        match &self.what {
            ChangeAction::Modify { params, .. } => (**params).clone(),
            ChangeAction::Bind(binding) => Params::from_iter([
                ("RegionId", self.region.as_str()),
                ("VpnId", &self.connection),
                ("TransitRouterId", &binding.router),
            ]),
            ChangeAction::Associate { table, attachment }
            | ChangeAction::Propagate { table, attachment } => Params::from_iter([
                ("TransitRouterRouteTableId", table.as_str()),
                ("TransitRouterAttachmentId", attachment),
            ]),
            ChangeAction::Unbind { attachment, .. } => Params::from_iter([
                ("RegionId", self.region.as_str()),
                ("TransitRouterAttachmentId", attachment),
            ]),
            ChangeAction::Delete => Params::from_iter([
                ("RegionId", self.region.as_str()),
                ("VpnConnectionId", &self.connection),
            ]),
        }
    }

    /// Sends it once.
    pub(super) async fn send(
        &self,
        at: &ChangeClients,
        token: &Token,
    ) -> Result<ChangeReply, CallFailure> {
        match &self.what {
            ChangeAction::Bind(binding) => {
                let wanted = NewBinding { client_token: token.clone(), ..(**binding).clone() };
                let reply = at.cen()?.bind(&wanted).await?;
                let (attachment, router) = (reply.value.clone(), Some(binding.router.clone()));
                Ok(ChangeReply::of(reply.map(|_| ())).with(attachment, router))
            }
            ChangeAction::Unbind { attachment, router } => {
                // With it go the route table's association and propagation, which binding has made.
                let reply = at.cen()?.unbind(attachment, true, token).await?;
                Ok(ChangeReply::of(reply).with(attachment.clone(), router.clone()))
            }
            ChangeAction::Associate { table, attachment } => {
                let change = RouteTableChange::Associate;
                let cen = at.cen()?;
                Ok(ChangeReply::of(cen.change_route_table(change, table, attachment, token).await?))
            }
            ChangeAction::Propagate { table, attachment } => {
                let change = RouteTableChange::EnablePropagation;
                let cen = at.cen()?;
                Ok(ChangeReply::of(cen.change_route_table(change, table, attachment, token).await?))
            }
            ChangeAction::Modify { params, .. } => {
                let mut params = (**params).clone();
                params.insert("ClientToken", token.as_str());
                Ok(ChangeReply::of(at.vpc.modify_connection(&params).await?.map(|_| ())))
            }
            ChangeAction::Delete => {
                let reply = at.vpc.delete_connection(&self.region, &self.connection, token).await?;
                Ok(ChangeReply::of(reply))
            }
        }
    }

    /// Finds out whether it was carried out.
    pub(super) async fn find_result(&self, at: &ChangeClients) -> ChangeLookup {
        match &self.what {
            ChangeAction::Bind(binding) => match self.attachments(at).await {
                None => ChangeLookup::Unsure,
                Some(found) => found
                    .into_iter()
                    .find(|one| {
                        one.connection.as_deref() == Some(&self.connection)
                            && one.transit_router.as_deref() == Some(&binding.router)
                            && !is_leaving(one)
                    })
                    .map_or(ChangeLookup::Nothing, |one| {
                        ChangeLookup::found(one.id, one.transit_router)
                    }),
            },
            ChangeAction::Unbind { attachment, router } => match self.attachments(at).await {
                None => ChangeLookup::Unsure,
                Some(found) => {
                    let stays = |one: &RouterAttachment| one.id == *attachment && !is_leaving(one);
                    match found.iter().any(stays) {
                        true => ChangeLookup::Nothing,
                        false => ChangeLookup::found(attachment.clone(), router.clone()),
                    }
                }
            },
            ChangeAction::Associate { attachment, .. } => {
                let uses = async { at.cen_for_lookup()?.associations(attachment).await.ok() }.await;
                ChangeLookup::uses(uses.map(|reply| reply.value), attachment)
            }
            ChangeAction::Propagate { table, attachment } => {
                let uses = async { at.cen_for_lookup()?.propagations(table).await.ok() }.await;
                ChangeLookup::uses(uses.map(|reply| reply.value), attachment)
            }
            ChangeAction::Modify { wanted, .. } => {
                let Ok(reply) = self.connection(at).await else { return ChangeLookup::Unsure };
                let live = snapshot(&reply.raw, &self.region, &keys_of(&reply));
                let live = DiffSide { draft: live.draft, references: live.references };
                let differs = diff(wanted, &live, DiffTarget::Live)
                    .iter()
                    .any(|difference| difference.verdict == DifferenceKind::Differs);
                if differs {
                    ChangeLookup::Nothing
                } else {
                    ChangeLookup::Done(ChangeDone::looked_up())
                }
            }
            ChangeAction::Delete => match self.connection(at).await {
                Ok(_) => ChangeLookup::Nothing,
                Err(failed) if is_missing_connection(&failed.error) => {
                    ChangeLookup::Done(ChangeDone::looked_up())
                }
                Err(_) => ChangeLookup::Unsure,
            },
        }
    }

    async fn connection(&self, at: &ChangeClients) -> Result<VpnConnection, CallFailure> {
        let client = at.vpc.with_policy(LOOKUP_POLICY);
        Ok(client.connection(&self.region, &self.connection).await?.value)
    }

    async fn attachments(&self, at: &ChangeClients) -> Option<Vec<RouterAttachment>> {
        let reply =
            at.cen_for_lookup()?.attachments(&self.region, &AttachmentFilter::default()).await;
        reply.ok().map(|reply| reply.value)
    }
}

/// Whether a table does something for a binding.
pub(super) fn finds(uses: &[RouteTableUse], attachment: &str) -> bool {
    uses.iter().any(|one| one.is_for(attachment))
}

impl ChangeLookup {
    fn uses(found: Option<Vec<RouteTableUse>>, attachment: &str) -> Self {
        match found {
            None => Self::Unsure,
            Some(found) if finds(&found, attachment) => Self::Done(ChangeDone::looked_up()),
            Some(_) => Self::Nothing,
        }
    }

    fn found(attachment: String, router: Option<String>) -> Self {
        let attachment = Some(attachment);
        Self::Done(ChangeDone { attachment, router, ..ChangeDone::looked_up() })
    }
}

impl ChangeDone {
    pub(super) fn looked_up() -> Self {
        Self { looked_up: true, ..Self::default() }
    }
}

/// What the service took on.
pub(super) struct ChangeReply {
    pub done: ChangeDone,
    pub sandbox: bool,
}

impl ChangeReply {
    fn of(reply: ApiResponse<()>) -> Self {
        let done = ChangeDone { request_id: reply.request_id, ..ChangeDone::default() };
        Self { done, sandbox: reply.sandbox }
    }

    fn with(mut self, attachment: String, router: Option<String>) -> Self {
        (self.done.attachment, self.done.router) = (Some(attachment), router);
        self
    }
}

/// The clients of both products; none of them repeats anything by itself.
pub(super) struct ChangeClients {
    pub vpc: Client,
    cen: Option<CenClient>,
}

impl ChangeClients {
    pub(super) async fn of(session: &Session, work: &PendingChange) -> Result<Self, SessionError> {
        let vpc = session.client(&work.region).await?;
        let cen = match work.product() {
            ServiceProduct::Cen => Some(session.cen().await?.with_policy(RetryPolicy::ONCE)),
            ServiceProduct::Vpc => None,
        };
        Ok(Self { vpc, cen })
    }

    /// One attempt each.
    pub(super) fn once(mut self) -> Self {
        self.vpc = self.vpc.with_policy(RetryPolicy::ONCE);
        self
    }

    fn cen_for_lookup(&self) -> Option<CenClient> {
        self.cen.as_ref().map(|cen| cen.with_policy(LOOKUP_POLICY))
    }

    fn cen(&self) -> Result<&CenClient, CallFailure> {
        // Made for all that needs it.
        self.cen.as_ref().ok_or_else(|| CallFailure {
            error: CallError::NotSent(crate::cloud::NotSent {
                host: String::new(),
                cause: crate::cloud::NotSentCause::Unreachable,
            }),
            sandbox: false,
            attempts: 0,
            retry_after: None,
        })
    }
}

fn is_leaving(attachment: &RouterAttachment) -> bool {
    attachment.status.as_deref().is_some_and(|status| status.eq_ignore_ascii_case("Detaching"))
}
