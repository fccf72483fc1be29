//! Puts the results of a program into its outputs, each as soon as it is known.
//! In: instructions by name of value, the results in order. Out: the same instructions with outputs as targets, and copies where a
//! result is read again, collected by a chain, asked for twice, or not computed at all.
//! Why at once and not at the end: many results would otherwise hold a register each to the end, and there are 256.
//! Twin: src/reference/formula/placing.ts

use std::collections::{HashMap, HashSet};

use super::opcode::Op;
use super::program::Operand;

/// One instruction, its registers by name; of skips the second argument is the place of another in the list, or its end.
#[derive(Clone, Copy, Debug)]
pub struct Draft {
    pub op: Op,
    pub dst: Operand,
    pub args: [Operand; 3],
}

pub struct Placed {
    pub drafts: Vec<Draft>,
    pub outputs: usize,
    pub mask_outputs: usize,
}

/// The outputs of each result, and how many there are: those of numbers and those of masks are counted apart.
type Seats = (HashMap<Operand, Vec<Operand>>, [usize; 2]);

fn seats_of(results: &[Operand]) -> Seats {
    let mut seats: HashMap<Operand, Vec<Operand>> = HashMap::new();
    let mut counts = [0, 0];
    for &result in results {
        let count = &mut counts[usize::from(result.is_mask())];
        seats
            .entry(result)
            .or_default()
            .push(Operand::Output(*count));
        *count += 1;
    }
    (seats, counts)
}

fn copy_into(value: Operand, dst: Operand) -> Draft {
    Draft {
        op: if value.is_mask() {
            Op::MaskCopy
        } else {
            Op::Copy
        },
        dst,
        args: [value, Operand::None, Operand::None],
    }
}

/// Place of the last writing of each value; those that are read or written again count as used.
fn uses(drafts: &[Draft]) -> (HashMap<Operand, usize>, HashSet<Operand>) {
    let (mut last, mut used) = (HashMap::new(), HashSet::new());
    for (at, draft) in drafts.iter().enumerate() {
        used.extend(draft.args);
        if last.insert(draft.dst, at).is_some() {
            used.insert(draft.dst);
        }
    }
    (last, used)
}

/// Skips lead to where the instructions behind them have gone.
fn moved(mut draft: Draft, after: &[usize]) -> Draft {
    if let Operand::Plain(target) = draft.args[1] {
        draft.args[1] = Operand::Plain(after[target]);
    }
    draft
}

/// The instructions with their outputs.
pub fn place_results(drafts: &[Draft], results: &[Operand]) -> Placed {
    let (seats, counts) = seats_of(results);
    let (last, used) = uses(drafts);
    let mut list = Vec::with_capacity(drafts.len() + results.len());
    // Where what followed an instruction now begins: a skip to there must not pass its copies.
    let mut after = vec![0];
    for (at, &draft) in drafts.iter().enumerate() {
        let is_last = last.get(&draft.dst) == Some(&at);
        let own = seats.get(&draft.dst).filter(|_| is_last);
        let own = own.map_or(&[][..], Vec::as_slice);
        let is_direct = own.len() == 1 && !used.contains(&draft.dst);
        let dst = if is_direct { own[0] } else { draft.dst };
        list.push(Draft { dst, ..draft });
        after.push(list.len());
        if !is_direct {
            list.extend(own.iter().map(|&seat| copy_into(draft.dst, seat)));
        }
    }
    let mut given = HashSet::new();
    for result in results {
        if given.insert(result) && !last.contains_key(result) {
            list.extend(seats[result].iter().map(|&seat| copy_into(*result, seat)));
        }
    }
    Placed {
        drafts: list.into_iter().map(|draft| moved(draft, &after)).collect(),
        outputs: counts[0],
        mask_outputs: counts[1],
    }
}
