import Documents
import Formats
import Project

/// What is found under ids that are no rule's: `pack/…` in packs, `contract/…` in expositions beside a spec.
extension Document {
  /// A pack that specs use is checked with all of its files, any other as far as this one tells. Specs are resolved by whoever
  /// lints them, as that takes other files.
  func ownFindings(_ knowledge: Knowledge) -> [Finding] {
    if let exposition, let stack = knowledge.stack { return exposition.differences(from: stack) }
    guard kind == .pack, let name = roots.first?["name"]?.text else { return [] }
    if let packs = knowledge.packs, packs.files["\(name)/pack.yml"]?.name == source.name { return packs.check(name) }
    return PackFiles(files: ["\(name)/pack.yml": source], sharedRunbooks: [:]).read(name).findings
  }
}
