//! What the regions of drafts have to say about them: each region is looked up once.

use std::collections::{BTreeMap, BTreeSet};

use crate::connection::{Draft, FieldPath, Finding, Key, RegionFacts, check_region};
use crate::flow::{self, ServiceFailure, bgp_support, survey};

use super::output::Output;

/// The regions looked up so far.
pub struct RegionChecker<'a> {
    session: &'a flow::Session,
    known: BTreeMap<String, RegionFacts>,
    /// Only a draft with BGP needs to know about it, and the call has a permission of its own.
    asked_for_bgp: BTreeSet<String>,
    output: &'a Output,
}

impl<'a> RegionChecker<'a> {
    /// Nothing is asked yet.
    pub fn new(session: &'a flow::Session, output: &'a Output) -> Self {
        Self { session, known: BTreeMap::new(), asked_for_bgp: BTreeSet::new(), output }
    }

    /// What the rules have to say about a draft in its region. What could not be looked up is told once a
    /// region, as not checked.
    pub async fn region_findings(&mut self, draft: &Draft) -> Vec<Finding> {
        let region = draft.text(FieldPath::connection(Key::RegionId)).unwrap_or_default();
        if region.is_empty() {
            return Vec::new();
        }
        let survey = async {
            match self.known.contains_key(region) {
                true => None,
                false => Some(survey(self.session, region).await),
            }
        };
        let bgp = async {
            match draft.wants_bgp() && !self.asked_for_bgp.contains(region) {
                true => Some(bgp_support(self.session, region).await),
                false => None,
            }
        };
        let (survey, bgp) = tokio::join!(survey, bgp);
        if let Some(survey) = survey {
            for (what, trouble) in
                [("gateways", &survey.no_gateways), ("connections", &survey.no_connections)]
            {
                if let Some(trouble) = trouble {
                    self.tell_unchecked(region, what, trouble);
                }
            }
            self.known.insert(region.to_owned(), survey.facts);
        }
        if let Some(answer) = bgp {
            self.asked_for_bgp.insert(region.to_owned());
            match answer {
                Ok(has_bgp) => self.known.entry(region.to_owned()).or_default().has_bgp = has_bgp,
                Err(trouble) => self.tell_unchecked(region, "bgp", &trouble),
            }
        }
        self.known.get(region).map(|known| check_region(draft, known)).unwrap_or_default()
    }

    fn tell_unchecked(&self, region: &str, what: &'static str, trouble: &ServiceFailure) {
        let args = [
            ("what", what.into()),
            ("region", region.to_owned().into()),
            ("why", trouble.text.clone().into()),
        ];
        self.output.note(&self.output.texts.format("not-checked", &args));
    }
}
