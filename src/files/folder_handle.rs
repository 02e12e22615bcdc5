//! A folder held open: what is done in it is done in this very folder, whoever moves it away or puts a link
//! in its place meanwhile. Where others may write beside it, a path that was looked at a moment ago may lead
//! somewhere else by now; a handle does not.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustix::fs::{self, AtFlags, CWD, Dir, FileType, Mode, OFlags};
use uuid::Uuid;

use super::open::{FileKind, Links, kind};
use super::read::{Contents, FileReadError, plain};

/// For its owner alone.
const OWN_FOLDER: Mode = Mode::RWXU;
const OWN_FILE: Mode = Mode::RUSR.union(Mode::WUSR);

/// A folder, held open. Names are those of files and folders in it, and lead nowhere else.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    handle: OwnedFd,
}

impl Folder {
    /// Opens a folder. Anything else gives what it is.
    ///
    /// # Errors
    /// The system's own; [`FileKind::Missing`] stands for a folder that is not there.
    pub fn open(path: &Path, links: Links) -> io::Result<Result<Self, FileKind>> {
        match fs::openat(CWD, path, flags(links), Mode::empty()) {
            Ok(handle) => Ok(Ok(Self { path: path.to_owned(), handle })),
            Err(error) => match kind(path) {
                Ok(FileKind::Missing) => Ok(Err(FileKind::Missing)),
                Ok(FileKind::Folder) | Err(_) => Err(error.into()),
                Ok(FileKind::Link) if links == Links::Follow => match std::fs::metadata(path) {
                    Ok(about) if about.is_dir() => Err(error.into()),
                    Ok(_) => Ok(Err(FileKind::Regular)),
                    Err(_) => Err(error.into()),
                },
                Ok(other) => Ok(Err(other)),
            },
        }
    }

    /// Where it was when it was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens a folder in it, in which no link is followed; what stands there if that is something else.
    ///
    /// # Errors
    /// The system's own.
    pub fn open_folder(&self, name: &OsStr) -> io::Result<Result<Self, FileKind>> {
        match fs::openat(&self.handle, single_component(name)?, flags(Links::Refuse), Mode::empty())
        {
            Ok(handle) => Ok(Ok(Self { path: self.path.join(name), handle })),
            Err(error) => match self.kind(name)? {
                FileKind::Folder => Err(error.into()),
                other => Ok(Err(other)),
            },
        }
    }

    /// The same, made for its owner alone where there is nothing.
    ///
    /// # Errors
    /// The system's own.
    pub fn create_folder(&self, name: &OsStr) -> io::Result<Result<Self, FileKind>> {
        match fs::mkdirat(&self.handle, single_component(name)?, OWN_FOLDER) {
            Ok(()) => self.sync()?,
            // Whatever it is, it is looked at below.
            Err(rustix::io::Errno::EXIST) => {}
            Err(error) => return Err(error.into()),
        }
        self.open_folder(name)
    }

    /// What stands there, links not followed.
    ///
    /// # Errors
    /// The system's own.
    pub fn kind(&self, name: &OsStr) -> io::Result<FileKind> {
        match fs::statat(&self.handle, single_component(name)?, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(about) => Ok(match FileType::from_raw_mode(about.st_mode) {
                FileType::RegularFile => FileKind::Regular,
                FileType::Symlink => FileKind::Link,
                FileType::Directory => FileKind::Folder,
                _ => FileKind::Special,
            }),
            Err(rustix::io::Errno::NOENT) => Ok(FileKind::Missing),
            Err(error) => Err(error.into()),
        }
    }

    /// When what stands there was last changed; none where that cannot be told.
    pub fn modified(&self, name: &OsStr) -> Option<SystemTime> {
        let about =
            fs::statat(&self.handle, single_component(name).ok()?, AtFlags::SYMLINK_NOFOLLOW)
                .ok()?;
        let seconds = u64::try_from(about.st_mtime).ok()?;
        let parts = u32::try_from(about.st_mtime_nsec).ok()?;
        SystemTime::UNIX_EPOCH.checked_add(Duration::new(seconds, parts))
    }

    /// Reads a plain file of at most `limit` bytes.
    ///
    /// # Errors
    /// When it is no plain file, or cannot be read.
    pub fn read(&self, name: &OsStr, limit: u64) -> Result<Contents, FileReadError> {
        match self.open_file(name, OFlags::RDONLY)? {
            Ok(file) => plain(&file, limit),
            Err(kind) => Err(FileReadError::Kind(kind)),
        }
    }

