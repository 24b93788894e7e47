//! Who owns a server: a process, recognised beyond the reuse of its number.

use std::path::Path;

use serde::{Deserialize, Serialize};

/// The process that removes a server when it ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The number of the process.
    pub pid: u32,
    /// The machine's boot, the process's namespace and its start time: the same number with another of these is another process.
    pub boot: String,
    /// The name of the machine; one engine may serve several.
    pub host: String,
}

/// Whether an owner still lives, as far as this process can see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Liveness {
    Alive,
    Dead,
    /// It belongs to another machine or another process namespace, where we cannot look.
    OutOfSight,
}

impl Owner {
    /// Describes this process.
    pub fn of_this_process() -> Owner {
        let pid = std::process::id();
        Owner {
            pid,
            boot: format!("{}/{}/{}", boot_id(), namespace(), start_time(pid).unwrap_or_default()),
            host: host_name(),
        }
    }

    pub(crate) fn liveness(&self) -> Liveness {
        let mut parts = self.boot.splitn(3, '/');
        let (Some(boot), Some(owner_namespace), Some(started)) = (parts.next(), parts.next(), parts.next()) else {
            return Liveness::OutOfSight;
        };
        if boot != boot_id() {
            return if self.host == host_name() { Liveness::Dead } else { Liveness::OutOfSight };
        }
        if owner_namespace != namespace() {
            return Liveness::OutOfSight;
        }
        match start_time(self.pid) {
            Some(now) if now == started => Liveness::Alive,
            Some(_) | None => Liveness::Dead,
        }
    }
}

/// Identifies the machine's boot; empty where the system does not tell.
fn boot_id() -> String {
    read("/proc/sys/kernel/random/boot_id")
}

/// Identifies the process namespace: the same engine may be used from inside a container, where numbers mean other processes.
fn namespace() -> String {
    let link =
        std::fs::read_link("/proc/self/ns/pid").map(|link| link.to_string_lossy().into_owned()).unwrap_or_default();
    link.chars().filter(char::is_ascii_digit).collect()
}

fn host_name() -> String {
    let name = read("/proc/sys/kernel/hostname");
    if !name.is_empty() {
        return name;
    }
    first_line_of(std::process::Command::new("hostname")).unwrap_or_default()
}

/// Returns the start time of a living process. A zombie has ended: it only waits for its parent to notice.
fn start_time(pid: u32) -> Option<String> {
    if Path::new("/proc/self/stat").exists() {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // The second field is the program's name in parentheses, and may hold anything; the fields after it are plain.
        let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
        if fields.first() == Some(&"Z") {
            return None;
        }
        return fields.get(19).map(|field| (*field).to_owned());
    }
    let mut command = std::process::Command::new("ps");
    command.args(["-o", "lstart=", "-p", &pid.to_string()]);
    first_line_of(command)
}

fn first_line_of(mut command: std::process::Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    let line = String::from_utf8_lossy(&output.stdout).lines().next()?.trim().to_owned();
    (!line.is_empty()).then_some(line)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reused_process_number_is_another_owner() {
        let ours = Owner::of_this_process();
        assert_eq!(ours.liveness(), Liveness::Alive);

        let parts: Vec<&str> = ours.boot.split('/').collect();
        let reused = Owner { boot: format!("{}/{}/1", parts[0], parts[1]), ..ours.clone() };
        assert_eq!(reused.liveness(), Liveness::Dead);

        let before_the_reboot = Owner { boot: format!("other/{}/{}", parts[1], parts[2]), ..ours.clone() };
        assert_eq!(before_the_reboot.liveness(), Liveness::Dead);
        let elsewhere = Owner { host: "elsewhere".to_owned(), ..before_the_reboot };
        assert_eq!(elsewhere.liveness(), Liveness::OutOfSight);
        let in_a_container = Owner { boot: format!("{}/1/{}", parts[0], parts[2]), ..ours };
        assert_eq!(in_a_container.liveness(), Liveness::OutOfSight);
    }
}
