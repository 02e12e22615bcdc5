//! The regions of the VPC API as of November 2026, from `assets/regions.json`.
//!
//! An account may see others, so an id that is missing here deserves a warning and no more.

use std::sync::OnceLock;

use serde::Deserialize;

/// One region.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Region {
    /// What `RegionId` takes: `eu-central-1`.
    pub id: String,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Chinese.
    pub name_zh: String,
    /// The host that answers for the VPC API there.
    pub vpc_endpoint: String,
    /// Whether dual-tunnel connections are known to be offered there; `None` where nothing is known.
    pub dual_tunnel: Option<bool>,
}

/// All of them, in the order of the file.
pub fn regions() -> &'static [Region] {
    static REGIONS: OnceLock<Vec<Region>> = OnceLock::new();
    REGIONS.get_or_init(|| {
        // The file is part of the program and a test reads it; an empty list only makes M-02 speak.
        serde_json::from_str(include_str!("../../assets/regions.json")).unwrap_or_default()
    })
}

/// The region of this id, written exactly so.
pub fn find(id: &str) -> Option<&'static Region> {
    regions().iter().find(|region| region.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_readable_and_each_region_stands_in_it_once() {
        assert!(regions().len() > 30);
        for region in regions() {
            assert!(find(&region.id).is_some_and(|found| std::ptr::eq(found, region)));
            assert!(region.vpc_endpoint.starts_with("vpc."), "{}", region.id);
            assert!(region.vpc_endpoint.ends_with(".aliyuncs.com"), "{}", region.id);
            assert!(!region.name_en.is_empty() && !region.name_zh.is_empty(), "{}", region.id);
        }
        assert_eq!(find("Eu-Central-1"), None);
    }
}
