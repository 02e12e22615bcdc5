//! Why a product of the service could not be asked, in words.

use crate::explain::explain;
use crate::flow::{ServiceFailure, ServiceFailureKind, ServiceProduct};
use crate::text::{Texts, printable};

/// What a trouble means and what to do about it; a refusal in the words there are for its code.
pub fn trouble(texts: &Texts, trouble: &ServiceFailure) -> String {
    match &trouble.kind {
        ServiceFailureKind::Refused(refusal) => {
            let explanation = explain(texts, refusal, None);
            texts.sentences([&*explanation.meaning, &*explanation.remedy])
        }
        _ => trouble.text.clone(),
    }
}

/// The same of one of the two products, each with its endpoint and permissions.
pub fn product_trouble(
    texts: &Texts,
    product: ServiceProduct,
    about: &ServiceFailure,
) -> Vec<String> {
    let hint = match product {
        ServiceProduct::Cen => cen_hint(about),
        ServiceProduct::Vpc => return vec![trouble(texts, about)],
    };
    let head = match &about.kind {
        // What there is to say of the code elsewhere is about VPC.
        ServiceFailureKind::Refused(refusal) => printable(&refusal.code).into_owned(),
        _ => trouble(texts, about),
    };
    vec![head, texts.say(hint)]
}

/// The message about what CEN's own endpoint and permissions have to do with a trouble.
pub fn cen_hint(trouble: &ServiceFailure) -> &'static str {
    match &trouble.kind {
        ServiceFailureKind::Refused(refusal) => {
            let is_unknown = |start: &str| refusal.code.starts_with(start);
            match is_unknown("InvalidAction") || is_unknown("InvalidVersion") {
                true => "cen-not-served",
                false => "cen-permission",
            }
        }
        _ => "cen-unreachable",
    }
}
