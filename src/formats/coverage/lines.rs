//! The lines of one file as bits: 64 lines in 20 bytes, so that millions fit.

use std::collections::BTreeMap;

/// Which lines of a file are measured, which were hit, and the branch outcomes on them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileLines {
    /// By line number / 64. Sparse, so that a hostile line number costs one entry.
    blocks: BTreeMap<u32, Block>,
    branches: BTreeMap<u32, Outcomes>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Block {
    seen: u64,
    hit: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Outcomes {
    covered: u32,
    all: u32,
}

impl Outcomes {
    /// A lower bound of the union: counts do not say which outcomes were taken.
    fn merge(&mut self, other: Self) {
        self.covered = self.covered.max(other.covered);
        self.all = self.all.max(other.all);
    }
}

impl FileLines {
    /// Adds a measured line. A line that is there already stays hit if it was.
    pub fn add(&mut self, line: u32, hit: bool) {
        let mut recent = Recent::default();
        recent.add(self, line, hit);
        recent.put_away(self);
    }

    /// Adds branch outcomes of a line; of two statements about a line the higher counts are taken.
    pub fn add_branches(&mut self, line: u32, covered: u32, all: u32) {
        let outcomes = Outcomes { covered: covered.min(all), all };
        self.branches.entry(line).or_default().merge(outcomes);
    }

    /// Whether a line was hit; `None` where it is not measured.
    #[must_use]
    pub fn hit(&self, line: u32) -> Option<bool> {
        let block = self.blocks.get(&(line / 64))?;
        let bit = 1 << (line % 64);
        (block.seen & bit != 0).then_some(block.hit & bit != 0)
    }

    /// The union with the same file in another report.
    pub fn merge(&mut self, other: &Self) {
        for (key, block) in &other.blocks {
            let mine = self.blocks.entry(*key).or_default();
            mine.seen |= block.seen;
            mine.hit |= block.hit;
        }
        for (line, outcomes) in &other.branches {
            self.branches.entry(*line).or_default().merge(*outcomes);
        }
    }

    /// The counts.
    #[must_use]
    pub fn coverage(&self) -> CoverageCounts {
        let mut sum = CoverageCounts::default();
        for block in self.blocks.values() {
            sum.lines += u64::from(block.seen.count_ones());
            sum.lines_covered += u64::from(block.hit.count_ones());
        }
        for outcomes in self.branches.values() {
            sum.branches += u64::from(outcomes.all);
            sum.branches_covered += u64::from(outcomes.covered);
        }
        sum
    }
}

/// The block in hand: lines come in their order, so one block takes many before the next is looked up.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Recent {
    key: u32,
    block: Block,
}

impl Recent {
    #[inline]
    pub(super) fn add(&mut self, lines: &mut FileLines, line: u32, hit: bool) {
        if line / 64 != self.key {
            self.put_away(lines);
            self.key = line / 64;
        }
        let bit = 1 << (line % 64);
        self.block.seen |= bit;
        if hit {
            self.block.hit |= bit;
        }
    }

    /// Gives the block to the file that it belongs to.
    pub(super) fn put_away(&mut self, lines: &mut FileLines) {
        let block = std::mem::take(&mut self.block);
        if block.seen != 0 {
            let known = lines.blocks.entry(self.key).or_default();
            known.seen |= block.seen;
            known.hit |= block.hit;
        }
    }
}

/// Covered and all, of lines and of branches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CoverageCounts {
    /// Distinct (file, line) with at least one hit.
    pub lines_covered: u64,
    /// Distinct (file, line).
    pub lines: u64,
    /// Taken branch outcomes, from `condition-coverage`.
    pub branches_covered: u64,
    /// All branch outcomes.
    pub branches: u64,
}

impl CoverageCounts {
    /// Adds another part.
    pub fn add(&mut self, other: Self) {
        self.lines_covered += other.lines_covered;
        self.lines += other.lines;
        self.branches_covered += other.branches_covered;
        self.branches += other.branches;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::coverage::lines::CoverageCounts;

    #[test]
    fn a_union_takes_a_line_once_and_covered_if_any_report_covers_it() {
        let mut one = FileLines::default();
        one.add(63, true);
        one.add(64, false);
        one.add_branches(63, 1, 2);
        let mut two = FileLines::default();
        two.add(64, true);
        two.add(4_294_967_295, false);
        two.add_branches(63, 2, 2);
        one.merge(&two);
        assert_eq!(
            one.coverage(),
            CoverageCounts { lines_covered: 2, lines: 3, branches_covered: 2, branches: 2 }
        );
        assert_eq!((one.hit(63), one.hit(64), one.hit(65)), (Some(true), Some(true), None));
        assert_eq!(one.hit(u32::MAX), Some(false));
    }

    #[test]
    fn more_covered_than_there_are_is_cut() {
        let mut lines = FileLines::default();
        lines.add_branches(1, 5, 2);
        assert_eq!(lines.coverage().branches_covered, 2);
    }
}
