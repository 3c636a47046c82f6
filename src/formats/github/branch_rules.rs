//! The checks that a branch requires, by its rules and by its protection, and commit statuses.
//!
//! Sources: GitHub REST, `GET /repos/{owner}/{repo}/rules/branches/{branch}`, `.../branches/{branch}`
//! and `.../commits/{ref}/status`.

use serde_json::Value;

/// A check that a branch requires.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequiredCheck {
    /// Its name.
    pub name: String,
    /// Id of the app that must make it; `None` if any may.
    pub app: Option<u64>,
}

/// Reads the rules that are active for a branch.
///
/// # Errors
/// A rule about checks that lacks something.
pub fn of_rules(rules: &[Value]) -> Result<Vec<RequiredCheck>, String> {
    let about_checks =
        rules.iter().filter(|rule| rule.get("type") == Some(&"required_status_checks".into()));
    let mut found = Vec::new();
    for rule in about_checks {
        let list = rule.pointer("/parameters/required_status_checks").and_then(Value::as_array);
        let list = list.ok_or("a rule about checks without checks")?;
        for entry in list {
            found.push(read(entry, "integration_id").ok_or("a required check without a name")?);
        }
    }
    Ok(found)
}

/// Returns whether some rule about checks lets nothing merge that is behind the branch.
#[must_use]
pub fn wants_up_to_date(rules: &[Value]) -> bool {
    rules.iter().any(|rule| {
        let is_about_checks = rule.get("type") == Some(&"required_status_checks".into());
        let strict = rule.pointer("/parameters/strict_required_status_checks_policy");
        let checks = rule.pointer("/parameters/required_status_checks").and_then(Value::as_array);
        // Without a check GitHub waits for nothing, so nothing has to be up to date.
        let waits = checks.is_some_and(|checks| !checks.is_empty());
        is_about_checks && waits && strict == Some(&true.into())
    })
}

/// Reads a branch with its protection; `None` if it is protected and the token does not see how.
///
/// # Errors
/// A list of checks that lacks something.
pub fn of_branch(branch: &Value) -> Result<Option<Vec<RequiredCheck>>, String> {
    let Some(required) = branch.pointer("/protection/required_status_checks") else {
        let is_protected = branch.get("protected").and_then(Value::as_bool) == Some(true);
        return Ok((!is_protected).then(Vec::new));
    };
    let list = |field: &str| required.get(field).and_then(Value::as_array);
    let nameless = || "a required check without a name".to_owned();
    if let Some(checks) = list("checks").filter(|checks| !checks.is_empty()) {
        let checks = checks.iter().map(|entry| read(entry, "app_id").ok_or_else(nameless));
        return checks.collect::<Result<_, _>>().map(Some);
    }
    let contexts = list("contexts").into_iter().flatten();
    let contexts = contexts.map(|name| {
        let name = name.as_str().ok_or_else(nameless)?.to_owned();
        Ok(RequiredCheck { name, app: None })
    });
    contexts.collect::<Result<_, _>>().map(Some)
}

fn read(entry: &Value, app: &str) -> Option<RequiredCheck> {
    let name = entry.get("context")?.as_str()?.to_owned();
    Some(RequiredCheck { name, app: entry.get(app).and_then(Value::as_u64) })
}

/// A commit status: a name and a word that anybody who may write to the repository can set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitStatus {
    /// Its name.
    pub context: String,
    /// `success`, `pending`, `failure` or `error`.
    pub state: String,
}

/// Reads the latest statuses of a commit.
///
/// # Errors
/// A status that lacks something.
pub fn of_statuses(entries: &[Value]) -> Result<Vec<CommitStatus>, String> {
    let one = |entry: &Value| {
        let text = |field: &str| entry.get(field)?.as_str().map(str::to_owned);
        Some(CommitStatus { context: text("context")?, state: text("state")? })
    };
    let read = |entry| one(entry).ok_or_else(|| "a status without context or state".to_owned());
    entries.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(name: &str, app: Option<u64>) -> RequiredCheck {
        RequiredCheck { name: name.to_owned(), app }
    }

    #[test]
    fn rules_and_protection_name_checks_and_apps() {
        let list = json!([{ "context": "a", "integration_id": 7 }, { "context": "b" }]);
        let rule = json!({ "type": "required_status_checks", "parameters": { "required_status_checks": list } });
        let found = of_rules(&[json!({ "type": "deletion" }), rule]).unwrap();
        assert_eq!(found, [check("a", Some(7)), check("b", None)]);
        let branch = |checks: Value| json!({ "protected": true, "protection": { "required_status_checks": checks } });
        let by_app = branch(
            json!({ "contexts": ["a"], "checks": [{ "context": "a", "app_id": 7 }, { "context": "b", "app_id": -1 }] }),
        );
        assert_eq!(of_branch(&by_app).unwrap().unwrap(), [check("a", Some(7)), check("b", None)]);
        assert_eq!(
            of_branch(&branch(json!({ "contexts": ["a"] }))).unwrap().unwrap(),
            [check("a", None)]
        );
        assert_eq!(of_branch(&json!({ "protected": false })).unwrap(), Some(Vec::new()));
    }

    #[test]
    fn only_a_rule_that_waits_for_checks_asks_for_an_up_to_date_branch() {
        let rule = |strict: Value, checks: Value| {
            let parameters = json!({ "strict_required_status_checks_policy": strict, "required_status_checks": checks });
            json!({ "type": "required_status_checks", "parameters": parameters })
        };
        let some = json!([{ "context": "a" }]);
        assert!(wants_up_to_date(&[
            json!({ "type": "deletion" }),
            rule(true.into(), some.clone())
        ]));
        for (strict, checks) in
            [(json!(false), some.clone()), (json!("true"), some), (json!(true), json!([]))]
        {
            assert!(!wants_up_to_date(&[rule(strict, checks)]));
        }
        assert!(!wants_up_to_date(&[]));
    }

    #[test]
    fn what_is_hidden_or_broken_is_not_nothing() {
        assert_eq!(of_branch(&json!({ "protected": true })).unwrap(), None);
        let broken = json!({ "protection": { "required_status_checks": { "checks": [{}] } } });
        assert!(of_branch(&broken).is_err());
        assert!(of_rules(&[json!({ "type": "required_status_checks" })]).is_err());
        assert!(of_statuses(&[json!({ "context": "a" })]).is_err());
    }
}
