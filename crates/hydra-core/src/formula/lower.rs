//! Terms of a graph as the bytes of a program: order, regions, instructions.
//! In: a graph, the terms wanted. Out: bytes, and the inputs that a caller must bring, in their order; None where the program would
//! be larger than programs may be. No recursion: chains in chains wait on a list of their own.
//! Twin: src/reference/formula/lower.ts

use std::collections::HashMap;

use super::builder::Builder;
use super::opcode::Op;
use super::order::order_of;
use super::program::Operand;
use super::region::{Region, WHOLE, regions_of};
use super::term::{Graph, MaskInput, NumberInput, TermOp};

/// A program, and what it reads.
pub struct Lowered {
    /// See `program::read`.
    pub bytes: Vec<u8>,
    /// Instructions.
    pub steps: usize,
    /// Columns of numbers.
    pub numbers: Vec<NumberInput>,
    /// Columns of Kleene bytes.
    pub masks: Vec<MaskInput>,
}

/// A region, by its chain and link.
type Key = (Option<usize>, usize);

fn key_of(region: Region) -> Key {
    (region.chain, region.link)
}

/// What is begun and not whole.
enum Work {
    /// The terms of a region, from a place of its list on.
    Region(Key, usize),
    Chain(Chain),
}

struct Chain {
    at: usize,
    /// Instructions before it.
    before: usize,
    collected: Option<Operand>,
    /// The link that was begun last.
    link: usize,
    skips: Vec<usize>,
}

/// The inputs that are read, in order of their places.
fn used_inputs(graph: &Graph, order: &[usize], op: TermOp) -> Vec<usize> {
    let own = order.iter().map(|&at| &graph.terms[at]);
    let mut read: Vec<usize> = own
        .filter(|term| term.op == op)
        .map(|term| term.value as usize)
        .collect();
    read.sort_unstable();
    read
}

/// How often each term is read.
fn count_reads(graph: &Graph, order: &[usize], roots: &[usize]) -> Vec<usize> {
    let mut reads = vec![0; graph.terms.len()];
    let args = order.iter().flat_map(|&at| &graph.terms[at].args);
    for &at in roots.iter().chain(args) {
        reads[at] += 1;
    }
    reads
}

/// First links that nothing else reads: made where the chain begins, so that it can collect into them.
fn delayed(graph: &Graph, order: &[usize], roots: &[usize]) -> Vec<bool> {
    let reads = count_reads(graph, order, roots);
    let mut marks = vec![false; graph.terms.len()];
    for &at in order {
        let term = &graph.terms[at];
        if let Some(&first) = term.args.first().filter(|_| term.op.is_chain()) {
            marks[first] = reads[first] == 1 && !graph.terms[first].op.is_leaf();
        }
    }
    marks
}

struct Lowering<'g> {
    graph: &'g Graph,
    builder: Builder,
    numbers: Vec<usize>,
    masks: Vec<usize>,
    values: Vec<Option<Operand>>,
    /// Terms of each region, in order.
    inside: HashMap<Key, Vec<usize>>,
    work: Vec<Work>,
}

impl<'g> Lowering<'g> {
    fn new(graph: &'g Graph, roots: &[usize]) -> Self {
        let order = order_of(graph, roots);
        let numbers = used_inputs(graph, &order, TermOp::Input);
        let masks = used_inputs(graph, &order, TermOp::Flag);
        let regions = regions_of(graph, &order, roots);
        let waits = delayed(graph, &order, roots);
        let mut inside: HashMap<Key, Vec<usize>> = HashMap::new();
        for &at in &order {
            if !graph.terms[at].op.is_leaf() && !waits[at] {
                let key = key_of(regions[at].unwrap_or(WHOLE));
                inside.entry(key).or_default().push(at);
            }
        }
        Self {
            graph,
            builder: Builder::new(numbers.len(), masks.len()),
            numbers,
            masks,
            values: vec![None; graph.terms.len()],
            inside,
            work: Vec::new(),
        }
    }

    /// The value of a term that was made, or of a leaf.
    fn value(&mut self, at: usize) -> Operand {
        if let Some(known) = self.values[at] {
            return known;
        }
        let term = &self.graph.terms[at];
        let place = term.value as usize;
        let made = match term.op {
            TermOp::Input => Operand::Input(self.numbers.binary_search(&place).unwrap_or(0)),
            TermOp::Flag => Operand::MaskInput(self.masks.binary_search(&place).unwrap_or(0)),
            TermOp::Constant => self.builder.constant(term.value),
            _ => Operand::None,
        };
        self.values[at] = Some(made);
        made
    }

    /// Makes a term, or begins a chain.
    fn start(&mut self, at: usize) {
        if self.values[at].is_some() {
            return;
        }
        let term = &self.graph.terms[at];
        let made = match term.op {
            TermOp::Every | TermOp::Some => return self.start_chain(at),
            TermOp::Fill => self.builder.fill(term.value as u8),
            TermOp::Op(op) => {
                let args: Vec<Operand> = term.args.iter().map(|&arg| self.value(arg)).collect();
                self.builder.emit(op, &args)
            }
            _ => return,
        };
        self.values[at] = Some(made);
    }

    fn start_chain(&mut self, at: usize) {
        self.work.push(Work::Chain(Chain {
            at,
            before: self.builder.size(),
            collected: None,
            link: 0,
            skips: Vec::new(),
        }));
        self.start(self.graph.terms[at].args[0]);
    }

    /// The link that was begun last is there: on to the next one.
    fn resume(&mut self, mut chain: Chain) {
        let term = &self.graph.terms[chain.at];
        let op = if term.op == TermOp::Every {
            Op::And
        } else {
            Op::Or
        };
        let link = self.value(term.args[chain.link]);
        let collected = match chain.collected {
            None => self.builder.collector(chain.before, link),
            Some(collected) => {
                self.builder.collect(op, collected, link);
                collected
            }
        };
        chain.collected = Some(collected);
        chain.link += 1;
        if chain.link == term.args.len() {
            self.builder.end_chain(&chain.skips);
            self.values[chain.at] = Some(collected);
            return;
        }
        chain.skips.push(self.builder.skip(op, collected));
        let inside = Work::Region((Some(chain.at), chain.link), 0);
        self.work.extend([Work::Chain(chain), inside]);
    }

    fn run(&mut self) {
        self.work.push(Work::Region(key_of(WHOLE), 0));
        while let Some(work) = self.work.pop() {
            match work {
                Work::Chain(chain) => self.resume(chain),
                Work::Region(key, next) => {
                    let at = self.inside.get(&key).and_then(|list| list.get(next));
                    if let Some(&at) = at {
                        self.work.push(Work::Region(key, next + 1));
                        self.start(at);
                    }
                }
            }
        }
    }
}

/// Results in the order of the terms wanted, those of numbers and those of masks counted apart.
pub fn lower(graph: &Graph, roots: &[usize]) -> Option<Lowered> {
    let mut lowering = Lowering::new(graph, roots);
    lowering.run();
    let results: Vec<Operand> = roots.iter().map(|&root| lowering.value(root)).collect();
    Some(Lowered {
        bytes: lowering.builder.finish(&results)?,
        steps: lowering.builder.size(),
        numbers: lowering
            .numbers
            .iter()
            .map(|&at| graph.numbers[at].clone())
            .collect(),
        masks: lowering
            .masks
            .iter()
            .map(|&at| graph.masks[at].clone())
            .collect(),
    })
}