    /// Opens the plain file of a lock, made for its owner alone if there is none.
    ///
    /// # Errors
    /// The system's own.
    pub fn open_to_lock(&self, name: &OsStr) -> io::Result<Result<File, FileKind>> {
        self.open_file(name, OFlags::RDWR | OFlags::CREATE)
    }

    /// Opens a plain file for adding at its end, made for its owner alone if there is none.
    ///
    /// # Errors
    /// The system's own.
    pub fn open_to_append(&self, name: &OsStr) -> io::Result<Result<File, FileKind>> {
        self.open_file(name, OFlags::WRONLY | OFlags::APPEND | OFlags::CREATE)
    }

    fn open_file(&self, name: &OsStr, how: OFlags) -> io::Result<Result<File, FileKind>> {
        let careful = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        match fs::openat(&self.handle, single_component(name)?, how | careful, OWN_FILE) {
            Ok(handle) => {
                let file = File::from(handle);
                match FileKind::of(file.metadata()?.file_type()) {
                    FileKind::Regular => Ok(Ok(file)),
                    other => Ok(Err(other)),
                }
            }
            // A folder, a link or a socket says no in ways of its own.
            Err(error) => match self.kind(name)? {
                FileKind::Regular => Err(error.into()),
                FileKind::Missing if error != rustix::io::Errno::NOENT => Err(error.into()),
                other => Ok(Err(other)),
            },
        }
    }

    /// Whether a name still means the file that is open.
    pub fn is_same(&self, file: &File, name: &OsStr) -> bool {
        let there = single_component(name)
            .ok()
            .and_then(|name| fs::statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW).ok());
        let (Some(there), Ok(open)) = (there, fs::fstat(file)) else { return false };
        (there.st_dev, there.st_ino) == (open.st_dev, open.st_ino)
    }

    /// The names of everything in it, in no order.
    ///
    /// # Errors
    /// The system's own.
    pub fn names(&self) -> io::Result<Vec<OsString>> {
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.handle)? {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if !matches!(name, b"." | b"..") {
                names.push(OsStr::from_bytes(name).to_owned());
            }
        }
        Ok(names)
    }

    /// Writes the bytes into a file that has no name of its own yet. Until it has, it has one that begins
    /// with `prefix`, by which [`Folder::remove_leftovers`] finds what a killed program has left.
    ///
    /// # Errors
    /// The system's own.
    pub fn write(&self, prefix: &str, bytes: &[u8]) -> io::Result<FolderTempFile<'_>> {
        let name = OsString::from(format!("{prefix}{}", Uuid::new_v4().simple()));
        let how = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW;
        let handle = fs::openat(&self.handle, &*name, how | OFlags::CLOEXEC, OWN_FILE)?;
        let unnamed = FolderTempFile { folder: self, name: Some(name) };
        let mut file = File::from(handle);
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(unnamed)
    }

    /// Moves what stands there into a folder under a name that nothing has, and makes sure that it stays.
    ///
    /// # Errors
    /// The system's own.
    pub fn rename(&self, from: &OsStr, to: &Self, name: &OsStr) -> io::Result<()> {
        fs::renameat(&self.handle, single_component(from)?, &to.handle, single_component(name)?)?;
        to.sync()?;
        self.sync()
    }

    /// Removes a file.
    ///
    /// # Errors
    /// The system's own.
    pub fn remove(&self, name: &OsStr) -> io::Result<()> {
        Ok(fs::unlinkat(&self.handle, single_component(name)?, AtFlags::empty())?)
    }

    /// Removes an empty folder.
    ///
    /// # Errors
    /// The system's own.
    pub fn remove_folder(&self, name: &OsStr) -> io::Result<()> {
        Ok(fs::unlinkat(&self.handle, single_component(name)?, AtFlags::REMOVEDIR)?)
    }

    /// Takes from everybody else what they may do in it. One of somebody else cannot be closed; that is no
    /// reason to give up.
    pub fn restrict_to_owner(&self) {
        let is_open = fs::fstat(&self.handle).is_ok_and(|about| {
            Mode::from_raw_mode(about.st_mode).intersects(Mode::RWXG | Mode::RWXO)
        });
        if is_open {
            let _ = fs::fchmod(&self.handle, OWN_FOLDER);
        }
    }

    /// Makes sure that the names in it are on the disk, not only in memory.
    ///
    /// # Errors
    /// The system's own.
    pub fn sync(&self) -> io::Result<()> {
        Ok(fs::fsync(&self.handle)?)
    }
}

/// A file whose bytes are on the disk, but which has no name of its own yet; dropped, it is gone.
#[derive(Debug)]
pub struct FolderTempFile<'a> {
    folder: &'a Folder,
    /// What it is called for the time being.
    name: Option<OsString>,
}

