use super::*;

#[test]
fn the_table_is_sound() {
    let table = Table::read(include_str!("tools.toml")).unwrap_or_else(|mistakes| {
        panic!("{}", mistakes.join("\n"));
    });
    assert!(table.tools().len() >= 140, "{}", table.tools().len());
}
