//! EDGE, writes: sends what [`super::plan`] decided. A second run leaves the same state as one run.
//!
//! Existing items are listed first (those requests may run in parallel with others), then updated
//! or made. The work of a newer attempt is left alone. Every failure is an [`ApiFault`], which
//! changes no verdict.

mod annotations;
mod check_run;
mod comment;
mod known;
pub mod receipt;

pub use self::check_run::check_run;
pub use self::comment::{Comments, comment, list_comments};
pub use self::known::{CheckRuns, list_check_runs};
pub use self::receipt::StandingVerdict;
use super::notice::Notice;
use crate::github::ApiFault;
use crate::publish::github::receipt::Surface;

/// Returns the notices about all surfaces that could not be written: one notice for one cause.
#[must_use]
pub fn notices(failed: &[(Surface, ApiFault)]) -> Vec<Notice> {
    let permissions = failed.iter().all(|(_, fault)| fault.is_permission());
    match failed {
        [(one, fault), (other, again)] if one != other && permissions => {
            let both = [one, other].map(|surface| format!("`{}`", surface.permission()));
            let mut notice = notice(*one, fault);
            notice.what = notice.what.replacen(
                &format!("the {} could not", one.name()),
                &format!("the {} and the {} could not", one.name(), other.name()),
                1,
            );
            notice.fix = notice.fix.replacen(&both[0], &both.join(" and "), 1);
            if again.to_string() == fault.to_string() {
                return vec![notice];
            }
            failed.iter().map(|(surface, fault)| self::notice(*surface, fault)).collect()
        }
        _ => failed.iter().map(|(surface, fault)| notice(*surface, fault)).collect(),
    }
}

/// Returns the notice about a surface of which a part could not be written.
#[must_use]
pub fn partly(surface: Surface, fault: &ApiFault) -> Notice {
    Notice {
        what: format!("the {} was written, but not all of it: {fault}", surface.name()),
        fix: "the job summary has the rest".to_owned(),
    }
}

/// Returns the notice about another check of the same name, which branch protection cannot tell
/// from ours.
#[must_use]
pub fn namesake(name: &str) -> Notice {
    Notice {
        what: format!(
            "another check on this commit is called `{name}` too, and a rule that requires the name cannot tell them apart"
        ),
        fix: "give the gate a name of its own in the input `check-name`".to_owned(),
    }
}

/// Returns the notice about a surface that a newer attempt of the gate has written.
#[must_use]
pub fn left_to_newer(surface: Surface) -> Notice {
    Notice {
        what: format!(
            "the {} is of a newer attempt of this gate and was left alone",
            surface.name()
        ),
        fix: String::new(),
    }
}

/// Returns the notice about a verdict that stands and that this one does not lift.
#[must_use]
pub fn left_to_standing(standing: &StandingVerdict) -> Notice {
    let end = if standing.passes { "" } else { ", and this one is no pass beside it" };
    Notice {
        what: format!("the check run was left alone: {}{end}", standing.what),
        fix: String::new(),
    }
}

/// Returns the notice about a surface that could not be written: the missing permission with its
/// line, or the fault with its fix. The notice says that the verdict stays.
#[must_use]
pub fn notice(surface: Surface, fault: &ApiFault) -> Notice {
    let what =
        format!("the {} could not be written, which changes no verdict: {fault}", surface.name());
    let fix = match fault {
        fault if fault.is_permission() => format!(
            "add `{}` to `permissions:` of this job; on a pull request from a fork or of Dependabot the token can only read, whatever is written there",
            surface.permission()
        ),
        ApiFault::Forbidden { message } if message.contains("locked") => {
            "unlock the conversation of the pull request, or set the input `comment` to `never`"
                .to_owned()
        }
        ApiFault::Forbidden { .. } => {
            "give the action `${{ github.token }}`: check runs belong to the app that made them"
                .to_owned()
        }
        ApiFault::NotFound => format!(
            "look whether the commit and the pull request are still there, and whether `permissions:` of this job has `{}`",
            surface.permission()
        ),
        ApiFault::Unauthorized => {
            "give the action a token that is valid, as `${{ github.token }}`".to_owned()
        }
        ApiFault::RateLimited { .. } | ApiFault::Server { .. } | ApiFault::Unreachable { .. } => {
            "re-run this job later".to_owned()
        }
        ApiFault::Certificate { .. } => {
            "name the certificates of your server, or of the proxy, in the input `ca-file`"
                .to_owned()
        }
        _ => String::new(),
    };
    Notice { what, fix }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::github::receipt::Surface;
    use crate::publish::github::receipt::repository_path;

    fn forbidden(message: &str) -> ApiFault {
        ApiFault::Forbidden { message: message.to_owned() }
    }

    #[test]
    fn a_refusal_names_the_line_that_is_missing() {
        let refused = forbidden("Resource not accessible by integration");
        let check = notice(Surface::CheckRun, &refused);
        assert_eq!(
            check.what,
            "the check run could not be written, which changes no verdict: GitHub refuses: Resource not accessible by integration"
        );
        assert!(check.fix.starts_with("add `checks: write` to `permissions:` of this job; "));
        let comment = notice(Surface::Comment, &refused);
        assert!(
            comment.fix.starts_with("add `pull-requests: write` to `permissions:` of this job; ")
        );
    }

    #[test]
    fn a_refusal_that_no_line_lifts_names_none() {
        let app = notice(Surface::CheckRun, &forbidden("You must authenticate via a GitHub App."));
        assert!(app.fix.contains("github.token") && !app.fix.contains("permissions"));
        let locked = notice(
            Surface::Comment,
            &forbidden("Unable to create comment because issue is locked."),
        );
        assert!(locked.fix.starts_with("unlock"));
        assert_eq!(notice(Surface::Comment, &ApiFault::Gone).fix, "");
    }

    #[test]
    fn a_repository_cannot_lead_elsewhere() {
        assert_eq!(repository_path("o/n", &["issues", "7"]), "/repos/o/n/issues/7");
        assert_eq!(repository_path("o/n/x", &["issues"]), "/repos/o/n%2Fx/issues");
        assert_eq!(repository_path("o", &["issues"]), "/repos/o//issues");
    }
}
