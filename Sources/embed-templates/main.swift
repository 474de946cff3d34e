// Usage: embed-templates OUTPUT ROOT PATH…
//
// Writes a Swift source that holds the files ROOT/PATH… as one string literal and an index into it.
// One literal, because compilers take minutes over thousands of them, and no resource bundle, because a binary with
// everything inside can be moved anywhere.
#if canImport(FoundationEssentials)
  import FoundationEssentials
  import Glibc
#else
  import Foundation
#endif

let arguments = CommandLine.arguments
guard arguments.count >= 3 else { fail("usage: embed-templates OUTPUT ROOT PATH…") }

var embedding = Embedding()
var problems: [String] = []
for path in arguments.dropFirst(3).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
  let file = "\(arguments[2])/\(path)"
  guard let data = FileManager.default.contents(atPath: file) else {
    problems.append("\(file): error: cannot be read")
    continue
  }
  do throws(Embedding.Refusal) {
    try embedding.add(path, Array(data))
  } catch {
    problems.append("\(file):\(error.line): error: \(error.reason)")
  }
}
guard problems.isEmpty else { fail(problems.joined(separator: "\n")) }

// Debug and release builds share the file: left as it is, it does not make them compile it in turns.
let source = Data(embedding.source.utf8)
do {
  if FileManager.default.contents(atPath: arguments[1]) != source {
    try source.write(to: URL(filePath: arguments[1]))
  }
} catch {
  fail("\(arguments[1]): error: \(error)")
}

func fail(_ message: String) -> Never {
  print(message)
  exit(1)
}
