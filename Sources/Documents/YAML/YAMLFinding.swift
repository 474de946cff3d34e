/// What is wrong with a file as YAML.
public enum YAMLFinding: String, DiagnosticKind, CaseIterable {
  case syntax = "yaml/syntax"
  case tab = "yaml/tab"
  case encoding = "yaml/encoding"
  case duplicateKey = "yaml/duplicate-key"
  case key = "yaml/key"
  case alias = "yaml/alias"
  case merge = "yaml/merge"
  case tag = "yaml/tag"
  case severalDocuments = "yaml/several-documents"
  case tooDeep = "yaml/too-deep"
  case tooManyNodes = "yaml/too-many-nodes"
  case tooLarge = "yaml/too-large"

  public var meaning: (summary: String, why: String) {
    switch self {
    case .syntax:
      ("the text is no YAML", "Nothing reads a file that cannot be parsed, and a server keeps its last one.")
    case .tab: ("a tab indents a line", "YAML is indented with spaces; its readers refuse tabs.")
    case .encoding: ("the bytes are not valid UTF-8", "Readers refuse them or put other characters in their place.")
    case .duplicateKey:
      (
        "a mapping has a key twice",
        "Some readers refuse it, others take the last value without a word; either way one of the two is not what is read."
      )
    case .key: ("a key is a list or a mapping", "Keys of configuration are names.")
    case .alias: ("an alias names an unknown anchor, or is inside of it", "It has no value.")
    case .merge: ("`<<` merges something that is no mapping", "Only mappings can be merged.")
    case .tag: ("a tag has no meaning here", "Readers refuse tags that they do not know, or drop them silently.")
    case .severalDocuments:
      ("a second document begins in a file of one", "Only the first is read; the rest has no effect.")
    case .tooDeep: ("values are nested very deeply", "No configuration is; it would exhaust who reads it.")
    case .tooManyNodes: ("aliases multiply to millions of values", "They would exhaust the memory of who reads them.")
    case .tooLarge: ("the file is very large", "A spec or a rule file of this size is a mistake.")
    }
  }
}