impl FolderTempFile<'_> {
    /// Gives it its name, in place of whatever has it; the caller syncs the folder.
    ///
    /// # Errors
    /// The system's own.
    pub fn name(mut self, name: &OsStr) -> io::Result<()> {
        let Some(old) = &self.name else { return Ok(()) };
        let handle = &self.folder.handle;
        fs::renameat(handle, &**old, handle, single_component(name)?)?;
        self.name = None;
        Ok(())
    }

    /// Gives it its name unless something has it; whether it did. The caller syncs the folder.
    ///
    /// # Errors
    /// The system's own.
    pub fn name_new(mut self, name: &OsStr) -> io::Result<bool> {
        let Some(old) = &self.name else { return Ok(false) };
        match name_new(&self.folder.handle, old, single_component(name)?) {
            Ok(()) => {
                self.name = None;
                Ok(true)
            }
            Err(rustix::io::Errno::EXIST) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

impl Drop for FolderTempFile<'_> {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            // What cannot be removed now is swept away later.
            let _ = self.folder.remove(name);
        }
    }
}

/// Renames a file to a name that nothing has.
fn name_new(handle: &OwnedFd, old: &OsStr, name: &OsStr) -> rustix::io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::io::Errno;
        match fs::renameat_with(handle, old, handle, name, fs::RenameFlags::NOREPLACE) {
            // Not every file system knows this.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            done => return done,
        }
    }
    fs::linkat(handle, old, handle, name, AtFlags::empty())?;
    // The second name of it is swept away later if it cannot be removed now.
    let _ = fs::unlinkat(handle, old, AtFlags::empty());
    Ok(())
}

fn flags(links: Links) -> OFlags {
    let folder = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    if links == Links::Refuse { folder | OFlags::NOFOLLOW } else { folder }
}

/// A name that leads nowhere else.
fn single_component(name: &OsStr) -> io::Result<&OsStr> {
    let bytes = name.as_bytes();
    match bytes.is_empty() || bytes.contains(&b'/') || matches!(bytes, b"." | b"..") {
        true => Err(io::ErrorKind::InvalidInput.into()),
        false => Ok(name),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn open(path: &Path) -> Folder {
        Folder::open(path, Links::Follow).unwrap().unwrap()
    }

    fn name(text: &str) -> &OsStr {
        OsStr::new(text)
    }

    #[test]
    fn what_is_held_open_stays_the_same_folder_whatever_takes_its_name() {
        let place = tempfile::tempdir().unwrap();
        let (own, away) = (place.path().join("own"), place.path().join("away"));
        std::fs::create_dir(&own).unwrap();
        std::fs::create_dir(&away).unwrap();
        let held = open(place.path()).open_folder(name("own")).unwrap().unwrap();
        let file = held.write(".half-", b"text").unwrap();
        std::fs::rename(&own, place.path().join("moved")).unwrap();
        symlink(&away, &own).unwrap();
        file.name(name("a.json")).unwrap();
        held.create_folder(name("more")).unwrap().unwrap();
        held.open_to_lock(name("a.lock")).unwrap().unwrap();
        assert_eq!(std::fs::read_dir(&away).unwrap().count(), 0);
        assert_eq!(std::fs::read(place.path().join("moved/a.json")).unwrap(), b"text");
        let found = open(place.path()).open_folder(name("own")).unwrap().unwrap_err();
        assert_eq!(found, FileKind::Link);
        assert_eq!(Folder::open(&own, Links::Refuse).unwrap().unwrap_err(), FileKind::Link);
    }

    #[test]
    fn a_name_never_replaces_another_unless_it_shall_and_leads_nowhere_else() {
        let place = tempfile::tempdir().unwrap();
        let held = open(place.path());
        assert!(held.write(".half-", b"one").unwrap().name_new(name("a")).unwrap());
        assert!(!held.write(".half-", b"two").unwrap().name_new(name("a")).unwrap());
        assert_eq!(*held.read(name("a"), 10).unwrap().bytes, b"one");
        held.write(".half-", b"three").unwrap().name(name("a")).unwrap();
        assert_eq!(*held.read(name("a"), 10).unwrap().bytes, b"three");
        assert_eq!(held.names().unwrap(), ["a"], "nothing half is left");
        for elsewhere in ["", ".", "..", "a/b", "/etc/passwd"] {
            assert!(held.kind(name(elsewhere)).is_err(), "{elsewhere}");
            assert!(held.write(".half-", b"").unwrap().name(name(elsewhere)).is_err());
        }
        assert_eq!(held.names().unwrap(), ["a"]);
    }
}
