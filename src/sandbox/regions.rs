//! The regions the sandbox knows: those of `assets/regions.json`.

use std::sync::LazyLock;

use serde::Deserialize;

/// A region.
#[derive(Debug, Deserialize)]
pub(super) struct ServedRegion {
    pub id: String,
    pub name_en: String,
    pub name_zh: String,
}

/// All of them, in the order of the file.
pub(super) fn regions() -> &'static [ServedRegion] {
    static REGIONS: LazyLock<Vec<ServedRegion>> = LazyLock::new(|| {
        serde_json::from_str(include_str!("../../assets/regions.json"))
            .expect("the file is part of the program, and a test reads it")
    });
    &REGIONS
}

/// Whether there is such a region.
pub(super) fn is_known(id: &str) -> bool {
    regions().iter().any(|region| region.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read() {
        assert!(regions().len() > 20);
        assert!(is_known("eu-central-1") && !is_known("eu-central-99"));
    }
}
