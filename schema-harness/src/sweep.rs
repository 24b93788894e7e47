//! Removes what killed runs left: containers, clusters and unfinished images whose owner is dead.

use std::path::Path;

use crate::container::{LABEL_BOOT, LABEL_HOST, LABEL_KEEP, LABEL_OWNER};
use crate::docker::Docker;
use crate::owner::Liveness;
use crate::{Environment, Owner, image, local, sockets};

/// What a sweep did.
#[derive(Clone, Debug, Default)]
pub struct Swept {
    /// What was removed, for example `container 1f00...`.
    pub removed: Vec<String>,
    /// What should have been removed and why it was not.
    pub problems: Vec<String>,
}

/// Removes the leavings of processes that no longer live. Those of living ones, and servers that are kept, stay.
pub fn sweep(environment: &Environment) -> Swept {
    let mut swept = Swept::default();
    if let Ok(docker) = Docker::find(environment) {
        sweep_containers(&docker, &mut swept);
    }
    sweep_directories(&std::env::temp_dir(), &mut swept);
    swept
}

fn sweep_containers(docker: &Docker, swept: &mut Swept) {
    // An engine that does not answer holds no container that anybody could use.
    let Ok(containers) = docker.list(LABEL_OWNER, &[LABEL_OWNER, LABEL_BOOT, LABEL_HOST, LABEL_KEEP]) else { return };
    for (id, labels) in containers {
        let [pid, boot, host, keep] = labels.as_slice() else { continue };
        let Ok(pid) = pid.parse() else { continue };
        let owner = Owner { pid, boot: boot.clone(), host: host.clone() };
        if keep == "1" || owner.liveness() != Liveness::Dead {
            continue;
        }
        let name = format!("container {}", id.get(..12).unwrap_or(&id));
        match docker.remove(&[&id]) {
            Ok(()) => swept.removed.push(name),
            Err(error) => swept.problems.push(format!("{name}: {error}")),
        }
    }
}

fn sweep_directories(temporary: &Path, swept: &mut Swept) {
    for entry in std::fs::read_dir(temporary).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_cluster = name.starts_with(local::DIRECTORY_PREFIX);
        let is_image = name.starts_with(image::DIRECTORY_PREFIX);
        let is_sockets = name.starts_with(sockets::DIRECTORY_PREFIX);
        if !is_cluster && !is_image && !is_sockets {
            continue;
        }
        let path = entry.path();
        let owner = std::fs::read(path.join(local::OWNER_FILE))
            .ok()
            .and_then(|json| serde_json::from_slice::<Owner>(&json).ok());
        if owner.is_none_or(|owner| owner.liveness() != Liveness::Dead) {
            continue;
        }
        let removed = match (is_cluster, is_sockets) {
            (true, _) => local::remove(&path, None),
            (_, true) => sockets::remove(&path),
            (false, false) => image::remove_directory(&path),
        };
        match removed {
            Ok(()) => swept.removed.push(path.display().to_string()),
            Err(error) => swept.problems.push(format!("{}: {error}", path.display())),
        }
    }
}
