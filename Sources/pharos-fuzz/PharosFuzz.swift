import Dispatch
import Exposition
import Foundation
import GoTemplate
import PromQL
import RE2

/// Feeds the languages with what nobody would write: random bytes, mutated expressions, generated trees.
///
/// An input is a function of the seed and its number, so that a failure can be had again: `--only NUMBER`.
@main
enum PharosFuzz {
  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    func option(_ name: String) -> Int? {
      guard let index = arguments.firstIndex(of: name), index + 1 < arguments.count else { return nil }
      defer { arguments.removeSubrange(index...index + 1) }
      return Int(arguments[index + 1])
    }
    let count = option("--inputs") ?? 1_000_000
    let seed = UInt64(option("--seed") ?? Int(Date().timeIntervalSince1970))
    let only = option("--only")
    var corpus: [[UInt8]] = []
    for path in arguments {
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
        FileHandle.standardError.write(Data("pharos-fuzz: cannot read \(path)\n".utf8))
        exit(2)
      }
      corpus += text.split(separator: "\n").map { Array($0.utf8) }
    }
    if let only {
      let input = Inputs(seed: seed, corpus: corpus).input(only)
      print(String(decoding: input, as: UTF8.self))
      check(input, only, seed)
      return
    }
    print("seed \(seed), \(count) inputs from \(corpus.count) lines")
    let inputs = Inputs(seed: seed, corpus: corpus)
    // Blocks keep all processors busy without a lock for each input.
    let block = 1000
    DispatchQueue.concurrentPerform(iterations: (count + block - 1) / block) { index in
      for number in index * block..<min((index + 1) * block, count) { check(inputs.input(number), number, seed) }
    }
    print("no crash, no range out of bounds, nothing that reads back as something else")
  }

  private static func check(_ input: [UInt8], _ number: Int, _ seed: UInt64) {
    for (language, problem) in [
      ("PromQL", Checks.promQL(input)), ("RE2", Checks.pattern(input)), ("template", Checks.template(input)),
      ("exposition", Checks.exposition(input)),
    ] {
      guard let problem else { continue }
      print("\(language): \(problem)\n  again with: --seed \(seed) --only \(number)")
      print("  input: \(String(decoding: input, as: UTF8.self).debugDescription)")
      exit(1)
    }
  }
}
