//! Where terms are computed. A link of a chain is skipped once the chain is settled, so what only this link reads is computed in it;
//! what several places read, in the innermost region that is run whenever one of them is.
//! Regions: the whole program, and each link of a chain after the first, inside the link before it. The common region of two is
//! found by going up from chain to chain, which nest no deeper than formulas do.
//! In: a graph, the order of its terms, the terms wanted. Out: region of each term.  Twin: src/reference/formula/region.ts

use super::term::Graph;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// The chain's term; None for the whole program.
    pub chain: Option<usize>,
    pub link: usize,
    /// Chains around it.
    pub depth: usize,
}

pub const WHOLE: Region = Region {
    chain: None,
    link: 0,
    depth: 0,
};

/// The region around a chain.
fn around(regions: &[Option<Region>], region: Region) -> Region {
    region
        .chain
        .and_then(|chain| regions[chain])
        .unwrap_or(WHOLE)
}

fn common(regions: &[Option<Region>], a: Region, b: Region) -> Region {
    let (mut x, mut y) = (a, b);
    while x.chain != y.chain {
        if x.depth >= y.depth {
            x = around(regions, x);
        } else {
            y = around(regions, y);
        }
    }
    if x.link <= y.link { x } else { y }
}

fn meet(regions: &mut [Option<Region>], term: usize, region: Region) {
    let met = regions[term].map_or(region, |before| common(regions, before, region));
    regions[term] = Some(met);
}

pub fn regions_of(graph: &Graph, order: &[usize], roots: &[usize]) -> Vec<Option<Region>> {
    let mut regions = vec![None; graph.terms.len()];
    for &root in roots {
        meet(&mut regions, root, WHOLE);
    }
    for &at in order.iter().rev() {
        let own = regions[at].unwrap_or(WHOLE);
        let term = &graph.terms[at];
        for (link, &arg) in term.args.iter().enumerate() {
            let inside = Region {
                chain: Some(at),
                link,
                depth: own.depth + 1,
            };
            let is_inside = term.op.is_chain() && link > 0;
            meet(&mut regions, arg, if is_inside { inside } else { own });
        }
    }
    regions
}
