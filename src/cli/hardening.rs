//! Keys stay in memory: they are not written out with it when the program breaks down.

/// Lets no core dump be made of this process, nor lets others of this user look into it. From the start on,
/// since a key may be in memory at any time.
pub fn disable_core_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let Rlimit { maximum, .. } = getrlimit(Resource::Core);
        // A limit can always be lowered.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum });
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        // Where a pattern hands cores to a program, the limit does not count.
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}
