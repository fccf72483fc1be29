// Stands in for an addon of another build.
module.exports = { abi: () => 999, version: () => '9.9.9', summarizeGroups: () => 0 }
