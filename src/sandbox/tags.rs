//! `TagResources`, `UnTagResources` and `ListTagResources` of connections and customer gateways.

use serde_json::{Value as Json, json};

use super::codes::{ErrorReply, invalid, missing, refuse};
use super::context::{Context, HandlerResult, TAGS_MAX};
use super::state::AccountState;
use super::validate::check_tag;

/// Most things one request may name.
const RESOURCES_MAX: usize = 50;

type Tags = Vec<(String, String)>;

/// What can have tags here. The printed list of the reference has neither; the vendor's Terraform provider
/// uses both.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TaggedResource {
    Connection,
    Gateway,
}

impl TaggedResource {
    fn read(context: &Context<'_>) -> Result<Self, ErrorReply> {
        match context.required_param("ResourceType")?.to_ascii_uppercase().as_str() {
            "VPNATTACHMENT" => Ok(Self::Connection),
            "CUSTOMERGATEWAY" => Ok(Self::Gateway),
            _ => Err(invalid("ResourceType")),
        }
    }

    fn tags(self, account: &mut AccountState, region: &str, id: &str) -> Result<Tags, ErrorReply> {
        match self {
            Self::Connection => account.attachments.get(region, id).map(|stored| stored.tags()),
            Self::Gateway => account
                .gateways(region)
                .find(id)
                .map(|gateway| gateway.tags.clone())
                .ok_or_else(|| refuse("InvalidCustomerGatewayInstanceId.NotFound")),
        }
    }

    fn set(self, account: &mut AccountState, region: &str, id: &str, tags: Tags) {
        match self {
            Self::Connection => account.attachments.tag(region, id, &tags),
            Self::Gateway => account.gateways(region).tag(id, tags),
        }
    }
}

fn ids<'a>(context: &'a Context<'_>) -> Vec<&'a str> {
    let named = |number: usize| context.text(&format!("ResourceId.{number}"));
    (1..=RESOURCES_MAX).map_while(named).collect()
}

fn needed_ids<'a>(context: &'a Context<'_>) -> Result<Vec<&'a str>, ErrorReply> {
    Some(ids(context)).filter(|ids| !ids.is_empty()).ok_or_else(|| missing("ResourceId"))
}

pub(super) fn tag(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let (region, resource) = (context.region()?, TaggedResource::read(context)?);
    let new = context.tags();
    if new.is_empty() {
        return Err(missing("Tag"));
    }
    new.iter().try_for_each(|(key, value)| check_tag(key, value))?;
    let mut changed = Vec::new();
    for id in needed_ids(context)? {
        let mut tags = resource.tags(account, region, id)?;
        tags.retain(|(key, _)| new.iter().all(|(other, _)| other != key));
        tags.extend(new.iter().cloned());
        if tags.len() > TAGS_MAX {
            return Err(refuse("SizeLimitExceeded.TagNum"));
        }
        changed.push((id, tags));
    }
    for (id, tags) in changed {
        resource.set(account, region, id, tags);
    }
    Ok(json!({}))
}

pub(super) fn untag(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let (region, resource) = (context.region()?, TaggedResource::read(context)?);
    let all = context.flag("All")?;
    let keys: Vec<&str> =
        (1..=TAGS_MAX).map_while(|number| context.text(&format!("TagKey.{number}"))).collect();
    if keys.is_empty() && !all {
        return Err(missing("TagKey"));
    }
    for id in needed_ids(context)? {
        let mut tags = resource.tags(account, region, id)?;
        tags.retain(|(key, _)| !all && !keys.contains(&key.as_str()));
        resource.set(account, region, id, tags);
    }
    Ok(json!({}))
}

pub(super) fn list(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let (region, resource) = (context.region()?, TaggedResource::read(context)?);
    let word = match resource {
        TaggedResource::Connection => "VPNATTACHMENT",
        TaggedResource::Gateway => "CUSTOMERGATEWAY",
    };
    let named: Vec<String> = ids(context).into_iter().map(str::to_owned).collect();
    let ids = match (named.is_empty(), context.text("Tag.1.Key").is_some()) {
        (false, _) => named,
        (true, true) => match resource {
            TaggedResource::Connection => {
                let all = account.attachments.all().filter(|stored| stored.region == region);
                all.map(|stored| stored.id.clone()).collect()
            }
            TaggedResource::Gateway => {
                account.gateways(region).all().map(|gateway| gateway.id.clone()).collect()
            }
        },
        (true, false) => return Err(missing("ResourceId")),
    };
    let mut rows: Vec<Json> = Vec::new();
    for id in ids {
        // Of what does not exist the list says nothing.
        let Ok(tags) = resource.tags(account, region, &id) else { continue };
        let pairs = tags.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        if context.passes_tags(pairs.clone()) {
            rows.extend(pairs.map(|(key, value)| {
                json!({
                    "ResourceId": id, "ResourceType": word, "TagKey": key, "TagValue": value,
                })
            }));
        }
    }
    let mut answer = context.page_by_token(rows, 50, "TagResources")?;
    let rows = answer["TagResources"].take();
    answer["TagResources"] = json!({ "TagResource": rows });
    if let Json::Object(answer) = &mut answer {
        // Unlike the lists of CEN this one does not say how long it is.
        answer.shift_remove("MaxResults");
        answer.shift_remove("TotalCount");
    }
    Ok(answer)
}
