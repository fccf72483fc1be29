//! In which order terms are computed: each after what it reads, the arguments that need more registers first (Sethi and Ullman
//! 1970), equals in their order; links of chains in theirs, since a chain may end early. No recursion: graphs may be as deep as
//! formulas are long. In: a graph, the terms wanted. Out: places of all terms that are needed.
//! Twin: src/reference/formula/order.ts

use std::cmp::Reverse;

use super::term::{Graph, Term};

/// Registers that a term needs, were it a tree; each further argument holds one more.
fn need_of(term: &Term, needs: &[usize], sorted: &[usize]) -> usize {
    let chained = term.op.is_chain();
    let held = |i: usize| if chained { usize::from(i > 0) } else { i };
    let all = sorted
        .iter()
        .enumerate()
        .map(|(i, &arg)| needs[arg] + held(i));
    all.fold(1, usize::max)
}

/// The arguments of each term as they are to be visited.
fn visits(graph: &Graph) -> Vec<Vec<usize>> {
    let mut needs: Vec<usize> = Vec::with_capacity(graph.terms.len());
    let mut next = Vec::with_capacity(graph.terms.len());
    for term in &graph.terms {
        let mut sorted = term.args.clone();
        if !term.op.is_chain() {
            sorted.sort_by_key(|&arg| Reverse(needs[arg]));
        }
        needs.push(if term.op.is_leaf() {
            0
        } else {
            need_of(term, &needs, &sorted)
        });
        next.push(sorted);
    }
    next
}

pub fn order_of(graph: &Graph, roots: &[usize]) -> Vec<usize> {
    let next = visits(graph);
    let mut seen = vec![false; graph.terms.len()];
    let mut order = Vec::new();
    for &root in roots {
        let mut path = vec![];
        if !std::mem::replace(&mut seen[root], true) {
            path.push((root, 0));
        }
        while let Some((term, place)) = path.last_mut() {
            match next[*term].get(*place) {
                None => {
                    order.push(*term);
                    path.pop();
                }
                Some(&arg) => {
                    *place += 1;
                    if !std::mem::replace(&mut seen[arg], true) {
                        path.push((arg, 0));
                    }
                }
            }
        }
    }
    order
}
